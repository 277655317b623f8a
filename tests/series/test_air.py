"""Humid air agrees with psychrolib and with published points."""

from __future__ import annotations

import sys

import numpy as np
import psychrolib
import pytest
from CoolProp.HumidAirProp import HAPropsSI

from twin.luck import Luck
from twin.series.air import (
    humidity_from_dew_point,
    humidity_ratio,
    pressure_at,
    saturation_pa,
    wet_bulb_c,
    with_wet_bulb,
)
from twin.series.steps import Series
from twin.units import KELVIN_AT_0_C, kelvin

psychrolib.SetUnitSystem(psychrolib.SI)


def air(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    stream = Luck(8).stream("air")
    dry = -25.0 + 75.0 * stream.uniforms(0, count)
    humidity = 0.03 + 0.97 * stream.uniforms(count, count)
    pressure = 70_000.0 + 35_000.0 * stream.uniforms(2 * count, count)
    return dry, humidity, pressure


def test_the_wet_bulb_is_psychrolibs() -> None:
    """Within 2 mK, except where ice and water on the wick meet and both answers stand."""
    dry, humidity, pressure = air(2000)
    judge = [psychrolib.GetTWetBulbFromRelHum(*x) for x in zip(dry, humidity, pressure)]  # noqa: B905
    error = np.abs(wet_bulb_c(dry, humidity, pressure) - np.array(judge))
    near_freezing = np.abs(np.array(judge)) < 1.0
    assert error[~near_freezing].max() < 0.002
    assert error.max() < 1.0


@pytest.mark.parametrize(
    ("dry_c", "humidity_frac", "judge_c"),
    [
        pytest.param(35.0, 0.4, 23.934202, id="oracle-30-35C-40pct"),
        pytest.param(40.0, 0.2, 22.032203, id="oracle-30-40C-20pct"),
        pytest.param(20.0, 0.5, 13.783370, id="oracle-30-20C-50pct"),
    ],
)
def test_the_wet_bulb_of_published_points(dry_c, humidity_frac, judge_c) -> None:
    found = wet_bulb_c(np.array([dry_c]), np.array([humidity_frac]), np.array([101_325.0]))
    assert found[0] == pytest.approx(judge_c, abs=0.002)


@pytest.mark.parametrize("tolerance_k", [pytest.param(0.03, id="oracle-30-grid")])
def test_the_wet_bulb_is_that_of_real_air_within_30_millikelvin(tolerance_k) -> None:
    """5 to 50 °C by 5 to 100 % by 70 to 105 kPa against virial equations of state.

    Worst where water wets the wick: 0.025 K at 32 °C, 5 % and 105 kPa; where ice does: 0.030 K at
    12 °C, 5 % and 72.5 kPa. Where water would stay just above freezing and ice below it, both
    answers stand: one judge takes the one, the other the other, up to 0.8 K apart.
    """
    grid = np.meshgrid(
        np.arange(5.0, 50.1, 1.0), np.linspace(0.05, 1.0, 20), np.arange(70e3, 105.1e3, 2.5e3)
    )
    dry, humidity, pressure = (axis.ravel() for axis in grid)
    found = wet_bulb_c(dry, humidity, pressure)
    judge = np.array(
        [
            HAPropsSI("B", "T", kelvin(t), "R", rh, "P", pa) - KELVIN_AT_0_C
            for t, rh, pa in zip(dry, humidity, pressure, strict=True)
        ]
    )
    either = (found > 0.0) != (judge > 0.01)
    error = np.abs(found - judge)
    sys.stdout.write(f"worst on {dry.size} points: {error[~either].max():.4f} K\n")
    assert np.count_nonzero(either) < 0.005 * dry.size
    assert error[~either].max() < tolerance_k
    assert error.max() < 0.8


def test_the_humidity_ratio_is_psychrolibs() -> None:
    dry, humidity, pressure = air(300)
    wet = [psychrolib.GetTWetBulbFromRelHum(*x) for x in zip(dry, humidity, pressure)]  # noqa: B905
    judge = [psychrolib.GetHumRatioFromTWetBulb(*x) for x in zip(dry, wet, pressure)]  # noqa: B905
    assert humidity_ratio(dry, np.array(wet), pressure) == pytest.approx(np.array(judge), rel=1e-3)


def test_saturation_and_dew_point_are_psychrolibs() -> None:
    dry, humidity, _ = air(500)
    judge = np.array([psychrolib.GetSatVapPres(t) for t in dry])
    assert saturation_pa(dry) == pytest.approx(judge, rel=1e-9)
    dew = np.array([psychrolib.GetTDewPointFromRelHum(*x) for x in zip(dry, humidity)])  # noqa: B905
    assert humidity_from_dew_point(dry, dew) == pytest.approx(humidity, abs=2e-3)


def test_thin_air_cools_further() -> None:
    """At 90 kPa the wet bulb of 45 °C and 10 % is about 0.85 K lower than at sea level."""
    dry, humidity = np.array([45.0, 45.0]), np.array([0.1, 0.1])
    low, high = wet_bulb_c(dry, humidity, np.array([90_000.0, 101_325.0]))
    assert high - low == pytest.approx(0.85, abs=0.05)


def test_saturated_air_has_its_own_temperature_as_wet_bulb() -> None:
    dry = np.array([-10.0, 5.0, 30.0])
    wet = wet_bulb_c(dry, np.ones(3), np.full(3, 101_325.0))
    assert wet == pytest.approx(dry, abs=1e-6)


def test_dew_above_dry_bulb_counts_as_saturated() -> None:
    assert humidity_from_dew_point(np.array([10.0]), np.array([11.0])).tolist() == [1.0]


@pytest.mark.parametrize("height_m", [0.0, 142.0, 761.0, 3000.0])
def test_pressure_falls_as_in_the_standard_atmosphere(height_m: float) -> None:
    judge = psychrolib.GetStandardAtmPressure(height_m)
    assert pressure_at(height_m) == pytest.approx(judge, rel=1e-4)


def test_a_weather_series_gains_its_wet_bulb() -> None:
    columns = {
        "dry_bulb_c": np.array([35.0, 20.0]),
        "relative_humidity_frac": np.array([0.4, 1.0]),
        "pressure_pa": np.array([101_325.0, 101_325.0]),
    }
    series = with_wet_bulb(Series.of(np.array([0, 10]), columns, end_us=20))
    assert series.at(12)[-1] == pytest.approx(20.0, abs=1e-6)
    assert series.names[-1] == "wet_bulb_c"
