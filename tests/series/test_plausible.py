"""Impossible values are told with what they look like."""

from __future__ import annotations

import numpy as np
import pytest

from twin.series.plausible import RANGES, above_dry_bulb, implausible
from twin.units import unit_of


@pytest.mark.parametrize(
    ("name", "values", "unit"),
    [
        ("dry_bulb_c", [290.0, 310.0], "kelvin"),
        ("dry_bulb_c", [40.0, 104.0], "degrees Fahrenheit"),
        ("dry_bulb_c", [-25.0, 305.0], "tenths of a degree"),
        ("relative_humidity_frac", [35.0, 80.0], "percent"),
        ("pressure_pa", [929.0, 1013.0], "mbar (hPa)"),
        ("pressure_pa", [98.1, 101.3], "kPa"),
        ("pressure_pa", [29.92, 28.0], "inches of mercury"),
    ],
)
def test_a_wrong_unit_is_recognised(name: str, values: list[float], unit: str) -> None:
    bad, fault = implausible(name, np.array(values))
    assert bad.size > 0
    assert fault is not None
    assert fault.what.endswith(f"looks like {unit}")
    assert fault.remedy


def test_300_degrees_among_good_ones_is_a_fault_without_a_guess() -> None:
    bad, fault = implausible("dry_bulb_c", np.array([20.0, np.nan, 3000.0, -120.0]))
    assert bad.tolist() == [2, 3]
    assert fault is not None
    assert (fault.what, fault.value) == ("impossible dry_bulb_c", "3000 °C, and 1 more")
    assert fault.allowed == "-90 to 60 °C"


@pytest.mark.parametrize("value", [-90.0, 60.0, 0.0])
def test_the_coldest_and_hottest_places_are_possible(value: float) -> None:
    assert implausible("dry_bulb_c", np.array([value]))[1] is None


def test_a_column_without_a_range_is_always_possible() -> None:
    assert implausible("height_index", np.array([-1e300])) == (pytest.approx([]), None)


@pytest.mark.parametrize("name", RANGES)
def test_every_range_is_of_a_column_that_names_its_unit(name: str) -> None:
    assert unit_of(name) is not None
    assert RANGES[name].low_ratio < RANGES[name].high_ratio


def test_a_wet_bulb_above_its_dry_bulb_is_told_with_how_many_more() -> None:
    dry_c = np.array([20.0, 21.0, 22.0, np.nan])
    bad, fault = above_dry_bulb("wet_bulb_c", np.array([21.0, 23.0, 30.0, 9.0]), dry_c)
    assert bad.tolist() == [1, 2]
    assert fault is not None
    assert (fault.what, fault.value) == ("wet_bulb_c is above the dry bulb", "23 °C, and 1 more")
    assert above_dry_bulb("wet_bulb_c", dry_c, dry_c)[1] is None
