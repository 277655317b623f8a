"""Killed writers, failing disks and power cuts lose nothing that was acknowledged."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest

from tests.log.layers import Recorder
from tests.log.refusals import LAZY, SMALL, cut_power, fail_each_step
from tests.log.stories import KINDS, facts, new_run
from tests.log.trials import kill_writers, tell
from twin.errors import LogError
from twin.log import LogWriter, WriteSettings, open_log
from twin.log.tail import Tail


def test_a_hundred_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    counts = kill_writers(tmp_path, 100, random.Random(7))
    tell(counts)
    assert counts["kills"] == 100
    assert counts["acknowledged_lost"] == 0
    assert counts["torn_tails"] >= 20, "the kills must land inside writes to mean anything"


@pytest.mark.soak
def test_a_thousand_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    counts = kill_writers(tmp_path, 1000, random.Random(11))
    tell(counts)
    assert (counts["kills"], counts["acknowledged_lost"]) == (1000, 0)


@pytest.mark.parametrize("settings", [SMALL, LAZY], ids=["every batch", "at checkpoints"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC], ids=["broken disk", "full disk"])
def test_a_disk_that_fails_at_any_step_loses_nothing(
    tmp_path: Path, settings: WriteSettings, code: int
) -> None:
    counts = fail_each_step(tmp_path, settings, code)
    assert counts["steps"] > 80
    assert counts["acknowledged_lost"] == 0
    assert counts["refused"] == 0
    assert counts["synced_again"] == 0, "a failed sync must never be tried again"


@pytest.mark.parametrize("settings", [SMALL, LAZY], ids=["every batch", "at checkpoints"])
def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(
    tmp_path: Path, settings: WriteSettings
) -> None:
    counts = cut_power(tmp_path, settings, tries=5)
    tell(counts)
    assert counts["states"] > 300
    assert counts["acknowledged_lost"] == 0


@pytest.mark.soak
def test_many_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    for seed in range(20):
        cut_power(tmp_path / str(seed), LAZY, tries=20, seed=seed)


def test_the_power_cuts_would_catch_records_that_come_before_their_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Tail.commit

    def hasty(tail: Tail) -> None:
        sync = tail._files.sync
        tail._files.sync = lambda path: None if path.suffix == ".arrows" else sync(path)
        try:
            honest(tail)
        finally:
            tail._files.sync = sync

    monkeypatch.setattr(Tail, "commit", hasty)
    with pytest.raises(AssertionError):
        cut_power(tmp_path, SMALL, tries=8)


def test_a_writer_stops_at_the_first_refusal_and_opens_again_whole(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    files = Recorder(only=("sync",), fail_at=3)
    writer = LogWriter(run_dir, KINDS, files=files)
    assert writer.append(1, facts(1, 4)).durable
    with pytest.raises(LogError, match="writing facts 5 to 8 failed: injected by the test"):
        writer.append(5, facts(5, 4))
    with pytest.raises(LogError, match="stopped after the disk refused"):
        writer.append(5, facts(5, 4))
    with pytest.raises(LogError, match="stopped after the disk refused"):
        writer.checkpoint()
    writer.close()
    with LogWriter(run_dir, KINDS) as writer:
        assert writer.next_seq == 5
        assert writer.recovered, "the batch that was written but not synced is set aside"


def test_a_record_whose_sync_failed_is_written_again_before_anything_follows(
    tmp_path: Path,
) -> None:
    run_dir = new_run(tmp_path / "r")
    files = Recorder(only=("sync",), fail_at=4)
    writer = LogWriter(run_dir, KINDS, files=files)
    writer.append(1, facts(1, 4))
    with pytest.raises(LogError):
        writer.append(5, facts(5, 4))
    writer.close()
    again = Recorder()
    with LogWriter(run_dir, KINDS, files=again) as writer:
        assert writer.next_seq == 9, "it can be seen, so it counts"
    steps = [(done.name, done.path.suffix) for done in again.operations]
    assert steps.index(("write", ".commits")) + 1 == steps.index(("sync", ".commits"))


def test_a_full_disk_says_so_and_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    files = Recorder(only=("write",), fail_at=5, code=errno.ENOSPC)
    writer = LogWriter(run_dir, KINDS, files=files)
    writer.append(1, facts(1, 4))
    with pytest.raises(LogError, match="free space"):
        writer.append(5, facts(5, 4))
    writer.close()
    assert open_log(run_dir).columns() == facts(1, 4)
