"""Who keeps rows asleep, and how long a row must rest."""

from __future__ import annotations

from tests.plants import T0_US, M, S, apply, small_plant, started
from twin.facility.holds import free_us, would_switch
from twin.facts.control import CommandAccepted, CurtailRows, RestoreRows

ROW = "B1-U1-s21"
SLEEP = CurtailRows("why", "B1", (ROW,))
WAKE = RestoreRows("why", "B1", (ROW,))


def held(*names):
    plant = started(small_plant())
    for name in names:
        apply(plant, T0_US + S, "B1", CommandAccepted(SLEEP, name))
    return plant, plant.parts.row_index[ROW]


def test_a_row_never_told_anything_is_free():
    plant, row = held()
    assert free_us(plant, row) == 0


def test_a_row_rests_for_its_least_time_off_and_then_its_least_time_on():
    plant, row = held("n1_shedding")
    assert free_us(plant, row) == T0_US + S + 15 * M
    apply(plant, T0_US + 20 * M, "B1", CommandAccepted(WAKE, "n1_shedding"))
    assert free_us(plant, row) == T0_US + 35 * M


def test_a_microsecond_late_is_not_a_second_late():
    plant = started(small_plant())
    apply(plant, T0_US + S + 1, "B1", CommandAccepted(SLEEP, "price_curtailment"))
    assert free_us(plant, plant.parts.row_index[ROW]) == T0_US + S + 15 * M


def test_the_first_hold_switches_and_the_second_does_not():
    plant, row = held()
    assert would_switch(plant, row, "x", to_sleep=True)
    plant, row = held("n1_shedding")
    assert not would_switch(plant, row, "x", to_sleep=True)


def test_only_the_last_holder_wakes_a_row():
    plant, row = held("n1_shedding")
    assert would_switch(plant, row, "n1_shedding", to_sleep=False)
    plant, row = held("n1_shedding", "price_curtailment")
    assert not would_switch(plant, row, "n1_shedding", to_sleep=False)


def test_the_order_of_lifting_does_not_matter():
    for order in (("a", "b"), ("b", "a")):
        plant, row = held("a", "b")
        for name in order:
            assert plant.rows.wanted[row] == 0
            apply(plant, T0_US + 2 * S, "B1", CommandAccepted(WAKE, name))
        assert plant.rows.wanted[row] == 1


def test_a_row_that_slept_as_often_as_it_may_runs_until_the_next_day():
    plant, row = held()
    object.__setattr__(plant.parts, "row_sleeps_per_day", (2,) * len(plant.parts.row_ids))
    day_us = T0_US // (24 * 60 * M) * 24 * 60 * M
    for n in (1, 2):
        apply(plant, day_us + 2 * n * 60 * M, "B1", CommandAccepted(SLEEP, "price_curtailment"))
        asleep_us = free_us(plant, row)
        assert asleep_us == day_us + 2 * n * 60 * M + 15 * M, "its rest is as ever"
        apply(plant, asleep_us, "B1", CommandAccepted(WAKE, "price_curtailment"))
    assert free_us(plant, row) == day_us + 24 * 60 * M
    apply(plant, day_us + 25 * 60 * M, "B1", CommandAccepted(SLEEP, "price_curtailment"))
    apply(plant, day_us + 26 * 60 * M, "B1", CommandAccepted(WAKE, "price_curtailment"))
    assert free_us(plant, row) == day_us + 26 * 60 * M + 15 * M, "a new day counts anew"
