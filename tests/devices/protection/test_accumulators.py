"""Accumulators: exact trips, latches, drains; one long step is many short ones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from twin.devices.breaker import NEVER_US
from twin.devices.protection import fuse, moulded_case, relay
from twin.devices.protection.accumulators import CLEARED, Accumulators
from twin.devices.protection.curves import CURVES

S = 1_000_000
DISC = relay.trip_unit(relay.RelaySpec(pickup_a=100.0, curve="ieee_vi", reset="disc"))
PLAIN = relay.trip_unit(relay.RelaySpec(pickup_a=100.0, curve="iec_si"))
FULL = relay.trip_unit(
    relay.RelaySpec(
        pickup_a=100.0, curve="iec_ei", reset="disc", definite_a=700.0, instantaneous_a=1500.0
    )
)
MOULDED = moulded_case.trip_unit(moulded_case.MouldedCaseSpec(rated_a=80.0))
FUSE = fuse.trip_unit(fuse.FuseSpec(rated_a=80.0))
UNITS = {"disc": DISC, "plain": PLAIN, "full": FULL, "moulded": MOULDED, "fuse": FUSE}

units = pytest.mark.parametrize("name", sorted(UNITS))
currents = st.floats(0.0, 3000.0)
spans_us = st.integers(1, 20 * S)
stories = st.lists(st.tuples(spans_us, currents), min_size=1, max_size=8)


def one(unit=PLAIN):
    return Accumulators([unit], 0)


def trip_of(family, t_us=0):
    found = family.next_crossing(0, t_us)
    family.cross(0, found)
    return found


@pytest.mark.parametrize(
    ("multiple", "expected_s"),
    [
        pytest.param(2.0, 10.029027, id="oracle-19-trip-2"),
        pytest.param(5.0, 4.279720, id="oracle-19-trip-5"),
    ],
)
def test_a_steady_current_trips_when_the_curve_says(multiple, expected_s):
    family = one()
    family.set_current(0, 3 * S, 100.0 * multiple)
    found = family.next_crossing(0, 3 * S)
    assert (found.limit, found.direction, found.anchor_us) == ("inverse_trip", "rising", 3 * S)
    assert found.after_us / S == pytest.approx(expected_s, abs=1e-6)
    family.cross(0, found)
    assert family.tripped_by == ["inverse_trip"]
    assert family.fills_frac(0, found.t_us) == [1.0]


def rate(multiple, reset_s=21.6):
    """The dynamics of C37.112, written again."""
    if multiple > 1.0:
        return 1.0 / (19.61 / (multiple**2 - 1.0) + 0.491)
    return -(1.0 - multiple**2) / reset_s


def test_a_disc_follows_the_equation_that_an_integrator_solves():
    steps = [(2.0, 3.0), (0.5, 2.0), (4.0, 0.7), (0.9, 3.0), (1.3, 4.0)]
    family, now_us, solved = one(DISC), 0, 0.0
    for multiple, span_s in steps:
        family.set_current(0, now_us, 100.0 * multiple)
        path = solve_ivp(
            lambda _t, _a, m=multiple: [rate(m)], (0, span_s), [solved], rtol=1e-12, atol=1e-12
        )
        solved = float(path.y[0, -1])
        now_us += round(span_s * S)
        assert family.fills_frac(0, now_us)[0] == pytest.approx(solved, abs=1e-12)
    assert 0.1 < solved < 1.0


def test_a_full_disc_comes_to_rest_in_its_reset_time():
    family = one(DISC)
    family.place(0, 0, [1.0])
    family.set_current(0, 0, 50.0)
    family.set_current(0, 0, 0.0)
    assert family.fills_frac(0, round(10.8 * S)) == pytest.approx([0.5], abs=1e-9)
    assert family.fills_frac(0, 22 * S) == [0.0]
    assert CURVES["ieee_vi"].drain_s == 21.6


def test_an_instantaneous_reset_forgets_within_a_microsecond_but_not_at_once():
    family = one()
    family.set_current(0, 0, 200.0)
    family.set_current(0, 5 * S, 90.0)
    assert family.fills_frac(0, 5 * S)[0] == pytest.approx(5 / 10.029027, abs=1e-6)
    assert family.fills_frac(0, 5 * S + 1) == [0.0]


def test_a_trip_is_latched_until_reset_and_a_disc_not_at_rest_trips_sooner():
    family = one(DISC)
    family.set_current(0, 0, 200.0)
    first = trip_of(family)
    family.set_current(0, first.t_us, 0.0)
    assert family.next_crossing(0, first.t_us) is None
    later = first.t_us + round(5.4 * S)
    family.reset(0, later)
    family.set_current(0, later, 200.0)
    again = family.next_crossing(0, later)
    assert again.after_us / S == pytest.approx(0.25 * 7.027667, abs=1e-6)


def test_what_opens_itself_carries_current_until_it_has_opened():
    family = one(MOULDED)
    family.set_current(0, 0, 1000.0)
    tripped = trip_of(family)
    assert tripped.limit == "instantaneous_trip"
    assert tripped.after_us == pytest.approx(10_000.0)
    assert family.current_a == [1000.0]
    family.reset(0, tripped.t_us)
    assert family.tripped_by == ["instantaneous_trip"], "no reset while the arc burns"
    cleared = trip_of(family, tripped.t_us)
    assert (cleared.limit, cleared.t_us - tripped.t_us) == (CLEARED, 30_000)
    assert (family.current_a, family.opened) == ([0.0], [True])
    family.set_current(0, S, 50.0)
    assert family.current_a == [0.0]
    assert family.next_crossing(0, S) is None
    family.reset(0, 2 * S)
    family.set_current(0, 2 * S, 50.0)
    assert family.current_a == [50.0]


def test_a_moulded_case_breaker_remembers_its_heat_over_a_reset_and_a_new_fuse_has_none():
    for name, warm in (("moulded", True), ("fuse", False)):
        family = one(UNITS[name])
        family.set_current(0, 0, 400.0)
        tripped = trip_of(family)
        cleared = trip_of(family, tripped.t_us)
        family.reset(0, cleared.t_us + S)
        assert (family.fills_frac(0, cleared.t_us + S)[0] > 0.9) == warm


def test_a_current_that_is_not_seen_never_trips():
    family = one(FULL)
    family.set_current(0, 0, 100.0)
    assert family.next_crossing(0, 0) is None


def test_a_trip_by_an_unknown_element_is_our_bug():
    with pytest.raises(AssertionError):
        one().trip(0, 0, "earth_fault")


def run(family, story):
    """Live through a story of currents; the first trip as (limit, exact µs), if any."""
    now_us, first = 0, None
    for span_us, amperes in story:
        family.set_current(0, now_us, amperes)
        until_us = now_us + span_us
        while (found := family.next_crossing(0, now_us)) and found.t_us <= until_us:
            first = first or (found.limit, found.anchor_us + found.after_us)
            now_us = found.t_us
            family.cross(0, found)
        now_us = until_us
    return now_us, first


@units
@given(story=stories, cut=st.integers(1, 1000))
def test_one_long_step_equals_many_short_ones(name, story, cut):
    """Each span is cut in two by a current that is taken back at once, so it is re-anchored.

    Nothing opens here: the microsecond of an opening follows from the rounding of a trip's.
    """
    unit = replace(UNITS[name], opening_s=None)
    long, short = one(unit), one(unit)
    now_us, _ = run(long, story)
    t_us = 0
    for span_us, amperes in story:
        for part_us in (span_us * cut // 1001, span_us - span_us * cut // 1001):
            short.set_current(0, t_us, 0.0)
            short.set_current(0, t_us, amperes)
            until_us = t_us + part_us
            while (found := short.next_crossing(0, t_us)) and found.t_us <= until_us:
                t_us = found.t_us
                short.cross(0, found)
            t_us = until_us
    assert short.fills_frac(0, now_us) == pytest.approx(long.fills_frac(0, now_us), abs=1e-11)
    assert short.tripped_by == long.tripped_by


@units
@given(story=stories)
def test_at_the_instant_of_a_trip_the_fill_is_one(name, story):
    family = one(UNITS[name])
    now_us = 0
    for span_us, amperes in story:
        family.set_current(0, now_us, amperes)
        found = family.next_crossing(0, now_us)
        if found is not None:
            k = [e.limit for e in family.units[0].elements].index(found.limit)
            span_s = (found.anchor_us - family.anchor_us[0] + found.after_us) / S
            rate_per_s = family.units[0].elements[k].rate_per_s(amperes)
            assert abs(family.filled_frac[0][k] + rate_per_s * span_s - 1.0) < 1e-9
            if found.t_us <= now_us + span_us:
                return
        now_us += span_us


@units
@given(story=stories, extra=st.floats(0.0, 500.0))
def test_more_current_never_trips_later(name, story, extra):
    _, low = run(one(UNITS[name]), story)
    _, high = run(one(UNITS[name]), [(span_us, amperes + extra) for span_us, amperes in story])
    if low is not None:
        assert high is not None
        assert high[1] <= low[1] + 1e-3


@units
@given(story=stories, cuts=st.lists(spans_us, max_size=4))
def test_equal_currents_and_reads_change_nothing(name, story, cuts):
    told, alone = one(UNITS[name]), one(UNITS[name])
    for family in (told, alone):
        now_us, _ = run(family, story)
    before = told.snapshot()
    for cut in sorted(cuts):
        told.set_current(0, now_us + cut, told.current_a[0])
        told.fills_frac(0, now_us + cut)
    assert told.snapshot() == before == alone.snapshot()


@units
@given(story=stories)
def test_a_snapshot_restores_what_is_under_way(name, story):
    family, other = one(UNITS[name]), one(UNITS[name])
    now_us, _ = run(family, story)
    kept = json.loads(json.dumps(family.snapshot()))
    other.restore(kept)
    assert other.next_crossing(0, now_us) == family.next_crossing(0, now_us)
    assert other.fills_frac(0, now_us + S) == family.fills_frac(0, now_us + S)
    family.place(0, now_us, [0.5] * len(family.units[0].elements))
    assert kept == json.loads(json.dumps(other.snapshot()))


def test_nothing_is_due_before_a_trip():
    assert one().opens_us == [NEVER_US]
