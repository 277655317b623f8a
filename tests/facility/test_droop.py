"""Droop of the miners: exactly what the law asks for, in shedding order, back within the ramp."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facility.grids import droop_plant
from tests.plants import T0_US, S, apply, started
from twin.facility import droop
from twin.facts.mining import RowsCapped
from twin.facts.outside import GridFrequencyChanged
from twin.signals.site import mining_w


def at(plant, at_s, frequency_hz):
    """Let the frequency change, and the rows answer."""
    apply(plant, T0_US + at_s * S, "POI", GridFrequencyChanged(frequency_hz))
    for block, mode_frac, rows in droop.deepened(plant):
        apply(plant, T0_US + at_s * S, block, RowsCapped(mode_frac, rows))


def law_w(plant, frequency_hz):
    """The law of the oracle: 2.782 MW for 100 MW at 59.9 Hz."""
    off_hz = max(60.0 - frequency_hz - 0.017, 0.0)
    return plant.parts.grid.droop.reference_mw * 1e6 * min(off_hz / (0.05 * 60.0 - 0.017), 1.0)


@settings(max_examples=25, deadline=None)
@given(st.floats(58.2, 60.5))
def test_miners_draw_less_by_what_the_law_says(frequency_hz):
    plant = started(droop_plant())
    before_w = mining_w(plant)
    at(plant, 1, frequency_hz)
    assert before_w - mining_w(plant) == pytest.approx(law_w(plant, frequency_hz), abs=2.0)


def test_at_59_9_hertz_a_hundred_megawatts_give_2_782():
    plant = started(droop_plant())
    before_w = mining_w(plant)
    at(plant, 1, 59.9)
    share = (before_w - mining_w(plant)) / (plant.parts.grid.droop.reference_mw * 1e6)
    assert 100.0 * share == pytest.approx(2.782, abs=5e-4)


def test_inside_the_dead_band_nothing_answers():
    plant = started(droop_plant())
    for n, frequency_hz in enumerate((59.983, 60.017, 60.4)):
        at(plant, n + 1, frequency_hz)
        assert droop.capped(plant) == []


def test_no_more_is_given_than_the_modes_allow():
    plant = started(droop_plant())
    at(plant, 1, 57.0)
    modes = {plant.rows.mode_frac[row] for row in plant.parts.grid.droop_rows}
    assert modes == {0.5}
    assert droop.deepened(plant) == []


def test_a_deeper_fall_goes_on_from_where_the_last_one_ended():
    plant, direct = started(droop_plant()), started(droop_plant())
    at(plant, 1, 59.9)
    at(plant, 2, 59.5)
    at(direct, 2, 59.5)
    assert mining_w(plant) == pytest.approx(mining_w(direct), abs=1e-3)


def test_caps_are_lifted_by_stages_that_the_ramp_allows():
    plant = started(droop_plant())
    at(plant, 1, 59.0)
    at(plant, 100, 60.0)
    assert droop.due_us(plant) == T0_US + 160 * S
    step_w = plant.parts.ramp_up_w_per_s * 20.0
    stages = 0
    while plant.grid.releasing:
        t_us = droop.due_us(plant)
        before_w = mining_w(plant)
        for block, mode_frac, rows in droop.released(plant, t_us):
            apply(plant, t_us, block, RowsCapped(mode_frac, rows))
        stages += 1
        gained_w = mining_w(plant) - before_w
        assert gained_w <= step_w + 1e-3
        if plant.grid.releasing:
            assert gained_w == pytest.approx(step_w, abs=1.0)
            assert droop.due_us(plant) == pytest.approx(t_us + 20 * S, abs=2)
    assert droop.capped(plant) == []
    whole_w = law_w(plant, 59.0)
    assert stages == pytest.approx(whole_w / step_w, abs=1.0)


def test_a_half_better_frequency_lifts_caps_down_to_what_it_still_asks_for():
    plant = started(droop_plant())
    at(plant, 1, 59.7)
    at(plant, 2, 59.8)
    while plant.grid.releasing:
        t_us = droop.due_us(plant)
        for block, mode_frac, rows in droop.released(plant, t_us):
            apply(plant, t_us, block, RowsCapped(mode_frac, rows))
    assert droop.total_w(plant) == pytest.approx(law_w(plant, 59.8), abs=2.0)
