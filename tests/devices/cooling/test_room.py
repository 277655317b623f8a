"""Rooms: the published heat-up, an integrator as judge, balances and bounds."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.integrate import solve_ivp

from twin.devices.cooling.room import HOT_INLET, Rooms, RoomSpec
from twin.kernel import linear_block

S = 1_000_000
SPEC = RoomSpec(volume_m3=200.0, coils_count=4, coil_kw=40.0)
C1, C2, H = 200.0 * 1.18 * 1006.0, 1.5e6, 10e3


def room(heat_w=100e3, running=0, air_c=22.0, mass_c=22.0, water_c=15.0):
    one = Rooms([SPEC], 0, 22.0)
    one.set_heat(0, 0, heat_w)
    one.set_water(0, 0, water_c)
    one.set_coils(0, 0, running)
    one.place(0, 0, air_c, mass_c)
    return one


@pytest.mark.parametrize("expected_c", [pytest.param(36.33918841, id="oracle-38")])
def test_a_room_that_lost_its_cooling_heats_as_published(expected_c):
    assert room().temperatures_c(0, 120 * S)[0] == pytest.approx(expected_c, abs=1e-6)


@pytest.mark.parametrize("expected_s", [pytest.param(20.49733627, id="oracle-38-rate")])
def test_air_and_mass_approach_each_other_at_the_published_rate(expected_s):
    matrix = ((-H / C1, H / C1), (H / C2, -H / C2))
    assert 1.0 / linear_block(matrix).rates_per_s[1] == pytest.approx(expected_s, abs=1e-6)


@given(st.integers(0, 7200 * S))
def test_without_cooling_it_is_the_closed_form(wait_us):
    t, total = wait_us / S, C1 + C2
    rate = H * (1 / C1 + 1 / C2)
    fast = 100e3 * C2**2 / (H * total**2) * (1.0 - exp(-rate * t))
    expected = 22.0 + 100e3 * t / total + fast
    assert room().temperatures_c(0, wait_us)[0] == pytest.approx(expected, rel=1e-12)


states = st.floats(10.0, 60.0)
coils = st.integers(0, 4)
spans = st.integers(1, 4 * 3600 * S)


@given(st.floats(0.0, 2e5), coils, states, states)
def test_with_cooling_it_is_what_an_integrator_finds(heat, running, air, mass):
    one = room(heat, running, air, mass)
    per_k = one.conductance_w_per_k(0)

    def slopes(_, t):
        across = H * (t[0] - t[1])
        return [(heat - across - per_k * (t[0] - 15.0)) / C1, across / C2]

    judged = solve_ivp(slopes, (0, 600), [air, mass], method="Radau", rtol=1e-10, atol=1e-10)
    assert one.temperatures_c(0, 600 * S) == pytest.approx(judged.y[:, -1], abs=1e-6)


@given(coils, states, states, spans, spans)
def test_what_came_is_stored_or_removed(running, air, mass, first, second):
    """Removed heat is judged by the integral of the block, not by the balance it is read from."""
    one = room(100e3, running, air, mass)
    per_k = one.conductance_w_per_k(0)
    matrix = ((-(H + per_k) / C1, H / C1), (H / C2, -H / C2))
    push = ((100e3 + per_k * 15.0) / C1, 0.0)
    air_integral = linear_block(matrix).integral((air, mass), push, first / S)[0]
    taken = per_k * (air_integral - 15.0 * first / S)
    size = 100e3 * first / S + 60.0 * (C1 + C2)
    assert one.removed_j(0, first) == pytest.approx(taken, abs=1e-9 * size)
    whole = one.removed_j(0, first + second)
    one.set_heat(0, first, 90e3)
    one.set_heat(0, first, 100e3)
    assert one.removed_j(0, first + second) == pytest.approx(whole, abs=1e-9 * size)


@given(st.floats(0.0, 2e5), st.integers(1, 4), states, states, spans)
def test_air_stays_between_the_water_and_the_hottest(heat, running, air, mass, wait):
    one = room(heat, running, air, mass)
    top = max(air, mass, one.settled_c(0))
    for found in (*one.temperatures_c(0, wait), one.inlet_c(0, wait)):
        assert min(air, mass, 15.0) - 1e-9 <= found <= top + 1e-9


def test_the_inlet_is_what_the_coils_blow_and_the_room_itself_without_them():
    one = room(160e3, 4)
    one.place(0, 0, 35.0, 35.0)
    # Rated: water at 15 °C, air leaves 8 K above it and enters 12 K higher.
    assert one.removed_w(0, 0) == pytest.approx(160e3)
    assert one.inlet_c(0, 0) == pytest.approx(23.0)
    assert room(air_c=30.0).inlet_c(0, 0) == 30.0
    assert (one.fan_w(0), room().fan_w(0)) == (16e3, 0.0)


def test_half_speed_takes_an_eighth_of_the_fan_power():
    one = room(running=4)
    one.set_coils(0, 0, 4, 0.5)
    assert one.fan_w(0) == pytest.approx(2e3)


@given(st.floats(10.0, 34.0), st.floats(10.0, 34.0), coils)
def test_no_crossing_of_the_limit_is_missed(air, mass, running):
    one = room(100e3, running, air, mass)
    found = one.next_crossing(0, 0)
    first = found.t_us if found else 3600 * S
    assert found is None or found.limit == HOT_INLET
    for share in range(200):
        at = min(first, 3600 * S) * share // 200
        assert one.inlet_c(0, at) <= 35.0 + 1e-9
    if found and 0 < found.t_us < 3600 * S:
        assert one.inlet_c(0, found.t_us) == pytest.approx(35.0, abs=1e-6)


def test_the_limit_clears_below_its_hysteresis():
    one = room(air_c=34.0, mass_c=20.0, heat_w=400e3)
    found = one.next_crossing(0, 0)
    one.cross(0, found.t_us)
    one.set_heat(0, found.t_us, 0.0)
    back = one.next_crossing(0, found.t_us)
    assert back.direction == "falling"
    assert one.inlet_c(0, back.t_us) == pytest.approx(33.0, abs=1e-6)


def test_coils_that_can_not_be_built_are_refused():
    with pytest.raises(ValidationError, match="smaller range"):
        RoomSpec(volume_m3=100.0, approach_k=3.0, air_range_k=4.0, water_range_k=9.0)


def test_a_snapshot_brings_a_room_back():
    one, other = room(running=2), room()
    one.set_heat(0, 60 * S, 50e3)
    other.restore(one.snapshot())
    assert other.temperatures_c(0, 900 * S) == one.temperatures_c(0, 900 * S)
