"""Laws of groups of engines: energy and fuel close, saving leaves no trace, blocks are carried."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.devices.backup.engines import MIN, S, group, ready
from tests.devices.backup.running import run_to
from twin.devices.backup.genset_spec import LOADED, heat_j_per_m3

acts = st.one_of(
    st.tuples(st.just("set_load"), st.floats(0.0, 1e7) | st.just(0.0)),
    st.tuples(st.just("order"), st.lists(st.floats(0, 1), min_size=3, max_size=3)),
    st.tuples(st.sampled_from(["set_permitted", "set_supplied"]), st.booleans()),
    st.tuples(st.sampled_from(["release", "reset"]), st.none()),
    st.tuples(st.just("refuel"), st.floats(0.0, 0.5)),
    st.tuples(st.just("set_breakdown"), st.floats(0.0, 2.0)),
)
histories = st.lists(st.tuples(acts, st.integers(0, 30 * MIN)), max_size=14)


def three():
    return group(3, tank_l=500.0, failures_per_h=1.0, attempt_frac=0.6)


def act(gensets, t_us, what, value):
    if what in ("release", "reset"):
        getattr(gensets, what)(0, t_us)
    elif what in ("set_permitted", "set_supplied"):
        getattr(gensets, what)(0, t_us, on=value)
    elif what == "set_breakdown":
        gensets.set_breakdown(0, t_us, 1, value)
    else:
        getattr(gensets, what)(0, t_us, value)


@given(histories)
def test_whatever_happens_fuel_is_output_and_heat_and_no_dead_bus_gives_power(history):
    gensets, now, fuel_m3, output_j, added_m3 = three(), 0, 0.0, 0.0, 0.5
    for (what, value), wait in history:
        before_m3 = gensets.tank_left_m3(0, now)
        act(gensets, now, what, value)
        added_m3 += gensets.tank_left_m3(0, now) - before_m3
        end = now + wait
        while now < end:
            found = gensets.next_crossing(0, now)
            until = min(found.t_us, end) if found else end
            span_s = (until - now) / S
            fuel_m3 += gensets.fuel_m3_per_s(0) * span_s
            output_j += gensets.output_w(0) * span_s
            now = until
            if found and found.t_us == now:
                gensets.cross(0, now, found.limit)
        burnt = gensets.burnt(0, now)
        heat_j = burnt.fuel_m3 * heat_j_per_m3(gensets.specs[0])
        assert burnt.output_j + burnt.lost_j == pytest.approx(heat_j, rel=1e-12)
        assert burnt.lost_j >= -1e-3
        assert burnt.fuel_m3 == pytest.approx(fuel_m3, rel=1e-9, abs=1e-12)
        assert burnt.output_j == pytest.approx(output_j, rel=1e-9)
        assert gensets.tank_left_m3(0, now) == pytest.approx(added_m3 - fuel_m3, abs=1e-6)
        alive = LOADED in gensets.states(0)
        assert gensets.output_w(0) == (gensets.load_w[0] if alive else 0.0)
        assert gensets.bus(0, now) is None or gensets.bus(0, now).ceiling_pu <= 1.1


@given(histories)
def test_snapshots_taken_anywhere_change_nothing(history):
    kept, now = three(), 0
    for (what, value), wait in history:
        other = three()
        other.restore(json.loads(json.dumps(kept.snapshot())))
        for gensets in (kept, other):
            act(gensets, now, what, value)
        assert run_to(kept, now + wait, now) == run_to(other, now + wait, now)
        now += wait
        assert kept.snapshot() == other.snapshot()
        kept = other


@given(st.lists(st.floats(0.05, 0.5), min_size=1, max_size=8), st.floats(0.25, 0.6))
@example([0.25, 0.3125, 0.3125], 0.3125)
def test_blocks_closed_when_they_are_accepted_never_sag(parts, step):
    gensets, now, load_w = ready(3, first_step_frac=step), 0, 0.0
    blocks_w = [part * 6e6 for part in parts]
    for block_w, at_us in zip(blocks_w, gensets.accept_blocks(0, 0, blocks_w), strict=True):
        if at_us is None:
            break
        assert run_to(gensets, at_us, now) == []
        now, load_w = at_us, load_w + block_w
        gensets.set_load(0, now, load_w)
        assert gensets.sagging_us == [None]
