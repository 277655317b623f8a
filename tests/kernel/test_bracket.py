"""A bracketed root is the root, to the last bits, whatever the curve between its ends."""

from __future__ import annotations

from math import cos, exp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from twin.kernel.bracket import bracketed_root


@pytest.mark.parametrize(
    ("curve", "low", "high"),
    [
        pytest.param(lambda x: x**3 - 2.0 * x - 5.0, 2.0, 3.0, id="wallis"),
        pytest.param(lambda x: cos(x) - x, 0.0, 1.0, id="dottie"),
        pytest.param(lambda x: exp(-40.0 * x) - 1e-9, 0.0, 10.0, id="a-long-flat-tail"),
    ],
)
def test_scipy_finds_the_same_root(curve, low, high):
    assert bracketed_root(curve, low, high) == pytest.approx(
        brentq(curve, low, high, xtol=1e-15, rtol=1e-15), rel=1e-12
    )


@given(root=st.floats(-1e3, 1e3), slope=st.floats(1e-3, 1e3), rising=st.booleans())
def test_a_line_crosses_zero_where_it_says(root, slope, rising):
    way = 1.0 if rising else -1.0
    found = bracketed_root(lambda x: way * slope * (x - root), -2e3, 2e3)
    assert found == pytest.approx(root, rel=1e-12, abs=1e-12)


def test_a_step_is_found_to_the_last_bit():
    assert bracketed_root(lambda x: 1.0 if x > 0.1 else -1.0, 0.0, 1.0) == pytest.approx(
        0.1, rel=1e-15
    )
