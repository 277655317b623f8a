"""Trials of a log that are counted: what the tests assert on and what is printed for people.

Run it to see the counts: `python -m tests.log.trials [KILLS]`.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.log.layers import Recorder
from tests.log.refusals import LAZY, SMALL, cut_power, fail_each_step
from tests.log.stories import KINDS, facts, new_run, prefix_problem
from twin.errors import LogError
from twin.log import (
    LogWriter,
    open_log,
    repair,
    verify,
)

ACK = struct.Struct("<q")
# ------------------------------------------------------------------------------- truncation, flips


def judge_damage(run_dir: Path, last_seq: int) -> str:
    """How a log that was damaged by one cut or flip behaves.

    Returns:
        `refused` with a good repair, `harmless` when all facts are still read and verify is clean,
        or `silent`: other facts, or fewer than were acknowledged, without a word.
    """
    try:
        reader = open_log(run_dir)
        found = reader.columns()
    except LogError:
        return "refused"
    if found != facts(1, last_seq):
        return "silent"
    return "refused" if verify(run_dir).faults else "harmless"


def judge_repair(run_dir: Path) -> str:
    """Repair a refused log and look at what is left: `prefix`, or what is wrong."""
    try:
        report = repair(run_dir)
    except LogError:
        return "manifest gone"
    problem = prefix_problem(run_dir, 0)
    if problem or verify(run_dir).faults:
        return f"bad: {problem}"
    with LogWriter(run_dir, KINDS) as writer:
        writer.append(writer.next_seq, facts(report.kept_seq + 1, 2))
    return "prefix" if report.lost else "prefix, nothing said"


def flip_every_bit(source: Path, last_seq: int, every: int = 1) -> Counter[str]:
    """Flip one bit after the other in all files of a closed run.

    Args:
        source: the run; left as it is.
        last_seq: its last fact.
        every: look at each n-th bit only.
    """
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(source, copy)
        for path in sorted(copy.rglob("*")):
            if not path.is_file() or path.name == "lock":
                continue
            whole = path.read_bytes()
            for bit in range(0, 8 * len(whole), every):
                flipped = bytearray(whole)
                flipped[bit // 8] ^= 1 << bit % 8
                path.write_bytes(flipped)
                counts[judge_damage(copy, last_seq)] += 1
            path.write_bytes(whole)
    return counts


# ------------------------------------------------------------------------------------------- kills


@contextmanager
def nursery() -> Iterator[Callable[[Path, str], tuple[int, int]]]:
    """A process that forks writers on request; gives (pid, read end of the acknowledgements)."""
    command = [sys.executable, "-m", "tests.log.crash_child"]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def start(run_dir: Path, acks: str) -> tuple[int, int]:
            assert process.stdin is not None
            assert process.stdout is not None
            os.mkfifo(acks)
            process.stdin.write(f"{run_dir}\t{acks}\n")
            process.stdin.flush()
            pid = int(process.stdout.readline())
            return pid, os.open(acks, os.O_RDONLY)

        yield start
        process.stdin.close()


def kill_writers(folder: Path, kill_count: int, luck: random.Random) -> Counter[str]:
    """Kill -9 one writer after the other in the midst of its work, all on one run.

    Returns:
        Kills, torn tails found, facts lost though acknowledged, and facts there at the end.
    """
    run_dir = new_run(folder / "run")
    counts: Counter[str] = Counter(kills=0, torn_tails=0, acknowledged_lost=0)
    acknowledged = 0
    with nursery() as start:
        for number in range(kill_count):
            fifo = str(folder / f"acks-{number}")
            pid, acks = start(run_dir, fifo)
            acknowledged = max(acknowledged, *_kill_after(pid, acks, luck))
            Path(fifo).unlink()
            counts["kills"] += 1
            with LogWriter(run_dir, KINDS, LAZY, Recorder()) as writer:
                counts["torn_tails"] += bool(writer.recovered)
                lost = max(0, acknowledged - writer.last_seq)
                counts["acknowledged_lost"] += lost
    problem = prefix_problem(run_dir, acknowledged) or "; ".join(map(str, verify(run_dir).faults))
    assert not problem, problem
    counts["facts"] = open_log(run_dir).last_seq
    return counts


def _kill_after(pid: int, acks: int, luck: random.Random) -> list[int]:
    """Wait for a few acknowledgements and a moment more, kill, and return all that came."""
    wanted = luck.randint(1, 4)
    got = b""
    while len(got) < wanted * ACK.size:
        got += os.read(acks, ACK.size)
    signal.sigtimedwait([], luck.random() * 0.012)
    os.kill(pid, signal.SIGKILL)
    while chunk := os.read(acks, 4096):
        got += chunk
    os.close(acks)
    whole = len(got) // ACK.size * ACK.size
    return [seq for (seq,) in ACK.iter_unpack(got[:whole])]


def tell(counts: Counter[str]) -> None:
    """Print counts for whoever runs the tests with -s or sees one fail."""
    sys.stdout.write(f"{dict(counts)}\n")


def summary(kill_count: int = 100) -> dict[str, dict[str, int]]:
    """All trials at once: the counts that people ask for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = new_run(folder / "small")
        with LogWriter(small, KINDS) as writer:
            for count in (2, 3):
                writer.append(writer.next_seq, facts(writer.next_seq, count))
        return {
            "flipped bits": dict(flip_every_bit(small, 5)),
            "kills": dict(kill_writers(folder, kill_count, random.Random(1))),
            "failing steps": dict(fail_each_step(folder / "steps", SMALL)),
            "full disk": dict(fail_each_step(folder / "full", LAZY, errno.ENOSPC)),
            "power cuts": dict(cut_power(folder / "cuts", LAZY, tries=8)),
        }


if __name__ == "__main__":
    for trial, found in summary(int(sys.argv[1]) if len(sys.argv) > 1 else 100).items():
        sys.stdout.write(f"{trial}: {found}\n")
