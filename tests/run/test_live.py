"""Running, stopping and going on give the same facts as running through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import complete, digest_of, made, stopped_at
from twin.errors import TwinError
from twin.log import open_log, verify
from twin.run.live import proceed, resume, run_scenario
from twin.run.recorder import Recorder
from twin.run.start import Wishes
from twin.units import US_PER_DAY, US_PER_H


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return complete(tmp_path_factory.mktemp("runs") / "through")


def test_a_run_reaches_the_end_of_its_scenario_and_its_log_is_sound(through: Path) -> None:
    report = verify(through)
    assert report.faults == ()
    assert report.fact_count == open_log(through).last_seq > 3000


@pytest.mark.parametrize("hours", [0, 1, 7, 13, 26, 47])
def test_a_resumed_run_equals_one_that_ran_through(
    through: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    run_dir = made(tmp_path / "run")
    first_us = open_log(through).columns(1, 1).t_us[0]
    stopped = stopped_at(monkeypatch, run_dir, first_us + hours * US_PER_H + 123_456_789)
    rest = resume(run_dir)
    assert stopped.fact_count + rest.new_count == rest.fact_count
    assert digest_of(run_dir) == digest_of(through)


def test_a_run_at_its_end_is_left_as_it_is(through: Path) -> None:
    outcome = resume(through)
    assert outcome.new_count == 0
    assert outcome.is_complete


def test_progress_is_told_and_rises(tmp_path: Path) -> None:
    told = []
    outcome = run_scenario("demo-month", tmp_path / "r", Wishes(span="1d"), on_progress=told.append)
    reached = [progress.reached_us for progress in told]
    assert reached == sorted(reached)
    assert len(reached) >= 2
    assert told[-1].fact_count <= outcome.fact_count
    assert outcome.end_us - US_PER_DAY < reached[0] <= outcome.end_us


def test_an_existing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TwinError, match="exists already"):
        run_scenario("demo-month", tmp_path)


def test_two_writers_are_refused(tmp_path: Path) -> None:
    recorder = Recorder(made(tmp_path / "r"))
    with pytest.raises(TwinError, match="writ"):
        proceed(tmp_path / "r")
    recorder.close(whole=True)
