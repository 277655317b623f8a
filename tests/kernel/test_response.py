"""A response is its start, its line and its exponentials; its integral closes energy."""

from __future__ import annotations

from math import isclose

from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.kernel import Response, approach, approach_integral, approach_ramp, approach_response

gains = st.floats(-80.0, 80.0)
rates = st.floats(1e-5, 1.0)
responses = st.lists(st.tuples(gains, rates), max_size=4).flatmap(
    lambda terms: st.builds(
        Response,
        st.floats(-50.0, 200.0),
        st.floats(-0.1, 0.1),
        st.just(tuple(gain for gain, _ in terms)),
        st.just(tuple(rate for _, rate in terms)),
    )
)


@given(responses)
def test_a_response_starts_exactly_where_it_says(response):
    assert response.at(0.0) == response.start_pu


@given(responses, st.floats(0.1, 500.0))
def test_the_integral_agrees_with_quadrature(response, span_s):
    by_quadrature, error = quad(response.at, 0.0, span_s, epsrel=1e-11, limit=300)
    size = span_s * (abs(response.start_pu) + sum(map(abs, response.gains_pu)) + span_s)
    assert abs(response.integral(span_s) - by_quadrature) <= 1e-11 * size + 10 * error


@given(responses, st.floats(0.0, 500.0), st.floats(0.0, 500.0))
def test_reading_later_is_reading_on(response, first_s, second_s):
    later = response.later(first_s)
    scale = 1.0 + abs(response.start_pu) + sum(map(abs, response.gains_pu)) + first_s + second_s
    assert abs(later.at(second_s) - response.at(first_s + second_s)) <= 1e-12 * scale


@given(st.floats(-50, 150), st.floats(-50, 150), st.floats(1.0, 1e4), st.floats(0.0, 1e4))
def test_one_state_is_the_scalar_approach(start, target, tau_s, span_s):
    response = approach_response(start, target, tau_s)
    assert isclose(response.at(span_s), approach(start, target, tau_s, span_s), abs_tol=1e-11)
    assert isclose(
        response.integral(span_s),
        approach_integral(start, target, tau_s, span_s),
        abs_tol=1e-10 * (1.0 + span_s),
    )


@given(st.floats(-50, 150), st.floats(-50, 150), st.floats(-0.01, 0.01), st.floats(0.0, 1e4))
def test_a_moving_target_is_the_scalar_ramp(start, target, slope, span_s):
    response = approach_response(start, target, 600.0, slope)
    assert isclose(
        response.at(span_s), approach_ramp(start, target, slope, 600.0, span_s), abs_tol=1e-10
    )
