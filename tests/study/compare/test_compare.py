"""Plans beside one another."""

from datetime import date

import pytest

from tests.plan.made import plan
from twin.study.compare import compare, plan_side
from twin.study.compare.compare import delta

FIRST, SECOND = (plan_side(name, plan(name=name)) for name in ("w100-rev1", "w100-rev2"))
FOUND = compare("plans", [FIRST, SECOND])
ROWS = {one.key: one for one in FOUND.rows}


def test_what_the_second_revision_mended_is_seen():
    """T2 at 1.10 pu, and nothing dearer for it."""
    assert ROWS["xfmr_max_pu"].deltas[1] == pytest.approx(0.973 - 1.101, abs=0.002)
    assert ROWS["rule_violations[hard]"].deltas[1] == -1.0
    assert ROWS["rfs_date[P2]"].deltas[1] == -8.0
    assert ROWS["rfs_date[P2]"].deltas_frac[1] is None


def test_deltas_are_values_less_the_first():
    for row in FOUND.rows:
        assert row.deltas[0] in (0.0, None)
        assert row.deltas[1] == delta(row.values[0], row.values[1])


def test_what_changed_in_the_documents_stands_beside_the_dates_that_moved():
    changes = FOUND.changes[1]
    paths = {one.path for one in changes.documents}
    assert {"tasks[A-OFF-B05]", "tasks[B-OFF-B05]", "tasks[A-L4].links[A-OFF-B05]"} <= paths
    moved = {one.task: one for one in changes.dates}
    assert moved["B-ACC"].finish_days == -8
    assert moved["B-OFF-B05"].finish is None
    assert moved["A-OFF-B05"].start_days is None
    assert FOUND.changes[0].documents == ()


def test_a_plan_beside_itself_differs_in_nothing():
    same = compare("plans", [FIRST, FIRST])
    assert not any(one.differs for one in same.rows)
    assert same.dominates == ()
    assert same.changes[1].documents == ()


def test_a_plan_that_is_better_at_one_thing_and_worse_at_none_dominates():
    base = plan()
    cheaper = plan(*(f"tasks[{one.id}].cost_usd=0" for one in base.document.tasks))
    found = compare("plans", [plan_side("base", base), plan_side("cheaper", cheaper)])
    assert found.dominates == ((1, 0),)


def test_six_plans_are_compared_each_with_the_first():
    sides = [FIRST, SECOND, FIRST, SECOND, FIRST, SECOND]
    found = compare("plans", sides)
    assert all(len(one.values) == 6 for one in found.rows)
    assert [len(one.dates) > 0 for one in found.changes] == [False, True] * 3


def test_dates_and_numbers_have_a_difference_and_nothing_else():
    assert delta(date(2028, 3, 1), date(2028, 2, 28)) == -2.0
    assert delta(date(2028, 3, 1), 3.0) is None
