"""Tasks from CSV files."""

import pytest

from twin.errors import PlanError
from twin.plan.network import Before
from twin.plan.task_table import read_tasks, span_days

OURS = """id,name,duration_days,predecessors,resources,phase,kind,cost_usd,earliest_start
NTP,Notice to proceed,0,,,One,,,
A-MV,Switchgear,56,NTP,ELEC:12,One,electrical,"1,372,000",2027-05-24
A-LV,Boards,70,NTP;A-MV SS+14 days,ELEC:16; MECH:2,One,,,
"""
EXPORTED = """ID,Task Name,Duration,Predecessors,Resource Names,Summary,Cost
1,Design,10 days,,,Design,"$1,000.00"
2,Build,2 wks,1FS+2 days,Electricians[1200%],Build,$0
3,Cure,3 edays,"1,2SS-1 day",,Build,
"""


def test_our_own_columns_are_read_as_written():
    rows = read_tasks(OURS, file="tasks.csv")
    assert [row.id for row in rows] == ["NTP", "A-MV", "A-LV"]
    assert rows[1].duration_days == 56.0
    assert rows[1].cost_usd == 1_372_000.0
    assert str(rows[1].earliest_start) == "2027-05-24"
    assert rows[2].waits == (Before("NTP"), Before("A-MV", "SS", 14.0))
    assert rows[2].crews == (("ELEC", 16), ("MECH", 2))


def test_working_days_of_an_export_become_calendar_days():
    design, build, cure = read_tasks(EXPORTED, file="tasks.csv")
    assert (design.duration_days, build.duration_days, cure.duration_days) == (14.0, 14.0, 3.0)
    assert build.waits == (Before("1", "FS", 2 * 1.4),)
    assert build.crews == (("Electricians", 12),)
    assert cure.waits == (Before("1"), Before("2", "SS", -1.4))


@pytest.mark.parametrize(
    ("text", "days"),
    [("5d", 7.0), ("8 hrs", 1.4), ("1 mo", 28.0), ("1 emo", 30.0), ("24 eh", 1.0), ("2,5 ed", 2.5)],
)
def test_spans_are_read_as_planners_write_them(text, days):
    assert span_days(text) == pytest.approx(days)


def test_every_fault_is_told_with_its_line():
    text = (
        "id,name,duration,predecessors,kind\n"
        "1,A,soon,,\n1,B,2 days,9,\n3,C,2 days,1++2,\n4,D,1 day,,odd\n"
    )
    with pytest.raises(PlanError) as caught:
        read_tasks(text, file="t.csv")
    said = [(fault.line, fault.what) for fault in caught.value.faults]
    assert (2, "is no duration") in said
    assert (3, "is the id of line 2 too") in said
    assert (4, "can't read '1++2'") in said
    assert (5, "is no kind") in said
    assert any("not there: 9" in what for _, what in said)


def test_a_file_without_its_columns_is_told_what_they_may_be_called():
    with pytest.raises(PlanError, match="has no column for name, duration"):
        read_tasks("id,what\n1,x\n", file="t.csv")


def test_a_file_without_tasks_is_no_plan():
    with pytest.raises(PlanError, match="has no tasks"):
        read_tasks("id,name,duration\n", file="t.csv")
