"""Powers of a supply in every state: nothing is made of nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.backup.ups_flow import DARK, flow_of, input_share_frac
from twin.devices.backup.ups_spec import BATTERY, BYPASS, ECO, LOCKED, ONLINE, WALK_IN, UpsSpec

SPEC = UpsSpec(rated_kw=1000.0, battery_kwh=100.0)
ALIVE = (ONLINE, ECO, BATTERY, LOCKED, WALK_IN, BYPASS)

loads = st.floats(0.0, 2e6)


@given(st.sampled_from(ALIVE), st.integers(0, 9), loads, st.booleans())
def test_what_goes_in_comes_out_is_stored_or_is_heat(state, step, load_w, charging):
    flow = flow_of(SPEC, state, step, load_w, charging=charging)
    assert flow.output_w == load_w
    assert flow.loss_w >= 0.0
    assert flow.input_w == pytest.approx(load_w + flow.net_battery_w + flow.loss_w, abs=1e-6)


@given(st.sampled_from([ONLINE, ECO, BYPASS]), loads, st.booleans())
def test_on_input_it_takes_at_least_what_it_gives(state, load_w, charging):
    flow = flow_of(SPEC, state, 0, load_w, charging=charging)
    assert flow.input_w >= flow.output_w
    assert flow.net_battery_w >= 0.0


@given(st.sampled_from([BATTERY, LOCKED]), loads)
def test_on_battery_all_comes_out_of_the_store(state, load_w):
    flow = flow_of(SPEC, state, 0, load_w, charging=True)
    assert flow.input_w == 0.0
    assert -flow.net_battery_w == pytest.approx(load_w / 0.95, rel=1e-15)


def test_the_walk_in_takes_from_the_battery_what_a_straight_ramp_would():
    taken_w = [
        -flow_of(SPEC, WALK_IN, step, 500e3, charging=False).net_battery_w for step in range(10)
    ]
    assert sum(taken_w) / 10 == pytest.approx(0.5 * 500e3 / 0.95, rel=1e-12)
    assert taken_w == sorted(taken_w, reverse=True)
    assert input_share_frac(SPEC, WALK_IN, 9) == 0.95


def test_the_charger_rests_under_overload_and_on_a_full_battery():
    assert flow_of(SPEC, ONLINE, 0, 1.0e6, charging=True).net_battery_w == 95e3
    assert flow_of(SPEC, ONLINE, 0, 1.1e6, charging=True).net_battery_w == 0.0
    assert flow_of(SPEC, ONLINE, 0, 1.0e6, charging=False).net_battery_w == 0.0


def test_a_dark_supply_moves_nothing():
    assert sum(DARK) == 0.0
