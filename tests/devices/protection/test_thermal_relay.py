"""Thermal relays: cold and warm trips, the alarm before, the reset after."""

from __future__ import annotations

import json
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from twin.devices.protection.thermal_relay import (
    ALARM,
    TRIP,
    ThermalRelays,
    ThermalRelaySpec,
    cold_to_trip_s,
    heat_goal_frac,
)
from twin.documents import parse
from twin.errors import SiteError

S = 1_000_000
SPEC = ThermalRelaySpec(base_a=1.0, k_ratio=1.05, tau_min=30.0)
currents = st.floats(0.0, 6.0)
spans_us = st.integers(1, 3600 * S)
stories = st.lists(st.tuples(spans_us, currents), min_size=1, max_size=8)


def relay(before_a=0.0, spec=SPEC):
    family = ThermalRelays([spec], 0)
    family.settle(0, 0, before_a)
    return family


def run(family, story):
    now_us, seen = 0, []
    for span_us, amperes in story:
        family.set_current(0, now_us, amperes)
        until_us = now_us + span_us
        while (found := family.next_crossing(0, now_us)) and found.t_us <= until_us:
            assert found.t_us >= now_us
            seen.append(found)
            now_us = found.t_us
            family.cross(0, found)
            assert len(seen) < 100, "without end"
        now_us = until_us
    return now_us, seen


@pytest.mark.parametrize("tolerance", [pytest.param(1e-5, id="oracle-22")])
def test_a_warm_relay_trips_when_the_formula_of_the_standard_says(tolerance):
    assert cold_to_trip_s(SPEC, 0.9, 1.5) == pytest.approx(408.703411, abs=tolerance)
    family = relay(0.9)
    _, seen = run(family, [(3600 * S, 1.5)])
    assert [found.limit for found in seen] == [ALARM, TRIP]
    tripped = seen[1]
    assert (tripped.anchor_us + tripped.after_us) / S == pytest.approx(408.703411, abs=tolerance)
    assert family.tripped == [True]


@given(st.floats(0.0, 1.0), st.floats(1.1, 10.0))
def test_the_trip_is_the_logarithm_of_iec_60255_149(before, current):
    expected_s = 1800 * log((current**2 - before**2) / (current**2 - 1.05**2))
    assert cold_to_trip_s(SPEC, before, current) == pytest.approx(expected_s, rel=1e-9)


def test_up_to_k_times_the_base_it_never_trips_and_settled_above_it_has_tripped():
    assert cold_to_trip_s(SPEC, 0.0, 1.05) is None
    assert cold_to_trip_s(SPEC, 1.2, 1.0) == 0.0


def test_the_heat_is_what_an_integrator_finds():
    family, now_us, solved = relay(0.5), 0, heat_goal_frac(SPEC, 0.5)
    for amperes, span_s in ((1.4, 300.0), (0.2, 900.0), (2.0, 100.0)):
        family.set_current(0, now_us, amperes)
        goal = (amperes / 1.05) ** 2
        path = solve_ivp(
            lambda _t, heat, goal=goal: (goal - heat) / 1800.0,
            (0, span_s),
            [solved],
            rtol=1e-12,
            atol=1e-12,
        )
        solved = float(path.y[0, -1])
        now_us += round(span_s * S)
        assert family.heat(0, now_us) == pytest.approx(solved, rel=1e-9)


def test_a_reset_is_taken_only_below_the_release_of_the_alarm():
    family = relay()
    now_us, _ = run(family, [(3600 * S, 1.5), (60 * S, 0.0)])
    family.reset(0, now_us)
    assert family.tripped == [True]
    family = relay()
    now_us, seen = run(family, [(3600 * S, 1.5), (1800 * S, 0.0)])
    assert [(found.limit, found.direction) for found in seen][2:] == [(ALARM, "falling")]
    assert family.may_reset(0, now_us)
    family.reset(0, now_us)
    assert (family.tripped, family.alarmed) == ([False], [False])


@given(stories)
def test_at_each_crossing_the_heat_is_on_its_level(story):
    family, now_us = relay(), 0
    levels = {(ALARM, "rising"): 0.9, (ALARM, "falling"): 0.85, (TRIP, "rising"): 1.0}
    for span_us, amperes in story:
        family.set_current(0, now_us, amperes)
        start_frac, until_us = family.heat_frac[0], now_us + span_us
        while (found := family.next_crossing(0, now_us)) and found.t_us <= until_us:
            level = levels[found.limit, found.direction]
            if found.after_us > 0.0:
                goal, after_s = heat_goal_frac(SPEC, amperes), found.after_us / S
                path = goal + (family.heat_frac[0] - goal) * exp(-after_s / 1800.0)
                assert abs(path - level) < 1e-9
            now_us = found.t_us
            family.cross(0, found)
        now_us = until_us
        low, high = sorted((start_frac, heat_goal_frac(SPEC, amperes)))
        assert low - 1e-9 <= family.heat(0, now_us) <= high + 1e-9


@given(stories, st.integers(1, 999))
def test_one_long_step_equals_many_short_ones(story, cut):
    long, short = relay(), relay()
    now_us, _ = run(long, story)
    t_us = 0
    for span_us, amperes in story:
        middle_us = t_us + span_us * cut // 1000
        short.set_current(0, t_us, amperes)
        short.set_current(0, middle_us, 0.0)
        short.set_current(0, middle_us, amperes)
        t_us += span_us
    assert short.heat(0, now_us) == pytest.approx(long.heat(0, now_us), abs=1e-9)


@given(stories, st.floats(0.0, 2.0))
def test_more_current_is_never_cooler(story, extra):
    low, high = relay(), relay()
    now_us, _ = run(low, story)
    run(high, [(span_us, amperes + extra) for span_us, amperes in story])
    assert high.heat(0, now_us) >= low.heat(0, now_us) - 1e-9
    assert high.tripped[0] >= low.tripped[0]


@given(stories)
def test_an_equal_current_changes_nothing_and_a_snapshot_keeps_all(story):
    family, other = relay(), relay()
    now_us, _ = run(family, story)
    before = family.snapshot()
    family.set_current(0, now_us + S, family.current_a[0])
    assert family.snapshot() == before
    other.restore(json.loads(json.dumps(before)))
    assert other.next_crossing(0, now_us) == family.next_crossing(0, now_us)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("base_a: -1", "base_a", "above 0 A"),
        ("base_a: 1\nalarm_frac: 1.1", "alarm_frac", "below 1"),
        ("base_a: 1\nalarm_frac: 0.1\nrelease_frac: 0.2", "release_frac", "below 0.1"),
    ],
)
def test_levels_out_of_order_are_refused(text, path, allowed):
    with pytest.raises(SiteError) as caught:
        parse(text, file="relay.yaml", model=ThermalRelaySpec, error=SiteError)
    (fault,) = caught.value.faults
    assert (fault.path, fault.allowed.startswith(allowed)) == (path, True)
