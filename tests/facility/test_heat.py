"""Racks held back by heat come back after a hold-off, in steps, and go down at once."""

from __future__ import annotations

from tests.facility.test_cooling import END
from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility import heat
from twin.facility.snapshot import restored, snapshot
from twin.facts.cooling import CoolingStepped, HallThrottled

HELD = (END, END + "  cooling: {unit_per_year: 0, hold_off_s: 300, return_steps_count: 2}\n")


def step(plant, at_s, limit, *, rising=True):
    apply(plant, T0_US + at_s * S, "H1-COOL", CoolingStepped(0.0, limit, rising))


def throttled(plant, at_s):
    """What the hall is allowed at an instant, told to it."""
    cap_frac = heat.next_frac(plant, 0, T0_US + at_s * S)
    if cap_frac != plant.heat_cap_frac[0]:
        apply(plant, T0_US + at_s * S, "H1", HallThrottled(cap_frac))
    return cap_frac


def test_racks_go_down_at_once_and_come_back_step_by_step_each_after_the_hold_off():
    plant = started(small_plant(HELD))
    step(plant, 10, "warm")
    assert throttled(plant, 10) == 0.5
    assert heat.due_us(plant, T0_US + 10 * S) is None, "still too warm: nothing is due"
    step(plant, 50, "warm", rising=False)
    assert heat.due_us(plant, T0_US + 50 * S) == T0_US + 310 * S
    assert throttled(plant, 309) == 0.5
    assert throttled(plant, 310) == 0.75
    assert heat.due_us(plant, T0_US + 310 * S) == T0_US + 610 * S
    assert throttled(plant, 610) == 1.0
    assert heat.due_us(plant, T0_US + 610 * S) is None


def test_stopped_racks_come_back_slowed_and_are_capped_so_before_they_have_power():
    plant = started(small_plant(HELD))
    step(plant, 10, "hot")
    assert throttled(plant, 10) == 0.0
    assert heat.stops_racks(plant, 0)
    assert plant.halls.cap_frac == [0.5]
    step(plant, 20, "hot", rising=False)
    assert throttled(plant, 309) == 0.0
    assert throttled(plant, 310) == 0.5
    assert not heat.stops_racks(plant, 0)


def test_heat_on_the_way_back_takes_racks_down_without_a_wait():
    plant = started(small_plant(HELD))
    step(plant, 10, "warm")
    throttled(plant, 10)
    step(plant, 50, "warm", rising=False)
    assert throttled(plant, 310) == 0.75
    step(plant, 311, "air_warm")
    assert throttled(plant, 311) == 0.5


def test_the_hold_off_outlives_a_snapshot():
    plant = started(small_plant(HELD))
    step(plant, 10, "warm")
    throttled(plant, 10)
    step(plant, 50, "warm", rising=False)
    again = restored(plant.parts, snapshot(plant))
    assert heat.due_us(again, T0_US + 60 * S) == T0_US + 310 * S
    assert heat.next_frac(again, 0, T0_US + 310 * S) == 0.75


def test_a_hall_without_a_plant_is_never_held_back():
    plant = started(small_plant())
    assert heat.next_frac(plant, 0, T0_US) == 1.0
    assert heat.due_us(plant, T0_US) is None
