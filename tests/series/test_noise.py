"""Noise is a function of when, with the memory and swing it promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.luck import Luck
from twin.series.noise import Grid, bump, drifting, fresh, hours, season
from twin.units import US_PER_DAY, US_PER_H


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


YEAR = Grid.over(us("2021-01-01"), us("2022-01-01") - 1, 3600.0)


@given(start_h=st.integers(0, 20_000), length_h=st.integers(0, 5_000))
def test_a_value_depends_on_its_instant_only(start_h: int, length_h: int) -> None:
    stream = Luck(1).stream("noise")
    start_us = us("2020-06-01") + start_h * US_PER_H
    part = Grid.over(start_us, start_us + length_h * US_PER_H, 3600.0)
    whole = Grid.over(us("2020-06-01"), us("2023-06-01"), 3600.0)
    offset = part.first - whole.first
    kept = drifting(stream, whole, 20 * 3600.0)[offset : offset + part.count]
    assert drifting(stream, part, 20 * 3600.0).tolist() == kept.tolist()


def test_its_memory_and_swing_are_as_asked() -> None:
    grid = Grid.over(us("2000-01-01"), us("2020-01-01"), 3600.0)
    noise = drifting(Luck(2).stream("noise"), grid, 10 * 3600.0)
    assert noise.std() == pytest.approx(1.0, abs=0.03)
    assert noise.mean() == pytest.approx(0.0, abs=0.05)
    assert np.corrcoef(noise[:-10], noise[10:])[0, 1] == pytest.approx(np.exp(-1), abs=0.03)


def test_the_seam_at_new_year_is_no_jump() -> None:
    """The year after runs in on its own: the last hour followed on must meet it closely."""
    memory_s = 20 * 3600.0
    stream = Luck(3).stream("noise")
    seam = Grid.over(us("2021-12-31T23:00"), us("2022-01-01T00:00"), 3600.0)
    last, first = drifting(stream, seam, memory_s)
    keep = np.exp(-1 / 20)
    kick = stream.normal(seam.first + 1)
    assert first == pytest.approx(keep * last + np.sqrt(1 - keep**2) * kick, abs=1e-4)


def test_fresh_noise_has_no_memory() -> None:
    noise = fresh(Luck(4).stream("noise"), YEAR)
    assert abs(np.corrcoef(noise[:-1], noise[1:])[0, 1]) < 0.05


def test_hours_are_those_of_the_given_clock() -> None:
    assert hours(YEAR, -6 * US_PER_H)[:3].tolist() == [18.5, 19.5, 20.5]


def test_the_season_peaks_on_its_day_and_bottoms_half_a_year_on() -> None:
    year = season(YEAR, 0, 205)
    peak_day = (YEAR.t_us[int(np.argmax(year))] - us("2021-01-01")) // US_PER_DAY + 1
    assert abs(peak_day - 205) <= 1
    assert (year.max(), year.min()) == pytest.approx((1.0, -1.0), abs=1e-4)


def test_a_bump_goes_round_midnight() -> None:
    low, high = bump(np.array([1.0, 21.0]), 23, 2.0)
    assert low == high == pytest.approx(np.exp(-1.0))


def test_a_grid_covers_its_window() -> None:
    grid = Grid.over(7 * US_PER_H - 1, 9 * US_PER_H, 3600.0)
    assert grid.t_us.tolist() == [6 * US_PER_H, 7 * US_PER_H, 8 * US_PER_H, 9 * US_PER_H]
    assert grid.end_us == 10 * US_PER_H
