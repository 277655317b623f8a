"""A plan's file beside its site's file."""

import pytest

from twin import shipped
from twin.errors import PlanError, RequestError
from twin.run.examine import document_text
from twin.run.planning import examine_plan_file, imported, load_plan


def test_a_plan_finds_the_site_that_lies_beside_it(tmp_path):
    (tmp_path / "mine.yaml").write_text(shipped.text("sites", "w100-conversion"))
    text = shipped.text("plans", "w100-rev2").replace("file: w100-conversion", "file: mine.yaml")
    (tmp_path / "plan.yaml").write_text(text)
    assert load_plan(str(tmp_path / "plan.yaml")).site.document.site_id == "W100-CONVERSION"


def test_a_site_that_is_not_there_is_a_fault_of_the_plan():
    with pytest.raises(PlanError, match="no-such-site"):
        load_plan("w100-rev2", sets=["site.file=no-such-site"])


def test_faults_of_the_site_come_with_those_of_the_plan():
    sets = ["halls[H1].area=PAD-Z", "site.transformers[T1].bus=M9"]
    found, faults = examine_plan_file(document_text("w100-rev2", "plans"), sets)
    assert found is None
    paths = [fault.path for fault in faults]
    assert "halls[0].area" in paths
    assert any("transformers[0].bus" in path for path in paths)


def test_assignments_reach_the_site():
    found = load_plan("w100-rev2", sets=["site.interconnect.contracted_mw=90"])
    assert [one.rule for one in found.breaches][:1] == ["V11"]


def test_no_plan_of_that_name_is_a_bad_request():
    with pytest.raises(RequestError, match="is no file"):
        load_plan("w100-rev9")


def test_a_csv_needs_a_start_and_becomes_a_skeleton(tmp_path):
    path = tmp_path / "tasks.csv"
    path.write_text("id,name,duration_days\nA,Design,10\n")
    with pytest.raises(RequestError, match="has no start"):
        imported(path, site="w100")
    with pytest.raises(RequestError, match="is no date"):
        imported(path, site="w100", start="soon")
    (tmp_path / "plan.yaml").write_text(imported(path, site="w100", start="2027-01-04"))
    assert load_plan(str(tmp_path / "plan.yaml")).early.finish_days("A") == 10.0


@pytest.mark.parametrize(
    "name", ["../sites/w100.yaml", "/etc/passwd", "SECURITY.md", "a/b.yaml", "..yaml", "nothing"]
)
def test_who_does_not_sit_at_the_machine_names_no_file_elsewhere(name, tmp_path):
    text = shipped.text("plans", "w100-rev2").replace("file: w100-conversion", f'file: "{name}"')
    found, faults = examine_plan_file((text, "plan", tmp_path), confined=True)
    assert found is None
    assert [fault.path for fault in faults] == ["site.file"]
    assert faults[0].line == 10


def test_a_site_right_beside_a_plan_is_near_enough(tmp_path):
    (tmp_path / "mine.yaml").write_text(shipped.text("sites", "w100-conversion"))
    text = shipped.text("plans", "w100-rev2").replace("file: w100-conversion", "file: mine.yaml")
    found, faults = examine_plan_file((text, "plan", tmp_path), confined=True)
    assert found is not None, faults
