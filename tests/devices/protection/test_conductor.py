"""Conductors: the exact lag, three limits and their instants."""

from __future__ import annotations

import json
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from twin.devices.protection.conductor import LIMITS, Conductors, ConductorSpec, settled_c
from twin.documents import parse
from twin.errors import SiteError

S = 1_000_000
SPEC = ConductorSpec(rated_a=400.0)
currents = st.floats(0.0, 2000.0)
ambients = st.floats(-30.0, 50.0)
stories = st.lists(st.tuples(st.integers(1, 7200 * S), currents, ambients), min_size=1, max_size=8)


def conductor(ambient_c=30.0, spec=SPEC):
    return Conductors([spec], 0, ambient_c)


def run(family, story):
    now_us, seen = 0, []
    for span_us, amperes, ambient_c in story:
        family.set_inputs(0, now_us, amperes, ambient_c)
        until_us = now_us + span_us
        while (found := family.next_crossing(0, now_us)) and found.t_us <= until_us:
            assert found.t_us >= now_us
            seen.append(found)
            now_us = found.t_us
            family.cross(0, found)
            assert len(seen) < 200, "without end"
        now_us = until_us
    return now_us, seen


def test_rated_at_its_ambient_it_comes_to_90_degrees_and_passes_no_limit():
    family = conductor()
    family.set_inputs(0, 0, 400.0, 30.0)
    assert settled_c(SPEC, 400.0, 30.0) == 90.0
    assert family.next_crossing(0, 0) is None
    assert family.at_c(0, 1800 * S) == pytest.approx(30.0 + 60.0 * (1.0 - exp(-1.0)), rel=1e-12)


def test_a_short_circuit_passes_all_three_limits_at_the_instants_of_the_logarithm():
    family = conductor()
    _, seen = run(family, [(60 * S, 8000.0, 30.0)])
    assert tuple(found.limit for found in seen) == LIMITS
    goal_c = 30.0 + 60.0 * 400.0
    for found, level_c in zip(seen, (90.0, 130.0, 250.0), strict=True):
        expected_s = 1800.0 * log((goal_c - 30.0) / (goal_c - level_c))
        assert (found.anchor_us + found.after_us) / S == pytest.approx(expected_s, abs=2e-6)
    assert family.passed == [3]


def test_it_leaves_its_limits_one_by_one_below_a_hysteresis():
    family = conductor()
    _, seen = run(family, [(60 * S, 8000.0, 30.0), (7200 * S, 0.0, 30.0)])
    left = [found for found in seen if found.direction == "falling"]
    assert tuple(found.limit for found in left) == LIMITS[::-1]
    assert family.passed == [0]
    hot_c = 30.0 + 24_000.0 * (1 - exp(-60 / 1800))
    waits_s = [1800 * log((hot_c - 30) / (level - 30)) for level in (245.0, 125.0, 85.0)]
    found_s = [(found.anchor_us + found.after_us) / S - 60 for found in left]
    assert found_s == pytest.approx(waits_s, abs=1e-5)


def test_the_temperature_is_what_an_integrator_finds():
    family, now_us, solved = conductor(), 0, 30.0
    for amperes, ambient_c, span_s in ((500.0, 35.0, 900.0), (100.0, 20.0, 3000.0)):
        family.set_inputs(0, now_us, amperes, ambient_c)
        goal = ambient_c + 60.0 * (amperes / 400.0) ** 2
        path = solve_ivp(
            lambda _t, c, goal=goal: (goal - c) / 1800.0,
            (0, span_s),
            [solved],
            rtol=1e-12,
            atol=1e-12,
        )
        solved = float(path.y[0, -1])
        now_us += round(span_s * S)
        assert family.at_c(0, now_us) == pytest.approx(solved, rel=1e-9)


@given(stories, st.integers(1, 999))
def test_one_long_step_equals_many_short_ones(story, cut):
    long, short = conductor(), conductor()
    now_us, _ = run(long, story)
    t_us = 0
    for span_us, amperes, ambient_c in story:
        middle_us = t_us + span_us * cut // 1000
        short.set_inputs(0, t_us, amperes, ambient_c)
        short.set_inputs(0, middle_us, 0.0, ambient_c)
        short.set_inputs(0, middle_us, amperes, ambient_c)
        t_us += span_us
    assert short.at_c(0, now_us) == pytest.approx(long.at_c(0, now_us), rel=1e-9)


@given(stories, st.floats(0.0, 500.0))
def test_more_current_is_never_cooler(story, extra):
    low, high = conductor(), conductor()
    now_us, _ = run(low, story)
    run(high, [(span_us, amperes + extra, ambient) for span_us, amperes, ambient in story])
    assert high.at_c(0, now_us) >= low.at_c(0, now_us) - 1e-6


@given(stories)
def test_what_is_passed_agrees_with_the_temperature(story):
    family = conductor()
    now_us, _ = run(family, story)
    here_c, passed = family.at_c(0, now_us), family.passed[0]
    levels = (90.0, 130.0, 250.0)
    assert passed >= sum(here_c > level + 1e-9 for level in levels)
    assert passed <= sum(here_c >= level - 5.0 - 1e-9 for level in levels)


@given(stories)
def test_equal_inputs_change_nothing_and_a_snapshot_keeps_all(story):
    family, other = conductor(), conductor()
    now_us, _ = run(family, story)
    before = family.snapshot()
    family.set_inputs(0, now_us + S, family.current_a[0], family.ambient_c[0])
    assert family.snapshot() == before
    other.restore(json.loads(json.dumps(before)))
    assert other.next_crossing(0, now_us) == family.next_crossing(0, now_us)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("rated_a: 0", "rated_a", "above 0 A"),
        ("rated_a: 1\nemergency_c: 80", "emergency_c", "above 90"),
        ("rated_a: 1\nshort_circuit_c: 120", "short_circuit_c", "above 130"),
    ],
)
def test_limits_out_of_order_are_refused(text, path, allowed):
    with pytest.raises(SiteError) as caught:
        parse(text, file="cable.yaml", model=ConductorSpec, error=SiteError)
    (fault,) = caught.value.faults
    assert (fault.path, fault.allowed.startswith(allowed)) == (path, True)
