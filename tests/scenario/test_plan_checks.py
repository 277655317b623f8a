"""A scenario's plan names what its site has, in order."""

from __future__ import annotations

import pytest

from twin.documents import Source
from twin.scenario.plan_checks import plan_faults
from twin.scenario.plan_steps import PlanRun

KINDS = {"B1": "block", "H1": "hall", "TIE": "tie", "T1": "transformer", "M1": "bus"}
AT = "2028-07-31T08:00:00-05:00"


def faults_of(*steps, not_yet=()):
    raw = [{"at": AT, "task": "A", **step} for step in steps]
    plan = PlanRun.model_validate(
        {"plan_id": "P", "revision": 1, "not_yet": list(not_yet), "steps": raw}
    )
    return list(plan_faults(Source(file="s", value={}, root=None), plan, KINDS))


@pytest.mark.parametrize(
    ("step", "path"),
    [
        ({"kind": "block_off", "asset": "B9"}, "plan.steps[0].asset"),
        ({"kind": "bus_tie_add", "asset": "B1"}, "plan.steps[0].asset"),
        ({"kind": "hall_energize", "hall": "H9", "it_mw": 1}, "plan.steps[0].hall"),
        ({"kind": "outage_began", "assets": ["M1", "M9"]}, "plan.steps[0].assets[1]"),
    ],
)
def test_an_asset_that_the_site_has_not_is_named_at_its_place(step, path):
    (fault,) = faults_of(step)
    assert fault.path == path
    assert "of the site" in fault.what


def test_what_is_not_there_yet_must_be_there_at_last():
    (fault,) = faults_of(not_yet=["H9"])
    assert (fault.path, fault.value) == ("plan.not_yet[0]", "'H9'")


def test_steps_must_rise():
    early = {"kind": "block_on", "asset": "B1", "at": "2028-07-30T08:00:00-05:00"}
    (fault,) = faults_of({"kind": "block_off", "asset": "B1"}, early)
    assert fault.path == "plan.steps[1].at"


def test_a_plan_that_names_only_what_is_there_has_no_fault():
    assert not faults_of({"kind": "block_off", "asset": "B1"}, not_yet=["H1", "TIE", "T1"])
