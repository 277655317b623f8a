"""Made-up weather looks like Texas, and is the same wherever a run starts."""

from __future__ import annotations

import numpy as np
import pytest

from twin.luck import Luck
from twin.scenario.generators import WeatherGenerator
from twin.series.align import Span
from twin.series.weather import weather
from twin.units import US_PER_DAY, US_PER_H

SHAPE = WeatherGenerator(kind="weather")
CENTRAL_US = -6 * US_PER_H


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def over(start: str, end: str) -> Span:
    return Span(start_us=us(start), end_us=us(end), offset_us=CENTRAL_US)


YEARS = [
    weather(SHAPE, Luck(seed), over("2021-01-01T06:00", "2022-01-01T05:59"), elevation_m=600.0)
    for seed in range(6)
]


def test_a_year_has_the_mean_the_heat_and_the_cold_it_promises() -> None:
    dry = [year.column("dry_bulb_c") for year in YEARS]
    assert np.mean([d.mean() for d in dry]) == pytest.approx(SHAPE.mean_c, abs=0.8)
    assert np.median([d.max() for d in dry]) == pytest.approx(40.5, abs=2.0)
    assert np.median([d.min() for d in dry]) == pytest.approx(-10.0, abs=4.0)


def test_afternoons_in_july_are_the_hottest_hours() -> None:
    series = YEARS[0]
    local = series.t_us + CENTRAL_US
    hour = local % US_PER_DAY // US_PER_H
    month = local.astype("M8[us]").astype("M8[M]").astype(np.int64) % 12 + 1
    dry = series.column("dry_bulb_c")
    assert dry[(month == 7) & (hour == 16)].mean() > dry[(month == 7) & (hour == 4)].mean() + 10
    assert dry[month == 7].mean() > dry[month == 1].mean() + 15


def test_there_are_heat_waves_and_cold_snaps_of_days() -> None:
    """A daily mean ten kelvin below its month's for three days running, in most winters."""
    snaps = 0
    for series in YEARS:
        days = (series.t_us + CENTRAL_US) // US_PER_DAY
        daily = np.bincount(days - days[0], series.column("dry_bulb_c")) / np.bincount(
            days - days[0]
        )
        smooth = np.convolve(daily, np.ones(31) / 31, mode="same")[15:-15]
        cold = daily[15:-15] < smooth - 5.0
        snaps += int((cold[2:] & cold[1:-1] & cold[:-2]).any())
    assert snaps >= 4


def test_the_air_is_possible() -> None:
    for series in YEARS:
        humidity = series.column("relative_humidity_frac")
        assert 0.05 <= humidity.min() < 0.2
        assert 0.8 < humidity.max() <= 1.0
        pressure = series.column("pressure_pa")
        assert pressure.mean() == pytest.approx(94_320, rel=0.005)
        assert pressure.std() == pytest.approx(450.0, rel=0.2)


def test_the_same_hour_is_the_same_in_any_run_of_the_seed() -> None:
    part = weather(SHAPE, Luck(0), over("2021-08-03T10:30", "2021-08-05"), elevation_m=600.0)
    for t_us, row in part.changes(us("2021-08-03T11:00")):
        if t_us < us("2021-08-05"):
            assert YEARS[0].at(t_us) == row
    other = weather(SHAPE, Luck(1), over("2021-08-03T10:30", "2021-08-05"), elevation_m=600.0)
    assert other.at(us("2021-08-04")) != part.at(us("2021-08-04"))


def test_a_hotter_year_is_hotter_by_that_in_every_hour() -> None:
    span = over("2021-08-01", "2021-08-08")
    hot = weather(SHAPE.model_copy(update={"extra_k": 2.0}), Luck(0), span)
    usual = weather(SHAPE, Luck(0), span)
    assert np.allclose(hot.column("dry_bulb_c") - usual.column("dry_bulb_c"), 2.0, atol=0.011)
