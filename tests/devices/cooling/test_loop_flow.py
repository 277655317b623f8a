"""The blocks of a cooling plant: published figures, and the bounds that spare a search."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.loop_flow import (
    Flow,
    advance,
    leaving_w_per_k,
    parts_of,
    ranges,
    settled,
)

C = (5_999_400.0, 83_182_000.0, 2.6e6, 2e7)
OPEN = Flow(200e3, 400e3, 500e3, 0.0, shared=True, trim_w_per_k=0.0, exchange_w_per_k=40e3)


def drive(flow, liquid_w=1.3e6, sink_c=30.0):
    return liquid_w / C[0], flow.sink_w_per_k * sink_c / C[1], 0.0, 0.0


@pytest.mark.parametrize("expected_c", [pytest.param((39.75, 33.25), id="oracle-39")])
def test_two_loops_settle_as_published(expected_c):
    block = parts_of(OPEN, C)[0].block
    assert block.steady(drive(OPEN)[:2]) == pytest.approx(expected_c, abs=1e-6)


@pytest.mark.parametrize("expected", [pytest.param((0.00443936, 0.03611041), id="oracle-39-rates")])
def test_two_loops_move_at_the_published_rates(expected):
    assert parts_of(OPEN, C)[0].block.rates_per_s == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("expected_c", [pytest.param((38.07742205, 32.12866126), id="oracle-40")])
def test_after_a_minute_two_loops_are_where_published(expected_c):
    found = advance(parts_of(OPEN, C), (35.0, 32.0, 20.0, 20.0), drive(OPEN), 60.0)
    assert found[:2] == pytest.approx(expected_c, abs=1e-6)


@pytest.mark.parametrize("expected_k", [pytest.param(0.3199715587, id="oracle-43")])
def test_a_training_swing_of_seconds_is_hardly_felt(expected_k):
    flow = OPEN._replace(sink_w_per_k=0.0)
    parts = parts_of(flow, (6e6, 1e18, 1e6, 1e6))
    state_c, peaks_c = (30.0, 30.0, 30.0, 30.0), (0.0, 0.0)
    for _ in range(400):
        top = state_c = advance(parts, state_c, (4e6 / 6e6, 0.0, 0.0, 0.0), 1.2)
        state_c = advance(parts, state_c, (0.0, 0.0, 0.0, 0.0), 0.8)
        peaks_c = top[0], state_c[0]
    assert peaks_c[0] - peaks_c[1] == pytest.approx(expected_k, abs=1e-9)


flows = st.builds(
    Flow,
    between_w_per_k=st.floats(1e4, 2e6),
    sink_w_per_k=st.floats(1e4, 2e6),
    water_w_per_k=st.just(600e3),
    coil_w_per_k=st.floats(1e3, 2e5),
    shared=st.booleans(),
    trim_w_per_k=st.sampled_from([0.0, 6e5]),
    exchange_w_per_k=st.floats(1e3, 1e5),
)
states = st.tuples(*[st.floats(0.0, 80.0)] * 4)
drives = st.tuples(*[st.floats(0.0, 0.5)] * 3, st.just(0.0))


@given(flows, states, drives, st.floats(0.0, 5000.0))
def test_no_temperature_ever_leaves_its_range(flow, state_c, push, span_s):
    parts = parts_of(flow, C)
    found = advance(parts, state_c, push, span_s)
    for at_c, (low_c, high_c) in zip(found, ranges(parts, state_c, push), strict=True):
        assert low_c - 1e-9 <= at_c <= high_c + 1e-9


@given(flows, states, drives, drives, st.floats(0.0, 5000.0))
def test_more_heat_anywhere_cools_nothing(flow, state_c, push, more, span_s):
    parts = parts_of(flow, C)
    both = tuple(a + b for a, b in zip(push, more, strict=True))
    low, high = (advance(parts, state_c, one, span_s) for one in (push, both))
    assert all(b >= a - 1e-9 for a, b in zip(low, high, strict=True))


@given(flows, states, drives, st.floats(0.1, 2000.0), st.floats(0.1, 2000.0))
def test_two_spans_are_one(flow, state_c, push, first_s, second_s):
    parts = parts_of(flow, C)
    twice = advance(parts, advance(parts, state_c, push, first_s), push, second_s)
    assert twice == pytest.approx(advance(parts, state_c, push, first_s + second_s), rel=1e-11)


def test_a_temperature_that_never_settles_has_no_range_and_stays():
    start_c = (30.0,) * 4
    parts = parts_of(OPEN, C)
    found = ranges(parts, start_c, drive(OPEN))
    assert found[:2] == [pytest.approx((30.0, 39.75)), pytest.approx((23.5, 33.25))]
    assert found[2] == (-inf, inf)
    assert settled(parts, start_c, drive(OPEN)) == pytest.approx((39.75, 33.25, 30.0, 30.0))


def test_coils_on_facility_water_join_air_and_water_in_one_block():
    joined = OPEN._replace(coil_w_per_k=5e4)
    assert [part[:2] for part in parts_of(joined, C)] == [(0, 4)]
    assert [part[:2] for part in parts_of(joined._replace(shared=False), C)] == [(0, 2), (2, 4)]


def test_an_exchanger_seen_from_its_leaving_side_moves_the_same_heat():
    """1 MW at 60 kW/K between inlets and 100 kW/K of flow: 16.67 K, less the 10 K it cools by."""
    assert leaving_w_per_k(60e3, 100e3) * (1e6 / 60e3 - 1e6 / 100e3) == pytest.approx(1e6)
    assert leaving_w_per_k(0.0, 0.0) == 0.0
