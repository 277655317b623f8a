"""Faults and trips in words, and what they put assets in."""

from __future__ import annotations

from tests.facility.guarded import fault, guarded, told
from tests.plants import T0_US, S, apply, started
from twin.facility import Plant
from twin.facts.protection import BreakerFailed, FaultBegan, RelayTripped
from twin.run.protection_words import protection_state_words
from twin.run.words import sentence


def test_a_fault_says_its_current_its_reason_and_its_repair():
    words = sentence("F09", FaultBegan(12_150.0, 0.0, 3600.0, "an excavator"))
    assert words == "a short circuit at F09 takes 12.2 kA: an excavator, repair takes 1 h"


def test_a_trip_says_its_current_and_its_element():
    words = sentence("T2-LV", RelayTripped(850.0, "inverse_trip"))
    assert words == "the relay of T2-LV tripped at 850 A: its inverse time is over"
    assert sentence("F1", BreakerFailed()) == "F1 was told to open and did not"


def test_what_a_relay_opened_is_locked_and_says_for_what():
    plant = told(fault("F1", breaker_fails=True)).plant
    assert list(protection_state_words(plant)) == [
        ("F1", "has a short circuit"),
        ("T1-LV", "locked by its relay, for F1"),
        ("F1", "jammed"),
    ]


def test_a_relay_on_its_way_says_what_it_sees():
    plant = started(Plant(guarded(), T0_US))
    assert not dict(protection_state_words(plant))
    apply(plant, T0_US + S, "F1", FaultBegan(0.0, 4.0, 60.0))
    plant.t_us += S // 10
    words = dict(protection_state_words(plant))
    assert words["F1"].startswith("its relay sees 2.12 kA")
    assert words["T1-LV"].startswith("its relay sees 2.12 kA")
