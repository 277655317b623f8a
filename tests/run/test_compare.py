"""Comparing finds the first fact that differs and skips what is shared by descent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.months import START_US, complete, two_days
from twin.run.compare import diff, shared_by_descent
from twin.run.fork import Changed, fork
from twin.run.live import resume
from twin.run.reading import open_run
from twin.units import US_PER_H


def test_a_run_does_not_differ_from_itself() -> None:
    run = open_run(two_days())
    found = diff(run, run)
    assert found.is_none
    assert found.shared_seq == found.same_seq == run.fact_count


def test_equal_runs_without_descent_are_compared_fact_by_fact(tmp_path: Path) -> None:
    found = diff(open_run(two_days()), open_run(complete(tmp_path / "again")))
    assert found.is_none
    assert found.shared_seq == 0


def test_a_shorter_run_ends_where_the_other_goes_on(tmp_path: Path) -> None:
    short, long = open_run(complete(tmp_path / "short", "1d")), open_run(two_days())
    found = diff(short, long)
    assert found.first is None
    assert found.second is not None
    assert found.second.seq == short.fact_count + 1


def test_forks_part_at_their_first_own_words(tmp_path: Path) -> None:
    at_us = START_US + 30 * US_PER_H
    for name, unit in (("a", "T1"), ("b", "T2")):
        fork(two_days(), at_us, tmp_path / name, Changed(fail=[unit]))
        resume(tmp_path / name)
    one, two = open_run(tmp_path / "a"), open_run(tmp_path / "b")
    found = diff(one, two)
    base_seq = one.manifest.base_seq
    assert found.shared_seq == found.same_seq == base_seq
    assert found.first is not None
    assert found.second is not None
    assert "fail T1" in found.first.words
    assert "fail T2" in found.second.words
    assert shared_by_descent(one.line, open_run(two_days()).line) == base_seq


@pytest.mark.parametrize("seed", [8, 9])
def test_other_luck_differs_early(tmp_path: Path, seed: int) -> None:
    other = open_run(complete(tmp_path / "other", "1d", seed=seed))
    found = diff(open_run(two_days()), other)
    assert found.first is not None
    assert found.same_seq < 50
