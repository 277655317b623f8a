"""One first-order lag: closed forms against their laws and a second way to compute them."""

from __future__ import annotations

from math import expm1, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.kernel import approach, approach_integral, approach_ramp, lag_s, reach_s

values = st.floats(-200.0, 400.0)
taus_s = st.floats(1e-3, 1e6)
spans_s = st.floats(0.0, 1e6)
slopes = st.floats(-1e-2, 1e-2)


def close(a, b, within=1e-12):
    return abs(a - b) <= within * (1.0 + abs(a) + abs(b))


@given(values, values, taus_s, spans_s, spans_s)
def test_two_steps_equal_one(start, target, tau_s, first_s, second_s):
    stopover = approach(start, target, tau_s, first_s)
    assert close(
        approach(stopover, target, tau_s, second_s),
        approach(start, target, tau_s, first_s + second_s),
    )


@given(values, values, slopes, st.floats(1.0, 1e4), st.floats(0.0, 1e5), st.floats(0.0, 1e5))
def test_two_steps_along_a_ramp_equal_one(start, target, slope, tau_s, first_s, second_s):
    stopover = approach_ramp(start, target, slope, tau_s, first_s)
    moved = target + slope * first_s
    assert close(
        approach_ramp(stopover, moved, slope, tau_s, second_s),
        approach_ramp(start, target, slope, tau_s, first_s + second_s),
    )


@given(values, values, taus_s, spans_s)
def test_an_approach_stays_between_start_and_target(start, target, tau_s, span_s):
    value = approach(start, target, tau_s, span_s)
    rounding = 1e-13 * (abs(start) + abs(target))
    assert min(start, target) - rounding <= value <= max(start, target) + rounding


@given(values, values, st.floats(0.0, 100.0), taus_s, spans_s)
def test_a_larger_input_never_gives_a_smaller_value(start, target, more, tau_s, span_s):
    assert approach(start, target + more, tau_s, span_s) >= approach(start, target, tau_s, span_s)


@given(values, values, taus_s, spans_s)
def test_energy_in_equals_energy_stored_and_lost(start, target, tau_s, span_s):
    stored = tau_s * (approach(start, target, tau_s, span_s) - start)
    lost = approach_integral(start, target, tau_s, span_s)
    assert isclose(stored + lost, target * span_s, rel_tol=1e-9, abs_tol=1e-9 * (tau_s + span_s))


def test_a_microsecond_of_a_day_long_lag_keeps_its_digits():
    moved = approach(0.0, 1.0, 86_400.0, 1e-6)
    assert isclose(moved, 1e-6 / 86_400.0, rel_tol=1e-10)


@given(st.floats(1e-9, 10.0), st.floats(1e-3, 1e3))
def test_the_lag_is_the_integral_of_a_unit_approach(rate_per_s, span_s):
    by_quadrature, error = quad(
        lambda t: -expm1(-rate_per_s * t), 0.0, span_s, epsrel=1e-12, limit=200
    )
    assert abs(lag_s(rate_per_s, span_s) - by_quadrature) <= 1e-9 * by_quadrature + 10 * error


def test_the_series_and_the_closed_form_of_the_lag_meet():
    for z in (0.0499999, 0.0500001):
        direct = 1.0 + expm1(-z) / z
        assert isclose(lag_s(z, 1.0), direct, rel_tol=1e-12)


def test_the_lag_of_a_state_that_never_moves_is_zero():
    assert lag_s(0.0, 1e6) == 0.0


@given(values, values, values, taus_s)
def test_a_reached_level_is_met_to_a_billionth(start, target, level, tau_s):
    at_s = reach_s(start, target, level, tau_s)
    strictly_between = min(start, target) < level < max(start, target)
    assert (at_s is not None) == (strictly_between or level == start)
    if at_s is not None:
        assert abs(approach(start, target, tau_s, at_s) - level) < 1e-9


def test_a_start_on_the_level_is_there_by_identity():
    assert reach_s(0.1 + 0.2, 5.0, 0.1 + 0.2, 60.0) == 0.0


def test_a_target_is_approached_and_not_reached():
    assert reach_s(0.0, 50.0, 50.0, 60.0) is None


@pytest.mark.parametrize("frac", [1e-12, 1e-6, 0.5, 1.0 - 1e-9])
def test_the_instant_is_precise_near_both_ends(frac):
    at_s = reach_s(0.0, 1.0, frac, 1.0)
    assert at_s is not None
    assert isclose(-expm1(-at_s), frac, rel_tol=1e-12)
