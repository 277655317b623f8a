"""The first crossing is complete: none earlier is missed and none is invented."""

from __future__ import annotations

from math import inf, isclose, log

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from twin.kernel import Response, approach_response, first_crossing_s, reach_s

gains = st.one_of(st.floats(-80.0, 80.0), st.just(0.0), st.floats(-1e-6, 1e-6))
rates = st.one_of(
    st.floats(1e-4, 1.0), st.sampled_from([0.0, 1e-12, 0.01, 0.01 * (1 + 2e-16), 0.1])
)
slopes = st.one_of(st.just(0.0), st.floats(-0.05, 0.05))
terms = st.lists(st.tuples(gains, rates), max_size=5)
starts = st.floats(-50.0, 200.0)


def respond(start, slope, some):
    return Response(start, slope, tuple(g for g, _ in some), tuple(r for _, r in some))


def dense(response, until_s, count=4000):
    fine = np.concatenate([np.geomspace(1e-6, until_s, count), np.linspace(0.0, until_s, count)])
    at_s = np.unique(fine)
    value = response.start_pu + response.slope_pu_per_s * at_s
    for gain, rate in zip(response.gains_pu, response.rates_per_s, strict=True):
        value = value + gain * np.expm1(-rate * at_s)
    return at_s, value


@given(starts, slopes, terms, starts, st.booleans(), st.sampled_from([10.0, 3000.0, inf]))
@example(90.5, 0.0, [(-30.0, 1 / 75), (-60.0, 1 / 14), (20.0, 1 / 75)], 120.0, True, inf)
@example(50.0, 0.0, [(-30.0, 0.01), (40.0, 0.1)], 45.0, False, inf)
def test_the_first_crossing_is_on_the_level_and_none_is_earlier(
    start, slope, some, level, rising, horizon_s
):
    response = respond(start, slope, some)
    at_s = first_crossing_s(response, level, rising=rising, horizon_s=horizon_s)
    way = 1.0 if rising else -1.0
    scan_s, value = dense(response, 20_000.0 if horizon_s == inf else horizon_s)
    rounding = 1e-11 * (1.0 + abs(start) + sum(abs(g) for g, _ in some) + abs(slope) * 2e4)
    before = scan_s if at_s is None else scan_s[scan_s < at_s]
    past = way * (value[: before.size] - level)
    assert past.max(initial=-inf) <= rounding
    if at_s is not None:
        assert 0.0 <= at_s <= horizon_s
        if at_s > 0.0:
            assert abs(response.at(at_s) - level) < 1e-9 * (1.0 + abs(slope) * at_s)


@given(starts, starts, starts, st.floats(1.0, 1e5), st.booleans())
def test_one_exponential_agrees_with_the_logarithm(start, target, level, tau_s, rising):
    at_s = first_crossing_s(approach_response(start, target, tau_s), level, rising=rising)
    closed_s = reach_s(start, target, level, tau_s)
    if (start > level) is rising and start != level:
        assert at_s == 0.0
    elif (target > start) is not rising or closed_s is None:
        assert at_s is None
    elif closed_s == 0.0:
        assert at_s == 0.0 or abs(target - start) < 1e-100
    elif min(abs(level - start), abs(target - level)) > 1e-9:
        assert at_s is not None
        assert isclose(at_s, closed_s, rel_tol=1e-6, abs_tol=1e-9)


@given(terms, slopes)
def test_a_start_on_the_level_leaves_it_at_once_or_later_but_by_identity(some, slope):
    response = respond(0.1 + 0.2, slope, some)
    up_s = first_crossing_s(response, 0.1 + 0.2, rising=True)
    down_s = first_crossing_s(response, 0.1 + 0.2, rising=False)
    assert not (up_s == 0.0 and down_s == 0.0)


def test_an_overshoot_between_two_quiet_ends_is_found():
    response = Response(90.0, 0.0, (-10.0, -60.0, 60.0), (1 / 9000, 1 / 300, 1 / 2000))
    assert response.at(1e6) < 101.0
    at_s = first_crossing_s(response, 110.0, rising=True)
    assert at_s is not None
    assert abs(response.at(at_s) - 110.0) < 1e-9


def test_a_touch_is_no_crossing():
    # 4 (e^-t - e^-2t) has its maximum of exactly 1 at ln 2.
    hump = Response(0.0, 0.0, (4.0, -4.0), (1.0, 2.0))
    assert hump.at(log(2.0)) == pytest.approx(1.0, abs=1e-15)
    assert first_crossing_s(hump, 1.0, rising=True) is None
    assert first_crossing_s(hump, 1.0 - 1e-9, rising=True) == pytest.approx(log(2.0), abs=1e-4)
    assert first_crossing_s(hump, 1.0 + 1e-9, rising=True) is None


def test_a_falling_search_waits_for_the_way_down():
    hump = Response(0.0, 0.0, (4.0, -4.0), (1.0, 2.0))
    shifted = Response(hump.at(0.2), 0.0, (4.0 * np.exp(-0.2), -4.0 * np.exp(-0.4)), (1.0, 2.0))
    at_s = first_crossing_s(shifted, 0.5, rising=False)
    assert at_s is not None
    assert at_s > log(2.0) - 0.2
    assert abs(shifted.at(at_s) - 0.5) < 1e-12


def test_past_the_level_already_means_now():
    assert first_crossing_s(Response(5.0, 0.0, (), ()), 4.0, rising=True) == 0.0
    assert first_crossing_s(Response(5.0, 0.0, (), ()), 6.0, rising=False) == 0.0
    assert first_crossing_s(Response(5.0, 0.0, (), ()), 5.0, rising=True) is None


def test_a_level_that_is_only_approached_is_never_crossed():
    assert first_crossing_s(Response(0.0, 0.0, (-1.0,), (1.0,)), 1.0, rising=True) is None


def test_a_crossing_after_the_horizon_is_none_before_it():
    ramp = Response(0.0, 1.0, (), ())
    assert first_crossing_s(ramp, 100.0, rising=True) == pytest.approx(100.0, abs=1e-12)
    assert first_crossing_s(ramp, 100.0, rising=True, horizon_s=99.0) is None


def test_equal_rates_are_one_term():
    split = Response(20.0, 0.0, (-30.0, -40.0, 10.0), (0.01, 0.01, 0.01 * (1 + 2e-16)))
    whole = Response(20.0, 0.0, (-60.0,), (0.01,))
    assert first_crossing_s(split, 50.0, rising=True) == pytest.approx(
        first_crossing_s(whole, 50.0, rising=True), rel=1e-14
    )


def test_a_tiny_rate_is_nearly_a_line():
    slow = Response(0.0, 0.0, (-1e12,), (1e-12,))
    assert first_crossing_s(slow, 100.0, rising=True) == pytest.approx(100.0, rel=1e-9)


def test_a_line_beats_every_exponential_in_the_end():
    response = Response(0.0, 1e-6, (5.0, 3.0), (0.01, 0.1))
    at_s = first_crossing_s(response, 1.0, rising=True)
    assert at_s == pytest.approx(9e6, rel=1e-9)


def test_two_thousand_random_cases_agree_with_a_dense_scan():
    luck = np.random.default_rng(7)
    missed = 0
    for _ in range(2000):
        count = int(luck.integers(1, 5))
        response = Response(
            float(luck.uniform(0, 100)),
            0.0,
            tuple(luck.uniform(-60, 60, count).tolist()),
            tuple((10 ** luck.uniform(-4, -1, count)).tolist()),
        )
        level = float(luck.uniform(0, 100))
        at_s = first_crossing_s(response, level, rising=True, horizon_s=2e4)
        scan_s, value = dense(response, 2e4, 600)
        above = np.flatnonzero(value > level + 1e-9)
        scanned_s = float(scan_s[above[0]]) if above.size else None
        if scanned_s is not None and (at_s is None or at_s > scanned_s):
            missed += 1
    assert missed == 0
