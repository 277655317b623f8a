"""Measuring everything gives every figure there is, once."""

from __future__ import annotations

import pytest

from twin.bench import whole as bench
from twin.bench.figures import BOUNDS, figure

TINY = bench.Extent(year_span="3h", scale_span="1h", question_count=3, try_count=1, part="a little")


@pytest.fixture(scope="module")
def report():
    told = []
    return bench.measure(TINY, told.append), told


def test_every_figure_is_measured_once_and_in_order(report):
    found, told = report
    assert [one["name"] for one in found["figures"]] == list(BOUNDS)
    assert all(one["value"] is not None for one in found["figures"])
    assert len(told) == 4


def test_machine_commit_and_mix_are_in_it(report):
    found, _ = report
    assert "cores" in found["machine"]
    assert sum(found["mix"].values()) == found["figures"][0]["value"]


def test_figures_that_need_the_year_are_not_judged_on_a_part(report):
    found, _ = report
    by_name = {one["name"]: one for one in found["figures"]}
    assert by_name["site_year_facts"]["met"] is None
    assert by_name["site_year_facts"]["note"] == "a little"
    assert by_name["log_bytes_per_fact"]["met"] is not None
    assert bench.judged(figure("site_year_facts", 1.0), bench.WHOLE).met is False


def test_a_commit_that_changes_while_measuring_is_not_passed_off_as_one(monkeypatch):
    commits = iter(["abc", "def"])
    monkeypatch.setattr(bench, "commit", lambda: next(commits))
    for name in ("start_figures", "year_figures", "travel_figures"):
        monkeypatch.setattr(bench, name, lambda *_words, **_more: [])
    monkeypatch.setattr(bench, "run_timed", lambda *_words: None)
    monkeypatch.setattr(bench, "facts_by_kind", lambda _run_dir: {})
    monkeypatch.setattr(bench, "scale_figure", lambda *_words: figure("gw_per_fact_ratio", 1.0))
    found = bench.measure(TINY, lambda _words: None)
    assert found["commit"] == "changed while measuring: abc to def"
