"""Alarms ring once, at the instant last set, and never in the past."""

from __future__ import annotations

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from twin.drivers.contract import Alarm, Driver, Priority, Scheduled, Timed


class Clock(Timed):
    """Rings when told, and notes when it rang."""

    def __init__(self, due):
        self.due = due
        self.rang = []

    def due_us(self, t_us):
        return self.due

    def fire(self, t_us, agenda):
        self.rang.append(t_us)
        self.due = None


def ringing(clock, until, moves=()):
    env = simpy.Environment(initial_time=0)
    env.process(clock.process(env, []))

    def mover():
        for at_us, due_us in moves:
            yield env.timeout(at_us - env.now)
            clock.due = due_us
            clock.rearm(env.now)

    env.process(mover())
    env.run(until)
    return clock.rang


def test_it_rings_at_its_instant_and_once():
    assert ringing(Clock(50), 1000) == [50]


def test_a_later_choice_replaces_an_earlier_one_either_way():
    assert ringing(Clock(50), 1000, [(10, 70)]) == [70]
    assert ringing(Clock(50), 1000, [(10, 20)]) == [20]
    assert ringing(Clock(50), 1000, [(10, None)]) == []
    assert ringing(Clock(None), 1000, [(10, 20), (30, 40)]) == [20, 40]


def test_an_instant_in_the_past_rings_now():
    assert ringing(Clock(None), 1000, [(100, 20)]) == [100]


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 200)), max_size=8))
def test_it_rings_at_what_was_last_chosen_before_it_came(moves):
    """Choices at even microseconds, rings at odd ones: which comes first is never in doubt."""
    at_us, plan, expected, due_us = 0, [], [], None
    for gap_us, ahead_us in moves:
        at_us += 2 * gap_us
        if due_us is not None and due_us < at_us:
            expected.append(due_us)
        due_us = at_us + 2 * ahead_us - 1
        plan.append((at_us, due_us))
    if due_us is not None:
        expected.append(due_us)
    assert ringing(Clock(None), 10_000, plan) == expected


def test_a_new_alarm_is_silent():
    env = simpy.Environment(initial_time=0)
    Alarm(env)
    assert env.peek() == float("inf")


def test_the_outside_comes_before_machines_and_machines_before_control():
    order = [Priority.START, Priority.WEATHER, Priority.FAILURE, Priority.SWITCH, Priority.SUPPLY]
    order += [Priority.THERMAL, Priority.ROWS, Priority.JOBS, Priority.POLICY, Priority.ARBITER]
    assert order == sorted(set(order))


def test_a_timed_driver_must_say_when_and_what():
    with pytest.raises(NotImplementedError):
        Timed().due_us(0)
    with pytest.raises(NotImplementedError):
        Timed().fire(0, [])


def test_a_scheduled_driver_answers_nobody():
    agenda = []
    driver = Scheduled()
    driver.react(0, agenda)
    driver.rearm(0)
    assert (agenda, driver.wakes_on, driver.rearms_on) == ([], 0, 0)


def test_both_bases_have_what_a_driver_needs():
    for base in (Timed, Scheduled):
        assert all(hasattr(base, name) for name in ("wakes_on", "rearms_on", "react", "rearm"))
    assert Driver.__name__ == "Driver"
