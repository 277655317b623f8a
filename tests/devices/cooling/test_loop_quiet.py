"""A quiet span holds for every path that inputs may take in their ranges."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.cooling.halls import DAY, FULL_W, S, hall, pair
from twin.devices.cooling.loop_quiet import FOREVER_US, Calm, quiet_until_us

dry_bulbs = st.sampled_from([-12.0, 5.0, 15.0, 28.0, 38.0, 42.0])
shares = st.floats(0.0, 1.0)
steps = st.lists(st.tuples(st.integers(1, 900), shares, shares, shares), min_size=1, max_size=8)


def calm(load_frac, band_frac, dry_bulb_c, warm_k):
    low, high = load_frac - band_frac, load_frac + band_frac
    liquid_w, air_w = FULL_W
    ranges = liquid_w * low, liquid_w * high, air_w * low, air_w * high
    return Calm(*ranges, dry_bulb_c - warm_k, dry_bulb_c + warm_k)


def between(low, high, share):
    return low + share * (high - low)


@settings(max_examples=150)
@given(dry_bulbs, st.floats(0.3, 1.0), st.floats(-0.1, 0.1), st.floats(0.0, 0.2), steps)
def test_no_path_within_the_ranges_meets_anything_before(dry_bulb, load, off, band, path):
    one = hall(dry_bulb, load)
    liquid_w, air_w = FULL_W
    one.set_heat(0, 0, liquid_w * (load + off * band), air_w * (load + off * band))
    ranges = calm(load, band, dry_bulb, 0.5)
    until_us, now = one.quiet_until_us(0, 0, ranges), 0
    for wait_s, liquid, air, warm in path:
        found = one.next_crossing(0, now)
        next_us = now + wait_s * S
        assert found is None or found.t_us >= min(until_us, next_us)
        if next_us >= until_us:
            break
        now = next_us
        one.set_heat(0, now, between(*ranges[:2], liquid), between(*ranges[2:4], air))
        one.set_weather(0, now, between(*ranges[4:], warm))


def test_small_swings_of_a_settled_hall_are_quiet_for_ever():
    # Free cooling, fans between their levels, nothing that a look would follow.
    assert quiet_until_us(hall(5.0), 0, 0, calm(1.0, 0.01, 5.0, 0.2)) == FOREVER_US


def test_wide_swings_are_quiet_for_a_while():
    until_us = quiet_until_us(hall(5.0, 0.8), 0, 0, calm(0.8, 0.3, 5.0, 1.0))
    assert 10 * S < until_us < DAY


def test_a_range_across_the_season_promises_nothing():
    assert quiet_until_us(hall(9.0), 0, 7, calm(1.0, 0.0, 9.0, 5.0)) == 7


def test_loops_that_nothing_drains_promise_nothing():
    one = pair()
    one.set_cdus(0, 0, 0)
    assert quiet_until_us(one, 0, 0, Calm(1.3e6, 1.3e6, 0.0, 0.0, 30.0, 30.0)) == 0


def test_chillers_at_their_capacity_promise_nothing():
    one = hall(42.0)
    one.set_chillers(0, 0, 1)
    assert one.switches[0].trim_full
    assert quiet_until_us(one, 0, 0, calm(1.0, 0.0, 42.0, 0.0)) == 0


def test_a_restart_ends_a_quiet_span():
    one = hall(5.0, 0.3)
    one.set_powered(0, 0, powered=False)
    one.set_powered(0, S, powered=True)
    one.settle(0, S)
    until_us = quiet_until_us(one, 0, S, calm(0.3, 0.0, 5.0, 0.0))
    assert until_us == one.next_crossing(0, S).t_us == 301 * S


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_constant_input_is_promised_no_more_than_comes_true(share):
    one = hall(20.0, 0.5)
    one.set_heat(0, 0, FULL_W[0] * (0.5 + share / 2), FULL_W[1] * 0.5)
    exact = Calm(*[one.liquid_w[0]] * 2, *[one.air_w[0]] * 2, 20.0, 20.0)
    found = one.next_crossing(0, 0)
    assert quiet_until_us(one, 0, 0, exact) <= (found.t_us if found else inf)
