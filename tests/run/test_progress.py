"""How far a run has got is a cache: lost or damaged, it is as if it were not there."""

from __future__ import annotations

from pathlib import Path

from twin.run.progress import Progress, read_progress, write_progress

PROGRESS = Progress(reached_us=5, end_us=9, fact_count=100, took_s=4.0)


def test_what_is_noted_is_read_back(tmp_path: Path) -> None:
    write_progress(tmp_path, PROGRESS)
    assert read_progress(tmp_path) == PROGRESS


def test_nothing_noted_or_damaged_is_none(tmp_path: Path) -> None:
    assert read_progress(tmp_path) is None
    (tmp_path / "progress.json").write_text('{"reached_us": "x"')
    assert read_progress(tmp_path) is None


def test_a_disk_that_refuses_is_done_without(tmp_path: Path) -> None:
    write_progress(tmp_path / "nowhere" / "deep", PROGRESS)
    assert read_progress(tmp_path / "nowhere" / "deep") is None


def test_the_rate_is_facts_over_time() -> None:
    assert PROGRESS.facts_per_s == 25.0
    assert Progress(reached_us=5, end_us=9, fact_count=1, took_s=0.0).facts_per_s == 0.0
