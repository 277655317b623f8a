"""The bare loop pumps exactly as many timeouts as it is asked for."""

from __future__ import annotations

import pytest
import simpy

from twin.bench import bare


@pytest.mark.parametrize("count", [0, 1, 299, 301, 1000])
def test_as_many_timeouts_as_asked_for_in_at_most_three_hundred_processes(monkeypatch, count):
    made = []
    usual = simpy.Environment.timeout
    monkeypatch.setattr(
        simpy.Environment,
        "timeout",
        lambda env, delay: made.append((env.active_process, delay)) or usual(env, delay),
    )
    assert bare.bare_loop_s(count, repeat_count=1) >= 0.0
    assert len(made) == count
    assert len({process for process, _ in made}) == min(count, bare.PROCESS_COUNT)
    assert all(isinstance(delay, int) and delay > 0 for _, delay in made)


def test_the_median_of_the_tries_counts(monkeypatch):
    tries = iter([3.0, 1.0, 2.0])
    monkeypatch.setattr(bare, "_once_s", lambda count: next(tries))
    assert bare.bare_loop_s(7) == 2.0
