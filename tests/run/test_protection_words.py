"""Faults and trips in words."""

from __future__ import annotations

from twin.facts.protection import BreakerFailed, FaultBegan, RelayTripped
from twin.run.words import sentence


def test_a_fault_says_its_current_its_reason_and_its_repair():
    words = sentence("F09", FaultBegan(12_150.0, 0.0, 3600.0, "an excavator"))
    assert words == "a short circuit at F09 takes 12.2 kA: an excavator, repair takes 1 h"


def test_a_trip_says_its_current_and_its_element():
    words = sentence("T2-LV", RelayTripped(850.0, "inverse_trip"))
    assert words == "the relay of T2-LV tripped at 850 A: its inverse time is over"
    assert sentence("F1", BreakerFailed()) == "F1 was told to open and did not"
