"""Protection's part of a snapshot is all of it."""

from __future__ import annotations

from tests.facility.guarded import guarded
from tests.plants import T0_US, S
from twin.facility.guard import Guard


def test_a_snapshot_gives_back_what_was_accumulated_and_locked():
    parts = guarded().guard
    one, other = Guard(parts, 2, T0_US), Guard(parts, 2, T0_US)
    relay = parts.index["F1"]
    one.relays.set_current(relay, T0_US, 2.0 * parts.pickups_a[relay])
    one.locked, one.locked_for, one.jammed = {"F2": 7}, {"F2": "F2"}, {"TIE": 8}
    one.busy = True
    state = one.snapshot()
    other.restore(state)
    assert other.snapshot() == state
    later_us = T0_US + S
    assert other.relays.fills_frac(relay, later_us) == one.relays.fills_frac(relay, later_us)
    other.locked["F1"] = 9
    assert one.locked == {"F2": 7}


def test_a_relay_rests_until_it_accumulates_and_again_once_it_is_empty():
    parts = guarded().guard
    guard, relay = Guard(parts, 2, T0_US), parts.index["F1"]
    assert guard.rests(relay, T0_US)
    guard.relays.set_current(relay, T0_US, 2.0 * parts.pickups_a[relay])
    assert not guard.rests(relay, T0_US + S)
    guard.relays.set_current(relay, T0_US + S, 0.0)
    assert guard.rests(relay, T0_US + 2 * S)
