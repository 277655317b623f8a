"""The least margin over a range against closed forms and dense scans."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.protection import fuse, moulded_case, relay
from twin.devices.protection.curves import CURVES, inverse_s
from twin.devices.protection.elements import TripUnit, i2t, timed
from twin.devices.protection.grading import SLACK_S, clears_within_a, least_margin


def relay_unit(opening_s=0.06, **spec):
    unit = relay.trip_unit(relay.RelaySpec.model_validate({"curve": "iec_si", **spec}))
    return TripUnit(elements=unit.elements, opening_s=opening_s)


CURVE_NAMES = st.sampled_from(sorted(CURVES))


@st.composite
def relays(draw, low_a=100.0):
    """Any relay that picks up from `low_a` on."""
    pickup_a = draw(st.floats(low_a, 10 * low_a))
    extra = draw(st.fixed_dictionaries({}, optional={
        "definite_a": st.floats(2 * pickup_a, 20 * pickup_a),
        "instantaneous_a": st.floats(5 * pickup_a, 40 * pickup_a),
    }))  # fmt: skip
    return relay_unit(
        pickup_a=pickup_a, curve=draw(CURVE_NAMES), dial_ratio=draw(st.floats(0.1, 3.0)), **extra
    )


@st.composite
def breakers(draw):
    spec = {"rated_a": draw(st.floats(100.0, 800.0)), "long_time_s": draw(st.floats(2.0, 30.0))}
    if draw(st.booleans()):
        spec["short_time_ratio"] = draw(st.floats(2.0, 8.0))
    return moulded_case.trip_unit(moulded_case.MouldedCaseSpec.model_validate(spec))


fuses = st.floats(50.0, 600.0).map(lambda a: fuse.trip_unit(fuse.FuseSpec(rated_a=a)))
units = relays() | breakers() | fuses


def scan_s(above, below, span_a, ratio=1.0, count=4001):
    kinks_a = (*below.kinks_a, *(kink_a / ratio for kink_a in above.kinks_a))
    inside_a = [kink_a for kink_a in kinks_a if span_a[0] <= kink_a <= span_a[1]]
    grid = np.concatenate([np.geomspace(*span_a, count), inside_a])
    found = [(above.earliest_s(ratio * a), below.clear_s(a)) for a in grid]
    return min(inf if up == inf else up - down for up, down in found)


def test_relays_of_one_curve_come_closest_at_the_largest_current():
    above = relay_unit(pickup_a=200.0, dial_ratio=0.4)
    below = relay_unit(pickup_a=100.0, dial_ratio=0.1)
    found = least_margin(above, below, (150.0, 1500.0), inf)
    si = CURVES["iec_si"]
    expected_s = inverse_s(si, 0.4, 7.5) - inverse_s(si, 0.1, 15.0) - 0.06
    assert found.current_a == pytest.approx(1500.0)
    assert found.margin_s == pytest.approx(expected_s, abs=1e-12)


@pytest.mark.parametrize(("early_frac", "late_frac"), [(0.0, 0.0), (0.3, 0.0), (0.0, 0.3)])
def test_the_least_margin_may_lie_inside(early_frac, late_frac):
    """`9e4 / I^2` falls faster than `4.05 / (I / 50 - 1)` and then slower."""
    slow = TripUnit(elements=(i2t("slow", 10.0, 9e4, drain_s=0.0),), early_frac=early_frac)
    below = relay_unit(pickup_a=50.0, curve="iec_vi", dial_ratio=0.3, definite_above_ratio=None)
    below = replace(below, late_frac=late_frac)
    found = least_margin(slow, below, (100.0, 4000.0), inf)
    currents = np.linspace(100.0, 4000.0, 400_001)
    above_s = (1 - early_frac) * 9e4 / currents**2
    judge_s = above_s - (0.3 * 13.5 / (currents / 50.0 - 1) * (1 + late_frac) + 0.06)
    assert 400.0 < found.current_a < 1000.0
    assert found.margin_s == pytest.approx(judge_s.min(), abs=SLACK_S)
    assert found.current_a == pytest.approx(currents[judge_s.argmin()], rel=1e-2)


def test_a_jump_is_seen_from_both_sides():
    above = TripUnit(elements=(timed("slow", 100.0, 1.0), timed("fast", 500.0, 0.05)))
    below = TripUnit(elements=(timed("slow", 100.0, 0.4), timed("fast", 500.0, 0.01)))
    at, over = (least_margin(above, below, (200.0, most), inf).margin_s for most in (500.0, 501.0))
    assert at == pytest.approx(0.6)
    assert over == pytest.approx(0.04)


def test_a_device_above_that_sees_nothing_never_trips_first():
    above = TripUnit(elements=(timed("slow", 5000.0, 0.1),))
    below = TripUnit(elements=(timed("slow", 100.0, 4.0),))
    assert least_margin(above, below, (200.0, 900.0), inf).margin_s == inf


def test_the_one_above_sees_its_own_share_of_the_current():
    above = TripUnit(elements=(timed("slow", 100.0, 1.0), timed("fast", 300.0, 0.1)))
    below = TripUnit(elements=(timed("slow", 1000.0, 0.2),))
    assert least_margin(above, below, (2000.0, 5900.0), inf, 0.05).margin_s == pytest.approx(0.8)
    assert least_margin(above, below, (2000.0, 6100.0), inf, 0.05).margin_s == pytest.approx(-0.1)


@given(units, units, st.floats(0.05, 2.0), st.floats(1.5, 60.0))
def test_no_scan_finds_a_smaller_margin(above, below, ratio, width):
    low_a = below.pickup_a * 1.01
    span_a = (low_a, low_a * width)
    found = least_margin(above, below, span_a, inf, ratio)
    assert found.margin_s <= scan_s(above, below, span_a, ratio) + 2 * SLACK_S
    if found.margin_s < inf:
        up_s, down_s = above.earliest_s(ratio * found.current_a), below.clear_s(found.current_a)
        assert found.margin_s == up_s - down_s
        assert span_a[0] <= found.current_a <= span_a[1]


@given(units, units, st.floats(0.05, 2.0), st.floats(1.5, 60.0))
def test_what_is_enough_is_proven_to_be(above, below, ratio, width):
    span_a = (below.pickup_a * 1.01, below.pickup_a * 1.01 * width)
    found = least_margin(above, below, span_a, 0.2, ratio)
    if found.margin_s >= 0.2:
        assert scan_s(above, below, span_a, ratio) >= 0.2 - SLACK_S


@given(units, st.floats(0.01, 500.0))
def test_the_current_that_is_cleared_in_time_is_the_least(unit, longest_s):
    low_a, high_a = unit.pickup_a, 30 * unit.pickup_a
    found_a = clears_within_a(unit, longest_s, low_a, high_a)
    if found_a is None:
        assert unit.clear_s(high_a) > longest_s
    else:
        assert unit.clear_s(found_a) <= longest_s
        assert found_a <= low_a * (1 + 1e-12) or unit.clear_s(found_a * (1 - 1e-9)) > longest_s
