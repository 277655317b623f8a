"""The newest samples are those that the log will have, and are taken once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import made
from twin.log import SampleReader
from twin.run import recent as rooms
from twin.run.chart import samples
from twin.run.conduct import Conductor
from twin.run.lineage import open_member
from twin.run.recent import Recent
from twin.run.replay import Replay
from twin.run.sampler import PERIOD_US
from twin.signals import catalogue

DAY_US = 86_400_000_000


def test_they_are_what_the_log_will_have_and_are_taken_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir = made(tmp_path / "run", "3d")
    conductor = Conductor(run_dir)
    conductor.play(0.0, 86_400.0)
    conductor.advance(0.5)
    conductor.flush()
    line = open_member(run_dir)
    names = list(catalogue(line.parts))
    recent = Recent(line)
    moved: list[int] = []
    advance = Replay.advance
    monkeypatch.setattr(
        Replay, "advance", lambda self, t_us: moved.append(t_us) or advance(self, t_us)
    )
    start_us = line.start_us
    early = recent.samples(names, start_us + DAY_US // 4)
    assert early is not None
    assert early.t_us.tolist() == list(range(start_us, start_us + DAY_US // 4 + 1, PERIOD_US))
    half = recent.samples(names, start_us + DAY_US // 2)
    assert half is not None
    assert moved == half.t_us.tolist()

    conductor.advance(2.5)
    conductor.flush()
    line.reader.refresh()
    covered = SampleReader(run_dir).covered()
    assert covered is not None
    newest = recent.samples(names, conductor.reached_us)
    assert newest is not None
    assert newest.t_us[0] == covered[1] + PERIOD_US
    assert recent.samples(names, covered[1]) is None
    conductor.close()

    written = samples(line, names, (start_us, conductor.reached_us), 10_000)
    assert written is not None
    for found in (half, newest):
        place = written.t_us.tolist().index(found.t_us[0])
        same = written.part(slice(place, place + len(found)))
        assert found.t_us.tolist() == same.t_us.tolist()
        assert found.mean == pytest.approx(same.mean, nan_ok=True)


def test_a_run_that_lost_its_samples_is_not_sampled_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run_dir = made(tmp_path / "run", "3d")
    conductor = Conductor(run_dir)
    conductor.play(0.0, 86_400.0)
    conductor.advance(0.5)
    conductor.flush()
    line = open_member(run_dir)
    monkeypatch.setattr(rooms, "_MOST_US", 6 * PERIOD_US)
    assert Recent(line).samples(["site.import_w"], line.start_us + 7 * PERIOD_US) is None
    assert Recent(line).samples(["site.import_w"], line.start_us + 6 * PERIOD_US) is not None
    conductor.close()
