"""Protection says when: nothing at rest, else the microsecond at or after the exact instant."""

from __future__ import annotations

from tests.facility.guarded import AT_S, fault, guarded, told
from tests.plants import T0_US, S, apply, started
from twin.drivers.protection import Protection
from twin.facility import Plant
from twin.facts.control import CauseFault
from twin.facts.protection import FaultBegan


def test_nothing_is_due_at_rest():
    plant = started(Plant(guarded(), T0_US))
    assert Protection(plant).due_us(T0_US) is None


def test_a_driver_rebuilt_in_the_middle_of_a_fault_goes_on_where_it_was():
    plant = started(Plant(guarded(), T0_US))
    apply(plant, T0_US + S, "F1", FaultBegan(0.0, 4.0, 3600.0))
    due_us = Protection(plant).due_us(T0_US + S)
    assert due_us is not None
    assert Protection(plant).due_us(T0_US + 2 * S) == due_us


def test_a_trip_tells_how_early_its_exact_instant_is():
    story = told(fault("F1", resistance_ohm=4.0))
    (trip,) = story.of("RelayTripped")
    assert 0.0 <= trip.fact.early_us < 1.0


def test_orders_that_make_no_sense_are_refused():
    refused = [
        CauseFault("no such", "F9", 60.0),
        CauseFault("no time", "F1", 0.0),
        CauseFault("twice", "F2", 60.0),
    ]
    story = told(fault("F2"), *refused)
    assert len(story.of("CommandRefused", after_s=AT_S)) == 3
