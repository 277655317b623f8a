"""Batches are checked before Arrow sees them, and few are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.log.stories import facts, file_of, written
from twin.errors import LogError
from twin.log import DiskFiles, WriteSettings
from twin.log import loader as loading
from twin.log.batches import to_lists
from twin.log.loader import BatchLoader
from twin.log.manifest import read_manifest
from twin.log.records import CommitRecord
from twin.log.scan import scan


def records(run_dir: Path) -> list[CommitRecord]:
    files = DiskFiles()
    return scan(files, run_dir, read_manifest(files, run_dir), deep_from=None).records


def test_any_batch_may_be_read_first(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [9] * 6, WriteSettings(segment_bytes=3_000))
    for record in reversed(records(run_dir)):
        fresh = BatchLoader(DiskFiles())
        assert to_lists(fresh.load(run_dir, record)) == facts(record.first_seq, 9)


@pytest.mark.parametrize(("rows_max", "most", "kept"), [(20, 99, 16), (50, 99, 25), (99, 20, 20)])
def test_a_batch_is_decoded_once_while_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_max: int, most: int, kept: int
) -> None:
    monkeypatch.setattr(loading, "_KEPT_ROWS", rows_max)
    monkeypatch.setattr(loading, "_KEPT_MOST", most)
    run_dir = written(tmp_path / "r", [2] * 30)
    loader = BatchLoader(DiskFiles())
    first, *rest = records(run_dir)
    batch = loader.load(run_dir, first)
    assert loader.load(run_dir, first) is batch
    for record in rest:
        loader.load(run_dir, record)
    assert len(loader._batches) == kept
    assert loader._kept_rows == 2 * kept
    assert loader.load(run_dir, first) is not batch


def test_bytes_that_were_not_committed_are_refused(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [2, 2])
    _, second = records(run_dir)
    loader = BatchLoader(DiskFiles())
    with pytest.raises(LogError, match="facts 3 to 4 are lost"):
        loader.load(run_dir, replace(second, body_crc=second.body_crc ^ 1))
    with pytest.raises(LogError, match="a batch is damaged"):
        loader.load(run_dir, replace(second, length=second.length + 1))


def test_files_that_are_gone_are_named(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [2, 2])
    first, second = records(run_dir)
    file_of(run_dir, "commits").unlink()
    with pytest.raises(LogError, match="dictionaries"):
        BatchLoader(DiskFiles()).load(run_dir, second)
    file_of(run_dir, "arrows").unlink()
    with pytest.raises(LogError, match="reading facts 1 to 2 failed"):
        BatchLoader(DiskFiles()).load(run_dir, first)
