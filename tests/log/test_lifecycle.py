"""Runs are made, forked and deleted; a parent outlives its forks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.log.stories import KINDS, facts, new_run, written
from twin.errors import LogError
from twin.log import DiskFiles, LogWriter, Manifest, create_run, delete_run, fork_run, open_log
from twin.log.lifecycle import living_forks
from twin.log.manifest import read_manifest


def test_a_run_is_made_once(tmp_path: Path) -> None:
    new_run(tmp_path / "r")
    with pytest.raises(LogError, match="exists and is not empty"):
        create_run(tmp_path / "r", Manifest(run_id="again"))
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LogError, match="exists"):
        create_run(tmp_path / "file", Manifest(run_id="x"))


def test_an_empty_folder_may_become_a_run(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    new_run(tmp_path / "r")


def test_a_fork_inside_a_batch_shares_half_of_it(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [5, 5])
    child = fork_run(parent, tmp_path / "c", 7, Manifest(run_id="c", seed=3))
    assert child.parent is not None
    assert (child.parent.seq, child.parent.run_id, child.seed) == (7, "r1", 3)
    with LogWriter(tmp_path / "c", KINDS) as writer:
        assert writer.next_seq == 8
        writer.append(8, facts(8, 2))
    assert open_log(tmp_path / "c").columns() == facts(1, 9)
    assert open_log(parent).last_seq == 10


def test_a_fork_of_a_fork_before_its_own_facts_leaves_from_the_grandparent(tmp_path: Path) -> None:
    root = written(tmp_path / "r", [6])
    fork_run(root, tmp_path / "c", 5, Manifest(run_id="c"))
    grand = fork_run(tmp_path / "c", tmp_path / "g", 3, Manifest(run_id="g"))
    assert grand.parent is not None
    assert grand.parent.run_id == "r1"
    delete_run(tmp_path / "c")
    assert open_log(tmp_path / "g").columns() == facts(1, 3)


def test_moving_all_runs_together_keeps_them_related(tmp_path: Path) -> None:
    written(tmp_path / "a" / "r", [4])
    fork_run(tmp_path / "a" / "r", tmp_path / "a" / "c", 3, Manifest(run_id="c"))
    (tmp_path / "a").rename(tmp_path / "b")
    assert open_log(tmp_path / "b" / "c").columns() == facts(1, 3)
    assert living_forks(tmp_path / "b" / "r") == [tmp_path / "b" / "c"]


def test_a_parent_with_living_forks_is_not_deleted(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [4])
    for name in ("c1", "c2"):
        fork_run(parent, tmp_path / "elsewhere" / name, 2, Manifest(run_id=name))
    with pytest.raises(LogError) as caught:
        delete_run(parent)
    assert len(caught.value.faults) == 2
    assert "c1" in str(caught.value)
    for name in ("c1", "c2"):
        delete_run(tmp_path / "elsewhere" / name)
    delete_run(parent)
    assert not parent.exists()


def test_a_fork_beside_its_parent_is_found_without_a_note(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [4])
    fork_run(parent, tmp_path / "c", 2, Manifest(run_id="c"))
    shutil.rmtree(parent / "forks")
    assert living_forks(parent) == [tmp_path / "c"]
    with pytest.raises(LogError, match="living fork"):
        delete_run(parent)


def test_a_note_of_a_fork_that_is_gone_does_not_hold_the_parent(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [4])
    fork_run(parent, tmp_path / "c", 2, Manifest(run_id="c"))
    (parent / "forks" / "scribble.json").write_text("{")
    shutil.rmtree(tmp_path / "c")
    assert living_forks(parent) == []
    delete_run(parent)


def test_a_run_that_is_being_written_is_not_deleted(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [4])
    with LogWriter(run_dir, KINDS), pytest.raises(LogError, match="another process writes"):
        delete_run(run_dir)


def test_only_runs_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    with pytest.raises(LogError, match="is not a run"):
        delete_run(tmp_path / "precious")
    assert (tmp_path / "precious").exists()


def test_a_parent_that_is_gone_or_another_is_named(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [4])
    fork_run(parent, tmp_path / "c", 2, Manifest(run_id="c"))
    parent.rename(tmp_path / "moved")
    with pytest.raises(LogError, match="is not a run"):
        open_log(tmp_path / "c")
    written(tmp_path / "r", [3])
    with pytest.raises(LogError, match="is not the run that"):
        open_log(tmp_path / "c")


def test_a_fork_does_not_touch_its_parent_but_for_the_note(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [4])
    before = {path: path.read_bytes() for path in parent.rglob("*") if path.is_file()}
    fork_run(parent, tmp_path / "c", 2, Manifest(run_id="c"))
    after = {path: path.read_bytes() for path in parent.rglob("*") if path.is_file()}
    assert {path.parent.name for path in after.keys() - before.keys()} == {"forks"}
    assert all(after[path] == whole for path, whole in before.items())
    assert read_manifest(DiskFiles(), tmp_path / "c").parent is not None
