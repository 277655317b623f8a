"""Effectiveness against the textbook and a discretised exchanger; its laws; impossible ratings."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.integrate import solve_bvp

from twin.devices.cooling.exchanger import (
    Exchanger,
    ExchangerSpec,
    effectiveness_frac,
    exchanger_of,
    impossible,
    transfer_units_ratio,
)

units = st.floats(0.0, 30.0)
ratios = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("number", "ratio", "expected"),
    [
        pytest.param(2.0, 0.5, 0.7746003264, id="oracle-37-half"),
        pytest.param(3.0, 1.0, 0.75, id="oracle-37-balanced"),
        pytest.param(1.0, 0.0, 0.6321205588, id="oracle-37-condenser"),
    ],
)
def test_effectiveness_is_that_of_the_textbook(number, ratio, expected):
    assert effectiveness_frac(number, ratio) == pytest.approx(expected, abs=1e-9)


@given(units, st.floats(0.0, 0.999))
def test_it_is_the_printed_formula_wherever_that_can_be_trusted(number, ratio):
    e = exp(-number * (1.0 - ratio))
    assert effectiveness_frac(number, ratio) == pytest.approx(
        (1.0 - e) / (1.0 - ratio * e), rel=1e-11, abs=1e-12
    )


@given(units, st.floats(1e-16, 1e-6))
def test_near_balance_it_is_smooth(number, apart):
    balanced = number / (1.0 + number)
    assert abs(effectiveness_frac(number, 1.0 - apart) - balanced) <= number * apart + 1e-15


@given(units, st.floats(0.0, 5.0), ratios)
def test_more_area_never_moves_less_and_never_more_than_there_is(number, more, ratio):
    low, high = effectiveness_frac(number, ratio), effectiveness_frac(number + more, ratio)
    assert 0.0 <= low <= high + 1e-15 <= 1.0 + 2e-15


@given(st.floats(1e-3, 8.0), ratios)
def test_the_inverse_gives_the_number_back(number, ratio):
    found = transfer_units_ratio(effectiveness_frac(number, ratio), ratio)
    assert found == pytest.approx(number, rel=1e-6)


@pytest.mark.parametrize("sides", [(50.0, 100.0), (100.0, 50.0), (80.0, 80.0), (80.0, 79.999)])
def test_the_heat_is_that_of_an_integrated_counterflow(sides):
    hot, cold = sides
    one = Exchanger(ua_w_per_k=120.0, hot_w_per_k=hot, cold_w_per_k=cold)

    def slopes(_, t):
        moved = 120.0 * (t[0] - t[1])
        return np.array([-moved / hot, -moved / cold])

    ends = solve_bvp(
        slopes,
        lambda a, b: np.array([a[0] - 60.0, b[1] - 20.0]),
        np.linspace(0, 1, 50),
        np.array([np.linspace(60, 40, 50), np.linspace(40, 20, 50)]),
        tol=1e-9,
    )
    heat = hot * (60.0 - ends.y[0][-1])
    assert one.conductance_w_per_k() * 40.0 == pytest.approx(heat, rel=1e-6)


flows = st.floats(0.05, 1.5)


@given(flows, flows, st.floats(0.0, 0.5), ratios)
def test_more_flow_on_a_side_never_moves_less(hot, cold, more, share):
    one = Exchanger(ua_w_per_k=3e5, hot_w_per_k=1e5, cold_w_per_k=8e4, hot_share_frac=share)
    least = one.conductance_w_per_k(hot, cold)
    assert one.conductance_w_per_k(hot + more, cold) >= least * (1 - 1e-12)
    assert one.conductance_w_per_k(hot, cold + more) >= least * (1 - 1e-12)
    assert least <= min(1e5 * hot, 8e4 * cold)


def test_the_coefficient_follows_the_flow_to_the_power_of_four_fifths():
    """With little area every kelvin counts: the heat is UA itself."""
    one = Exchanger(ua_w_per_k=1.0, hot_w_per_k=1e9, cold_w_per_k=1e9)
    assert one.conductance_w_per_k(0.5, 0.5) == pytest.approx(0.5**0.8, rel=1e-6)
    assert one.conductance_w_per_k(1.0, 0.5) == pytest.approx(2 / (1 + 0.5**-0.8), rel=1e-6)


def test_nothing_passes_a_side_that_stands_still():
    one = Exchanger(ua_w_per_k=1e5, hot_w_per_k=1e5, cold_w_per_k=1e5)
    assert one.conductance_w_per_k(0.0, 1.0) == one.conductance_w_per_k(1.0, 0.0) == 0.0


@given(st.floats(1.0, 15.0), st.floats(2.0, 20.0), st.floats(2.0, 20.0))
def test_a_rating_is_met_at_the_rated_flows(approach, hot_range, cold_range):
    if impossible(approach, hot_range, cold_range + 0.5):
        return
    spec = ExchangerSpec(
        rated_kw=1000, approach_k=approach, hot_range_k=hot_range, cold_range_k=cold_range
    )
    heat = exchanger_of(spec).conductance_w_per_k() * (approach + hot_range)
    assert heat == pytest.approx(1e6, rel=1e-9)


def test_a_rating_that_no_area_reaches_says_why_and_what_to_do():
    with pytest.raises(ValidationError, match=r"at or above the hot inlet.*more flow"):
        ExchangerSpec(rated_kw=1000, approach_k=5, hot_range_k=10, cold_range_k=15)
