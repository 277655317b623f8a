"""Dry coolers: their rating, their laws, and ratings that can't be built."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.cooling.dry_cooler import DryCoolers, DryCoolerSpec

SPEC = DryCoolerSpec(unit_kw=500.0, units_count=4)


def group(**more):
    return DryCoolers([SPEC.model_copy(update=more)])


def leaving_c(one, entering_c, dry_bulb_c):
    heat_w = one.conductance_w_per_k(0) * (entering_c - dry_bulb_c)
    return entering_c - heat_w / one.water_w_per_k(0)


def test_at_its_rating_water_leaves_at_the_approach():
    one = group()
    # 2 MW over 10 K of water: 200 kW/K; entering 16 K over dry bulb.
    assert one.water_w_per_k(0) == pytest.approx(200e3)
    assert one.conductance_w_per_k(0) * 16.0 == pytest.approx(2e6)
    assert leaving_c(one, 51.0, 35.0) == pytest.approx(41.0)


flows = st.floats(0.1, 1.5)
steps = st.integers(0, 10)
units = st.integers(1, 4)
airs = st.floats(-30.0, 50.0)


@given(flows, steps, units, airs, st.floats(0.0, 60.0))
def test_water_never_leaves_colder_than_the_air(flow, step, running, dry_bulb_c, over_k):
    one = group()
    one.set_flow(0, flow)
    one.set_step(0, step)
    one.set_running(0, running)
    assert leaving_c(one, dry_bulb_c + over_k, dry_bulb_c) >= dry_bulb_c - 1e-9


@given(flows, steps, units)
def test_faster_fans_and_more_units_never_reject_less(flow, step, running):
    one = group()
    one.set_flow(0, flow)
    one.set_running(0, running)
    at = [one.conductance_w_per_k(0, s) for s in range(11)]
    assert at == sorted(at)
    if running < 4:
        one.set_running(0, running + 1)
        assert one.conductance_w_per_k(0, step) >= at[step] * (1 - 1e-12)


@given(st.floats(0.0, 3e6), st.floats(0.5, 30.0))
def test_the_least_step_is_enough_and_the_one_below_is_not(heat_w, over_k):
    one = group()
    step = one.least_step(0, heat_w, over_k)

    def over_at(s):
        one.set_step(0, s)
        return heat_w / one.conductance_w_per_k(0) - heat_w / one.water_w_per_k(0)

    if step < 10:
        assert over_at(step) <= over_k + 1e-9
    if step > 0:
        assert over_at(step - 1) > over_k - 1e-9


def test_water_colder_than_the_air_asks_for_all_it_has():
    assert group().least_step(0, 1e6, -2.0) == 10


def test_fans_draw_the_third_power_of_their_speed_and_nothing_at_rest():
    one = group()
    draws = []
    for step in (10, 5, 0):
        one.set_step(0, step)
        draws.append(one.fan_w(0))
    assert draws == [80e3, 10e3, 0.0]


def test_still_air_takes_a_little_and_no_unit_takes_nothing():
    one = group()
    assert 0.0 < one.conductance_w_per_k(0, 0) < 0.2 * one.conductance_w_per_k(0, 10)
    one.set_running(0, 0)
    assert (one.conductance_w_per_k(0), one.fan_w(0), one.water_w_per_k(0)) == (0.0, 0.0, 0.0)


def test_an_air_flow_that_can_not_carry_the_heat_is_refused():
    with pytest.raises(ValidationError, match="more flow"):
        DryCoolerSpec(unit_kw=500.0, approach_k=5.0, range_k=6.0, air_rise_k=12.0)


def test_a_snapshot_brings_fans_units_and_flow_back():
    one, other = group(), group()
    one.set_step(0, 3)
    one.set_running(0, 2)
    one.set_flow(0, 0.5)
    other.restore(one.snapshot())
    assert other.conductance_w_per_k(0) == one.conductance_w_per_k(0)
