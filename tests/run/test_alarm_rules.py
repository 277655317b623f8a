"""Each rule raises or ends the alarm that its fact is about."""

from __future__ import annotations

import pytest

from twin.facts import FACTS, backup, cooling, mining, outside, power
from twin.run.alarm_rules import LOSS, NEAR, RULES, SPARE

RAISED = [
    (power.AlarmRaised(110.0, "alarm_winding"), "alarm_winding", NEAR),
    (power.TransformerTripped(140.0, "trip_winding"), "trip_winding", LOSS),
    (power.TransformerFailed(60.0, "a fault"), "failed", LOSS),
    (power.OverloadBegan(1.2), "overload", NEAR),
    (power.BreakerOpened("overcurrent", True), "tripped", NEAR),
    (outside.GridVoltageChanged(0.0), "voltage", LOSS),
    (outside.GridVoltageChanged(0.6), "voltage", NEAR),
    (cooling.HallThrottled(0.5), "throttled", NEAR),
    (cooling.CoolingStepped(0.0, "hot", True), "hot", LOSS),
    (cooling.EquipmentFailed(60.0, 2), "broken", SPARE),
    (backup.UpsStateChanged(0.9, "battery"), "supply", NEAR),
    (backup.UpsStateChanged(0.9, "locked"), "supply", LOSS),
    (backup.GensetStateChanged(1, "locked_out"), "engine 1", NEAR),
    (mining.RowsThrottled(41.0, ("r",)), "heat", SPARE),
    (power.SupplyLost(), "supply", LOSS),
]
ENDED = [
    power.AlarmCleared(100.0, "alarm_winding"),
    power.TransformerRepaired(),
    power.OverloadEnded(0.9),
    power.BreakerClosed(),
    outside.GridVoltageChanged(1.0),
    cooling.HallThrottled(1.0),
    cooling.CoolingStepped(0.0, "hot", False),
    backup.UpsStateChanged(0.9, "online"),
    power.SupplyReturned(),
]


@pytest.mark.parametrize(("fact", "name", "priority"), RAISED)
def test_trouble_is_raised_with_its_urgency_and_words(fact, name, priority):
    change = RULES[type(fact)]("X", fact)
    assert change is not None
    assert (change.name, change.raised, change.priority) == (name, True, priority)
    assert change.condition


@pytest.mark.parametrize("fact", ENDED, ids=lambda fact: type(fact).__name__)
def test_its_end_is_told(fact):
    change = RULES[type(fact)]("X", fact)
    assert change is not None
    assert not change.raised


def test_the_breakers_of_a_failed_transformer_are_no_alarms_of_their_own():
    fact = power.BreakerOpened("its transformer", True)
    assert RULES[power.BreakerOpened]("T1-HV", fact) is None
    assert RULES[power.BreakerOpened]("F1", power.BreakerOpened("by hand")) is None


def test_rules_are_about_facts():
    assert set(RULES) <= set(FACTS)
