"""Tasks from XML files of Microsoft Project."""

from datetime import date

import pytest

from twin.errors import PlanError
from twin.plan.ms_project import read_project
from twin.plan.network import Before

HEAD = """<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project"><Title>Convert</Title>
<StartDate>2027-01-04T08:00:00</StartDate>
<MinutesPerDay>480</MinutesPerDay><MinutesPerWeek>2400</MinutesPerWeek><Tasks>
"""
TAIL = """</Tasks><Resources><Resource><UID>1</UID><Name>Electricians</Name></Resource></Resources>
<Assignments><Assignment><TaskUID>5</TaskUID><ResourceUID>1</ResourceUID><Units>12</Units>
</Assignment></Assignments></Project>"""


def task(uid, name, level, duration="", rest=""):
    span = f"<Duration>{duration}</Duration>" if duration else ""
    return (
        f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"{span}{rest}</Task>"
    )


def link(uid, kind=1, lag=0, form=7):
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


WHOLE = "".join(
    (
        HEAD,
        task(0, "Convert", 0),
        task(1, "Design", 1),
        task(2, "60 %", 2, "PT400H0M0S"),
        task(3, "For construction", 2, "PT240H0M0S", link(2)),
        task(4, "Build", 1, "", link(1, lag=4800)),
        task(5, "Switchgear", 2, "PT80H0M0S", "<Cost>150000000</Cost>"),
        task(6, "Slab", 2, "PT240H0M0S", "<DurationFormat>8</DurationFormat>" + link(5, 3)),
        TAIL,
    )
)


def rows():
    return {row.id: row for row in read_project(WHOLE, file="p.xml").rows}


def test_summaries_are_no_tasks_and_the_outermost_are_phases():
    assert list(rows()) == ["2", "3", "5", "6"]
    assert [row.phase for row in rows().values()] == ["Design", "Design", "Build", "Build"]


def test_working_time_becomes_calendar_days_and_elapsed_time_stays():
    assert rows()["2"].duration_days == 70.0
    assert rows()["6"].duration_days == 10.0


def test_a_link_between_summaries_holds_all_that_is_in_them():
    lag_days = 480.0 / 2400.0 * 7.0
    assert rows()["5"].waits == (Before("2", "FS", lag_days), Before("3", "FS", lag_days))
    assert rows()["6"].waits[-1] == Before("5", "SS", 0.0)


def test_costs_are_in_cents_and_units_are_people():
    assert rows()["5"].cost_usd == 1_500_000.0
    assert rows()["5"].crews == (("Electricians", 12),)


def test_the_project_has_a_start_and_a_title():
    found = read_project(WHOLE, file="p.xml")
    assert (found.start, found.title) == (date(2027, 1, 4), "Convert")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Project", "is no XML"),
        ("<Plan/>", "is no project file"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Project/>', "declares entities"),
        (HEAD + TAIL, "has no tasks"),
        (HEAD + task(1, "A", 1, "soon") + TAIL, "has no duration"),
        (HEAD + task(1, "A", 1, "PT8H0M0S", link(9)) + TAIL, "not there: 9"),
    ],
)
def test_what_makes_no_sense_is_named(text, said):
    with pytest.raises(PlanError, match=said):
        read_project(text, file="p.xml")
