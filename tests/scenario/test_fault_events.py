"""Short circuits as events: sized once, about something that is there, on a site with relays."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from twin.facts.control import CauseFault, JamBreaker
from twin.scenario.fault_events import Jam, ShortCircuit, fault_command


def test_an_event_is_an_order_in_si_units():
    event = ShortCircuit(kind="fault", after="1h", asset="F01", mva=50, repair_h=2)
    command = fault_command(event)
    assert command == CauseFault("a stated event", "F01", 7200.0, 0.0, 50e6)
    jam = Jam(kind="jam", after="1h", breaker="F01", repair_h=1)
    assert fault_command(jam) == JamBreaker("a stated event", "F01", 3600.0)


def test_a_fault_has_a_resistance_or_a_power():
    with pytest.raises(ValidationError, match="once"):
        ShortCircuit(kind="fault", after="1h", asset="F01", mva=50, resistance_ohm=1)
