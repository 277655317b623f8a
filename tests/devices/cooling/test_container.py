"""The air of a container agrees with its definition, whichever way the heat leaves."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.devices.cooling.crates import judged, one_speed, spec_of
from twin.devices.cooling.container import (
    HELD,
    OPEN,
    SHUT,
    air_of,
    damper_at,
    damper_levels_c,
    metal_w_per_k,
    moved_m3_per_s,
    way_of,
)

SPEC = one_speed()


def test_a_large_body_gives_air_all_it_can_take_and_a_small_one_its_film():
    assert metal_w_per_k(1e6, 1.0, 100.0) == pytest.approx(100.0)
    assert metal_w_per_k(0.01, 1.0, 1e4) == pytest.approx(0.01, rel=1e-4)


@given(slow=st.floats(0.05, 1.0), fast=st.floats(0.05, 1.0))
def test_more_air_always_takes_more_heat(slow, fast):
    low, high = (metal_w_per_k(60e3, n, 50e3 * n) for n in sorted((slow, fast)))
    assert low <= high


def test_a_container_at_its_rating_has_a_time_constant_of_one_to_three_minutes():
    air = air_of(SPEC, 25.0, 42.0 * 1.15)
    tau_s = 200 * 15e3 / air.metal_w_per_k
    assert 60.0 <= tau_s <= 180.0


@given(
    fresh_c=st.floats(-40.0, 45.0),
    metal_c=st.floats(-40.0, 90.0),
    flow_kg_per_s=st.floats(5.0, 60.0),
    least=st.sampled_from([0.0, 0.05, 0.2]),
    most=st.sampled_from([0.3, 0.9]),
)
def test_every_way_is_the_definition_of_mixed_air(fresh_c, metal_c, flow_kg_per_s, least, most):
    spec = one_speed(recirculation_frac=least, damper_max_frac=most)
    air = air_of(spec, fresh_c, flow_kg_per_s)
    damper = damper_at(damper_levels_c(air, spec.inlet_min_c), metal_c)
    way = way_of(air, damper, spec.inlet_min_c)
    inlet_c, out_w = judged(spec, air, metal_c)
    if metal_c >= fresh_c:
        assert way.inlet_slope_ratio * metal_c + way.inlet_zero_c == pytest.approx(inlet_c)
        assert way.out_w_per_k * (metal_c - way.sink_c) == pytest.approx(out_w, rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("fresh_c", [-25.0, -5.0, 4.0])
def test_ways_meet_without_a_jump(fresh_c):
    air = air_of(SPEC, fresh_c, 50.0)
    shut_c, open_c = damper_levels_c(air, 5.0)
    for level_c, below, above in ((shut_c, SHUT, HELD), (open_c, HELD, OPEN)):
        one, other = way_of(air, below, 5.0), way_of(air, above, 5.0)
        assert one.out_w_per_k * (level_c - one.sink_c) == pytest.approx(
            other.out_w_per_k * (level_c - other.sink_c), rel=1e-9
        )
        assert one.inlet_slope_ratio * level_c + one.inlet_zero_c == pytest.approx(
            other.inlet_slope_ratio * level_c + other.inlet_zero_c, abs=1e-9
        )


def test_the_damper_is_open_without_frost():
    assert damper_levels_c(air_of(SPEC, 10.0, 50.0), 5.0) == (-inf, -inf)


@given(speed=st.floats(0.0, 1.0), running=st.floats(0.0, 1.0), metal_c=st.floats(-40.0, 400.0))
def test_whatever_fans_run_the_inlet_lies_between_fresh_air_and_metal(speed, running, metal_c):
    moved = moved_m3_per_s(SPEC, speed, running)
    assert moved >= 0.02 * 42.0
    way = way_of(air_of(SPEC, 30.0, 1.2 * moved), OPEN, 5.0)
    inlet_c = way.inlet_slope_ratio * metal_c + way.inlet_zero_c
    assert min(30.0, metal_c) - 1e-9 <= inlet_c <= max(30.0, metal_c) + 1e-9
    assert way.out_w_per_k > 0.0


def test_a_container_that_can_not_be_is_refused():
    with pytest.raises(ValidationError):
        spec_of(recirculation_frac=1.0)
    with pytest.raises(ValidationError, match="chatter"):
        spec_of(staging={"up_c": 40.0, "down_c": 39.5})
