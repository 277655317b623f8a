"""Readings of a container: energy closes, spans add up, an integrator agrees, a snapshot is all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from tests.devices.cooling.crates import (
    COLD,
    HEAT_W,
    HOT,
    WARM,
    H,
    S,
    containers,
    judged,
    one_speed,
    run,
    spec_of,
)
from twin.devices.cooling.containers import Containers

PAD = {"rated_m3_per_s": 40.0}


@pytest.mark.parametrize("start_c", [-15.0, 10.0, 60.0, 95.0])
@pytest.mark.parametrize(("weather", "heat_w"), [(COLD, HEAT_W), (COLD, 1e5), (WARM, HEAT_W)])
def test_an_integrator_agrees_through_every_move_of_the_damper(weather, heat_w, start_c):
    spec = one_speed(damper_max_frac=0.6)
    made = containers(spec, weather, heat_w)
    made.place(0, 0, start_c)
    air, mass_j_per_k = made.air[0], 200 * 15e3

    def slope(_t, state):
        return [(heat_w - judged(spec, air, state[0])[1]) / mass_j_per_k]

    spans_s = [20.0, 60.0, 200.0, 900.0]
    judge = solve_ivp(
        slope, (0, 900.0), [start_c], t_eval=spans_s, rtol=1e-10, atol=1e-10, max_step=1.0
    )
    now = 0
    for span_s, metal_c in zip(spans_s, judge.y[0], strict=True):
        until = round(span_s * S)
        run(made, until, now)
        now = until
        assert made.metal_at_c(0, now) == pytest.approx(metal_c, abs=1e-5)
        assert made.inlet_at_c(0, now) == pytest.approx(judged(spec, air, metal_c)[0], abs=1e-5)


changes = st.lists(
    st.tuples(
        st.integers(1, 2 * H),
        st.sampled_from([0.0, 2e5, HEAT_W]),
        st.sampled_from([COLD, WARM, HOT]),
        st.integers(0, 10),
    ),
    max_size=6,
)


@settings(max_examples=50)
@given(changes=changes)
def test_heat_in_is_heat_out_and_stored(changes):
    made, now = containers(spec_of(pad=PAD)), 0
    first_c = made.metal_at_c(0, 0)
    for wait, heat_w, weather, failed in changes:
        run(made, now + wait, now)
        now += wait
        made.set_heat(0, now, heat_w)
        made.set_weather(0, now, weather)
        made.set_fans_failed(0, now, failed)
    run(made, now + H, now)
    now += H
    stored_j = 200 * 15e3 * (made.metal_at_c(0, now) - first_c)
    through_j = made.heat_in_at_j(0, now)
    assert made.heat_out_at_j(0, now) + stored_j == pytest.approx(
        through_j, rel=1e-9, abs=1e-9 * 200 * 15e3 * 1e3
    )
    assert made.water_at(0, now).total_l >= 0.0


def test_air_takes_what_the_balance_says():
    """Q = rho cp V dT, with air at 20 °C of 1.20 kg/m3 less a little for its humidity."""
    made = containers(one_speed(recirculation_frac=0.0))
    rise_k = made.exhaust_at_c(0, 0) - made.inlet_at_c(0, 0)
    assert made.out_at_w(0, 0) == pytest.approx(HEAT_W)
    assert rise_k == pytest.approx(HEAT_W / (1.197 * 1006.0 * 42.0), rel=2e-3)
    assert made.inlet_at_c(0, 0) == 20.0


def test_recirculation_warms_the_inlet_by_its_share_of_the_rise():
    made = containers(one_speed(recirculation_frac=0.1))
    rise_k = made.exhaust_at_c(0, 0) - made.inlet_at_c(0, 0)
    assert made.inlet_at_c(0, 0) - 20.0 == pytest.approx(rise_k / 9.0)
    assert made.recirculated_frac(0, 0) == 0.1


def test_a_wet_pad_lowers_the_inlet_and_takes_water_and_a_failed_one_does_not():
    made = containers(one_speed(pad=PAD), HOT)
    dry_w = containers(one_speed(), HOT).power_w[0]
    assert made.air[0].fresh_c == pytest.approx(38.0 - 0.85 * 16.0)
    assert made.power_w[0] > dry_w
    an_hour_l = made.water_at(0, H).total_l
    assert 1000.0 < an_hour_l < 2000.0
    made.set_pad_failed(0, H, failed=True)
    assert made.air[0].fresh_c == 38.0
    assert made.water_at(0, 2 * H).total_l == an_hour_l


def test_a_snapshot_is_all_there_is():
    made = containers(spec_of(pad=PAD), COLD)
    made.set_heat(0, H, 3e5)
    now = run(made, 2 * H, H)[-1].t_us
    again = Containers(made.specs, 0)
    again.restore(json.loads(json.dumps(made.snapshot())))
    assert again.next_crossing(0, now) == made.next_crossing(0, now)
    for reading in ("metal_at_c", "inlet_at_c", "energy_at_j", "heat_out_at_j"):
        assert getattr(again, reading)(0, 3 * H) == getattr(made, reading)(0, 3 * H)
    assert (again.way, again.power_w) == (made.way, made.power_w)
