"""What is read of a cooling plant agrees with an integrator and closes its balance."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.cooling.halls import DAY, FULL_W, S, hall, judged, pair, run_to, unserved_j
from twin.devices.contract import Crossing

loads = st.floats(0.05, 1.1)
dry_bulbs = st.sampled_from([-15.0, 5.0, 12.0, 25.0, 36.0, 42.0, 47.0])


@settings(max_examples=60)
@given(
    dry_bulbs,
    loads,
    loads,
    st.integers(0, 5),
    st.integers(0, 4),
    st.integers(0, 6),
    st.integers(0, 4),
)
def test_it_is_what_an_integrator_finds(dry_bulb, was, load, cdus, pumps, coolers, chillers):
    one = hall(dry_bulb, was)
    one.set_cdus(0, 0, cdus)
    one.set_pumps(0, 0, pumps)
    one.set_coolers(0, 0, coolers)
    one.set_chillers(0, 0, chillers)
    one.set_heat(0, 0, FULL_W[0] * load, FULL_W[1] * load)
    found = one.next_crossing(0, 0)
    span_us = min(found.t_us if found else DAY, 1200 * S)
    expected = judged(one, span_us / S)
    assert one.temperatures_c(0, span_us) == pytest.approx(expected[:4], abs=1e-6)
    meters, size = one.meters_at(0, span_us), 1e9 + 6e6 * span_us / S
    assert meters.net_rejected_j == pytest.approx(expected[4], abs=1e-9 * size + 1.0)
    assert meters.net_chilled_j == pytest.approx(expected[5], abs=1e-9 * size + 1.0)


@settings(max_examples=30)
@given(dry_bulbs, st.lists(st.tuples(st.integers(1, 7200), loads), min_size=1, max_size=5))
def test_every_watt_is_stored_or_gone(dry_bulb, changes):
    one, now = hall(dry_bulb, 0.5), 0
    for wait_s, load in changes:
        one.set_heat(0, now, FULL_W[0] * load, FULL_W[1] * load)
        run_to(one, now + wait_s * S, now)
        now += wait_s * S
        one.set_weather(0, now, dry_bulb + load)
        size_j = sum(one.came_j(0, now)) + 50.0 * sum(one.plants[0].capacities_j_per_k)
        assert abs(unserved_j(one, now)) <= 1e-9 * size_j


@given(dry_bulbs, loads)
def test_powers_now_are_the_slopes_of_the_meters(dry_bulb, load):
    one = hall(dry_bulb, 0.8)
    one.set_heat(0, 0, FULL_W[0] * load, FULL_W[1] * load)
    one.set_weather(0, 0, dry_bulb + 1.0)
    before, after = one.meters_at(0, 5 * S), one.meters_at(0, 5 * S + 2000)
    middle_us = 5 * S + 1000
    rates = [(b - a) / 2e-3 for a, b in zip(before, after, strict=True)]
    coils_w, chilled_w = one.coils_w(0, middle_us), one.chilled_w(0, middle_us)
    assert rates[0] == pytest.approx(one.rejected_w(0, middle_us), rel=1e-3, abs=2e3)
    assert rates[1] == pytest.approx(chilled_w, rel=1e-3, abs=2e3)
    assert rates[2] == pytest.approx(coils_w, rel=1e-3, abs=2e3)
    assert sum(rates[3:]) == pytest.approx(one.power_w[0], rel=1e-3, abs=1.0)


def test_what_was_asked_last_is_not_told_after_a_change():
    asked, silent = hall(36.0, 0.4), hall(36.0, 0.4)
    for at_s, heat_ratio in ((600, 0.4), (900, 0.9), (900, 0.7)):
        for one in (asked, silent):
            one.set_heat(0, at_s * S, FULL_W[0] * heat_ratio, FULL_W[1])
        told_c = asked.temperatures_c(0, 1500 * S)
    assert told_c == silent.temperatures_c(0, 1500 * S)
    for later_s in range(1000, 1020):
        asked.temperatures_c(0, 1600 * S)
        rising = "rising" if later_s % 2 else "falling"
        for one in (asked, silent):
            at_us = later_s * S
            one.cross(0, Crossing(limit="warm", direction=rising, anchor_us=at_us, after_us=0.0))
    assert asked.temperatures_c(0, 1600 * S) == silent.temperatures_c(0, 1600 * S)
    for one in (asked, silent):
        one.set_pumps(0, 1200 * S, 1)
    assert asked.temperatures_c(0, 1500 * S) == silent.temperatures_c(0, 1500 * S)
    assert asked.temperatures_c(0, 1501 * S) == silent.temperatures_c(0, 1501 * S)


def test_racks_warm_their_liquid_by_heat_over_flow():
    one = hall(25.0)
    flow_w_per_k = 4 * one.plants[0].cdu.hot_w_per_k
    rise_k = one.return_c(0, 0) - one.temperatures_c(0, 0)[0]
    assert rise_k == pytest.approx(FULL_W[0] / flow_w_per_k)
    one.set_cdus(0, 0, 0)
    assert one.return_c(0, 0) == one.temperatures_c(0, 0)[0]


def test_the_inlet_is_what_rated_coils_blow():
    """Rated coils cool by 12 K to 8 K above their water: 26 °C over chilled water of 18 °C."""
    one = hall(30.0)
    one.set_heat(0, 0, FULL_W[0], 960e3 - 48e3)
    one.settle(0, 0)
    assert one.inlet_c(0, 0) == pytest.approx(26.0, abs=1e-6)
    assert one.coils_w(0, 0) == pytest.approx(960e3)


def test_fans_go_no_step_down_that_would_not_hold():
    one = hall(20.0)
    stages = one.stages["fans"]
    sink_c, now_c = 20.0, one.temperatures_c(0, 0)[1]
    less_w_per_k = one.outdoors.coolers.conductance_w_per_k(0, stages.stage[0] - 1)
    water_w_per_k = one.now[0].flow.water_w_per_k
    over_w_per_k = less_w_per_k / (1.0 - less_w_per_k / water_w_per_k)
    warmer_c = sink_c + one.rejected_w(0, 0) / over_w_per_k
    assert (now_c < stages.down_c[0]) == (warmer_c < 35.5)


def test_a_snapshot_through_json_brings_a_plant_back_to_the_last_bit():
    one, other = hall(36.0), pair()
    one.set_heat(0, 30 * S, FULL_W[0] * 0.7, FULL_W[1])
    run_to(one, 3600 * S, 30 * S)
    other = hall(10.0, 0.2)
    other.restore(json.loads(json.dumps(one.snapshot())))
    assert run_to(other, DAY, 3600 * S) == run_to(one, DAY, 3600 * S)
    assert other.temperatures_c(0, 2 * DAY) == one.temperatures_c(0, 2 * DAY)
    assert other.meters_at(0, 2 * DAY) == one.meters_at(0, 2 * DAY)
