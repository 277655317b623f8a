"""Outages and blackouts by the hour."""

from datetime import date

import pytest

from twin.plan.outages import blacked_out, blackout_hours, in_season
from twin.plan.supplies import Blackout
from twin.plan.tasks import PlannedOutage

SUMMER = Blackout(id="S", start_mmdd="06-01", end_mmdd="09-30", hours=(13, 14, 15, 16))
WINTER = Blackout(id="W", start_mmdd="12-15", end_mmdd="02-28")


@pytest.mark.parametrize(
    ("start", "hours", "count"), [(8, 5, 0), (8, 6, 1), (8, 8, 3), (17, 20, 0), (17, 24, 4)]
)
def test_hours_are_counted_one_by_one_and_past_midnight(start, hours, count):
    outage = PlannedOutage(assets=("M1",), hours=hours, start_hour=start)
    assert blacked_out(outage, date(2028, 7, 3), SUMMER) == count


def test_the_season_ends_with_its_last_day():
    outage = PlannedOutage(assets=("M1",), hours=24, start_hour=12)
    assert blacked_out(outage, date(2028, 9, 30), SUMMER) == 4
    assert blacked_out(outage, date(2028, 10, 1), SUMMER) == 0


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2028-12-15", True), ("2029-01-31", True), ("2029-02-28", True), ("2029-03-01", False)],
)
def test_a_season_may_pass_new_year(day, inside):
    assert in_season(date.fromisoformat(day), WINTER) is inside


def test_an_outage_keeps_out_of_the_blackouts_it_names_or_of_all():
    day, hours = date(2028, 7, 3), {"hours": 8, "start_hour": 8}
    every = PlannedOutage(assets=("M1",), **hours)
    assert list(blackout_hours(every, day, (SUMMER, WINTER))) == [("S", 3), ("W", 0)]
    winter = PlannedOutage(assets=("M1",), blackout=("W",), **hours)
    assert list(blackout_hours(winter, day, (SUMMER, WINTER))) == [("W", 0)]
