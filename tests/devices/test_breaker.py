"""Breakers, switches and ties: positions, locks, operating times, the three-hour timer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.breaker import (
    CLOSED,
    CONTINUOUS_DUTY,
    FAILED,
    OPEN,
    OPERATED,
    TRIPPED,
    Breakers,
    BreakerSpec,
    SwitchSpec,
)

S = 1_000_000
HOUR = 3600 * S


def one(**more):
    return Breakers([BreakerSpec(**{"rated_a": 1000.0, **more})])


def test_an_operation_takes_its_time_and_the_old_position_holds_until_then():
    breakers = one(operating_ms=60.0)
    breakers.set_current(0, 0, 500.0)
    breakers.operate(0, 1 * S, close=False)
    assert breakers.is_closed(0)
    found = breakers.next_crossing(0, 1 * S)
    assert (found.limit, found.direction, found.t_us) == (OPERATED, "falling", 1 * S + 60_000)
    breakers.finish(0, found.t_us)
    assert breakers.position == [OPEN]
    assert breakers.current_a == [0.0]


def test_an_open_breaker_carries_no_current():
    breakers = one(normally="open")
    breakers.set_current(0, 0, 700.0)
    assert breakers.current_a == [0.0]


def test_a_tripped_breaker_closes_only_after_a_reset():
    breakers = one()
    breakers.trip(0, 5 * S)
    assert breakers.position == [TRIPPED]
    assert "reset it first" in breakers.refusal(0, close=True)
    breakers.reset(0, 6 * S)
    assert breakers.refusal(0, close=True) == ""
    breakers.operate(0, 6 * S, close=True)
    breakers.finish(0, breakers.next_crossing(0, 6 * S).t_us)
    assert breakers.position == [CLOSED]


def test_a_failed_breaker_closes_only_after_a_repair():
    breakers = one()
    breakers.fail(0, 0)
    breakers.trip(0, 0)
    breakers.reset(0, 0)
    assert breakers.position == [FAILED]
    assert "repair it first" in breakers.refusal(0, close=True)
    breakers.repair(0, S)
    assert breakers.position == [OPEN]


def test_a_later_order_replaces_one_under_way():
    breakers = one(operating_ms=1000.0)
    breakers.operate(0, 0, close=False)
    breakers.operate(0, S // 2, close=True)
    assert breakers.next_crossing(0, S // 2) is None
    assert breakers.is_closed(0)


def test_a_refused_order_is_our_bug_to_begin():
    breakers = one()
    breakers.trip(0, 0)
    with pytest.raises(AssertionError):
        breakers.operate(0, 0, close=True)


def test_a_switch_may_not_open_under_current():
    switch = Breakers([SwitchSpec(rated_a=600.0)])
    switch.set_current(0, 0, 10.0)
    assert "can't break load" in switch.refusal(0, close=False)
    switch.set_current(0, 0, 0.0)
    assert switch.refusal(0, close=False) == ""


class TestContinuousDuty:
    def test_three_hours_above_80_percent_are_noted_once(self):
        breakers = one()
        breakers.set_current(0, 0, 801.0)
        breakers.set_current(0, HOUR, 950.0)
        found = breakers.next_crossing(0, HOUR)
        assert (found.limit, found.t_us) == (CONTINUOUS_DUTY, 3 * HOUR)
        breakers.warn(0)
        assert breakers.next_crossing(0, 3 * HOUR) is None

    def test_a_pause_starts_the_hours_anew(self):
        breakers = one()
        breakers.set_current(0, 0, 900.0)
        breakers.set_current(0, 2 * HOUR, 800.0)
        assert breakers.next_crossing(0, 2 * HOUR) is None
        breakers.set_current(0, 3 * HOUR, 900.0)
        assert breakers.next_crossing(0, 3 * HOUR).t_us == 6 * HOUR

    def test_a_breaker_listed_for_it_carries_its_rating_for_ever(self):
        breakers = one(continuous_frac=1.0)
        breakers.set_current(0, 0, 1000.0)
        assert breakers.next_crossing(0, 0) is None


orders = st.lists(
    st.tuples(
        st.sampled_from(["close", "open", "trip", "fail", "reset", "repair", "current"]),
        st.integers(0, 5 * S),
    ),
    max_size=20,
)


@given(orders)
def test_whatever_happens_only_a_closed_one_carries_and_locks_hold(history):
    breakers, now = one(), 0
    for what, wait in history:
        before = breakers.position[0]
        now += wait
        if what in ("close", "open"):
            if not breakers.refusal(0, close=what == "close"):
                breakers.operate(0, now, close=what == "close")
        elif what == "current":
            breakers.set_current(0, now, 400.0)
        else:
            getattr(breakers, what)(0, now)
        if before == FAILED:
            assert breakers.position[0] == (OPEN if what == "repair" else FAILED)
        if before == TRIPPED:
            assert breakers.position[0] != CLOSED
        assert breakers.current_a[0] == 0.0 or breakers.is_closed(0)
        due = breakers.next_crossing(0, now)
        if due is not None and due.limit == OPERATED:
            now = due.t_us
            breakers.finish(0, now)


def test_a_snapshot_keeps_the_operation_under_way():
    breakers, other = one(), one()
    breakers.operate(0, S, close=False)
    other.restore(json.loads(json.dumps(breakers.snapshot())))
    assert other.next_crossing(0, S) == breakers.next_crossing(0, S)
