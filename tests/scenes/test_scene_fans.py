"""A container loses its fans: machines throttle, stop, cool, try again, and nothing is absurd."""

from __future__ import annotations

from math import exp, log

import pytest

from tests.scenes.stage import played
from twin.facility.mining_cooling import drawn_at_j
from twin.units import J_PER_KWH, S_PER_H

FAIL_S, SAG_S, REPAIRED_S = S_PER_H, 2 * S_PER_H, 3 * S_PER_H
AIR = 2


def containers(after_s):
    plant = played("fans").plant(after_s)
    return plant.containers, plant.t_us


def test_machines_slow_down_in_about_a_minute_and_stop_within_two():
    scene = played("fans")
    slowed, stopped = (scene.of(kind, "B3")[0] for kind in ("RowsThrottled", "RowsOverheated"))
    assert 60.0 < slowed.at_s - FAIL_S < 90.0
    assert slowed.at_s < stopped.at_s < FAIL_S + 120.0
    assert (slowed.fact.inlet_c, stopped.fact.inlet_c) == (40.0, 47.0)


def test_they_stop_with_their_metal_at_what_the_limit_leaves_it_at_full_flow():
    """A metal of T and a heat Q feel like an inlet of T - Q / G, with G of all 32 fans."""
    scene = played("fans")
    stopped = scene.of("RowsOverheated", "B3")[0]
    made, t_us = containers(stopped.at_s - 1e-3)
    whole, _ = containers(FAIL_S - 1.0)
    g_ratio = made.heat_w[0] / (made.metal_at_c(0, t_us) - 47.0)
    density = whole.air[0].stream_w_per_k / 1006.0 / whole.flow_m3_per_s[0]
    assert made.speed_frac(0) == 1.0
    stream_w_per_k = 320.0 * density * 1006.0
    film_w_per_k = 1500 * 300.0 * (density / 1.2) ** 0.8
    expected = stream_w_per_k * (1.0 - exp(-film_w_per_k / stream_w_per_k))
    assert g_ratio == pytest.approx(expected, rel=1e-3)


def test_neither_air_nor_metal_is_ever_absurd():
    for after_s in range(0, 8 * 3600, 60):
        made, t_us = containers(float(after_s))
        inlet_c, metal_c = made.inlet_at_c(0, t_us), made.metal_at_c(0, t_us)
        assert inlet_c <= metal_c < 75.0
        assert made.exhaust_at_c(0, t_us) - inlet_c < 50.0
        assert inlet_c < 45.0


def test_dark_after_the_sag_the_container_cools_towards_the_air_outdoors():
    """One exponential with the conductance of air that rises by itself, from the sag on."""
    (sag,) = [one for one in played("fans").of("SupplyLost", "B3") if one.at_s < SAG_S + 1.0]
    back = played("fans").of("SupplyReturned", "B3")[0]
    made, t_us = containers(sag.at_s + 1e-3)
    later, later_us = containers(back.at_s - 1e-3)
    assert made.power_w[0] == 0.0
    tau_s = 1500 * 15e3 / made.way[0].out_w_per_k
    fresh_c = made.air[0].fresh_c
    over, left = (one.metal_at_c(0, us) - fresh_c for one, us in ((made, t_us), (later, later_us)))
    assert fresh_c == 33.0
    assert log(over / left) * tau_s == pytest.approx((later_us - t_us) / 1e6, rel=1e-6)
    assert made.inlet_at_c(0, t_us) < 40.0


def test_every_stop_and_every_step_of_warmth_leads_to_the_fans():
    scene = played("fans")
    (failed, _) = scene.of("EquipmentFailed", "B3-FAN")
    for one in scene.of("RowsOverheated", "B3") + scene.of("RowsThrottled", "B3"):
        assert scene.said[one.cause - 1] == failed
        assert one.fact.why == "B3-FAN is out"
    warmer = [
        one
        for one in scene.of("MiningCoolingStepped", "B3-COOL", FAIL_S)
        if one.fact.limit == "inlet" and one.fact.rising and one.at_s < SAG_S
    ]
    assert len(warmer) > 10
    assert {scene.root(one) for one in warmer} == {scene.root(failed)}


def test_repaired_they_hash_again_and_ten_of_32_that_break_are_made_up_for():
    scene = played("fans")
    hashing = [one.at_s for one in scene.of("RowsHashing", "B3")]
    assert REPAIRED_S < hashing[-1] < REPAIRED_S + 900.0
    assert not scene.of("RowsThrottled", "B3", REPAIRED_S)
    assert not scene.of("RowsOverheated", "B3", REPAIRED_S)


def test_heat_in_is_heat_out_and_stored_through_all_of_it():
    first, first_us = containers(0.0)
    made, t_us = containers(8 * S_PER_H)
    stored_j = 1500 * 15e3 * (made.metal_at_c(0, t_us) - first.metal_at_c(0, first_us))
    came_j, left_j = (
        now - then
        for now, then in (
            (made.heat_in_at_j(0, t_us), first.heat_in_at_j(0, first_us)),
            (made.heat_out_at_j(0, t_us), first.heat_out_at_j(0, first_us)),
        )
    )
    assert left_j + stored_j == pytest.approx(came_j, rel=1e-9)
    assert came_j / J_PER_KWH > 20e3
    plant = played("fans").plant(8 * S_PER_H)
    assert drawn_at_j(plant, plant.t_us) > 0.0
    assert abs(played("fans").summary.energy.balance_ratio) < 1e-9
