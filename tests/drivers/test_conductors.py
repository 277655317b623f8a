"""Limits of conductors fire at the ceiling microsecond, and a driver needs only the plant."""

from __future__ import annotations

from tests.facility.test_conductors import parts
from tests.plants import T0_US, S, Story, started
from twin.drivers.conductors import ConductorLimits
from twin.facility import Plant


def test_a_limit_that_is_past_at_the_start_is_told_at_once():
    story = Story(policies=(), parts=parts()).told(0.1)
    found = [one for one in story.of("AlarmRaised") if one.subject == "F1"]
    assert [one.at_s for one in found] == [0.0, 0.0]
    assert [one.fact.limit for one in found] == ["alarm_conductor", "emergency_conductor"]


def test_facts_say_how_early_their_exact_instant_is():
    price = ((0.0, 30.0), (0.2, 900.0))
    story = Story(price=price, parts=parts()).told(2.0)
    cleared = [one for one in story.of("AlarmCleared") if one.subject == "F1"]
    assert len(cleared) == 2
    assert all(0.0 <= one.fact.early_us <= 1.0 for one in cleared)


def test_a_driver_rebuilt_from_the_plant_is_due_at_the_same_instant():
    plant = started(Plant(parts(), T0_US))
    due_us = ConductorLimits(plant).due_us(T0_US)
    assert due_us is not None
    assert ConductorLimits(plant).due_us(T0_US + S) == max(due_us, T0_US + S)
