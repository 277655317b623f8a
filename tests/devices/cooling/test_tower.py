"""Towers follow York's fit inside its box, say where they left it, and never beat the wet bulb."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.fan import FanSpec
from twin.devices.cooling.tower import (
    APPROACH_K,
    TowerSpec,
    approach,
    step_for,
    warmed_k,
    york_k,
)

SPEC = TowerSpec(water_kg_per_s=240.0, fan=FanSpec(flow_m3_per_s=90.0), leaving_c=27.0)
ranges = st.floats(1.1, 20.0)
wet_bulbs = st.floats(-34.4, 26.7)
waters = st.floats(0.75, 1.25)
airs = st.floats(0.42, 1.0)


@pytest.mark.parametrize(
    ("range_k", "wet_bulb_c", "air_frac", "expected_k"),
    [
        pytest.param(5.56, 25.56, 1.0, 3.842517, id="oracle-33-rating"),
        pytest.param(5.0, 20.0, 1.0, 4.644151, id="oracle-33-cool"),
        pytest.param(5.0, 25.0, 0.5, 8.220465, id="oracle-33-half-air"),
    ],
)
def test_the_approach_is_yorks(range_k, wet_bulb_c, air_frac, expected_k):
    found = approach(range_k, wet_bulb_c, 1.0, air_frac)
    assert found.approach_k == pytest.approx(expected_k, abs=1e-6)
    assert not found.clamped
    assert york_k(range_k, wet_bulb_c, 1.0 / air_frac) == found.approach_k


@given(
    range_k=st.floats(0.0, 60.0),
    wet_bulb_c=st.floats(-60.0, 45.0),
    water=st.floats(0.0, 3.0),
    air=st.floats(0.0, 2.0),
)
def test_leaving_water_is_never_below_the_wet_bulb(range_k, wet_bulb_c, water, air):
    assert APPROACH_K[0] <= approach(range_k, wet_bulb_c, water, air).approach_k <= APPROACH_K[1]


@pytest.mark.parametrize(
    ("state", "inside"),
    [
        ((0.5, 20.0, 1.0, 1.0), (1.1, 20.0, 1.0, 1.0)),
        ((30.0, 20.0, 1.0, 1.0), (22.2, 20.0, 1.0, 1.0)),
        ((5.0, 31.0, 1.0, 1.0), (5.0, 26.7, 1.0, 1.0)),
        ((5.0, -40.0, 1.0, 1.0), (5.0, -34.4, 1.0, 1.0)),
        ((5.0, 20.0, 0.3, 1.0), (5.0, 20.0, 0.75, 1.0)),
        ((5.0, 20.0, 1.6, 1.0), (5.0, 20.0, 1.25, 1.0)),
        ((5.0, 20.0, 1.0, 0.0), (5.0, 20.0, 1.0, 0.1)),
    ],
)
def test_outside_the_box_the_nearest_point_is_taken_and_said_so(state, inside):
    found = approach(*state)
    assert found.clamped
    assert found.approach_k == approach(*inside).approach_k


@given(range_k=ranges, wet=st.tuples(wet_bulbs, wet_bulbs), water=waters, air=airs)
def test_leaving_water_rises_with_the_wet_bulb(range_k, wet, water, air):
    low, high = sorted(wet)
    leaving = [wet_c + approach(range_k, wet_c, water, air).approach_k for wet_c in (low, high)]
    assert leaving[0] <= leaving[1] + 1e-9


@given(range_k=ranges, wet_c=wet_bulbs, water=waters, air=st.tuples(airs, airs))
def test_more_air_never_gives_warmer_water(range_k, wet_c, water, air):
    slow, fast = (approach(range_k, wet_c, water, one).approach_k for one in sorted(air))
    assert fast <= slow + 1e-9


def test_range_is_heat_over_the_flow():
    assert warmed_k(SPEC, 240.0 * 4186.0 * 6.0, 1.0) == pytest.approx(6.0)
    assert warmed_k(SPEC, 240.0 * 4186.0 * 6.0, 0.5) == pytest.approx(12.0)
    assert warmed_k(SPEC, 0.0, 0.0) == 0.0


@given(heat_w=st.floats(1e6, 1e7), wet_c=st.floats(-10.0, 26.0))
def test_fans_run_as_slowly_as_leaving_water_allows(heat_w, wet_c):
    step = step_for(SPEC, heat_w, 1.0, wet_c)
    warmed = warmed_k(SPEC, heat_w, 1.0)
    reached = [
        wet_c + approach(warmed, wet_c, 1.0, one / 10).approach_k <= 27.0 for one in range(11)
    ]
    allowed = [one for one, enough in enumerate(reached) if enough and one not in (1, 2)]
    assert step == min(allowed, default=10)
