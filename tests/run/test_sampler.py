"""Samples stand on a grid, reach to the end, and are taken again where a crash lost them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.run.months import END_US, START_US, made, stopped_at, two_days
from twin.log import SampleReader
from twin.run.lineage import Where, open_member
from twin.run.live import resume
from twin.run.sampler import PERIOD_US, Sampler, grid_after
from twin.signals import catalogue
from twin.units import US_PER_H

NAMES = ["site.import_w", "T1.hotspot_c", "H3.it_w"]


def samples(run_dir: Path):
    return SampleReader(run_dir).read(NAMES, START_US, END_US, 10_000)


def test_the_grid_starts_at_the_epoch() -> None:
    assert grid_after(0) == 0
    assert grid_after(START_US) == START_US
    assert grid_after(START_US + 1) == START_US + PERIOD_US


def test_samples_stand_on_every_instant_of_the_grid_from_start_to_end() -> None:
    found = samples(two_days())
    assert found.t_us.tolist() == list(range(START_US, END_US + 1, PERIOD_US))
    assert (found.minimum == found.maximum).all()


@pytest.mark.parametrize("lost", ["nothing", "all"])
def test_a_resumed_run_has_the_samples_of_one_that_ran_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    run_dir = made(tmp_path / "run")
    stopped_at(monkeypatch, run_dir, START_US + 31 * US_PER_H)
    if lost == "all":
        for file in (run_dir / "samples").iterdir():
            file.unlink()
    resume(run_dir)
    found, through = samples(run_dir), samples(two_days())
    assert found.t_us.tolist() == through.t_us.tolist()
    assert np.array_equal(found.mean, through.mean)


def test_samples_beyond_the_start_are_dropped(tmp_path: Path) -> None:
    member = open_member(two_days())
    sampler = Sampler(tmp_path, member.parts, (START_US, START_US))
    sampler.follow(member.plant(Where(START_US)))
    sampler.take(START_US + 3 * PERIOD_US)
    sampler.close()
    kept = Sampler(tmp_path, member.parts, (START_US, START_US + 3 * PERIOD_US))
    assert kept.next_us == START_US + 3 * PERIOD_US
    dropped = Sampler(tmp_path, member.parts, (START_US, START_US + PERIOD_US))
    assert dropped.next_us == START_US


def test_every_signal_of_the_catalogue_is_sampled() -> None:
    names = list(catalogue(open_member(two_days()).parts))
    assert SampleReader(two_days()).read(names, START_US, START_US, 1) is not None
