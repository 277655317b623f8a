"""The chillers of a plant share their heat and draw what one machine's curves say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.chiller_curves import operation
from twin.devices.cooling.loop_chillers import (
    capacity_w,
    draw_w,
    least_capacity_w,
    running_count,
)
from twin.devices.cooling.loop_spec import HallChillerSpec

SPEC = HallChillerSpec()


def test_two_that_share_draw_twice_what_one_draws_for_half_and_what_belongs_to_them():
    one = operation(SPEC.chiller, 750e3, SPEC.supply_c, 26.0)
    assert draw_w(SPEC, 4, 20.0, 1.5e6) == pytest.approx(2 * one.power_w + 0.03 * 1.5e6)


def test_no_more_run_than_serve_and_none_for_no_heat():
    assert [running_count(SPEC, 4, 20.0, heat) for heat in (0.0, 5e5, 1.2e6, 9e6)] == [0, 1, 2, 4]
    assert running_count(SPEC, 0, 20.0, 1e6) == 0
    assert draw_w(SPEC, 4, 20.0, 0.0) == 0.0
    assert capacity_w(SPEC, 0, 20.0) == 0.0


@given(st.floats(0.0, 40.0), st.floats(0.0, 15.0), st.floats(0.0, 1.0), st.booleans())
def test_no_dry_bulb_in_a_range_gives_less_than_the_least(low_c, wide_k, share, convex):
    terms = (1.6, 0.0, 0.0, -0.05, 0.0009, 0.0)
    chiller = SPEC.chiller.model_copy(update={"capacity_terms_ratio": terms} if convex else {})
    spec = SPEC.model_copy(update={"chiller": chiller})
    least_w = least_capacity_w(spec, 4, low_c, low_c + wide_k)
    assert capacity_w(spec, 4, low_c + share * wide_k) >= least_w - 1e-6


@given(st.floats(-10.0, 45.0), st.floats(1e4, 4e6))
def test_a_chiller_never_beats_carnot(dry_bulb_c, heat_w):
    heat_w = min(heat_w, capacity_w(SPEC, 4, dry_bulb_c))
    lift_k = max(dry_bulb_c + SPEC.condenser_over_k - SPEC.supply_c, 0.0)
    assert draw_w(SPEC, 4, dry_bulb_c, heat_w) >= heat_w * lift_k / (273.15 + SPEC.supply_c)
