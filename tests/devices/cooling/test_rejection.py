"""What rejects heat is the device it is made of, seen from a loop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.dry_cooler import DryCoolers, DryCoolerSpec
from twin.devices.cooling.fan import FanSpec
from twin.devices.cooling.rejection import rejection_of
from twin.devices.cooling.tower import TowerSpec
from twin.devices.cooling.towers import Towers

DRY = DryCoolerSpec(unit_kw=500.0, units_count=4)
WET = TowerSpec(water_kg_per_s=240.0, fan=FanSpec(count=2, flow_m3_per_s=90.0))


@given(st.integers(0, 10), st.integers(1, 4), st.floats(0.2, 1.0), st.floats(10.0, 40.0))
def test_dry_coolers_take_what_their_family_takes(stage, left, flow, over_k):
    """Water leaves at 30 °C plus what is over; it entered warmer by the heat over its flow."""
    group = DryCoolers([DRY])
    group.set_running(0, left)
    group.set_step(0, stage)
    group.set_flow(0, flow)
    heat_w = rejection_of(DRY, 2e6).w_per_k(stage, left, flow, 30.0) * over_k
    entering_over_k = over_k + heat_w / group.water_w_per_k(0)
    if group.conductance_w_per_k(0) < 0.99 * group.water_w_per_k(0):
        assert heat_w == pytest.approx(group.conductance_w_per_k(0) * entering_over_k, rel=1e-9)
    assert rejection_of(DRY, 2e6).fan_w(stage, left) == pytest.approx(group.fan_w(0))


@given(st.floats(5.0, 26.0), st.integers(0, 8))
def test_a_tower_at_its_rated_heat_leaves_water_where_its_family_does(wet_bulb_c, stage):
    one, family = rejection_of(WET, 8e6), Towers([WET], 0)
    family.set_load(0, 0, 8e6, 1.0)
    family.set_air(0, 0, wet_bulb_c)
    family.set_speed(0, 0, (stage + 2) / 10 if stage else 0.0)
    leaving_c = wet_bulb_c + 8e6 / one.w_per_k(stage, 1, 1.0, wet_bulb_c)
    assert leaving_c == pytest.approx(family.leaving_c[0], abs=1e-9)
    assert one.fan_w(stage, 1) == pytest.approx(family.power_w[0])


def test_a_tower_takes_the_litres_of_the_balance_and_dry_coolers_none():
    spec = WET.model_copy(update={"latent_frac": 1.0, "drift_pct": 0.0, "cycles_ratio": 5.0})
    used = rejection_of(spec, 1e7).water(1e7 * 3600.0, 3600.0)
    assert used.evaporated_l == pytest.approx(14_814.8, abs=0.1)
    assert used.total_l == pytest.approx(18_518.5, abs=0.1)
    assert rejection_of(DRY, 1e7).water(1e12, 3600.0).total_l == 0.0


def test_without_units_or_water_nothing_is_rejected():
    for spec in (DRY, WET):
        one = rejection_of(spec, 2e6)
        assert one.w_per_k(3, 0, 1.0, 20.0) == one.w_per_k(3, 1, 0.0, 20.0) == 0.0
        assert one.fan_w(3, 0) == 0.0


def test_each_rejects_to_its_own_bulb():
    assert rejection_of(DRY, 1e6).sink_c(35.0, 22.0) == 35.0
    assert rejection_of(WET, 1e6).sink_c(35.0, 22.0) == 22.0


@pytest.mark.parametrize(("spec", "top"), [(DRY, 10), (WET, 8)])
def test_the_highest_stage_is_full_speed(spec, top):
    one = rejection_of(spec, 2e6)
    assert one.top_stage == top
    most = [one.w_per_k(stage, 1, 1.0, 20.0) for stage in range(top + 1)]
    assert most == sorted(most)
