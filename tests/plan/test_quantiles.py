"""Quantiles of distributions, against a library's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, lognorm

from twin.plan.dist import Discrete, Empirical, Fixed, Lognormal, Pert
from twin.plan.quantiles import normals, quantiles, shares

SHARES = np.array([1e-4, 0.01, 0.1, 0.37, 0.5, 0.8, 0.9, 0.99, 1 - 1e-4])


@given(st.floats(0, 100), st.floats(0, 1), st.floats(0.1, 400))
def test_a_pert_is_the_library_s_beta_distribution(low, lean, span):
    dist = Pert(kind="pert", low=low, mode=low + lean * span, high=low + span)
    lean = (dist.mode - dist.low) / (dist.high - dist.low)
    want = beta.ppf(SHARES, 1 + 4 * lean, 5 - 4 * lean, loc=low, scale=span)
    assert quantiles(dist, SHARES) == pytest.approx(want, abs=2e-4 * span)


def test_a_lognormal_is_the_library_s():
    dist = Lognormal(kind="lognormal", p50=6.0, p90=30.0)
    want = lognorm.ppf(SHARES, np.log(5.0) / 1.2815515655446004, scale=6.0)
    assert quantiles(dist, SHARES) == pytest.approx(want, rel=1e-12)


def test_each_value_of_a_list_has_its_share():
    dist = Discrete(kind="discrete", values=(0.0, 0.5, 0.8), probs=(0.3, 0.5, 0.2))
    at = np.array([0.1, 0.299, 0.301, 0.79, 0.81, 0.999])
    assert quantiles(dist, at).tolist() == [0.0, 0.0, 0.5, 0.5, 0.8, 0.8]


def test_values_that_were_seen_are_equally_likely():
    dist = Empirical(kind="empirical", values=(9.0, 1.0, 4.0, 2.0))
    assert quantiles(dist, np.array([0.1, 0.3, 0.6, 0.9])).tolist() == [1.0, 2.0, 4.0, 9.0]


def test_what_is_known_has_no_spread():
    assert quantiles(Fixed(kind="fixed", value=7.0), SHARES).tolist() == [7.0] * len(SHARES)
    point = Pert(kind="pert", low=7.0, mode=7.0, high=7.0)
    assert quantiles(point, SHARES).tolist() == [7.0] * len(SHARES)


def test_shares_and_normals_are_each_other_s_inverse():
    assert shares(normals(SHARES)) == pytest.approx(SHARES, rel=1e-9)
