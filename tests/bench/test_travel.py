"""Questions are asked at instants and windows inside the run, and every one is timed."""

from __future__ import annotations

import pytest

from twin.bench import travel
from twin.run.live import proceed
from twin.run.reading import Run, open_run
from twin.run.start import Wishes, create
from twin.units import US_PER_H


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    run_dir = tmp_path_factory.mktemp("bench") / "run"
    proceed(create("site-year", run_dir, Wishes(span="6h")))
    return open_run(run_dir)


def test_states_are_asked_all_over_the_run(run, monkeypatch):
    asked = []
    usual = Run.state
    monkeypatch.setattr(Run, "state", lambda self, at: asked.append(at) or usual(self, at))
    assert len(travel.state_times_ms(run, 12)) == 12
    first_us, last_us = run.span_us
    assert all(first_us <= at_us <= last_us for at_us in asked)
    assert max(asked) - min(asked) > 3 * US_PER_H


def test_windows_are_from_an_hour_to_the_whole_with_eight_signals(run, monkeypatch):
    asked = []
    usual = Run.signals

    def signals(self, names, start, end, points):
        asked.append((start, end))
        assert (len(names), points) == (8, 2000)
        return usual(self, names, start, end, points)

    monkeypatch.setattr(Run, "signals", signals)
    assert len(travel.window_times_ms(run, 6)) == 6
    first_us, last_us = run.span_us
    assert asked[0] == (first_us, last_us)
    assert all(first_us <= a <= b <= last_us for a, b in asked)
    assert all(b - a >= US_PER_H * 0.999 for a, b in asked)


@pytest.mark.parametrize(("count", "at"), [(1, 0), (100, 98), (101, 99), (300, 296)])
def test_the_percentile_is_a_time_that_was_measured(count, at):
    assert travel.percentile_ms([float(n) for n in reversed(range(count))]) == at


def test_both_percentiles_are_figures(run):
    found = travel.travel_figures(run.run_dir, state_count=3, window_count=3)
    assert [one.name for one in found] == ["state_p99_ms", "signals_p99_ms"]
    assert all(one.value > 0 for one in found)
