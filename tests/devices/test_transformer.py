"""Limits and cooling stages: every crossing is found, at its instant, once, and nothing else."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.transformers import DAY, HOUR, IEC_A, MIN, S, case_s, family
from twin.devices.transformer_limits import STAGE_DOWN, STAGE_UP

MAIN = {"mva_onan": 15.0, "mva_max": 25.0}
WATCH = {"name": "watched", "quantity": "hot_spot", "value_c": 120.0}
changes = st.lists(
    st.tuples(st.integers(0, 6 * HOUR), st.floats(0.0, 1.7), st.floats(-10.0, 46.0)),
    min_size=1,
    max_size=6,
)


def crossings(one, from_us, to_us, *, react=True, i=0):
    """Let everything happen up to an instant; what was crossed, in order."""
    seen = []
    now = from_us
    while (found := one.next_crossing(i, now)) is not None and found.t_us <= to_us:
        now = max(now, found.t_us)
        seen.append(found)
        step = {STAGE_UP: 1, STAGE_DOWN: -1}.get(found.limit)
        if step is not None and react:
            one.set_stage(i, now, one.stage[i] + step)
        else:
            one.cross(i, now, found.limit, found.direction)
        assert len(seen) < 500, "a limit that fires for ever"
    return seen


@pytest.mark.parametrize("limit", [pytest.param("shed_winding", id="oracle-14"), "watched"])
def test_case_s_reaches_120_degrees_at_its_instant(limit):
    one = case_s(limits=[WATCH])
    seen = {c.limit: c for c in crossings(one, 0, HOUR)}
    found = seen[limit]
    assert (found.anchor_us + found.after_us) / MIN == pytest.approx(14.390928587149, abs=1e-9)
    assert found.t_us / MIN == pytest.approx(14.390928587149, abs=2e-8)
    assert one.hot_spot_c(0, found.t_us) == pytest.approx(120.0, abs=1e-6)


@settings(max_examples=40)
@given(changes)
def test_between_crossings_no_limit_is_passed(history):
    """Against a dense scan of the readings: what is latched agrees with what is read."""
    one = family(MAIN)
    one.settle(0, 0, 15e6)
    now = 0
    for wait, load, ambient in history:
        one.ambient.set_ambient(now, ambient)
        one.set_load(0, now, load * 25e6)
        until = now + wait + MIN
        while True:
            found = one.next_crossing(0, now)
            stop = min(until, found.t_us) if found else until
            agree(one, now, stop)
            if found is None or found.t_us > until:
                break
            now = max(now, found.t_us)
            if found.limit in (STAGE_UP, STAGE_DOWN):
                one.set_stage(0, now, one.stage[0] + (1 if found.limit == STAGE_UP else -1))
            else:
                one.cross(0, now, found.limit, found.direction)
        now = until


def agree(one, start, stop):
    latched = one.latched_limits(0)
    for t in np.linspace(start + 1, stop - 1, 40).astype(int).tolist():
        if not start < t < stop:
            continue
        oil, hot = one.top_oil_c(0, t), one.hot_spot_c(0, t)
        for limit in one.units[0].limits:
            value = oil if limit.oil else hot
            if limit.name in latched:
                assert value >= limit.reset_c - 1e-8
            else:
                assert value <= limit.level_c + 1e-8
        above = one.units[0].stages[one.stage[0] + 1 :]
        if above and t > one.called_us[0] + one.units[0].dwell_us:
            assert oil <= above[0].start_oil_c + 1e-8
            assert hot <= above[0].start_hot_c + 1e-8


@settings(max_examples=40)
@given(changes, st.integers(0, 6 * HOUR))
def test_when_it_is_asked_does_not_move_the_answer(history, later):
    one = family(MAIN)
    for at, load, ambient in sorted(history):
        one.ambient.set_ambient(at, ambient)
        one.set_load(0, at, load * 25e6)
    now = max(at for at, _, _ in history)
    assert one.next_crossing(0, now) == one.next_crossing(0, now + later)


@settings(max_examples=40)
@given(changes)
def test_the_cheap_bound_never_hides_a_crossing(history):
    one = family(MAIN, ambient_c=30.0)
    one.settle(0, 0, 15e6)
    for at, load, ambient in sorted(history):
        one.ambient.set_ambient(at, ambient)
        one.set_load(0, at, load * 25e6)
    now = max(at for at, _, _ in history)
    assert one.next_crossing(0, now) == one._search(0)


def test_an_alarm_latches_and_clears_below_its_hysteresis():
    one = family(IEC_A, ambient_c=30.0)
    one.settle(0, 0, 0.6e6)
    one.set_load(0, 0, 1.2e6)
    up = crossings(one, 0, 6 * HOUR)
    assert "alarm_winding" in one.latched_limits(0)
    one.set_load(0, 6 * HOUR, 0.2e6)
    down = crossings(one, 6 * HOUR, 2 * DAY)
    assert one.latched_limits(0) == []
    assert {c.limit for c in up} == {c.limit for c in down}
    for found in down:
        limit = next(x for x in one.units[0].limits if x.name == found.limit)
        assert found.direction == "falling"
        assert limit.level_c - limit.reset_c == 5.0


def test_what_is_past_its_limit_at_the_start_fires_at_once_but_a_watch_does_not():
    one = family({**IEC_A, "limits": [{**WATCH, "value_c": 60.0}]}, ambient_c=40.0)
    one.settle(0, 0, 1.4e6)
    seen = crossings(one, 0, MIN)
    assert {c.limit for c in seen} == {
        "alarm_top_oil",
        "alarm_winding",
        "shed_winding",
        "trip_top_oil",
        "trip_winding",
    }
    assert all(c.t_us == 0 for c in seen)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("both", ["rising", "falling", "rising", "falling"]),
        ("rising", ["rising", "rising"]),
        ("falling", ["falling", "falling"]),
    ],
)
def test_a_watch_reports_every_crossing_of_its_direction(direction, expected):
    one = family({**IEC_A, "limits": [{**WATCH, "value_c": 90.0, "direction": direction}]})
    one.settle(0, 0, 0.3e6)
    seen = []
    for n in range(4):
        start = n * 12 * HOUR
        one.set_load(0, start, 0.3e6 if n % 2 else 1.2e6)
        seen += crossings(one, start, start + 12 * HOUR - 1)
    watched = [c for c in seen if c.limit == "watched"]
    assert [c.direction for c in watched] == expected
    assert all(a.t_us < b.t_us for a, b in pairwise(watched))


def test_an_overshoot_that_comes_back_crosses_twice():
    one = family({**IEC_A, "limits": [{**WATCH, "value_c": 115.0}]}, ambient_c=20.0)
    one.settle(0, 0, 0.2e6)
    one.set_load(0, 0, 1.2e6)
    watched = [c.direction for c in crossings(one, 0, 2 * DAY) if c.limit == "watched"]
    top = max(one.hot_spot_c(0, n * MIN) for n in range(600))
    settled = one.hot_spot_c(0, 2 * DAY)
    assert watched == (["rising", "falling"] if top > 115.0 > settled else ["rising"])


class TestStages:
    def test_fans_start_and_stop_with_hysteresis(self):
        one = family(MAIN, ambient_c=25.0)
        one.settle(0, 0, 5e6)
        assert one.stage[0] == 0
        one.set_load(0, 0, 24e6)
        seen = crossings(one, 0, DAY)
        assert [c.limit for c in seen if c.limit == STAGE_UP] == [STAGE_UP, STAGE_UP]
        assert one.stage[0] == 2
        one.set_load(0, DAY, 4e6)
        seen = crossings(one, DAY, 3 * DAY)
        assert [c.limit for c in seen if c.limit == STAGE_DOWN] == [STAGE_DOWN, STAGE_DOWN]
        assert one.stage[0] == 0
        last = max(c.t_us for c in seen)
        stop = one.units[0].stages[1]
        readings = [
            one.top_oil_c(0, last) - (stop.start_oil_c - stop.stop_k),
            one.hot_spot_c(0, last) - (stop.start_hot_c - stop.stop_k),
        ]
        assert max(readings) == pytest.approx(0.0, abs=1e-5)

    def test_a_stage_is_held_for_its_dwell(self):
        one = family({**MAIN, "stage_dwell_s": 1800.0}, ambient_c=25.0)
        one.settle(0, 0, 5e6)
        one.set_load(0, 0, 35e6)
        ups = [c.t_us for c in crossings(one, 0, DAY) if c.limit == STAGE_UP]
        assert ups[1] - ups[0] >= 1800 * S

    def test_a_settled_unit_has_the_fans_it_needs(self):
        one = family(MAIN, ambient_c=35.0)
        one.settle(0, 0, 24e6)
        assert one.stage[0] == 2
        assert one.next_crossing(0, 0) is None or one.next_crossing(0, 0).limit != STAGE_UP

    def test_fans_that_do_not_follow_are_called_once(self):
        one = family(MAIN, ambient_c=25.0)
        one.settle(0, 0, 5e6)
        one.set_load(0, 0, 18e6)
        ups = [c for c in crossings(one, 0, DAY, react=False) if c.limit == STAGE_UP]
        assert len(ups) == 2
        assert (one.stage[0], one.called_stage[0]) == (0, 2)

    def test_a_stage_raises_the_base_and_so_lowers_the_temperatures(self):
        small, large = family(MAIN), family(MAIN)
        large.set_stage(0, 0, 2)
        for one in (small, large):
            one.set_load(0, 0, 15e6)
        assert large.hot_spot_c(0, 5 * HOUR) < small.hot_spot_c(0, 5 * HOUR) - 10.0


def test_limits_survive_a_snapshot():
    one = case_s(limits=[WATCH])
    crossings(one, 0, 20 * MIN)
    other = case_s(limits=[WATCH])
    other.restore(json.loads(json.dumps(one.snapshot())))
    assert other.latched_limits(0) == one.latched_limits(0)
    assert other.next_crossing(0, 20 * MIN) == one.next_crossing(0, 20 * MIN)


@given(st.floats(0.0, 1.5), st.floats(0.8, 1.1))
def test_losses_are_at_least_the_no_load_loss_while_energised(load, voltage):
    one = family(MAIN)
    one.set_load(0, 0, load * 25e6)
    unit = one.units[0]
    assert one.loss_w(0, voltage) >= unit.p0_w * voltage**2 * (1 - 1e-12)
    one.set_energised(0, 0, False)
    assert one.loss_w(0, voltage) == 0.0


def test_one_unit_moves_no_other():
    both = family(MAIN, IEC_A)
    both.set_load(0, 0, 20e6)
    assert both.load_va[1] == 0.0
    assert both.rise_to_k[1] < both.rise_to_k[0]
