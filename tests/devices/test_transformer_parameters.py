"""The parameter sets against the consistency that the standard gives them."""

from __future__ import annotations

import pytest

from tests.devices.transformers import family
from twin.devices.transformer_parameters import THERMAL_SETS, is_ieee

IEC = [name for name in THERMAL_SETS if not is_ieee(name)]


@pytest.mark.parametrize("cooling", [pytest.param(name, id=f"oracle-10-{name}") for name in IEC])
def test_every_row_has_98_degrees_at_rated_load_and_20(cooling):
    one = family({"mva_max": 1.0, "cooling": cooling}, ambient_c=20.0)
    one.settle(0, 0, 1e6)
    assert one.hot_spot_c(0, 0) == pytest.approx(98.0, abs=1e-9)


@pytest.mark.parametrize(
    ("cooling", "hot_spot_c"),
    [
        pytest.param("onan", 120.1258, id="oracle-11-onan"),
        pytest.param("of", 125.0042, id="oracle-11-of"),
        pytest.param("od", 129.24, id="oracle-11-od"),
        pytest.param("onan_distribution", 121.4049, id="oracle-11-distribution"),
    ],
)
def test_steady_overload_is_the_closed_form(cooling, hot_spot_c):
    one = family({"mva_max": 1.0, "cooling": cooling}, ambient_c=20.0)
    one.settle(0, 0, 1.2e6)
    assert one.hot_spot_c(0, 0) == pytest.approx(hot_spot_c, abs=1e-4)


@pytest.mark.parametrize("cooling", [name for name in THERMAL_SETS if is_ieee(name)])
def test_a_65_kelvin_unit_has_110_degrees_at_rated_load_and_30(cooling):
    one = family({"mva_max": 1.0, "cooling": cooling}, ambient_c=30.0)
    one.settle(0, 0, 1e6)
    assert one.hot_spot_c(0, 0) == pytest.approx(110.0, abs=1e-9)


def test_the_ieee_set_is_the_same_equations_without_overshoot():
    for name, row in THERMAL_SETS.items():
        if is_ieee(name):
            assert (row.k11_ratio, row.k21_ratio, row.k22_ratio) == (1.0, 1.0, 1.0)
