"""A plan's figures, each reckoned once."""

from tests.plan.made import plan
from twin.study.figures import HARD_BY_RULE, Figures


def test_a_figure_is_reckoned_once():
    found = Figures(plan())
    assert found.money is found.money
    assert found.losses is found.losses


def test_a_rule_that_the_plan_is_silent_about_is_hard_where_it_is_physics():
    found = Figures(plan(name="w100-rev1"))
    assert {one.rule for one in found.hard} == {"V12", "V15"}
    assert "V14" in {one.rule for one in found.breaches}


def test_a_plan_may_say_that_a_rule_is_soft():
    said = "constraints[+]={id: C-SOFT, rule: bus_loading, hard: false}"
    found = Figures(plan(said, name="w100-rev1"))
    assert {one.rule for one in found.hard} == {"V15"}


def test_every_rule_that_can_be_broken_has_its_name():
    rules = {one.rule for name in ("w100-rev1", "w100-rev2") for one in plan(name=name).breaches}
    assert rules <= set(HARD_BY_RULE)


def test_the_worst_loading_is_the_seeded_one():
    worst = Figures(plan(name="w100-rev1")).worst_loading
    assert worst is not None
    assert (worst[1].transformer, round(worst[1].load_pu, 2)) == ("T2", 1.10)


def test_phases_are_ready_when_the_schedule_says():
    found = Figures(plan())
    assert [day.isoformat() for day in found.ready.values()] == [
        "2028-10-27", "2029-01-05", "2029-03-16",
    ]  # fmt: skip
