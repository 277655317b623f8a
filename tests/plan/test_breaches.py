"""What a sound plan does that it should not: the seeded defects, and what mends them."""

from datetime import date

import pytest

from tests.plan.made import plan


def found(*sets, name="w100-rev2", rule=None):
    return [one for one in plan(*sets, name=name).breaches if rule in (None, one.rule)]


def test_revision_1_overloads_t2_until_a_second_block_leaves_m2():
    (one,) = found(name="w100-rev1", rule="V12")
    assert (one.subject, one.since, one.until) == ("T2", date(2028, 7, 24), date(2028, 9, 18))
    assert one.size == pytest.approx(1.10, abs=0.005)
    assert one.at[0] == "tasks"


def test_revision_2_overloads_nothing():
    assert found(rule="V12") == []


def test_electricians_are_wanted_84_times_where_there_are_36():
    one = next(one for one in found(name="w100-rev1", rule="V14") if one.subject == "ELEC")
    assert (one.size, one.limit) == (84, 36)
    assert "at the earliest dates" in one.what


def test_levelled_dates_ask_for_no_more_crews_than_there_are():
    assert not [one for one in found(rule="V14") if "after levelling" in one.what]


def test_a_task_that_wants_more_than_a_crew_has_is_a_breach_even_when_levelled():
    breach = found("resources[ELEC].capacity=10", rule="V14")
    assert any("after levelling" in one.what and one.subject == "ELEC" for one in breach)


def test_outages_by_day_in_the_heat_season_are_breaches():
    tasks = [one.subject for one in found(rule="V15")]
    assert tasks == ["A-L3", "B-L3", "RING"]


def test_an_outage_at_night_is_none():
    night = [f"tasks[{task}].outages[0].start_hour=21" for task in ("A-L3", "B-L3", "RING")]
    assert found(*night, "tasks[RING].outages[0].hours=8", rule="V15") == []


def test_reserve_sold_on_blocks_that_leave_is_a_breach_from_then_on():
    (one,) = found("ancillary[AS-1].blocks=[B01, B02, B03, B05]", rule="V18")
    assert one.subject == "AS-1"
    assert one.until is None
    assert one.size == 20.0
    assert one.limit == 0.0


def test_a_hall_energised_before_the_ring_is_no_breach_of_n_1_only_while_one_unit_carries_all():
    assert found(rule="V13") == []
    links = "[{pred: C-L3}, {pred: C-OFF-B03}, {pred: C-OFF-B07}]"
    late = ("tasks[RING].earliest_start=2029-06-01", f"tasks[C-L4].links={links}")
    losses = found(*late, rule="V13")
    assert {one.subject for one in losses} == {"loss of T1", "loss of T2"}
    assert losses[0].size == pytest.approx(32.4, abs=0.1)
    assert losses[0].limit == pytest.approx(24.75, abs=0.3)
    assert losses[0].until == date(2029, 7, 13)


def test_breaches_come_by_rule_and_then_by_date():
    order = [(int(one.rule[1:]), one.since) for one in found(name="w100-rev1")]
    assert order == sorted(order)
