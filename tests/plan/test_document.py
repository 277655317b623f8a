"""The plan document's own shape."""

import pytest

from tests.plan.made import plan
from twin.plan.document import PlanDocument, SiteRef


def test_revisions_of_the_tutorial_differ_only_in_the_block_that_leaves_first():
    first, second = (plan(name=name).document for name in ("w100-rev1", "w100-rev2"))
    assert first.procurement == second.procurement
    tasks = [{task.id for task in one.tasks} for one in (first, second)]
    assert tasks[0] ^ tasks[1] == {"A-OFF-B05", "B-OFF-B05"}


def test_a_plan_is_frozen():
    with pytest.raises(ValueError, match="frozen"):
        plan().document.revision = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("file", "is_file"), [("w100", False), ("site.yaml", True), ("sites/w100", True)]
)
def test_a_site_is_a_file_or_a_shipped_name(file, is_file):
    assert SiteRef(file=file).is_file is is_file


def test_the_schema_names_its_kind_and_version():
    assert PlanDocument.SCHEMA == "switchyard.plan/1"
