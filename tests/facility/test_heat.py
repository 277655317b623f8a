"""Racks held back by heat come back after a hold-off, in steps, and go down at once."""

from __future__ import annotations

from itertools import pairwise

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


# ---------------------------------------------------------------- a hall short of cooling
def short_hall(*changes):
    return started(small_plant((HELD[0], HELD[1].replace("}", ", hold_most_h: 1}")), *changes))


def lacking(plant, until_s, most_frac):
    """Facts of a hall whose cooling bears just so much of its racks, and is read at each due."""
    at_s, said = 10, []
    step(plant, at_s, "warm")
    while at_s < until_s:
        before = plant.heat_cap_frac[0]
        after = throttled(plant, at_s)
        if after != before:
            said.append((at_s, after))
        warm = plant.heat_cap_frac[0] > most_frac
        if plant.loops.switches[0].warm != warm:
            at_s += 60
            step(plant, at_s, "warm", rising=warm)
            continue
        due_us = heat.due_us(plant, T0_US + at_s * S)
        if due_us is None:
            break
        at_s = max((due_us - T0_US) // S, at_s)
    return said


def test_a_steady_lack_lets_racks_settle_below_and_try_again_ever_more_rarely():
    tries_s = [at_s for at_s, frac in lacking(short_hall(), 86_400, 0.75) if frac == 1.0]
    gaps_s = [later - one for one, later in pairwise(tries_s)]
    assert gaps_s[:3] == sorted(gaps_s[:3])
    assert gaps_s[1] - gaps_s[0] == 600.0
    assert gaps_s[2] - gaps_s[1] == 1200.0
    assert set(gaps_s[5:]) == {60.0 + 60.0 + (300.0 - 60.0) + 3600.0}
    assert len(lacking(short_hall(), 86_400, 0.75)) < 3 * 30


def test_with_the_usual_settings_a_day_of_it_is_a_few_facts():
    plant = started(small_plant((END, END + "  cooling: {unit_per_year: 0}\n")))
    assert len(lacking(plant, 10 * 86_400, 0.75)) / 10 < 25


def test_a_power_below_the_one_that_failed_waits_the_usual_time():
    said = lacking(short_hall(), 20_000, 0.75)
    for (one_s, one), (later_s, later) in pairwise(said):
        if (one, later) == (0.5, 0.75):
            assert later_s - one_s == 300


def test_a_repair_forgives_and_the_next_try_comes_as_at_first():
    plant = short_hall()
    lacking(plant, 20_000, 0.75)
    assert plant.heat_fails_count[0] > 3
    assert plant.heat_failed_frac == [1.0]
    heat.forgive(plant, 0)
    heat.forgive(plant, -1)
    assert plant.heat_fails_count == [0]


def test_a_power_that_held_for_longer_than_its_hold_off_failed_for_the_first_time():
    plant = short_hall()
    step(plant, 10, "warm")
    throttled(plant, 10)
    step(plant, 50, "warm", rising=False)
    assert [throttled(plant, at_s) for at_s in (310, 610)] == [0.75, 1.0]
    step(plant, 800, "warm")
    throttled(plant, 800)
    assert plant.heat_fails_count == [2]
    step(plant, 900, "warm", rising=False)
    assert [throttled(plant, at_s) for at_s in (1100, 1400, 1700)] == [0.75, 0.75, 1.0]
    step(plant, 1700 + 601, "warm")
    throttled(plant, 1700 + 601)
    assert plant.heat_fails_count == [1]


def test_growth_of_one_is_a_hold_off_that_stays():
    plant = short_hall((", hold_most_h: 1}", ", hold_most_h: 1, hold_growth_ratio: 1}"))
    tries_s = [at_s for at_s, frac in lacking(plant, 20_000, 0.75) if frac == 1.0]
    assert len({later - one for one, later in pairwise(tries_s)}) == 1
