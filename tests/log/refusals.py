"""Trials of disks that refuse: each step failing once, and power cut after each step."""

from __future__ import annotations

import errno
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.log.layers import CHANGING, Operation, Recorder
from tests.log.powercut import Disk, rebuild
from tests.log.stories import KINDS, facts, new_run, prefix_problem
from twin.errors import LogError
from twin.log import DiskFiles, Durability, KeyframeStore, LogWriter, WriteSettings
from twin.log.scan import commits_path, events_path

SMALL = WriteSettings(segment_bytes=6_000, anchor_batch_count=3)
LAZY = WriteSettings(
    segment_bytes=6_000, anchor_batch_count=3, durability=Durability.AT_CHECKPOINTS
)


# --------------------------------------------------------------------------- failing the n-th step


def script(run_dir: Path, files: Recorder | DiskFiles, settings: WriteSettings) -> Iterator[int]:
    """A short life of a run: made, then three times opened, written, closed and left torn.

    Yields:
        The last acknowledged fact, after each step.
    """
    new_run(run_dir, files=files)
    yield 0
    for count in (5, 9, 1):
        with LogWriter(run_dir, KINDS, settings, files) as writer:
            keyframes = KeyframeStore(run_dir, files)
            for _ in range(count):
                writer.append(writer.next_seq, facts(writer.next_seq, 12))
                yield writer.durable_seq
            keyframes.write(writer.last_seq, 0, b"state")
            yield writer.checkpoint()
        yield writer.last_seq
        _leave_a_torn_tail(run_dir, files)


def _leave_a_torn_tail(run_dir: Path, files: DiskFiles) -> None:
    """Half a batch and some zeros, as an earlier crash may have left them."""
    number = len(list((run_dir / "events").glob("*.arrows")))
    for path, rest in (
        (events_path(run_dir, number), b"half a batch" * 90),
        (commits_path(run_dir, number), bytes(300)),
    ):
        files.write(path, files.size(path), rest)


def live_through(run_dir: Path, files: Recorder, settings: WriteSettings) -> tuple[int, bool]:
    """Run the script until it ends or the disk refuses: (last acknowledged fact, ended)."""
    acknowledged = 0
    try:
        for acknowledged in script(run_dir, files, settings):
            files.note("acknowledged", acknowledged)
    except (LogError, OSError):
        return acknowledged, False
    finally:
        files.close()
    return acknowledged, True


def fail_each_step(folder: Path, settings: WriteSettings, code: int = errno.EIO) -> Counter[str]:
    """Fail each change of the disk once, then open the run again as after a crash."""
    counts: Counter[str] = Counter(steps=0, acknowledged_lost=0, synced_again=0, refused=0)
    ended = False
    while not ended:
        counts["steps"] += 1
        run_dir = folder / str(counts["steps"])
        files = Recorder(fail_at=counts["steps"], code=code)
        acknowledged, ended = live_through(run_dir, files, settings)
        counts["synced_again"] += _synced_again(files)
        problem = _reopen_problem(run_dir, acknowledged)
        counts["refused" if problem.startswith("refused") else "fine"] += 1
        counts["acknowledged_lost"] += bool(problem)
        shutil.rmtree(run_dir, ignore_errors=True)
    return counts


def _synced_again(files: Recorder) -> bool:
    """Whether the file whose sync failed was synced once more."""
    if files.failed is None or files.failed.name != "sync":
        return False
    after = files.operations[files.operations.index(files.failed) + 1 :]
    return any(done.name == "sync" and done.path == files.failed.path for done in after)


def _reopen_problem(run_dir: Path, acknowledged: int) -> str:
    try:
        with LogWriter(run_dir, KINDS, SMALL, Recorder()) as writer:
            writer.append(writer.next_seq, facts(writer.next_seq, 3))
        problem = prefix_problem(run_dir, acknowledged)
    except LogError as error:
        # A run that was never finished making holds nothing that was acknowledged.
        unborn = acknowledged == 0 and "is not a run" in str(error)
        problem = "" if unborn else f"refused: {error}"
    return problem


# --------------------------------------------------------------------------------------- power cuts


def cut_power(folder: Path, settings: WriteSettings, tries: int, seed: int = 0) -> Counter[str]:
    """Rebuild what power cuts may leave after each operation, several states for each."""
    was = folder / "was"
    files = Recorder()
    _, ended = live_through(was, files, settings)
    assert ended
    counts: Counter[str] = Counter(states=0, acknowledged_lost=0)
    disk, acknowledged = Disk(), 0
    luck = random.Random(seed)
    for operation in files.operations:
        if operation.name == "acknowledged":
            acknowledged = operation.arguments[0]
            continue
        disk.play(operation)
        for held in _states(disk, operation, luck, tries):
            now = folder / "now"
            (now / "was").mkdir(parents=True)
            rebuild(held, folder, now)
            problem = _reopen_problem(now / "was", acknowledged)
            counts["states"] += 1
            counts["acknowledged_lost"] += bool(problem)
            assert not problem, (operation.name, str(operation.path), problem)
            shutil.rmtree(now)
    return counts


def _states(
    disk: Disk, operation: Operation, luck: random.Random, tries: int
) -> Iterator[dict[Path, bytes]]:
    """Different states after one operation."""
    seen: set[int] = set()
    for _ in range(tries if operation.name in CHANGING else 0):
        held = disk.after_power_cut(luck)
        key = hash(tuple(sorted(held.items())))
        if key not in seen:
            seen.add(key)
            yield held
