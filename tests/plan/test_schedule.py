"""Dates by the critical path method, against a solver that knows no order and closed cases."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from tests.plan.made import network, networks, plan
from twin.plan.network import Network, Wait
from twin.plan.schedule import day_of, earliest, free_floats_days, total_floats_days

# Dates that planners made of the same plan by hand, without crews.
HANDED_OVER = {"A-ACC": "2028-10-26", "B-ACC": "2028-12-07", "C-ACC": "2029-01-25"}


def relaxed_days(found: Network) -> list[float]:
    """Earliest starts by relaxing every constraint until none moves (Bellman and Ford)."""
    days = found.planned_days()
    starts = [one.earliest_days for one in found.activities]
    moved = True
    while moved:
        moved = False
        for index, one in enumerate(found.activities):
            for wait in one.waits:
                base = starts[wait.index] + (0.0 if wait.type[0] == "S" else days[wait.index])
                least = base + wait.lag_days - (days[index] if wait.type[1] == "F" else 0.0)
                if least > starts[index]:
                    starts[index], moved = least, True
    return starts


@pytest.mark.parametrize(("task", "day"), HANDED_OVER.items())
def test_the_tutorial_hands_its_halls_over_when_planners_said(task, day):
    assert plan().early.finish(task) == date.fromisoformat(day)


def test_the_pilot_hall_is_driven_by_its_unit_substations():
    path = plan().early.driving_path("A-ACC")
    assert path[:4] == ["NTP", "DES-60", "A-USS", "A-MV"]
    assert path[-1] == "A-ACC"


@given(networks())
def test_earliest_starts_are_those_of_a_solver_without_order(found):
    assert list(earliest(found).starts_days) == relaxed_days(found)


@given(networks())
def test_each_start_is_held_by_its_driver_or_by_nothing(found):
    made = earliest(found)
    for index, driver in enumerate(made.drivers):
        if driver < 0:
            assert made.starts_days[index] == found.activities[index].earliest_days
        else:
            assert driver in {wait.index for wait in found.activities[index].waits}


@given(networks())
def test_an_activity_may_be_late_by_its_float_and_no_more(found):
    made = earliest(found)
    end_days = max(made.finishes_days)
    for index, slack in enumerate(total_floats_days(made)):
        assert slack >= 0.0
        for extra, moves in ((slack, False), (slack + 1.0, True)):
            later = list(found.activities)
            held = made.starts_days[index] + extra
            later[index] = replace(later[index], earliest_days=held)
            pushed = earliest(replace(found, activities=tuple(later)))
            assert (max(pushed.finishes_days) > end_days) is moves


@pytest.mark.parametrize(
    ("kind", "start_days"), [("FS", 12.0), ("SS", 2.0), ("FF", 7.0), ("SF", 0.0)]
)
def test_a_link_holds_what_it_names(kind, start_days):
    found = earliest(network([[], [Wait(0, kind, 2.0)]], [10.0, 5.0], [0, 0], 1))
    assert found.start_days("T1") == start_days


def test_a_part_of_a_day_belongs_to_its_day():
    assert day_of(date(2027, 1, 4), 0.5) == date(2027, 1, 4)
    assert day_of(date(2027, 1, 4), 2.0) == date(2027, 1, 6)
    assert day_of(date(2027, 1, 4), -1.0) == date(2027, 1, 3)


def test_an_item_ordered_before_notice_to_proceed_arrives_earlier():
    sets = ("procurement[A-USS].order_after=null", "procurement[A-USS].order_on=2026-11-01")
    early = plan(*sets, "procurement[A-USS].pre_ntp=true").early
    assert early.start("A-USS") == date(2026, 11, 1)
    assert early.finish("A-ACC") < date(2028, 10, 26)


@given(networks())
def test_an_activity_late_by_its_free_float_moves_no_other_and_later_it_does(found):
    early = earliest(found)
    for index, free_days in enumerate(free_floats_days(early)):
        if free_days == float("inf"):
            continue
        assert free_days >= -1e-9
        for late_days, moves in ((free_days, False), (free_days + 1.0, True)):
            start = early.starts_days[index] + late_days
            held = list(found.activities)
            held[index] = replace(held[index], earliest_days=start)
            then = earliest(replace(found, activities=tuple(held)))
            others = [n for n in range(len(held)) if n != index]
            moved = any(then.starts_days[n] > early.starts_days[n] + 1e-6 for n in others)
            assert moved is moves


def test_float_to_a_handover_is_what_a_phase_has_to_spare():
    found = plan()
    held = [one.task for one in found.handovers]
    index = found.network.index_of["A-L4"]
    assert total_floats_days(found.early, held)[index] == 0.0
    assert total_floats_days(found.early)[index] > 80.0


def test_a_day_past_the_end_of_the_calendar_is_its_last():
    assert day_of(date(2027, 1, 4), 1e300) == date.max
