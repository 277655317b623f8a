"""How soon the command answers: its help, and the first fact that would survive a power cut."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from twin.bench.figures import Figure, figure

_COMMIT_BYTES = 128
_POLL_S = 0.001
TRIAL_LIMIT_S = 60.0
_TWIN = (sys.executable, "-c", "from twin.cli import main; main()")


def start_figures(scenario: str, folder: Path, try_count: int) -> list[Figure]:
    """Both times, each the median of some tries.

    Args:
        scenario: what to run for the first fact.
        folder: where runs may be made.
        try_count: tries of each.
    """
    helps_s = median(help_s() for _ in range(try_count))
    firsts_s = [first_fact_s(scenario, folder / f"first-{n}") for n in range(try_count)]
    return [figure("help_s", helps_s), figure("first_fact_s", median(firsts_s))]


def help_s() -> float:
    """How long `twin --help` takes, as a process."""
    began_s = perf_counter()
    subprocess.run([*_TWIN, "--help"], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began_s


def first_fact_s(scenario: str, run_dir: Path) -> float:
    """From the command to the first commit record in the log; the run is stopped then.

    A commit record is written after its facts were synced to the disk.

    Args:
        scenario: a file, or a shipped name.
        run_dir: where to.
    """
    commits = run_dir / "events" / "000001.commits"
    command = [*_TWIN, "run", scenario, "--out", str(run_dir)]
    began_s = perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while perf_counter() - began_s < TRIAL_LIMIT_S:
            if commits.is_file() and commits.stat().st_size >= _COMMIT_BYTES:
                return perf_counter() - began_s
            assert running.poll() in (None, 0), f"{command} failed"
            sleep(_POLL_S)
    finally:
        running.kill()
        running.wait()
    return TRIAL_LIMIT_S
