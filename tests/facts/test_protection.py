"""Facts of protection are logged with the number that people ask for first."""

from __future__ import annotations

from twin.facts import body_of, decode, value_of
from twin.facts.protection import BreakerJammed, FaultBegan, RelayTripped


def test_a_trip_is_logged_by_its_current_and_read_back():
    trip = RelayTripped(12_153.2, "instantaneous_trip", 0.25)
    assert value_of(trip) == 12_153.2
    assert decode("RelayTripped", value_of(trip), body_of(trip)) == trip


def test_a_short_circuit_changes_power_and_a_jammed_breaker_does_not():
    assert FaultBegan.CHANGES_POWER
    assert not BreakerJammed.CHANGES_POWER
