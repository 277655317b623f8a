"""Power, losses and hinges of a plan as they are told."""

from __future__ import annotations

from itertools import pairwise

import pytest

from api.plan_power import breach_views, hinge_views, losses, power
from api.reckoning import Desk
from twin import shipped
from twin.plan.dark import dark_blocks


@pytest.fixture(params=["w100-rev1", "w100-rev2"])
def draft(request, tmp_path):
    return Desk(tmp_path).draft(shipped.text("plans", request.param), "plan")


def test_idle_power_over_its_days_is_what_stands_idle(draft):
    plan = draft.plan
    steps = list(power(plan, plan.level))
    spans = pairwise(steps)
    idle_mw_days = sum(one.dark_mw * (then.since_days - one.since_days) for one, then in spans)
    told = sum(one.mw_months for one in dark_blocks(plan.document, plan.site, plan.level))
    assert idle_mw_days / (365.25 / 12) == pytest.approx(told, rel=0.01)


def test_the_worst_loading_is_over_its_rating_where_a_breach_says_so(draft):
    plan = draft.plan
    over = max(one.worst_pu for one in power(plan, plan.level)) > 1.0
    assert over == any(one.rule == "V12" for one in plan.breaches)


def test_each_plant_that_is_passed_loses_each_transformer(draft):
    found = list(losses(draft.plan))
    assert {one.lost for one in found} == {"T1", "T2", "T3", "T4"}
    assert len(found) % 4 == 0


def test_the_ring_is_what_n_minus_one_hangs_on(draft):
    found = list(hinge_views(draft.plan))
    assert [one.task for one in found] == ["RING"]
    assert "7.6 MW of it unserved" in found[0].words


def test_a_breach_of_a_crew_names_the_tasks_that_want_it(draft):
    found = [one for one in breach_views(draft.source, draft.plan) if one.rule == "V14"]
    assert found
    assert all(len(one.activities) > 1 and one.dates == "early" for one in found)
