"""Facts of the power path change power exactly where switches or supply move."""

from __future__ import annotations

from twin.facts import FACTS, power

MOVES = {"BreakerOpened", "BreakerClosed", "TieOpened", "TieClosed", "SupplyLost", "SupplyReturned"}


def _of_this_family():
    return [kind for kind in FACTS if kind.__module__ == power.__name__]


def test_switches_and_supply_change_power_and_nothing_else_of_the_family_does():
    assert {kind.__name__ for kind in _of_this_family() if kind.CHANGES_POWER} == MOVES


def test_a_breaker_that_a_person_opened_does_not_close_by_itself():
    assert power.BreakerOpened("a person").by_protection is False


def test_every_crossing_says_by_how_much_it_was_early():
    crossings = [power.AlarmRaised, power.AlarmCleared, power.TransformerTripped]
    crossings += [power.TransformerReset, power.CoolingStageChanged]
    assert all(kind.__struct_fields__[-1] == "early_us" for kind in crossings)
