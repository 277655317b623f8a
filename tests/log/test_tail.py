"""The order of writes and syncs at the growing end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.log.layers import Recorder
from tests.log.stories import KINDS, facts, new_run, written
from twin.errors import LogError
from twin.log import DiskFiles, Durability, LogWriter, WriteSettings
from twin.log.manifest import read_manifest
from twin.log.scan import Torn
from twin.log.tail import set_aside, take_lock


def steps(files: Recorder, since: int) -> list[tuple[str, str]]:
    return [(done.name, done.path.suffix) for done in files.operations[since:]]


def test_a_batch_is_on_the_disk_before_its_record_is_written(tmp_path: Path) -> None:
    files = Recorder()
    with LogWriter(new_run(tmp_path / "r"), KINDS, files=files) as writer:
        since = len(files.operations)
        writer.append(1, facts(1, 3))
        assert steps(files, since) == [
            ("write", ".arrows"),
            ("sync", ".arrows"),
            ("write", ".commits"),
            ("sync", ".commits"),
        ]


def test_a_group_is_synced_once(tmp_path: Path) -> None:
    files = Recorder()
    lazy = WriteSettings(durability=Durability.AT_CHECKPOINTS)
    with LogWriter(new_run(tmp_path / "r"), KINDS, lazy, files) as writer:
        since = len(files.operations)
        for first in (1, 2, 3, 4):
            writer.append(first, facts(first, 1))
        assert steps(files, since) == [("write", ".arrows")] * 4 + [
            ("sync", ".arrows"),
            ("write", ".commits"),
            ("sync", ".commits"),
        ]


def test_the_names_of_a_new_segment_are_on_the_disk_before_its_first_record(
    tmp_path: Path,
) -> None:
    files = Recorder()
    with LogWriter(new_run(tmp_path / "r"), KINDS, WriteSettings(segment_bytes=1), files) as writer:
        writer.append(1, facts(1, 1))
        since = len(files.operations)
        writer.append(2, facts(2, 1))
    found = steps(files, since)
    assert found.index(("sync_folder", "")) < found.index(("sync", ".commits"))


def test_the_anchor_is_renewed_after_some_batches_and_at_the_end(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS, WriteSettings(anchor_batch_count=2)) as writer:
        seqs = []
        for first in (1, 2, 3):
            writer.append(first, facts(first, 1))
            anchor = read_manifest(DiskFiles(), run_dir).anchor
            seqs.append(anchor.seq if anchor else None)
    assert seqs == [None, 2, 2]
    anchor = read_manifest(DiskFiles(), run_dir).anchor
    assert anchor is not None
    assert anchor.seq == 3


def test_an_idle_opening_does_not_touch_the_manifest(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3])
    files = Recorder()
    LogWriter(run_dir, KINDS, files=files).close()
    assert not [done for done in files.operations if "manifest" in done.path.name]


def test_setting_aside_twice_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "1.arrows"
    for rest in (b"one", b"two", b"two"):
        path.write_bytes(b"good" + rest)
        set_aside(DiskFiles(), Torn(path=path, offset=4, length=3))
        assert path.read_bytes() == b"good"
    aside = sorted(found.name for found in tmp_path.glob("*.torn"))
    assert aside == ["1.arrows.4.1.torn", "1.arrows.4.torn"]


def test_the_lock_needs_a_run(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="is not a run"):
        take_lock(DiskFiles(), tmp_path / "nowhere")
