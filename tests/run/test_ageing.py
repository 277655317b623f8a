"""Loss of life read from a run is the integral of the ageing rate over its hot-spots."""

from __future__ import annotations

import numpy as np
import pytest

from tests.run.months import END_US, NOON_US, START_US, two_days
from twin.devices.transformer_ageing import ageing_rate_ratio
from twin.run.ageing import loss_of_life_h
from twin.run.lineage import fold, open_member
from twin.units import S_PER_H, US_PER_MIN, US_PER_S


def test_loss_of_life_is_the_integral_of_the_ageing_rate() -> None:
    line = open_member(two_days())
    step_us = US_PER_MIN // 2
    t_us = np.arange(START_US, END_US + 1, step_us)
    raw_c = np.empty(len(t_us))
    plant, place = line.plant().__class__(line.parts, START_US), 0
    facts = line.reader.columns()
    for row, at_us in enumerate(facts.t_us):
        while place < len(t_us) and t_us[place] < at_us:
            raw_c[place] = plant.transformers.hot_spot_c(2, int(t_us[place]))
            place += 1
        fold(plant, facts.between(row, row + 1))
    for left in range(place, len(t_us)):
        raw_c[left] = plant.transformers.hot_spot_c(2, int(t_us[left]))
    rate = np.array([ageing_rate_ratio(c, "thermally_upgraded") for c in raw_c])
    expected_h = np.trapezoid(rate) * step_us / US_PER_S / S_PER_H
    assert loss_of_life_h(line, END_US)["T3"] == pytest.approx(expected_h, rel=2e-4)


def test_every_main_is_told_and_hotter_ones_age_faster() -> None:
    lost_h = loss_of_life_h(open_member(two_days()), END_US)
    assert list(lost_h) == ["T1", "T2", "T3", "T4"]
    assert lost_h["T3"] > lost_h["T1"] > 0.0


def test_kraft_ages_by_its_own_law() -> None:
    line = open_member(two_days())
    assert loss_of_life_h(line, END_US, "kraft") != loss_of_life_h(line, END_US)
    assert NOON_US < END_US
