"""Coupled blocks: the laws of linear response, and an independent integrator as judge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from twin.kernel import first_crossing_s, linear_block


@st.composite
def networks(draw, most=6, *, drained=True):
    """Capacities [J/K] joined by conductances [W/K], some of them drained to a sink at 0 °C."""
    count = draw(st.integers(1, most))
    capacity = [10 ** draw(st.floats(2.0, 5.0)) for _ in range(count)]
    joined = np.zeros((count, count))
    for i in range(count):
        for j in range(i):
            joined[i, j] = joined[j, i] = draw(st.sampled_from([0.0, 5.0, 50.0, 400.0]))
    sink = np.array([draw(st.sampled_from([0.0, 10.0, 200.0])) for _ in range(count)])
    if drained:
        sink[0] = 20.0
    else:
        sink[:] = 0.0
    leaving = joined - np.diag(joined.sum(axis=1) + sink)
    matrix = tuple(tuple((leaving[i] / capacity[i]).tolist()) for i in range(count))
    state = [draw(st.floats(-20.0, 120.0)) for _ in range(count)]
    heat = [draw(st.floats(0.0, 5000.0)) for _ in range(count)]
    return matrix, capacity, sink, state, heat


def drive(heat, capacity):
    return [q / c for q, c in zip(heat, capacity, strict=True)]


def by_expm(matrix, state, push, span_s):
    count = len(state)
    whole = np.zeros((count + 1, count + 1))
    whole[:count, :count] = matrix
    whole[:count, count] = push
    return (expm(whole * span_s) @ np.array([*state, 1.0]))[:count]


@settings(max_examples=60)
@given(networks(), st.floats(0.0, 5000.0))
def test_a_block_agrees_with_the_matrix_exponential(network, span_s):
    matrix, capacity, _, state, heat = network
    push = drive(heat, capacity)
    got = linear_block(matrix).advance(state, push, span_s)
    want = by_expm(matrix, state, push, span_s)
    assert np.allclose(got, want, rtol=1e-9, atol=1e-7)


@settings(max_examples=60)
@given(networks(), st.floats(0.0, 5000.0), st.floats(0.0, 5000.0))
def test_two_steps_of_a_block_equal_one(network, first_s, second_s):
    matrix, capacity, _, state, heat = network
    block, push = linear_block(matrix), drive(heat, capacity)
    stopover = block.advance(state, push, first_s)
    twice = block.advance(stopover, push, second_s)
    once = block.advance(state, push, first_s + second_s)
    size = 1.0 + max(map(abs, [*state, *stopover, *once]))
    assert max(abs(a - b) for a, b in zip(once, twice, strict=True)) <= 1e-12 * size * 16


@settings(max_examples=60)
@given(networks(), st.floats(0.1, 5000.0))
def test_heat_in_equals_heat_stored_and_drained(network, span_s):
    matrix, capacity, sink, state, heat = network
    block, push = linear_block(matrix), drive(heat, capacity)
    later = block.advance(state, push, span_s)
    drained = sum(g * x for g, x in zip(sink, block.integral(state, push, span_s), strict=True))
    stored = sum(c * (b - a) for c, a, b in zip(capacity, state, later, strict=True))
    came = sum(heat) * span_s
    size = came + sum(c * (abs(x) + 1.0) for c, x in zip(capacity, state, strict=True))
    assert abs(stored + drained - came) <= 1e-9 * size


@settings(max_examples=60)
@given(networks(), st.floats(0.0, 2e4), st.floats(0.0, 3000.0))
def test_more_heat_never_cools_any_part(network, span_s, more):
    matrix, capacity, _, state, heat = network
    block = linear_block(matrix)
    less = block.advance(state, drive(heat, capacity), span_s)
    hotter = block.advance(state, drive([heat[0] + more, *heat[1:]], capacity), span_s)
    assert all(b >= a - 1e-9 for a, b in zip(less, hotter, strict=True))


@settings(max_examples=60)
@given(networks(drained=True), st.floats(0.0, 1e6))
def test_no_temperature_goes_further_beyond_its_own_steady_one_than_the_worst_start(
    network, span_s
):
    """`x(t) - xs = exp(A t) (x0 - xs)`; heat flows both ways, and no row of `A` adds up above 0.

    So no part overshoots its own steady state by more than the part that starts furthest above its
    own; that all stay below the hottest start or steady state is not so where the heat is uneven.
    """
    matrix, capacity, _, state, heat = network
    block, push = linear_block(matrix), drive(heat, capacity)
    settled = block.steady(push)
    if settled is None:
        return
    above = max(0.0, *(x - xs for x, xs in zip(state, settled, strict=True)))
    below = max(0.0, *(xs - x for x, xs in zip(state, settled, strict=True)))
    coldest = min(0.0, *state)
    slack = 1e-8 * (1.0 + max(*state, *settled, -coldest))
    for now, xs in zip(block.advance(state, push, span_s), settled, strict=True):
        assert max(coldest, xs - below) - slack <= now <= xs + above + slack


def test_a_part_may_pass_the_hottest_start_and_every_steady_state():
    """A warm heavy neighbour and own heat: 2.004 where the hottest start is 2, the steady 1.8."""
    matrix = ((-0.25, 0.05, 0.0), (0.005, -0.01, 0.005), (0.0, 0.05, -0.05))
    push = drive([0.0, 0.0, 4.0], [100.0, 1000.0, 100.0])
    block = linear_block(matrix)
    assert block.steady(push) == pytest.approx([0.2, 1.0, 1.8], rel=1e-12)
    assert block.advance([0.0, 2.0, 0.0], push, 30.0)[2] == pytest.approx(
        by_expm(matrix, [0.0, 2.0, 0.0], push, 30.0)[2], rel=1e-12
    )
    assert block.advance([0.0, 2.0, 0.0], push, 30.0)[2] > 2.004


@settings(max_examples=60)
@given(networks(), st.floats(0.0, 5000.0), st.lists(st.floats(-1.0, 1.0), min_size=6, max_size=6))
def test_an_output_is_the_weighted_sum_of_the_states(network, span_s, weights):
    matrix, capacity, _, state, heat = network
    block, push, weights = linear_block(matrix), drive(heat, capacity), weights[: len(state)]
    output = block.output(weights, state, push)
    want = sum(w * x for w, x in zip(weights, block.advance(state, push, span_s), strict=True))
    size = 1.0 + max(abs(output.start_pu), *map(abs, [0.0, *output.gains_pu]))
    assert abs(output.at(span_s) - want) <= 1e-9 * size


def test_a_sealed_block_heats_in_a_line_exactly():
    block = linear_block(((-0.01, 0.01), (0.02, -0.02)))
    assert block.rates_per_s[0] == 0.0
    assert block.steady([1.0, 0.0]) is None
    output = block.output([2.0, 1.0], [20.0, 20.0], [0.5, 0.0])
    # 2 x1 + x2 is the energy: it grows by 1 a second whatever flows between.
    assert output.slope_pu_per_s == pytest.approx(1.0, rel=1e-14)
    assert first_crossing_s(output, 100.0, rising=True) == pytest.approx(40.0, rel=1e-12)


@given(networks(drained=False), st.floats(0.1, 5000.0))
@settings(max_examples=40)
def test_a_sealed_block_keeps_all_its_heat(network, span_s):
    matrix, capacity, _, state, heat = network
    later = linear_block(matrix).advance(state, drive(heat, capacity), span_s)
    stored = sum(c * (b - a) for c, a, b in zip(capacity, state, later, strict=True))
    size = sum(heat) * span_s + sum(
        c * (1.0 + abs(x)) for c, x in zip(capacity, state, strict=True)
    )
    assert abs(stored - sum(heat) * span_s) <= 1e-9 * size


def test_two_loops_of_a_cooling_unit_settle_and_move_at_the_published_rates():
    # Oracles 39 and 40: a warm loop over a technology loop, 1.3 MW.
    c1, c2, u, g, heat, sink_c = 5_999_400.0, 83_182_000.0, 200e3, 400e3, 1.3e6, 30.0
    block = linear_block(((-u / c1, u / c1), (u / c2, -(u + g) / c2)))
    push = [heat / c1, g * sink_c / c2]
    assert block.steady(push) == pytest.approx([39.75, 33.25], abs=1e-6)
    got = sorted(block.rates_per_s, reverse=True)
    assert got == pytest.approx([0.03611041, 0.00443936], abs=1e-6)
    got = block.advance([35.0, 32.0], push, 60.0)
    assert got == pytest.approx([38.07742205, 32.12866126], abs=1e-6)


def test_sixteen_states_are_one_block_and_their_vectors_are_found_once():
    count = 16
    matrix = tuple(
        tuple(-0.03 if i == j else 0.01 if abs(i - j) == 1 else 0.0 for j in range(count))
        for i in range(count)
    )
    assert linear_block(matrix) is linear_block(matrix)
    got = linear_block(matrix).advance([20.0] * count, [0.1] * count, 333.0)
    assert np.allclose(got, by_expm(matrix, [20.0] * count, [0.1] * count, 333.0), rtol=1e-11)


def test_a_one_way_flow_is_refused():
    with pytest.raises(AssertionError, match="symmetrisable"):
        linear_block(((-1.0, 0.0), (1.0, -1.0)))


def test_a_growing_mode_is_refused():
    with pytest.raises(AssertionError, match="grows"):
        linear_block(((0.1,),))
