"""What can be read off a group at any instant, without moving it."""

from __future__ import annotations

import json

import pytest
from scipy.integrate import quad

from tests.devices.backup.engines import GOOD, HOUR, MIN, S, group, ready
from tests.devices.backup.running import run_to
from twin.devices.backup.genset_spec import LOADED, READY, STOPPED


def test_a_group_at_a_standstill_takes_and_burns_nothing():
    gensets = group()
    assert (gensets.bus(0, MIN), gensets.accept(0, MIN, 1e6)) == (None, (0.0, None))
    assert gensets.accept_blocks(0, MIN, [1e6, 1.0]) == [None, None]
    assert gensets.burnt(0, HOUR) == (0.0, 0.0, 0.0)
    assert (gensets.states(0), gensets.run_h(0, HOUR)) == ([STOPPED] * 4, [0.0] * 4)


def test_what_it_accepts_is_a_line_in_time():
    gensets = ready(load_w=0.0, first_step_frac=0.5, ramp_per_s=0.1)
    gensets.set_load(0, 0, 4e6)
    for second, room_w in [(0, 0.0), (2, 1.6e6), (5, 4e6), (60, 4e6)]:
        assert gensets.accept(0, second * S, 8e6)[0] == pytest.approx(room_w, abs=1e-3)
    now_w, rest_us = gensets.accept(0, 2 * S, 3e6)
    assert (now_w, rest_us) == (
        pytest.approx(1.6e6),
        pytest.approx(2 * S + 1.4e6 / 0.8e6 * S, abs=1),
    )
    assert gensets.accept(0, 2 * S, 4.1e6)[1] is None
    assert gensets.accept(0, 2 * S, 1e6) == (1e6, 2 * S)


def test_a_load_makes_of_ready_engines_loaded_ones():
    gensets = ready()
    assert gensets.states(0) == [READY] * 4
    gensets.set_load(0, 0, 1.0)
    assert gensets.states(0) == [LOADED] * 4


def test_fuel_and_output_are_the_integrals_of_their_rates():
    gensets, total_l, total_j = group(2), 0.0, 0.0
    gensets.order(0, 0, [GOOD, GOOD])
    run_to(gensets, 10 * S)
    loads_w = [0.5e6, 2e6, 3.5e6]
    total_l += 2 * 2000 * 0.02 * 7 / 3600
    for n, load_w in enumerate(loads_w):
        run_to(gensets, 10 * S + n * MIN, 10 * S + max(0, n - 1) * MIN)
        gensets.set_load(0, 10 * S + n * MIN, load_w)
        x = load_w / 4e6
        total_l += quad(lambda _, x=x: 4000 * (0.02 + 0.21 * x + 0.025 * x**2) / 3600, 0, 60)[0]
        total_j += load_w * 60
    burnt = gensets.burnt(0, 10 * S + 3 * MIN)
    assert burnt.fuel_m3 * 1000 == pytest.approx(total_l, rel=1e-9)
    assert burnt.output_j == pytest.approx(total_j, rel=1e-12)
    assert gensets.run_h(0, 10 * S + 3 * MIN) == pytest.approx([187 / 3600] * 2)


def test_time_with_too_little_load_is_counted_on_the_bus_only():
    gensets = ready(load_w=1e6, light_frac=0.3)
    gensets.set_load(0, 5 * MIN, 2.5e6)
    gensets.set_load(0, 7 * MIN, 2.3e6)
    assert gensets.light_at_s(0, 10 * MIN) == 8 * 60
    assert group(light_frac=0.3).light_at_s(0, HOUR) == 0.0


def test_a_snapshot_holds_engines_and_group_and_counts_again():
    gensets, other = group(), group()
    gensets.order(0, 0, [GOOD] * 4)
    run_to(gensets, 5 * S)
    other.restore(json.loads(json.dumps(gensets.snapshot())))
    assert (other.running_count, other.on_bus_count) == ([4], [0])
    assert other.next_crossing(0, 5 * S) == gensets.next_crossing(0, 5 * S)
