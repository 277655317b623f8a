"""A plan as one of several that are compared."""

from tests.plan.made import plan
from twin.study.compare import plan_side

SIDE = plan_side("first", plan(name="w100-rev1"))


def test_hard_failures_stand_first_and_disqualify():
    hard = [one.hard for one in SIDE.failures]
    assert hard == sorted(hard, reverse=True)
    assert SIDE.disqualified
    assert SIDE.failures[0].rule == "V12"


def test_a_plan_whose_failures_are_all_soft_is_not_disqualified():
    soft = plan(
        "constraints=[{id: C-1, rule: outage, hard: false}]",
    )
    side = plan_side("soft", soft)
    assert side.failures
    assert not side.disqualified


def test_every_task_has_its_dates():
    assert SIDE.dates["A-L4"][0].isoformat() == "2028-07-24"
    assert SIDE.title == "W100-25 revision 1"
