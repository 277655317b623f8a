"""The start is timed from the command to what a power cut would leave."""

from __future__ import annotations

from twin.bench import startup
from twin.log import open_log


def test_help_is_timed_as_a_process():
    assert 0.01 < startup.help_s() < 30


def test_the_first_fact_is_on_the_disk_when_the_clock_stops(tmp_path):
    run_dir = tmp_path / "run"
    assert 0.05 < startup.first_fact_s("demo-month", run_dir) < startup.TRIAL_LIMIT_S
    assert open_log(run_dir).last_seq >= 1


def test_both_figures_are_medians(tmp_path, monkeypatch):
    times_s = iter([5.0, 1.0, 2.0, 3.0, 4.0])
    monkeypatch.setattr(startup, "help_s", lambda: 0.2)
    monkeypatch.setattr(startup, "first_fact_s", lambda scenario, run_dir: next(times_s))
    found = {one.name: one for one in startup.start_figures("demo-month", tmp_path, 5)}
    assert (found["help_s"].value, found["help_s"].met) == (0.2, True)
    assert (found["first_fact_s"].value, found["first_fact_s"].met) == (3.0, False)
