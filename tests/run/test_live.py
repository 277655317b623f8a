"""Running, stopping, crashing and going on give the same facts as running through."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.run.months import END_US, SPAN, START_US, complete, digest_of, made, stopped_at, two_days
from twin.errors import TwinError
from twin.log import open_log, verify
from twin.luck import Luck
from twin.run.live import proceed, resume, run_scenario
from twin.run.progress import read_progress
from twin.run.recorder import Recorder
from twin.run.start import Wishes
from twin.units import US_PER_DAY, US_PER_H

CHILD = """
import sys
from twin.run.live import proceed
proceed(__import__("pathlib").Path(sys.argv[1]))
"""


def child(run_dir: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Another process that runs a run on."""
    settings = {**os.environ, "PYTHONPATH": str(Path.cwd()), **environment}
    command = [sys.executable, "-c", CHILD, str(run_dir)]
    return subprocess.Popen(command, env=settings, stderr=subprocess.PIPE)


def wait_for_facts(run_dir: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the child has written something, or has ended."""
    events = run_dir / "events" / "000001.arrows"
    while process.poll() is None and not (events.exists() and events.stat().st_size):
        time.sleep(0.005)


def test_a_run_reaches_the_end_of_its_scenario_and_its_log_is_sound() -> None:
    report = verify(two_days())
    assert report.faults == ()
    assert report.fact_count == open_log(two_days()).last_seq > 3000


@pytest.mark.parametrize("hours", [0, 1, 7, 13, 26, 47])
def test_a_resumed_run_equals_one_that_ran_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    run_dir = made(tmp_path / "run")
    stopped = stopped_at(monkeypatch, run_dir, START_US + hours * US_PER_H + 123_456_789)
    rest = resume(run_dir)
    assert stopped.fact_count + rest.new_count == rest.fact_count
    assert digest_of(run_dir) == digest_of(two_days())


def test_a_run_stopped_twenty_times_equals_one_that_ran_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir = made(tmp_path / "run")
    draws = Luck(5).stream("stops").uniforms(0, 20)
    for at_us in sorted(START_US + int(frac * (END_US - START_US)) for frac in draws):
        stopped_at(monkeypatch, run_dir, at_us)
    assert resume(run_dir).is_complete
    assert digest_of(run_dir) == digest_of(two_days())


@pytest.mark.soak
def test_a_month_resumed_at_a_hundred_instants_equals_one_that_ran_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    through = complete(tmp_path / "through", "30d")
    expected = digest_of(through)
    for n, frac in enumerate(Luck(6).stream("stops").uniforms(0, 100)):
        run_dir = made(tmp_path / f"run{n}", "30d")
        stopped_at(monkeypatch, run_dir, START_US + int(frac * 30 * US_PER_DAY))
        resume(run_dir)
        assert digest_of(run_dir) == expected, f"stopped at {frac} of the month"


@pytest.mark.parametrize("trial", range(3))
def test_a_run_killed_in_the_middle_goes_on_to_the_same_facts(tmp_path: Path, trial: int) -> None:
    run_dir = made(tmp_path / "run")
    process = child(run_dir)
    wait_for_facts(run_dir, process)
    time.sleep(0.05 * trial)
    process.kill()
    process.communicate()
    resume(run_dir)
    assert verify(run_dir).faults == ()
    assert digest_of(run_dir) == digest_of(two_days())


def test_control_c_leaves_a_valid_run_that_goes_on(tmp_path: Path) -> None:
    run_dir = made(tmp_path / "run", "10d")
    process = child(run_dir)
    wait_for_facts(run_dir, process)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate()
    assert process.returncode == 0, words.decode()
    known = read_progress(run_dir)
    assert known is not None
    # The first instant is acknowledged at once, so the stop may come before the second.
    assert START_US <= known.reached_us < known.end_us
    assert verify(run_dir).faults == ()
    assert verify(run_dir).torn == ()
    assert resume(run_dir).is_complete


def test_two_processes_with_different_hash_seeds_make_the_same_facts(tmp_path: Path) -> None:
    runs = [made(tmp_path / seed) for seed in ("1", "2")]
    children = [child(run_dir, PYTHONHASHSEED=run_dir.name) for run_dir in runs]
    for process in children:
        assert process.wait() == 0
        process.communicate()
    assert {digest_of(run_dir) for run_dir in runs} == {digest_of(two_days())}


def test_another_seed_makes_other_facts(tmp_path: Path) -> None:
    other = complete(tmp_path / "other", "1d", seed=8)
    same = complete(tmp_path / "same", "1d")
    assert digest_of(other) != digest_of(same)


def test_a_run_at_its_end_is_left_as_it_is() -> None:
    outcome = resume(two_days())
    assert outcome.new_count == 0
    assert outcome.is_complete


def test_progress_is_told_and_rises(tmp_path: Path) -> None:
    told = []
    wishes = Wishes(span="1d")
    outcome = run_scenario("demo-month", tmp_path / "r", wishes, on_progress=told.append)
    reached = [progress.reached_us for progress in told]
    assert reached == sorted(reached)
    assert len(reached) >= 2
    assert told[-1].fact_count <= outcome.fact_count
    assert reached[0] == outcome.end_us - US_PER_DAY, "the first instant is told at once"


def test_an_existing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TwinError, match="exists already"):
        run_scenario("demo-month", tmp_path)


def test_two_writers_are_refused(tmp_path: Path) -> None:
    recorder = Recorder(made(tmp_path / "r"))
    with pytest.raises(TwinError, match="writ"):
        proceed(tmp_path / "r")
    recorder.close(whole=True)


def test_the_span_of_a_run_is_what_was_asked_for() -> None:
    assert SPAN == "2d"
    known = read_progress(two_days())
    assert known is not None
    assert (known.reached_us, known.end_us) == (END_US, END_US)
