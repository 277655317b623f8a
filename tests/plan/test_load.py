"""A plan's text and its site as a checked plan."""

import pytest

from tests.plan.made import examined, plan, site
from twin import shipped
from twin.errors import PlanError
from twin.plan import examine_document, examine_plan, split_sets


@pytest.mark.parametrize("name", shipped.names("plans"))
def test_a_shipped_plan_is_valid(name):
    assert examined(name=name)[1] == []


def test_a_plan_with_a_fault_has_no_dates():
    found, faults = examined("halls[H1].it_mw=5.5")
    assert found is None
    assert len(faults) == 2


def test_all_faults_are_told_at_once_in_the_order_of_the_document():
    sets = ("halls[H1].area=PAD-Z", "tasks[A-MV].phase=P9", "procurement[A-SWG].order_after=null")
    lines = [fault.path.split("[")[0] for fault in examined(*sets)[1]]
    assert sorted(lines) == ["halls", "procurement", "tasks"]


def test_another_site_than_the_one_that_was_planned_for_is_named():
    (fault,) = examined(f"site.sha256={'f' * 64}")[1]
    assert fault.what == "is not the hash of the site as it is now"
    assert fault.allowed == site().digest
    assert plan(f"site.sha256={site().digest}").site is site()


def test_another_kind_of_document_is_refused():
    with pytest.raises(PlanError, match="another kind of document"):
        examine_document("schema: switchyard.site/1\n", file="x")


def test_a_plan_is_checked_as_far_as_it_goes_without_its_site():
    text = shipped.text("plans", "w100-rev2")
    source, document, none = examine_document(text, file="x", sets=("tasks[A-MV].phase=P9",))
    assert document is not None
    found, faults = examine_plan(source, document, None, none)
    assert found is None
    assert [fault.path for fault in faults] == ["tasks[7].phase"]


def test_assignments_to_the_site_are_told_from_those_to_the_plan():
    own, to_site = split_sets(["site.sha256=0", "site.ties[TIE-12].transfer_s=9", "revision=3"])
    assert own == ["site.sha256=0", "revision=3"]
    assert to_site == ["ties[TIE-12].transfer_s=9"]
