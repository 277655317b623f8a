"""Straight lines against quadrature, the limited path against its laws, ballast against a sum."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.devices.grid.ramp import (
    Ballast,
    Path,
    RampSpec,
    above_j,
    followed,
    is_enough,
    keeps,
    needed,
    path_j,
    ramps,
    worst_change_w,
)

limits = st.floats(0.5, 60.0)
specs = st.builds(RampSpec, up_mw_per_min=st.none() | limits, down_mw_per_min=st.none() | limits)


@st.composite
def loads(draw):
    spans = draw(st.lists(st.floats(1.0, 900.0), min_size=1, max_size=8))
    powers = draw(st.lists(st.floats(0.0, 100e6), min_size=len(spans) + 1, max_size=len(spans) + 1))
    return list(zip([0.0, *accumulate(spans)], powers, strict=True))


def held(steps, at_s):
    return [w for s, w in steps if s <= at_s][-1]


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0.1, 1e4))
def test_the_part_above_zero_is_that_of_quadrature(start_w, end_w, span_s):
    kink = start_w / (start_w - end_w) * span_s if start_w * end_w < 0.0 else 0.5 * span_s
    judge, _ = quad(
        lambda s: max(0.0, start_w + (end_w - start_w) * s / span_s), 0.0, span_s, points=[kink]
    )
    assert above_j(start_w, end_w, span_s) == pytest.approx(judge, rel=1e-9, abs=1e-3)
    whole_j = above_j(start_w, end_w, span_s) - above_j(-start_w, -end_w, span_s)
    assert whole_j == pytest.approx(0.5 * (start_w + end_w) * span_s, rel=1e-9, abs=1e-3)


@given(loads(), specs)
def test_the_path_never_changes_faster_than_its_limits_and_stays_between_powers(steps, spec):
    end_s = steps[-1][0] + 600.0
    path, limit = followed(steps, spec, end_s), ramps(spec)
    assert (path.at_s[0], path.at_s[-1]) == (0.0, end_s)
    low_w, high_w = min(w for _, w in steps), max(w for _, w in steps)
    points = list(zip(path.at_s, path.power_w, strict=True))
    for (a_s, p_w), (b_s, q_w) in pairwise(points):
        slack_w = 1e-6 + 1e-9 * high_w
        assert q_w - p_w <= limit.up_w_per_s * (b_s - a_s) + slack_w or limit.up_w_per_s == inf
        assert p_w - q_w <= limit.down_w_per_s * (b_s - a_s) + slack_w or limit.down_w_per_s == inf
        assert low_w <= q_w <= high_w


@settings(max_examples=20)
@given(loads(), specs)
def test_the_path_is_that_of_a_follower_in_small_steps(steps, spec):
    end_s = steps[-1][0] + 60.0
    path, limit, tick_s = followed(steps, spec, end_s), ramps(spec), 0.05
    up_w, down_w = limit.up_w_per_s * tick_s, limit.down_w_per_s * tick_s
    drawn_w = steps[0][1]
    for at_s in np.arange(0.0, end_s - tick_s, tick_s):
        drawn_w += min(max(held(steps, at_s) - drawn_w, -down_w), up_w)
    slack_w = 3.0 * sum(limit_w for limit_w in (up_w, down_w) if limit_w < inf) + 1.0
    assert drawn_w == pytest.approx(path.power_w[-1], abs=slack_w)


@given(loads())
def test_without_limits_the_path_is_the_load(steps):
    end_s = steps[-1][0] + 10.0
    path = followed(steps, RampSpec(), end_s)
    load_j = sum(w * (b - a) for (a, w), (b, _) in pairwise([*steps, (end_s, 0.0)]))
    assert path_j(path) == pytest.approx(load_j, rel=1e-12)
    assert needed(steps, path) == (0.0, 0.0, 0.0, 0.0)


@given(loads(), specs)
def test_energy_of_the_path_is_that_of_the_load_and_what_the_ballast_took(steps, spec):
    end_s = steps[-1][0] + 200_000.0
    path = followed(steps, spec, end_s)
    need = needed(steps, path)
    load_j = sum(w * (b - a) for (a, w), (b, _) in pairwise([*steps, (end_s, 0.0)]))
    taken_j = path_j(path) - load_j
    assert -need.stored_j - 1.0 <= taken_j <= need.room_j + 1.0
    assert path.power_w[-1] == steps[-1][1]
    most_w = max((abs(b - a) for (_, a), (_, b) in pairwise(steps)), default=0.0)
    assert max(need.give_w, need.take_w) <= 8 * most_w + 1e-6


def test_a_step_of_a_megawatt_at_six_a_minute_needs_five_megajoule():
    steps = [(0, 0.0), (10, 1e6)]
    path = followed(steps, RampSpec(up_mw_per_min=6), 30.0)
    assert path == Path((0, 10, 20.0, 30.0), (0.0, 0.0, 1e6, 1e6))
    assert needed(steps, path) == Ballast(1e6, 0.0, 5e6, 0.0)


def test_a_fall_needs_a_ballast_that_takes():
    steps = [(0, 3e6), (60, 0.0)]
    need = needed(steps, followed(steps, RampSpec(down_mw_per_min=6), 120.0))
    assert need == pytest.approx((0.0, 3e6, 0.0, 45e6))
    assert not is_enough(Ballast(5e6, 0.0), need)
    assert is_enough(Ballast(5e6, 3e6), need)
    assert not is_enough(Ballast(5e6, 3e6, 45e6, 44e6), need)


@given(loads(), st.floats(1.0, 1000.0))
def test_the_worst_change_is_that_of_all_pairs_of_instants_in_a_window(steps, window_s):
    edges = [at for at, _ in steps]
    ends = sorted({*edges, *(at + window_s for at in edges)})
    rise_w = fall_w = 0.0
    for end in ends:
        now_w = held(steps, end)
        start = max(0.0, end - window_s)
        before = [held(steps, start), *(w for at, w in steps if start < at <= end)]
        rise_w, fall_w = max(rise_w, now_w - min(before)), max(fall_w, max(before) - now_w)
    assert worst_change_w(steps, window_s) == pytest.approx((rise_w, fall_w), abs=1e-6)


def test_steps_that_add_up_within_a_minute_break_the_limit_and_apart_keep_it():
    spec = RampSpec(up_mw_per_min=6)
    assert not keeps([(0, 0.0), (10, 4e6), (50, 8e6)], spec)
    assert keeps([(0, 0.0), (10, 4e6), (70, 8e6)], spec)
    assert keeps([(0, 50e6), (10, 0.0)], spec)
    assert not keeps([(0, 50e6), (10, 0.0)], RampSpec(down_mw_per_min=20))
