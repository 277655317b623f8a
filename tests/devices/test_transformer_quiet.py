"""What a quiet answer promises: nothing is met, whatever the inputs do within its ranges."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.transformers import DAY, HOUR, MIN, S, family
from twin.devices.transformer_limits import STAGE_DOWN, STAGE_UP
from twin.devices.transformer_quiet import Calm, Quiet

MAIN = {"mva_max": 25.0, "mva_onan": 15.0, "cooling": "onaf"}
WIDE = Calm(0.75, 1.25, 10.0, 1e9)
NARROW = Calm(0.95, 1.05, 2.0, 60.0)
FIXED = Calm(1.0, 1.0, 0.0, 0.0)

pus = st.floats(0.0, 1.4)
temperatures = st.floats(-10.0, 45.0)
histories = st.lists(st.tuples(st.integers(1, 4 * HOUR), pus, temperatures), max_size=4)
fracs = st.floats(0.0, 1.0)
futures = st.lists(st.tuples(fracs, fracs, fracs), max_size=6)


def lived(history, load_pu=0.6, ambient_c=20.0, **more):
    """One transformer after changes of load and air, each crossing taken as it came; now."""
    one = family({**MAIN, **more}, ambient_c=ambient_c)
    one.settle(0, 0, load_pu * 25e6)
    one.place(0, 0, one.rise_k[0], (one.gradient1_k[0], one.gradient2_k[0]))
    now = 0
    for wait, pu, air_c in history:
        now = met_until(one, now, now + wait)
        one.ambient.set_ambient(now, air_c)
        one.set_load(0, now, pu * 25e6)
    return one, now


def met_until(one, now, until):
    """Let every crossing up to an instant happen."""
    while (found := one.next_crossing(0, now)) is not None and found.t_us <= until:
        now = max(found.t_us, now)
        one.cross(0, now, found.limit, found.direction)
        if found.limit in (STAGE_UP, STAGE_DOWN):
            one.set_stage(0, now, one.called_stage[0])
    return until


def between(low, high, frac):
    return low + (high - low) * frac


@given(histories, st.sampled_from([WIDE, NARROW]), futures)
def test_a_quiet_unit_meets_nothing_whatever_its_inputs_do_within_the_ranges(history, calm, future):
    one, now = lived(history)
    answer = Quiet(one, [calm]).widest(0, now, 0)
    if answer is None:
        return
    tier, span_s = answer
    assert tier == 0
    assert span_s >= calm.least_s or span_s == inf
    end = now + int(min(span_s, 30 * 86400.0) * S)
    load_va, air_c = one.load_va[0], one.ambient.ambient_c[0]
    for wait, load, air in [*future, (1.0, 0.5, 0.5)]:
        until = now + int((end - now) * wait)
        found = one.next_crossing(0, now)
        assert found is None or found.t_us >= until, found
        now = until
        one.ambient.set_ambient(now, between(air_c - calm.air_k, air_c + calm.air_k, air))
        one.set_load(0, now, load_va * between(calm.low_ratio, calm.high_ratio, load))


@given(histories)
def test_with_inputs_held_the_span_is_below_the_crossing(history):
    one, now = lived(history)
    found = one.next_crossing(0, now)
    answer = Quiet(one, [FIXED]).widest(0, now, 0)
    assert answer is not None
    if found is not None:
        assert now + answer[1] * S <= found.t_us + 1


def test_heating_steadily_the_span_is_most_of_the_way_to_the_crossing():
    one, now = lived([(S, 1.0, 30.0)], load_pu=0.3)
    found = one.next_crossing(0, now)
    _, span_s = Quiet(one, [FIXED]).widest(0, now, 0)
    assert found.limit == STAGE_UP
    assert 0.5 * found.t_us < now + span_s * S <= found.t_us


def test_a_cold_unit_is_quiet_for_ever_in_the_widest_range():
    one, now = lived([], load_pu=0.2, ambient_c=0.0)
    assert Quiet(one, [WIDE, NARROW]).widest(0, now, 0) == (0, inf)
    assert Quiet(one, [WIDE, NARROW]).widest(0, now, 1) == (1, inf)


def test_on_a_level_nothing_is_quiet():
    one, _ = lived([], load_pu=0.6, ambient_c=30.0)
    one.set_load(0, 0, 1.2 * 25e6)
    found = one.next_crossing(0, 0)
    assert Quiet(one, [NARROW]).widest(0, found.t_us - 1, 0) is None
    assert Quiet(one, []).widest(0, 0, 0) is None


def test_while_a_stage_is_held_only_its_dwell_and_the_limits_count():
    one, _ = lived([], load_pu=0.2, ambient_c=30.0, stage_dwell_s=1800.0)
    one.cross(0, 0, STAGE_UP, "rising")
    one.set_stage(0, 0, 1)
    _, span_s = Quiet(one, [FIXED]).widest(0, 0, 0)
    assert span_s == pytest.approx(1800.0)
    assert one.next_crossing(0, 0).t_us == 1800 * S


def test_the_moving_time_constant_of_ieee_is_left_to_the_search():
    one = family({"mva_max": 25.0, "cooling": "ieee_onan"})
    assert Quiet(one, [WIDE]).widest(0, 0, 0) is None


def test_asking_changes_nothing():
    one, now = lived([(HOUR, 0.9, 30.0)])
    before = one.snapshot(), one.ambient.snapshot()
    for wait in (0, MIN, HOUR, DAY):
        Quiet(one, [WIDE, NARROW]).widest(0, now + wait, 0)
    assert (one.snapshot(), one.ambient.snapshot()) == before
