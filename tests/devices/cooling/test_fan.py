"""Fans follow the affinity laws, in steps, in thin air too."""

from __future__ import annotations

import psychrolib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.cooling.fan import (
    AIR_J_PER_KG_K,
    Fans,
    FanSpec,
    density_kg_per_m3,
    flow_m3_per_s,
    lowest_step,
    power_w,
    pressure_pa,
    step_of,
)
from twin.series.air import pressure_at

S = 1_000_000
BANK = FanSpec(count=12, flow_m3_per_s=3.5, pressure_pa=120.0, efficiency_frac=0.5)
speed = st.floats(0.0, 1.0)

psychrolib.SetUnitSystem(psychrolib.SI)


def test_the_draw_at_full_speed_is_air_power_over_efficiency():
    assert power_w(BANK, 1.0, 1.2) == pytest.approx(12 * 3.5 * 120.0 / 0.5)


@given(low=speed, high=speed)
def test_flow_pressure_and_power_go_with_speed_its_square_and_its_cube(low, high):
    ratio = low, high
    flows, rises, draws = (
        [law(n) for n in ratio]
        for law in (
            lambda n: flow_m3_per_s(BANK, n),
            lambda n: pressure_pa(BANK, n, 1.1),
            lambda n: power_w(BANK, n, 1.1),
        )
    )
    assert flows[0] * high == pytest.approx(flows[1] * low)
    assert rises[0] * high**2 == pytest.approx(rises[1] * low**2)
    assert draws[0] * high**3 == pytest.approx(draws[1] * low**3)


def test_at_1500_metres_mass_flow_and_power_fall_by_a_sixth():
    low, high = (density_kg_per_m3(20.0, pressure_at(height_m)) for height_m in (0.0, 1500.0))
    assert 1.0 - high / low == pytest.approx(0.166, abs=1e-3)
    assert power_w(BANK, 1.0, high) / power_w(BANK, 1.0, low) == pytest.approx(high / low)
    assert flow_m3_per_s(BANK, 1.0) == 42.0


@given(dry_c=st.floats(-20, 50), held=st.floats(0.0, 0.03), pressure=st.floats(7e4, 1.05e5))
def test_the_density_of_air_is_psychrolibs(dry_c, held, pressure):
    judge = psychrolib.GetMoistAirDensity(dry_c, max(held, 1e-7), pressure)
    assert density_kg_per_m3(dry_c, pressure, max(held, 1e-7)) == pytest.approx(judge, rel=1e-6)


def test_a_kilowatt_at_15_kelvin_takes_122_cubic_feet_a_minute():
    flow = 1000.0 / (1.15 * AIR_J_PER_KG_K * 15.0)
    assert flow == pytest.approx(0.05763, abs=1e-5)
    assert flow * 35.3147 * 60 == pytest.approx(122, abs=0.2)


@given(wanted=speed, steps=st.integers(1, 20), least=speed)
def test_the_step_gives_what_is_wanted_and_not_a_step_more(wanted, steps, least):
    spec = FanSpec(flow_m3_per_s=1.0, steps_count=steps, min_speed_frac=least)
    step = step_of(spec, wanted)
    if wanted == 0.0:
        assert step == 0
        return
    assert lowest_step(spec) <= step <= steps
    assert step / steps >= wanted - 1e-8
    assert step == lowest_step(spec) or (step - 1) / steps < wanted


def test_a_bank_gives_way_to_what_stands_in_its_air():
    free, hindered = power_w(BANK, 1.0, 1.2), power_w(BANK, 1.0, 1.2, 30.0)
    assert hindered - free == pytest.approx(42.0 * 30.0 / 0.5)


def test_failed_fans_take_their_share_of_flow_and_draw():
    fans = Fans([BANK, BANK], 0)
    fans.set_speed(1, 0, 1.0)
    fans.set_failed(1, 0, 3)
    assert fans.flow_m3_per_s == [0.0, pytest.approx(31.5)]
    assert fans.power_w == [0.0, pytest.approx(0.75 * power_w(BANK, 1.0, 1.2))]


@given(cuts=st.lists(st.tuples(st.integers(0, 3600 * S), speed), max_size=6))
def test_energy_is_additive_and_survives_a_snapshot(cuts):
    fans, total, now = Fans([BANK], 0), 0.0, 0
    for wait, wanted in cuts:
        total += fans.power_w[0] * wait / S
        now += wait
        fans.set_speed(0, now, wanted)
    assert fans.energy_at_j(0, now) == pytest.approx(total, rel=1e-12)
    again = Fans([BANK], 0)
    again.restore(fans.snapshot())
    assert again.energy_at_j(0, now + S) == fans.energy_at_j(0, now + S)
    assert again.flow_m3_per_s == fans.flow_m3_per_s


def test_an_equal_value_is_no_change():
    fans = Fans([BANK], 0)
    fans.set_speed(0, 0, 0.6)
    fans.set_speed(0, 5 * S, 0.58)
    fans.set_air(0, 5 * S, 1.2)
    assert fans.anchor_us == [0]
