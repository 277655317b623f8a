"""A timed run counts what its log holds."""

from __future__ import annotations

import json
import subprocess
from collections import Counter

import pytest

from twin.bench.site_year import (
    Timed,
    facts_by_kind,
    jobs_in,
    log_bytes,
    moved_share,
    run_timed,
    year_figures,
)
from twin.facts import FACTS
from twin.log import open_log


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """A day of the year, run in a child."""
    run_dir = tmp_path_factory.mktemp("bench") / "day"
    return run_timed("site-year", run_dir, "1d"), run_dir


def test_a_child_tells_facts_time_memory_and_the_bare_loop(day):
    timed, run_dir = day
    assert timed.fact_count == open_log(run_dir).last_seq
    assert 0 < timed.made_s < timed.took_s
    assert 20 < timed.rss_mb < 1000
    assert 0 < timed.bare_s < timed.took_s


def test_the_start_is_no_part_of_what_a_fact_costs():
    timed = Timed(fact_count=1000, made_s=1.0, took_s=1.5, rss_mb=1.0, bare_s=1.0)
    assert timed.us_per_fact == pytest.approx(500)


def test_a_child_that_fails_is_not_hidden(tmp_path, capfd):
    with pytest.raises(subprocess.CalledProcessError):
        run_timed("no-such-scenario", tmp_path / "run", "1d")
    assert "is no file" in capfd.readouterr().err


def test_the_mix_and_the_jobs_are_those_of_the_log(day):
    _, run_dir = day
    facts = open_log(run_dir).columns()
    mix = facts_by_kind(run_dir)
    assert mix == Counter(facts.kind)
    assert list(mix.values()) == sorted(mix.values(), reverse=True)
    numbered = [
        json.loads(body)["job"]
        for kind, body in zip(facts.kind, facts.body, strict=True)
        if kind in ("JobQueued", "JobStarted")
    ]
    assert jobs_in(run_dir) == len(set(numbered))


def test_figures_follow_from_the_log_and_the_times(day):
    timed, run_dir = day
    mix = facts_by_kind(run_dir)
    found = {one.name: one.value for one in year_figures(timed, run_dir, mix)}
    changing = {fact.__name__ for fact in FACTS if fact.CHANGES_POWER}
    share = sum(count for kind, count in mix.items() if kind in changing) / sum(mix.values())
    assert found["power_fact_share"] == pytest.approx(share, rel=1e-5)
    assert found["site_year_ratio"] == pytest.approx(timed.took_s / timed.bare_s, rel=1e-5)
    assert found["site_year_facts"] == timed.fact_count
    assert 5 < found["log_bytes_per_fact"] < 100
    assert log_bytes(run_dir) < sum(f.stat().st_size for f in run_dir.rglob("*") if f.is_file())


def test_facts_that_move_the_import_are_no_more_than_all(day):
    _, run_dir = day
    assert 0.2 < moved_share(run_dir) < 1.0
