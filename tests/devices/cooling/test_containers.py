"""What happens to containers: fans step, the damper holds, machines are told, failures heat up."""

from __future__ import annotations

from itertools import pairwise
from math import exp, expm1, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.cooling.crates import (
    COLD,
    HEAT_W,
    HOT,
    WARM,
    H,
    S,
    containers,
    one_speed,
    run,
    spec_of,
)
from twin.devices.cooling.container import HELD, OPEN, SHUT
from twin.devices.cooling.containers import DAMPER, INLET, Containers
from twin.devices.cooling.pad import Weather, moist_density_kg_per_m3
from twin.devices.cooling.staging import STAGE_DOWN, STAGE_UP


def test_in_frost_the_damper_holds_the_least_inlet():
    made = containers(weather=COLD)
    assert made.damper == [HELD]
    assert made.inlet_at_c(0, H) == pytest.approx(5.0)
    rise_k = made.exhaust_at_c(0, H) - 5.0
    share = made.recirculated_frac(0, H)
    assert -20.0 + rise_k * share / (1.0 - share) == pytest.approx(5.0)


def test_an_idle_container_in_frost_ends_as_cold_as_outdoors():
    made = containers(weather=COLD)
    made.set_heat(0, 0, 0.0)
    seen = run(made, 24 * H)
    assert [c.direction for c in seen if c.limit == DAMPER] == ["falling"]
    assert made.damper == [SHUT]
    assert made.metal_at_c(0, 24 * H) == pytest.approx(-20.0, abs=0.01)


def test_warming_machines_pass_every_way_of_the_damper():
    made = containers(one_speed(recirculation_frac=0.4, damper_max_frac=0.6), Weather(1, 0, 1e5))
    made.place(0, 0, 1.0)
    seen = [c for c in run(made, H) if c.limit == DAMPER]
    assert [c.direction for c in seen] == ["rising", "rising"]
    assert made.damper == [OPEN]


def test_without_fans_rising_air_alone_takes_heat_and_the_inlet_ends_near_outdoors():
    """A fiftieth of 42 m3/s: 1,013 W/K of air, and a film of 60 kW/K times 0.02 to the 0.8."""
    made = containers()
    made.set_powered(0, 0, powered=False)
    assert made.power_w == [0.0]
    stream_w_per_k = 0.02 * 42.0 * moist_density_kg_per_m3(WARM) * 1006.0
    mass_frac = 0.02 * moist_density_kg_per_m3(WARM) / 1.2
    g = -stream_w_per_k * expm1(-60e3 * mass_frac**0.8 / stream_w_per_k)
    g /= 1.0 + g / stream_w_per_k * 0.05 / 0.95
    start_c, mass_j_per_k = made.metal_at_c(0, 0), 200 * 15e3
    settled_c = 20.0 + HEAT_W / g
    left = exp(-60.0 * g / mass_j_per_k)
    assert made.metal_at_c(0, 60 * S) == pytest.approx(settled_c + (start_c - settled_c) * left)
    assert made.inlet_at_c(0, 60 * S) < made.metal_at_c(0, 60 * S)
    made.set_heat(0, 60 * S, 0.0)
    assert made.metal_at_c(0, 24 * H) == pytest.approx(20.0, abs=0.01)
    assert made.inlet_at_c(0, 24 * H) == pytest.approx(20.0, abs=0.01)


def test_machines_without_their_fans_feel_their_metal_less_what_whole_fans_would_leave():
    """They feel their inlet at the instant of the failure, and a quarter of a kelvin a second."""
    made = Containers([one_speed()], 0, [(47.0,)])
    made.set_weather(0, 0, HOT)
    made.set_heat(0, 0, HEAT_W)
    made.settle(0, 0)
    whole_w_per_k, metal_c = made.air[0].metal_w_per_k, made.metal_at_c(0, 0)
    inlet_c = made.inlet_at_c(0, 0)
    made.set_fans_failed(0, 0, 11)
    assert inlet_c < made.inlet_c[0] == made.inlet_at_c(0, 0) < inlet_c + 0.5
    felt_c = made.metal_at_c(0, 30 * S) - HEAT_W / whole_w_per_k
    assert made.felt_at_c(0, 30 * S) == pytest.approx(felt_c, abs=1e-9)
    assert made.is_short(0, 30 * S)
    g, sink_c = made.way[0].out_w_per_k, made.way[0].sink_c
    tau_s, settled_c = 200 * 15e3 / g, sink_c + HEAT_W / g
    after_s = tau_s * log((settled_c - metal_c) / (settled_c - HEAT_W / whole_w_per_k - 47.0))
    told = [c.t_us for c in run(made, H) if c.limit == INLET]
    assert min(told, key=lambda us: abs(us - after_s * S)) == pytest.approx(after_s * S, abs=2)


def test_while_fans_are_missing_machines_are_told_each_of_their_limits_exactly():
    made = Containers([one_speed()], 0, [(38.0, 40.0, 47.0)])
    made.set_weather(0, 0, WARM)
    made.set_heat(0, 0, HEAT_W)
    made.settle(0, 0)
    made.set_fans_failed(0, 0, 11)
    told = [made.inlet_c[0]]
    while told[-1] < 48.0:
        found = made.next_crossing(0, made.anchor_us[0])
        made.cross(0, found)
        assert made.felt_at_c(0, found.t_us) == pytest.approx(made.inlet_c[0], abs=1e-5)
        told.append(made.inlet_c[0])
    assert {38.0, 40.0, 47.0} <= set(told)
    assert max(b - a for a, b in pairwise(told)) <= 2.0


def test_repaired_fans_let_machines_feel_their_inlet_again():
    made = containers(one_speed(), HOT)
    made.set_fans_failed(0, 0, 12)
    made.set_fans_failed(0, 60 * S, 0)
    assert made.inlet_c[0] == made.inlet_at_c(0, 60 * S) < made.metal_at_c(0, 60 * S) - 20.0


def test_fans_come_back_at_full_speed():
    made = containers(heat_w=1e5)
    assert made.speed_frac(0) < 1.0
    made.set_powered(0, 0, powered=False)
    made.set_powered(0, 10 * S, powered=True)
    assert made.speed_frac(0) == 1.0


def test_fans_speed_up_with_heat_and_slow_down_without():
    made = containers(heat_w=2e5)
    slow = made.speed_frac(0)
    made.set_heat(0, 0, HEAT_W)
    up = run(made, H)
    assert {c.limit for c in up} >= {STAGE_UP}
    assert made.speed_frac(0) > slow
    made.set_heat(0, H, 5e4)
    down = run(made, 2 * H, H)
    assert {c.limit for c in down} >= {STAGE_DOWN}
    assert made.speed_frac(0) == pytest.approx(0.3)


@settings(max_examples=60)
@given(
    heat_w=st.floats(0.0, 9e5),
    dry_c=st.floats(-30.0, 42.0),
    depression_k=st.floats(0.0, 15.0),
)
def test_fans_come_to_rest_and_stages_keep_their_dwell(heat_w, dry_c, depression_k):
    made = containers(spec_of(pad={"rated_m3_per_s": 40.0}), HOT)
    made.set_weather(0, 0, Weather(dry_c, dry_c - depression_k, 101_325.0))
    made.set_heat(0, 0, heat_w)
    seen = [c for c in run(made, 12 * H) if c.limit in (STAGE_UP, STAGE_DOWN)]
    assert all(b.t_us - a.t_us >= 20 * S for a, b in pairwise(seen))
    assert made.next_crossing(0, 12 * H) is None


def test_what_the_machines_are_told_is_within_a_band_of_what_they_breathe():
    made = containers(one_speed(recirculation_frac=0.3))
    made.set_heat(0, 0, 1.3 * HEAT_W)
    told = [made.inlet_c[0]]
    while (found := made.next_crossing(0, 0)) is not None:
        assert found.limit == INLET
        made.cross(0, found)
        assert made.inlet_c[0] - told[-1] == pytest.approx(0.5)
        assert made.inlet_at_c(0, found.t_us) == pytest.approx(made.inlet_c[0], abs=1e-5)
        told.append(made.inlet_c[0])
    assert len(told) > 2
    assert made.inlet_at_c(0, H) == pytest.approx(made.inlet_c[0], abs=0.5)


def test_hotter_weather_and_failed_fans_warm_the_inlet_at_once():
    made = containers(one_speed())
    first_c = made.inlet_c[0]
    made.set_weather(0, 0, Weather(30.0, 20.0, 101_325.0))
    assert first_c + 9.5 < made.inlet_c[0] < first_c + 10.0
    made.set_fans_failed(0, 0, 6)
    assert made.flow_m3_per_s == [pytest.approx(21.0)]
    assert made.power_w == [pytest.approx(0.5 * containers(one_speed()).power_w[0], rel=0.05)]


def test_thin_air_at_height_leaves_the_metal_warmer():
    low = containers(one_speed())
    high = containers(one_speed(), WARM._replace(pressure_pa=84_556.0))
    assert high.metal_at_c(0, 0) > low.metal_at_c(0, 0) + 2.0
    assert high.power_w[0] / low.power_w[0] == pytest.approx(0.8345, abs=2e-3)


def test_a_pad_stays_dry_in_the_cool_and_where_its_air_would_be_too_cold():
    spec = one_speed(pad={"rated_m3_per_s": 40.0}, inlet_min_c=12.0)
    made = containers(spec, WARM)
    assert sum(made.rates[0]) == 0.0
    made.set_weather(0, 0, Weather(26.0, 9.0, 101_325.0))
    assert sum(made.rates[0]) == 0.0
    made.set_weather(0, 0, Weather(26.0, 15.0, 101_325.0))
    assert sum(made.rates[0]) > 0.0
    made.set_weather(0, 0, Weather(23.0, 15.0, 101_325.0))
    assert sum(made.rates[0]) > 0.0


def test_containers_do_not_touch_each_other():
    made = Containers([spec_of(), spec_of()], 0)
    made.set_heat(1, 0, HEAT_W)
    made.set_weather(1, 0, HOT)
    assert (made.metal_at_c(0, H), made.anchor_us[0]) == (20.0, 0)
