"""One engine from order to standstill, and its running hours."""

from __future__ import annotations

import pytest

from twin.devices.backup.genset_engines import Engines, stuck_count
from twin.devices.backup.genset_spec import (
    BROKE,
    COOLING,
    CRANKING,
    FAILED,
    LOCKED_OUT,
    ORDERED,
    PAUSED,
    READY,
    RELEASED,
    REPAIRED,
    RESET,
    RUN_UP,
    STOPPED,
    GensetSpec,
)

S = 1_000_000
HOUR = 3600 * S


def one(**spec):
    return Engines([GensetSpec(**{"rated_kw": 1000.0, **spec})], 0)


def ordered(draw_frac, **spec):
    engines = one(**spec)
    engines.draw_frac[0] = draw_frac
    assert engines.happens(0, 0, ORDERED)
    return engines


def run(engines, count):
    """So many of its own events: state after each, with its instant."""
    seen = []
    for _ in range(count):
        due = engines.due(0)
        t_us = round(due.entered_us + due.after_us)
        assert engines.happens(0, t_us, due.event)
        seen.append((engines.engine_state[0], t_us / S))
    return seen


def test_a_good_start_accepts_load_after_its_time():
    assert run(ordered(0.5), 2) == [(RUN_UP, 3.0), (READY, 10.0)]


def test_a_start_at_the_third_attempt_takes_two_whole_cranks_and_rests_longer():
    assert run(ordered(0.98999), 6) == [
        (PAUSED, 15.0), (CRANKING, 30.0), (PAUSED, 45.0), (CRANKING, 60.0),
        (RUN_UP, 63.0), (READY, 70.0),
    ]  # fmt: skip


def test_a_failed_start_locks_out_after_the_last_attempt_until_a_reset():
    engines = ordered(0.995)
    assert run(engines, 5)[-1] == (LOCKED_OUT, 75.0)
    assert engines.due(0) is None
    assert not engines.happens(0, 80 * S, ORDERED)
    assert engines.happens(0, 90 * S, RESET)
    assert (engines.engine_state[0], engines.draw_frac) == (STOPPED, [None])


def test_it_runs_from_firing_to_the_end_of_its_cooling():
    engines = ordered(0.5, cool_min=5)
    run(engines, 2)
    engines.happens(0, 2 * HOUR, RELEASED)
    assert engines.run_at_s(0, 2 * HOUR) == 7200 - 3
    assert run(engines, 1) == [(STOPPED, 7500.0)]
    assert engines.run_at_s(0, 9 * HOUR) == 7500 - 3


def test_a_breakdown_counts_running_time_only():
    engines = ordered(0.5, failures_per_h=0.5)
    engines.set_breakdown(0, 0, 1.0)
    run(engines, 2)
    engines.happens(0, HOUR, RELEASED)
    run(engines, 1)
    engines.draw_frac[0] = 0.5
    engines.happens(0, 10 * HOUR, ORDERED)
    run(engines, 2)
    due = engines.due(0)
    ran_s = 3600 + 300 - 3
    fires_s = 10 * 3600 + 3
    assert due.event == BROKE
    assert (due.entered_us + due.after_us) / S == pytest.approx(fires_s + 7200 - ran_s, rel=1e-12)
    engines.happens(0, 20 * HOUR, BROKE)
    assert (engines.engine_state[0], stuck_count(engines, range(1))) == (FAILED, 1)
    assert not engines.happens(0, 20 * HOUR, RESET)
    assert engines.happens(0, 21 * HOUR, REPAIRED)
    assert engines.fails_s == [None]


def test_the_earlier_of_timer_and_breakdown_is_due():
    engines = ordered(0.5, failures_per_h=1.0)
    engines.set_breakdown(0, 0, 5.0 / 3600)
    assert run(engines, 1) == [(RUN_UP, 3.0)]
    assert run(engines, 1) == [(FAILED, 8.0)]


def test_without_hazard_or_luck_none_breaks():
    engines = one(failures_per_h=0.0)
    engines.set_breakdown(0, 0, 0.1)
    assert engines.fails_s == [None]
    engines = one()
    engines.set_breakdown(0, 0, None)
    engines.place(0, 0, COOLING)
    assert engines.due(0).event == "cooled"
