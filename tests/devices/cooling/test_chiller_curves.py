"""The chiller's curves: published points, thermodynamic limits, the edges of their range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.cooling.chiller_curves import ChillerSpec, operation

SPEC = ChillerSpec(rated_kw=1000.0)
leaving = st.floats(-10.0, 40.0)
condenser = st.floats(0.0, 60.0)
demands = st.just(0.0) | st.floats(1e-3, 2e6)


def at(demand_frac, leaving_c=6.67, condenser_c=29.4):
    available_w = operation(SPEC, 1.0, leaving_c, condenser_c).available_w
    return operation(SPEC, demand_frac * available_w, leaving_c, condenser_c)


@pytest.mark.parametrize(
    ("load", "cop"),
    [
        pytest.param(1.0, 5.5050, id="oracle-35-full"),
        pytest.param(0.5, 5.5547, id="oracle-35-half"),
    ],
)
def test_cop_at_the_reference_is_that_of_the_curves(load, cop):
    assert at(load).cop_ratio == pytest.approx(cop, abs=1e-4)


@pytest.mark.parametrize(
    ("capacity", "power"), [pytest.param(1.003342, 0.999088, id="oracle-35-curves")]
)
def test_capacity_and_power_at_the_reference_are_those_of_the_curves(capacity, power):
    full = at(1.0)
    assert full.available_w == pytest.approx(capacity * 1e6, abs=1.0)
    assert full.power_w * 5.5 / full.available_w == pytest.approx(power, abs=1e-6)


def test_warm_condenser_water_costs_what_the_curves_say():
    assert at(1.0, condenser_c=35.0).cop_ratio == pytest.approx(4.8136, abs=1e-4)


@given(demands, leaving, condenser)
def test_cop_is_positive_and_below_carnot(demand_w, leaving_c, condenser_c):
    now = operation(SPEC, demand_w, leaving_c, condenser_c)
    assert 0.0 <= now.cooled_w <= now.available_w
    if not now.cooled_w:
        assert now.power_w == 0.0
        return
    assert now.power_w > 0.0
    if condenser_c > leaving_c:
        carnot = (leaving_c + 273.15) / (condenser_c - leaving_c)
        assert 0.0 < now.cop_ratio <= carnot * (1 + 1e-12)


@given(demands, demands, leaving, condenser)
def test_more_heat_never_draws_less(one_w, other_w, leaving_c, condenser_c):
    less, more = sorted((one_w, other_w))
    low = operation(SPEC, less, leaving_c, condenser_c)
    assert operation(SPEC, more, leaving_c, condenser_c).power_w >= low.power_w * (1 - 1e-12)


@given(leaving, condenser)
def test_it_says_when_its_curves_are_asked_for_outside_their_range(leaving_c, condenser_c):
    inside = 5.0 <= leaving_c <= 10.0 and 24.0 <= condenser_c <= 35.0
    assert operation(SPEC, 1e5, leaving_c, condenser_c).clamped is not inside


def test_outside_its_range_it_is_what_it_is_at_the_edge():
    edge, beyond = operation(SPEC, 5e5, 10.0, 24.0), operation(SPEC, 5e5, 30.0, 12.0)
    assert (edge.power_w, edge.available_w) == (beyond.power_w, beyond.available_w)


def test_below_its_least_load_it_cycles_at_the_draw_of_its_unloading_minimum():
    """At 5 % of load it runs half the time at what 20 % of load draws."""
    assert at(0.05).power_w == pytest.approx(0.5 * at(0.2).power_w, rel=1e-12)
    assert at(0.1).power_w == pytest.approx(at(0.2).power_w, rel=1e-12)


def test_a_range_upside_down_is_refused_with_the_remedy():
    with pytest.raises(ValidationError, match=r"condenser_low_c.*swap them"):
        ChillerSpec(rated_kw=100.0, condenser_low_c=40.0, condenser_high_c=30.0)
