"""A draft drawn many times: as on the command line, in a process beside, known the second time."""

from __future__ import annotations

import pytest

from api.luck import Luck
from api.luck_views import LuckDraft
from api.reckoning import Desk
from twin import shipped
from twin.errors import PlanError
from twin.run.planning import load_plan
from twin.study import job_of, report, simulate

TEXT = shipped.text("plans", "w100-rev2")


@pytest.fixture(scope="module")
def luck(tmp_path_factory):
    return Luck(Desk(tmp_path_factory.mktemp("luck")))


@pytest.fixture(scope="module")
def found(luck):
    return luck.drawn(LuckDraft(text=TEXT))


def test_it_says_what_a_simulation_says(found):
    plan = load_plan("w100-rev2")
    said = report(plan.document.ntp, plan.handovers, simulate(job_of(plan), 400))
    assert found.p50_usd == said.money.p50_usd
    for one, phase in zip(found.phases, said.phases, strict=True):
        assert one.critical_frac == phase.critical_frac
        assert one.p80_days == (phase.p80 - plan.document.ntp).days


def test_curves_rise_and_hold_their_middle(found):
    for one in found.phases:
        assert one.curve_days == sorted(one.curve_days)
        assert len(one.curve_days) == 19
        assert one.p50_days <= one.curve_days[9] < one.p50_days + 1.0


def test_what_was_drawn_is_known(luck, found):
    assert luck.drawn(LuckDraft(text=TEXT)) is found


def test_a_draft_with_faults_is_not_drawn(luck):
    with pytest.raises(PlanError):
        luck.drawn(LuckDraft(text=TEXT.replace("kind: milestone", "kind: milestones")))


def test_each_variable_swings_worth_and_dates_the_largest_first(found):
    spans = [abs(one.npv_usd[1] - one.npv_usd[0]) for one in found.swings]
    assert spans == sorted(spans, reverse=True)
    units = next(one for one in found.swings if one.variable == "A-USS")
    low, high = units.ready_days["P1"]
    assert high > low + 100.0
