"""Plans of a folder: shipped, laid there by hand, saved; damaged ones are shown or left out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.problems import RefusedError
from api.shelf import Shelf
from twin import shipped

TEXT = shipped.text("plans", "w100-rev2")


def names(shelf):
    return [one.name for one in shelf.plans()]


def test_a_plan_laid_beside_the_runs_is_there_and_other_documents_are_not(tmp_path):
    (tmp_path / "mine.yaml").write_text(TEXT.replace("W100-25", "MINE"))
    (tmp_path / "site.yaml").write_text(shipped.text("sites", "w100"))
    (tmp_path / "torn.yaml").write_text("{")
    (tmp_path / "Odd Name.yaml").write_text(TEXT)
    assert names(Shelf(tmp_path)) == ["mine", "w100-rev2", "w100-rev1"]


def test_a_plan_that_changes_on_the_disk_is_read_again(tmp_path):
    shelf, path = Shelf(tmp_path), tmp_path / "mine.yaml"
    path.write_text(TEXT.replace("W100-25", "MINE"))
    before = shelf.plan("mine").hash
    path.write_text(TEXT.replace("W100-25", "MINE") + "# more\n")
    assert shelf.plan("mine").hash != before


def test_a_plan_with_faults_is_shown_with_their_count(tmp_path):
    (tmp_path / "mine.yaml").write_text(TEXT.replace("kind: milestone", "kind: milestones"))
    found = Shelf(tmp_path).plan("mine")
    assert found.fault_count > 0
    assert "milestones" in found.text


def test_two_that_save_at_once_leave_one_file_and_no_parts(tmp_path):
    first, second = Shelf(tmp_path), Shelf(tmp_path)
    base = first.plan("w100-rev2").hash
    second.plans()
    first.save(TEXT + "# a\n", base)
    with pytest.raises(RefusedError, match="is the last one"):
        second.save(TEXT + "# b\n", base)
    assert [path.name for path in (tmp_path / "plans").iterdir()] == ["w100-25-rev3.yaml"]
    assert (tmp_path / "plans" / "w100-25-rev3.yaml").read_text().endswith("# a\n")


def test_many_who_save_at_once_make_one_revision_and_the_others_are_told(tmp_path):
    shelf = Shelf(tmp_path)
    base = shelf.plan("w100-rev2").hash

    def save(nth):
        try:
            return shelf.save(f"{TEXT}# {nth}\n", base).revision
        except RefusedError as wrong:
            return wrong.status

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(save, range(4))) == [3, 412, 412, 412]
    assert len(list((tmp_path / "plans").iterdir())) == 1
