"""What people do is facts like any other."""

from __future__ import annotations

import pytest

from twin.facts import COMMANDS, FACTS, body_of, decode, operator, value_of

SAID = [
    operator.DryBulbHeld(45.0),
    operator.PriceHeld(5000.0),
    operator.HeldReleased(),
    operator.AlarmAcknowledged("T1 alarm_winding", "me", "seen"),
    operator.OperatorNoted("all quiet", "me"),
    operator.FacilityWaterHeld(32.0, "a warm week"),
    operator.FacilityWaterReleased(),
]


@pytest.mark.parametrize("fact", SAID, ids=lambda fact: type(fact).__name__)
def test_each_survives_the_log(fact):
    kind = type(fact).__name__
    assert decode(kind, value_of(fact), body_of(fact)) == fact
    assert type(fact) in FACTS


def test_their_commands_are_in_the_table():
    assert {operator.HoldDryBulb, operator.HoldPrice, operator.ReleaseHeld} <= set(COMMANDS)
    assert {operator.HoldFacilityWater, operator.ReleaseFacilityWater} <= set(COMMANDS)
