"""Stories of hydro loops and tanks: lost pumps, hot days, cold nights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.cooling.halls import run_to
from tests.devices.cooling.mines import DAY, SPECS, S, mine
from twin.devices.cooling.miner_loop import COLD, FANS, HOT, RISE, WARM

names = st.sampled_from(sorted(SPECS))


def test_a_tank_without_its_pump_warms_in_a_line():
    one = mine("tank over dry coolers", 1.0, 20.0)
    start_c = one.temperatures_c(0, 0)[0]
    one.set_pumps(0, 0, 0)
    warm, hot = run_to(one, DAY)
    assert (warm.limit, hot.limit) == (WARM, HOT)
    assert hot.t_us / S == pytest.approx((60.0 - start_c) * 35.6e6 / 720e3, abs=1e-5)


def test_hydro_machines_without_flow_stop_at_once_for_their_rise():
    one = mine()
    one.set_pumps(0, 5 * S, 0)
    found = one.next_crossing(0, 5 * S)
    assert (found.limit, found.direction, found.t_us) == (RISE, "rising", 5 * S)
    one.cross(0, found)
    one.set_heat(0, 6 * S, 0.0)
    assert run_to(one, 7 * S, 6 * S) == []
    one.set_pumps(0, 7 * S, 1)
    back = one.next_crossing(0, 7 * S)
    assert (back.limit, back.direction) == (RISE, "falling")


def test_half_the_flow_doubles_the_rise_and_passes_its_limit():
    one = mine()
    one.set_pumps(0, 0, 1, 0.5)
    assert one.rise_k(0) == pytest.approx(2 * 8.617, abs=2e-3)
    assert one.next_crossing(0, 0).limit == RISE
    assert mine("tank over dry coolers").next_crossing(0, 0) is None


def test_a_hot_day_stops_hydro_machines_that_have_dry_coolers_only():
    one = mine(dry_bulb_c=30.0)
    one.set_weather(0, 0, 46.0, 25.0)
    assert {c.limit for c in run_to(one, DAY)} >= {WARM, HOT, FANS}
    assert one.temperatures_c(0, DAY)[0] > 50.0
    tower = mine("hydro over a tower", 1.0, 30.0)
    tower.set_weather(0, 0, 46.0, 25.0)
    assert {c.limit for c in run_to(tower, DAY)} <= {FANS}


def test_a_stopped_machine_may_start_again_a_band_below():
    one = mine(dry_bulb_c=30.0)
    one.set_weather(0, 0, 46.0, 25.0)
    run_to(one, DAY)
    one.set_heat(0, DAY, 0.0)
    one.set_weather(0, DAY, 20.0, 15.0)
    seen = {c.limit: c for c in run_to(one, 2 * DAY, DAY) if c.direction == "falling"}
    assert one.running[0].hot is False
    assert seen[HOT].t_us < seen[WARM].t_us


def test_an_idle_loop_in_frost_gets_too_cold_to_start():
    one = mine(load_frac=0.5, dry_bulb_c=10.0)
    one.set_weather(0, 0, -10.0, -11.0)
    one.set_heat(0, 0, 0.0)
    seen = run_to(one, DAY)
    assert COLD in [c.limit for c in seen]
    assert one.running[0].cold
    one.set_heat(0, DAY, one.coolants[0].rated_w)
    assert (COLD, "rising") in [(c.limit, c.direction) for c in run_to(one, 2 * DAY, DAY)]


def test_fans_without_supply_stand_still_and_come_back_at_full_speed():
    one = mine()
    one.set_powered(0, 0, powered=False)
    assert one.now[0].fan_w == 0.0
    assert FANS not in [c.limit for c in run_to(one, 600 * S)]
    one.set_powered(0, 600 * S, powered=True)
    assert one.fans.stage[0] == one.fans.top[0]


@settings(max_examples=40)
@given(names, st.floats(-20.0, 40.0), st.floats(0.05, 1.1), st.floats(-20.0, 44.0))
def test_with_inputs_held_a_loop_comes_to_rest(name, was_c, load, dry_bulb):
    one = mine(name, load, was_c, was_c - 3.0)
    one.set_weather(0, 0, dry_bulb, min(dry_bulb - 3.0, 27.0))
    assert len(run_to(one, DAY)) < 60
    assert run_to(one, 2 * DAY, DAY) == []


@settings(max_examples=60)
@given(names, st.floats(0.1, 1.0), st.floats(0.1, 1.2), st.floats(-10.0, 45.0), st.integers(0, 1))
def test_no_limit_is_met_unseen(name, was, load, dry_bulb, pumps):
    one = mine(name, was)
    one.set_weather(0, 0, dry_bulb, min(dry_bulb - 5.0, 27.0))
    one.set_pumps(0, 0, pumps)
    one.set_heat(0, 0, load * one.coolants[0].rated_w)
    found = one.next_crossing(0, 0)
    end_us = min(found.t_us if found else DAY, DAY)
    for share in range(100 if end_us else 0):
        coolant_c = one.temperatures_c(0, end_us * share // 100)[0]
        for _, level_c, rising in one.levels(0):
            assert (coolant_c - level_c if rising else level_c - coolant_c) <= 1e-9


def test_equal_values_are_no_change():
    one = mine()
    one.set_heat(0, 5 * S, one.heat_w[0])
    one.set_weather(0, 5 * S, 25.0, 18.0)
    one.set_pumps(0, 5 * S, 2)
    one.set_powered(0, 5 * S, powered=True)
    assert one.anchor_us == [0]
