"""Dates with the crews there are."""

from dataclasses import replace
from datetime import date
from math import ceil

import pytest
from hypothesis import given

from tests.plan.made import network, networks, plan
from twin.plan.levelling import CrewLedger, levelled
from twin.plan.network import Wait
from twin.plan.schedule import earliest

# Dates that planners made of both revisions by hand.
LEVELLED = {
    "w100-rev1": {"A-ACC": "2028-10-27", "B-ACC": "2029-01-13", "C-ACC": "2029-03-16"},
    "w100-rev2": {"A-ACC": "2028-10-27", "B-ACC": "2029-01-05", "C-ACC": "2029-03-16"},
}


def used(found, crew, day):
    """How many of a crew are held on a day, as levelling counts them."""
    capacity = found.network.capacity[crew]
    return sum(
        min(qty, capacity)
        for index, one in enumerate(found.network.activities)
        for name, qty in one.crews
        if name == crew and found.starts_days[index] <= day < found.finishes_days[index]
    )


@pytest.mark.parametrize("name", LEVELLED)
def test_the_tutorial_hands_over_with_its_crews_when_planners_said(name):
    level = plan(name=name).level
    assert {task: str(level.finish(task)) for task in LEVELLED[name]} == LEVELLED[name]


def test_twice_the_crews_buy_four_and_seven_weeks():
    found = plan().network
    twice = levelled(replace(found, capacity=tuple(2 * count for count in found.capacity)))
    level = levelled(found)
    won = [level.finish_days(task) - twice.finish_days(task) for task in ("B-ACC", "C-ACC")]
    assert won == [28.0, 49.0]


@given(networks())
def test_no_day_asks_for_more_of_a_crew_than_there_is(found):
    made = levelled(found)
    for day in range(int(max(made.finishes_days)) + 1):
        assert used(made, 0, day) <= found.capacity[0]


@given(networks())
def test_nothing_starts_before_what_it_waits_for_allows(found):
    made = levelled(found)
    for index, one in enumerate(found.activities):
        for wait in one.waits:
            base = made.starts_days if wait.type[0] == "S" else made.finishes_days
            mine = made.starts_days if wait.type[1] == "S" else made.finishes_days
            assert mine[index] >= base[wait.index] + wait.lag_days


@given(networks())
def test_crews_without_number_give_the_earliest_dates(found):
    plenty = replace(found, capacity=(1000,))
    days = plenty.planned_days(whole=True)
    assert levelled(plenty).starts_days == earliest(plenty, days).starts_days


@given(networks())
def test_days_are_whole_and_rounded_up(found):
    halves = [days + 0.5 for days in found.planned_days()]
    made = levelled(found, halves)
    assert [ceil(days) for days in halves] == list(made.durations_days)
    assert all(start == int(start) for start in made.starts_days)


def test_the_lowest_phase_is_granted_first():
    tasks = network([[], []], [5.0, 5.0], [1, 1], 1)
    first, second = tasks.activities
    swapped = replace(
        tasks, activities=(replace(first, phase_index=1), replace(second, phase_index=0))
    )
    assert levelled(swapped).starts_days == (5.0, 0.0)


def test_a_task_waits_for_all_its_crews_and_holds_none_meanwhile():
    tasks = network([[], [], [Wait(0, "FS", 0.0)]], [4.0, 3.0, 1.0], [2, 3, 1], 4)
    assert levelled(tasks).starts_days == (0.0, 4.0, 4.0)


def test_a_task_that_wants_more_than_there_is_takes_all():
    ledger = CrewLedger((2,))
    task = network([[]], [3.0], [5], 2).activities[0]
    ledger.take(task, 0, 3)
    assert ledger.first_free_day(task, 0, 3) == 3


def test_levelling_moves_no_date_of_an_order():
    level = plan().level
    assert level.start("A-GPU") == date(2027, 8, 1)
