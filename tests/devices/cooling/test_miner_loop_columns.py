"""What is read of hydro loops and tanks agrees with an integrator and closes its balance."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from tests.devices.cooling.halls import run_to
from tests.devices.cooling.mines import DAY, SPECS, S, mine

names = st.sampled_from(sorted(SPECS))
loads = st.floats(0.05, 1.1)
dry_bulbs = st.floats(-15.0, 42.0)


def judged(one, span_s):
    """Written from the inlets of the exchanger, with the water's way through the loop."""
    coolant, running, now = one.coolants[0], one.running[0], one.now[0]
    flow = min(running.pumps / one.specs[0].pumps_needed_count, 1.0) * running.speed_frac
    heat_w = one.heat_w[0] + now.pump_w

    def slopes(_, x):
        rejected_w = now.sink_w_per_k * (x[-2] - now.sink_c)
        if coolant.plate is None:
            return [(heat_w - rejected_w) / coolant.heat_j_per_k, rejected_w]
        entering = coolant.plate.conductance_w_per_k(flow, flow)
        stream_w_per_k = coolant.stream_w_per_k * flow
        across_w = entering * (x[0] - x[1])
        if not coolant.mixed and flow:
            across_w /= 1.0 - entering / stream_w_per_k
        into_w = across_w - rejected_w
        return [
            (heat_w - across_w) / coolant.heat_j_per_k,
            into_w / coolant.water_j_per_k,
            rejected_w,
        ]

    start = [*one.state_c[0], 0.0]
    found = solve_ivp(slopes, (0, span_s), start, "LSODA", rtol=1e-10, atol=1e-8)
    return found.y[:, -1]


@settings(max_examples=60)
@given(names, loads, loads, dry_bulbs, st.integers(0, 2), st.floats(0.4, 1.0), st.integers(0, 1))
def test_it_is_what_an_integrator_finds(name, was, load, dry_bulb, pumps, speed, coolers):
    one = mine(name, was, dry_bulb, dry_bulb - 4.0)
    one.set_pumps(0, 0, pumps, speed)
    one.set_coolers(0, 0, coolers)
    one.set_heat(0, 0, load * one.coolants[0].rated_w)
    found = one.next_crossing(0, 0)
    span_us = min(found.t_us if found else DAY, 1800 * S)
    expected = judged(one, span_us / S)
    assert list(one.temperatures_c(0, span_us)) == pytest.approx(expected[:-1], abs=1e-6)
    assert one.rejected_j(0, span_us) == pytest.approx(expected[-1], rel=1e-8, abs=10.0)


@given(names, loads, loads, st.integers(1, DAY))
def test_every_watt_is_stored_or_gone(name, was, load, wait_us):
    one = mine(name, was)
    one.set_heat(0, 0, load * one.coolants[0].rated_w)
    run_to(one, wait_us // 2)
    one.set_weather(0, wait_us // 2, 30.0, 20.0)
    run_to(one, wait_us, wait_us // 2)
    came_j = one.heat_at_j(0, wait_us) + one.drawn_at(0, wait_us).pump_j
    gone_j = one.stored_j(0, wait_us) + one.rejected_j(0, wait_us)
    assert gone_j == pytest.approx(came_j, rel=1e-9)


def test_the_rise_is_heat_over_flow_and_a_tank_has_none():
    assert mine().rise_k(0) == pytest.approx(8.617, abs=1e-3)
    assert mine("tank over dry coolers").rise_k(0) == 0.0


def test_power_now_is_the_slope_of_what_was_rejected():
    one = mine("hydro over a tower", 0.5)
    one.set_heat(0, 0, 1e6)
    slope_w = (one.rejected_j(0, 5 * S + 1000) - one.rejected_j(0, 5 * S - 1000)) / 2e-3
    assert slope_w == pytest.approx(one.rejected_w(0, 5 * S), rel=1e-3)


def test_a_container_of_720_kw_in_oil_needs_no_more_than_25_kw_at_28_c_wet_bulb():
    one = mine("tank over a tower", 1.0, 38.0, 28.0)
    assert one.specs[0].rated_kw == 720.0
    assert one.power_w[0] <= 25e3
    assert one.temperatures_c(0, 0)[0] < one.specs[0].warm_c


def test_a_tower_takes_water_for_the_heat_that_left():
    one = mine("tank over a tower")
    spec, used = one.specs[0].rejection, one.water_at(0, DAY)
    assert used.evaporated_l == pytest.approx(one.rejected_j(0, DAY) * 0.85 / 2.43e6)
    assert used.blowdown_l == pytest.approx(used.evaporated_l / 4.0)
    assert used.drift_l == pytest.approx(spec.water_kg_per_s * 2e-5 * 86_400)
    assert mine().water_at(0, DAY).total_l == 0.0


@pytest.mark.parametrize("name", sorted(SPECS))
def test_a_snapshot_through_json_brings_a_loop_back_to_the_last_bit(name):
    one, other = mine(name, 0.7), mine(name, 0.2)
    one.set_heat(0, 30 * S, one.coolants[0].rated_w)
    run_to(one, 600 * S, 30 * S)
    other.restore(json.loads(json.dumps(one.snapshot())))
    assert run_to(other, DAY, 600 * S) == run_to(one, DAY, 600 * S)
    assert list(other.temperatures_c(0, DAY)) == list(one.temperatures_c(0, DAY))
    assert other.drawn_at(0, DAY) == one.drawn_at(0, DAY)
