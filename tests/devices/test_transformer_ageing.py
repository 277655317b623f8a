"""Loss of life: published rates, an exact case with exponential integrals, and additivity."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import expi

from tests.devices.transformers import DAY, HOUR, MIN, S, case_s, family
from twin.devices.transformer_ageing import (
    NORMAL_LIFE_H,
    Pieces,
    ageing_rate_ratio,
    loss_of_life_h,
    lost_life_h,
    pieces_of,
)
from twin.devices.transformer_parameters import THERMAL_SETS

papers = pytest.mark.parametrize("paper", ["kraft", "thermally_upgraded"])


def one_piece(span_s, settled_c, gains_k, rates_per_s):
    return Pieces(*(np.array(x) for x in ([0.0], [span_s], [settled_c], [gains_k], [rates_per_s])))


@pytest.mark.parametrize(
    ("hot_spot_c", "ratio"),
    [pytest.param(80.0, 0.125, id="oracle-12"), (98.0, 1), (104.0, 2), (110.0, 4), (140.0, 128)],
)
def test_kraft_paper_ages_as_published(hot_spot_c, ratio):
    assert ageing_rate_ratio(hot_spot_c, "kraft") == pytest.approx(ratio, abs=1e-12)


@pytest.mark.parametrize(
    ("hot_spot_c", "ratio"),
    [
        pytest.param(98.0, 0.2817384883, id="oracle-13"),
        (110.0, 1.0),
        (120.0, 2.7089251438),
        (140.0, 17.1994648647),
    ],
)
def test_thermally_upgraded_paper_ages_as_published(hot_spot_c, ratio):
    assert ageing_rate_ratio(hot_spot_c, "thermally_upgraded") == pytest.approx(ratio, abs=1e-9)


@given(st.floats(-20.0, 180.0))
def test_kraft_doubles_every_six_kelvin(hot_spot_c):
    twice = 2.0 * ageing_rate_ratio(hot_spot_c, "kraft")
    assert ageing_rate_ratio(hot_spot_c + 6.0, "kraft") == pytest.approx(twice, rel=1e-12)


@pytest.mark.parametrize("expected_min", [pytest.param(1073.2330100577, id="oracle-15")])
def test_case_s_loses_its_minutes_of_life(expected_min):
    lost_min = lost_life_h(case_s(), 0, 0, HOUR, "thermally_upgraded") * 60
    assert lost_min == pytest.approx(expected_min, abs=1e-6)


def exact_kraft(start_c, settled_c, tau, span):
    """One exponential under the doubling law, by exponential integrals."""
    a = log(2.0) / 6.0
    b = a * (start_c - settled_c)
    return tau * exp(a * (settled_c - 98.0)) * (expi(b) - expi(b * exp(-span / tau)))


@pytest.mark.parametrize("expected_min", [pytest.param(737.8152685828, id="oracle-18")])
def test_one_exponential_agrees_with_exponential_integrals(expected_min):
    piece = one_piece(7200.0, 130.0, [-40.0, 0.0, 0.0], [1 / 4500.0, 1 / 840.0, 1 / 4500.0])
    lost_min = float(loss_of_life_h(piece, "kraft")[0]) * 60
    assert lost_min == pytest.approx(expected_min, abs=1e-6)
    assert exact_kraft(90.0, 130.0, 75.0, 120.0) == pytest.approx(expected_min, abs=1e-9)


@given(st.floats(20.0, 160.0), st.floats(20.0, 160.0), st.floats(10.0, 1e5))
def test_any_single_exponential_agrees_with_exponential_integrals(start_c, settled_c, span_s):
    if abs(start_c - settled_c) < 0.1:
        return
    piece = one_piece(span_s, settled_c, [start_c - settled_c, 0.0, 0.0], [1 / 4500.0] * 3)
    expected_h = exact_kraft(start_c, settled_c, 4500.0, span_s) / 3600.0
    assert float(loss_of_life_h(piece, "kraft")[0]) == pytest.approx(expected_h, rel=1e-11)


@papers
@pytest.mark.parametrize("cooling", sorted(THERMAL_SETS))
def test_a_load_rejection_is_integrated_to_rounding(cooling, paper):
    """The hardest case: full load to none, against adaptive quadrature of the readings."""
    one = family({"mva_max": 1.0, "cooling": cooling}, ambient_c=35.0, record=True)
    one.settle(0, 0, 1.3e6)
    one.set_load(0, 0, 0.0)
    oil, hot = one.responses(0, 0)

    def rate(t):
        return ageing_rate_ratio(hot.at(t), paper)

    judge_s = sum(quad(rate, n * 600, n * 600 + 600, epsabs=0, epsrel=1e-13)[0] for n in range(12))
    lost_h = lost_life_h(one, 0, 0, 2 * HOUR, paper)
    assert lost_h == pytest.approx(judge_s / 3600.0, rel=1e-12)
    assert oil.start_pu < hot.start_pu


histories = st.lists(
    st.tuples(st.integers(0, 10 * HOUR), st.floats(0.0, 1.5), st.floats(-10.0, 45.0)),
    min_size=1,
    max_size=10,
)


def lived(history):
    one = family({"mva_onan": 0.6, "mva_max": 1.0}, ambient_c=20.0, record=True)
    for n, (at, load, ambient) in enumerate(sorted(history)):
        one.ambient.set_ambient(at, ambient)
        one.set_load(0, at + n * S, load * 1e6)
        one.set_stage(0, at + n * S, n % 3)
    return one


@papers
@settings(max_examples=30)
@given(history=histories, cut=st.integers(0, DAY))
def test_life_lost_adds_up_over_any_split_and_never_falls(paper, history, cut):
    one = lived(history)
    whole = lost_life_h(one, 0, 0, DAY, paper)
    first, second = lost_life_h(one, 0, 0, cut, paper), lost_life_h(one, 0, cut, DAY, paper)
    assert first >= 0.0
    assert second >= 0.0
    assert first + second == pytest.approx(whole, rel=1e-11)


@settings(max_examples=30)
@given(histories)
def test_pieces_are_the_hot_spot_that_was_read(history):
    one = lived(history)
    end = max(at for at, _, _ in history) + HOUR
    pieces = pieces_of(one, 0, 0, end)
    assert float(pieces.span_s.sum()) == pytest.approx(end / S)
    again = family({"mva_onan": 0.6, "mva_max": 1.0}, ambient_c=20.0)
    for n, (at, load, ambient) in enumerate(sorted(history)):
        again.ambient.set_ambient(at, ambient)
        again.set_load(0, at + n * S, load * 1e6)
        again.set_stage(0, at + n * S, n % 3)
    last = {name: column[-1] for name, column in pieces._asdict().items()}
    spans = np.exp(-last["rate_per_s"] * last["span_s"])
    hot_c = float(last["settled_c"] + (last["gain_k"] * spans).sum())
    assert again.hot_spot_c(0, end) == pytest.approx(hot_c, abs=1e-9)


def test_a_fact_that_changes_nothing_cuts_no_panel():
    quiet, told = case_s(), case_s()
    for n in range(1, 50):
        told.set_load(0, n * MIN, 1.4e6)
        told.ambient.set_ambient(n * MIN, 30.0)
    lost = [lost_life_h(one, 0, 0, HOUR, "kraft") for one in (quiet, told)]
    assert lost[0] == lost[1]


def test_normal_life_at_the_reference_takes_as_long_as_it_says():
    piece = one_piece(NORMAL_LIFE_H * 3600.0, 110.0, [0.0] * 3, [1e-7] * 3)
    lost = float(loss_of_life_h(piece, "thermally_upgraded")[0])
    assert lost == pytest.approx(NORMAL_LIFE_H, rel=1e-12)


def test_many_pieces_in_one_call_are_each_as_alone():
    luck = np.random.default_rng(3)
    count = 3000
    many = Pieces(
        np.zeros(count),
        luck.uniform(1.0, 4000.0, count),
        luck.uniform(40.0, 120.0, count),
        luck.uniform(-30.0, 30.0, (count, 3)),
        10 ** luck.uniform(-4, -2.5, (count, 3)),
    )
    together = loss_of_life_h(many, "kraft")
    for n in range(0, count, 97):
        alone = Pieces(*(column[n : n + 1] for column in many))
        assert float(loss_of_life_h(alone, "kraft")[0]) == pytest.approx(together[n], rel=1e-13)


def test_no_time_loses_no_life():
    assert lost_life_h(case_s(), 0, 0, 0, "kraft") == 0.0
