"""Assignments that make a patch."""

from datetime import date

import pytest

from tests.study.whatif.asked import bench
from twin.plan.dist import Discrete, Empirical, Fixed, Lognormal, Pert
from twin.study.whatif.patch import (
    delayed,
    first_on_site,
    gpus,
    held,
    later,
    linked,
    phases_needing,
    with_effect,
)

DISTS = (
    Fixed(kind="fixed", value=3.0),
    Pert(kind="pert", low=1.0, mode=3.0, high=9.0),
    Lognormal(kind="lognormal", p50=3.0, p90=9.0),
    Discrete(kind="discrete", values=(3.0, 4.0), probs=(0.6, 0.4)),
    Empirical(kind="empirical", values=(2.0, 3.0, 4.0)),
)


@pytest.mark.parametrize("dist", DISTS, ids=lambda dist: dist.kind)
def test_a_distribution_that_is_later_is_planned_so_much_later(dist):
    moved = type(dist).model_validate_json(str(later(dist, 7.0)).replace("'", '"'))
    assert moved.planned == dist.planned + 7.0


def test_parts_of_a_plan_are_found_by_what_they_are():
    plan = bench().base.plan.document
    assert [one.id for one in gpus(plan)] == ["A-GPU", "B-GPU", "C-GPU"]
    assert phases_needing(plan, gpus(plan)) == {"P1", "P2", "P3"}
    assert [one.id for one in with_effect(plan, "bus_tie_add")] == ["RING"]
    ground = first_on_site(plan, "P2")
    assert ground is not None
    assert ground.id == "B-CIVIL"


def test_assignments_are_written_as_they_are_typed():
    plan = bench().base.plan.document
    task = next(one for one in plan.tasks if one.id == "A-L4")
    assert held(task, date(2028, 1, 2)) == 'tasks[A-L4].earliest_start="2028-01-02"'
    assert linked(task, task.links[:1]) == 'tasks[A-L4].links=[{"pred": "A-L3"}]'
    assert len(delayed(gpus(plan), 10.0)) == 3
