"""Verify reads everything and changes nothing; repair keeps the sound prefix and says the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.log.stories import KINDS, facts, file_of, new_run, written
from twin.errors import LogError
from twin.log import LogWriter, Manifest, fork_run, open_log, repair, verify
from twin.log.manifest import manifest_path


def flip(path: Path, offset: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[offset] ^= 1
    path.write_bytes(whole)


def test_a_sound_run_is_counted(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3, 4, 5])
    report = verify(run_dir)
    assert (report.fact_count, report.batch_count) == (12, 3)
    assert report.byte_count == file_of(run_dir, "arrows").stat().st_size
    assert report.faults == report.torn == ()
    assert len(report.head) == 64


def test_an_empty_run_is_sound(tmp_path: Path) -> None:
    assert verify(new_run(tmp_path / "r")).faults == ()


def test_shared_facts_are_checked_and_counted_once(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [5, 5])
    fork_run(parent, tmp_path / "c", 7, Manifest(run_id="c"))
    with LogWriter(tmp_path / "c", KINDS) as writer:
        writer.append(8, facts(8, 3))
    assert verify(tmp_path / "c").fact_count == 10
    flip(file_of(parent, "arrows"), 2_000)
    (fault,) = verify(tmp_path / "c").faults
    assert "is damaged" in fault.what
    assert str(parent) in fault.file
    assert f"twin log repair {parent}" in fault.remedy


def test_verify_changes_nothing(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r")
    file_of(run_dir, "arrows").write_bytes(file_of(run_dir, "arrows").read_bytes() + b"torn")
    before = {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()}
    report = verify(run_dir)
    assert [torn.length for torn in report.torn] == [4]
    assert report.faults == ()
    assert before == {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()}


def test_what_is_no_run_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    assert "is not a run" in verify(tmp_path).faults[0].what


def test_repairing_a_sound_run_changes_nothing_that_counts(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3, 4])
    report = repair(run_dir)
    assert (report.kept_seq, report.lost, report.moved) == (7, (), ())
    assert open_log(run_dir).columns() == facts(1, 7)


def test_a_damaged_manifest_that_reads_is_stamped_anew_and_told(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3])
    path = manifest_path(run_dir)
    path.write_bytes(path.read_bytes().replace(b'"seed": 0', b'"seed": 8'))
    with pytest.raises(LogError, match="manifest is damaged"):
        open_log(run_dir)
    report = repair(run_dir)
    assert "checksum is wrong" in report.lost[0].what
    assert open_log(run_dir).manifest.seed == 8


def test_repair_names_the_forks_that_shared_what_is_lost(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [5, 5])
    fork_run(parent, tmp_path / "short", 4, Manifest(run_id="short"))
    fork_run(parent, tmp_path / "long", 9, Manifest(run_id="long"))
    flip(file_of(parent, "arrows"), -500)
    report = repair(parent)
    assert report.kept_seq == 5
    told = [fault.file for fault in report.lost if "fork" in fault.what]
    assert told == [str(tmp_path / "long")]
    assert open_log(tmp_path / "short").last_seq == 4
    with pytest.raises(LogError, match="is not the run that"):
        open_log(tmp_path / "long")


def test_repair_waits_for_the_writer(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r")
    with LogWriter(run_dir, KINDS), pytest.raises(LogError, match="another process writes"):
        repair(run_dir)


def test_repair_can_be_done_twice(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3, 4])
    flip(file_of(run_dir, "commits"), 200)
    first = repair(run_dir)
    assert first.kept_seq == 3
    assert first.lost
    second = repair(run_dir)
    assert (second.kept_seq, second.lost, second.moved) == (3, (), ())
