"""Steps of a plan within a scenario become facts, each about its subject."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from twin.facts import planned
from twin.scenario.plan_steps import PlanRun, PlanStep, facts_of

AT = "2028-07-31T08:00:00-05:00"
STEP = TypeAdapter(PlanStep)


def run_of(*steps):
    return PlanRun.model_validate(
        {"plan_id": "P", "revision": 1, "steps": [{"at": AT, **step} for step in steps]}
    )


@pytest.mark.parametrize(
    ("step", "subject", "fact"),
    [
        (
            {"kind": "task_started", "task": "A", "name": "Slab", "crews": "1 CIVIL"},
            "A",
            planned.TaskStarted("Slab", "1 CIVIL"),
        ),
        (
            {"kind": "task_finished", "task": "A", "name": "Slab"},
            "A",
            planned.TaskFinished("Slab"),
        ),
        ({"kind": "item_delivered", "item": "GPU"}, "GPU", planned.ItemDelivered()),
        ({"kind": "permit_granted", "item": "AIR"}, "AIR", planned.PermitGranted()),
        ({"kind": "block_off", "asset": "B1", "task": "A"}, "B1", planned.BlockRetired("A")),
        ({"kind": "block_on", "asset": "B1", "task": "A"}, "B1", planned.BlockCommissioned("A")),
        (
            {"kind": "hall_energize", "hall": "H1", "it_mw": 4.9, "task": "A"},
            "H1",
            planned.HallEnergised(4.9, "A"),
        ),
        (
            {"kind": "hall_it_capacity", "hall": "H1", "it_mw": 4.9, "task": "A"},
            "H1",
            planned.HallCapacityChanged(4.9, "A"),
        ),
        (
            {"kind": "redundancy", "subject": "H1", "value": "N+1", "task": "A"},
            "H1",
            planned.RedundancyChanged("N+1", "A"),
        ),
        (
            {"kind": "contract_start", "subject": "C", "task": "A"},
            "C",
            planned.ContractStarted("A"),
        ),
        (
            {"kind": "area_status", "subject": "PAD", "value": "free", "task": "A"},
            "PAD",
            planned.AreaChanged("free", "A"),
        ),
        (
            {"kind": "outage_began", "task": "A", "assets": ["M1"], "lost_mw": 5},
            "A",
            planned.OutageBegan(5.0, ("M1",)),
        ),
        (
            {"kind": "outage_ended", "task": "A", "assets": ["M1"]},
            "A",
            planned.OutageEnded(("M1",)),
        ),
        (
            {"kind": "breach_began", "subject": "T2", "rule": "V12", "says": "x", "over_frac": 0.1},
            "T2",
            planned.BreachBegan(0.1, "V12", "x"),
        ),
        (
            {"kind": "breach_ended", "subject": "T2", "rule": "V12"},
            "T2",
            planned.BreachEnded("V12"),
        ),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_a_step_is_a_fact_about_its_subject(step, subject, fact):
    ((_, told, said),) = facts_of(run_of(step))
    assert (told, said) == (subject, fact)


def test_facts_come_in_the_order_of_the_steps_at_their_instants():
    other = {"kind": "item_delivered", "item": "GPU"}
    found = list(facts_of(run_of(other, {"kind": "permit_granted", "item": "AIR"})))
    assert [subject for _, subject, _ in found] == ["GPU", "AIR"]
    assert {t_us for t_us, _, _ in found} == {1_848_661_200_000_000}


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="kind"):
        STEP.validate_python({"at": AT, "kind": "explode", "asset": "B1", "task": "A"})
