"""Skeletons of plans."""

from datetime import date

import pytest

from twin.plan import examine_document, examine_plan
from twin.plan.network import Before
from twin.plan.skeleton import TaskRow, guessed, skeleton
from twin.site import shipped_site

ROWS = [
    TaskRow(id="1", name="Design", duration_days=14.0, phase="Before & after"),
    TaskRow(
        id="2", name="Set switchgear", duration_days=7.5, waits=(Before("1"),), crews=(("E", 3),)
    ),
    TaskRow(id="1-1", name="Done", duration_days=0.0, waits=(Before("2", "FF", 2.0),)),
]


def text():
    return skeleton(ROWS, title="Convert 1", start=date(2027, 1, 4), site="w100")


def test_a_skeleton_is_a_plan_that_can_be_dated():
    source, document, faults = examine_document(text(), file="s")
    assert faults == []
    assert document is not None
    plan, faults = examine_plan(source, document, shipped_site("w100"), faults)
    assert faults == []
    assert plan is not None
    assert plan.early.finish_days("T1-1") == 14.0 + 7.5 + 2.0


def test_a_skeleton_says_what_is_left_to_do():
    assert text().startswith("# A skeleton")
    assert "effects" in text()


def test_names_become_ids_of_the_house_each_once():
    _, document, _ = examine_document(text(), file="s")
    assert document is not None
    names = [task.id for task in document.tasks]
    assert names == ["T1", "T2", "T1-1"]
    assert document.phases[0].id == "Before-after"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("L4 functional tests", "cx_l4"),
        ("Tenant acceptance", "acceptance"),
        ("Air permit", "permit"),
        ("Install CDUs and pipework", "mechanical"),
        ("Pour slab", "civil"),
        ("Power down B01", "decommission"),
    ],
)
def test_a_kind_is_guessed_from_the_name(name, kind):
    assert guessed(name, 5.0) == kind
