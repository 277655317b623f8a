"""Fuses: straight pieces on log-log paper, adiabatic beyond, within the standard's gates."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.protection.fuse import FuseSpec, melting_s, trip_unit
from twin.documents import parse
from twin.errors import SiteError

SPEC = FuseSpec(rated_a=100.0)
UNIT = trip_unit(SPEC)


def test_between_points_the_curve_is_straight_on_log_log_paper():
    at = [point.current_ratio * 100.0 for point in SPEC.melting]
    times = [point.melt_s for point in SPEC.melting]
    for amperes in np.geomspace(at[0] * 1.001, at[-1], 50):
        judged = np.exp(np.interp(np.log(amperes), np.log(at), np.log(times)))
        assert melting_s(SPEC, float(amperes)) == pytest.approx(float(judged), rel=1e-12)


def test_beyond_the_last_point_the_let_through_is_constant():
    last = SPEC.melting[-1]
    expected = (last.current_ratio * 100.0) ** 2 * last.melt_s
    for amperes in (2e3, 1e4, 1e5):
        assert amperes**2 * melting_s(SPEC, amperes) == pytest.approx(expected, rel=1e-12)


def test_at_its_first_point_it_never_melts():
    assert UNIT.operate_s(145.0) == inf
    assert UNIT.operate_s(145.0 + 1e-9) == pytest.approx(7200.0)


def test_the_default_lies_within_the_gates_of_a_100_a_general_purpose_link():
    """IEC 60269-1: at 10 s above 290 A, at 5 s below 580 A, at 0.1 s between 820 and 1450 A."""
    assert UNIT.operate_s(290.0) > 10.0
    assert UNIT.operate_s(580.0) * (1.0 + SPEC.spread_frac) < 5.0
    assert UNIT.operate_s(820.0) > 0.1
    assert UNIT.operate_s(1450.0) * (1.0 + SPEC.spread_frac) < 0.1
    assert UNIT.operate_s(125.0) == inf
    assert UNIT.operate_s(160.0) < 2 * 3600.0


def test_it_clears_after_its_longest_melting_and_its_arc():
    assert UNIT.clear_s(1100.0) == pytest.approx(0.1 * 1.2 + 0.01)
    assert UNIT.earliest_s(1100.0) == pytest.approx(0.1)
    assert UNIT.renewed


@given(st.floats(146.0, 1e6), st.floats(146.0, 1e6))
def test_more_current_melts_sooner(one, other):
    low, high = sorted((one, other))
    assert melting_s(SPEC, high) <= melting_s(SPEC, low) * (1 + 1e-12)


def fault_of(points):
    rows = "".join(f"  - {{current_ratio: {r}, melt_s: {s}}}\n" for r, s in points)
    text = f"rated_a: 100\nmelting:\n{rows}"
    with pytest.raises(SiteError) as caught:
        parse(text, file="fuse.yaml", model=FuseSpec, error=SiteError)
    return caught.value.faults


@pytest.mark.parametrize(
    "points", [[(2, 10), (4, 10)], [(2, 10), (4, 20)], [(4, 10), (2, 1)], [(2, 10), (2, 1)]]
)
def test_a_curve_that_does_not_fall_is_refused_at_its_point(points):
    (fault,) = fault_of(points)
    assert fault.path == "melting"
    assert "point 2" in fault.what
    assert fault.allowed == "each point at a higher current and a shorter time"
    assert "data sheet" in fault.remedy


def test_a_curve_of_one_point_and_a_time_of_nothing_are_refused():
    assert "at least 2" in fault_of([(2, 10)])[0].allowed
    assert [fault.path for fault in fault_of([(2, 10), (4, 0)])] == ["melting[1].melt_s"]
