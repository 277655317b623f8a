"""Pumps of tanks and loops that stop: how long machines last, and when they come back."""

from __future__ import annotations

import pytest

from tests.scenes.stage import played
from twin.devices.asic_power import HASH
from twin.units import S_PER_H, US_PER_S

FAIL_S = S_PER_H


def test_oil_without_pumps_warms_in_a_line_by_what_machines_draw():
    """Time to slow down from the document alone: C dT/dt = P, P as last told, every 2 K."""
    scene = played("tanks")
    plant = scene.plant(FAIL_S)
    loops, row = plant.miner_loops, plant.parts.cooled[1].rows[0]
    spec, power = loops.specs[1], plant.parts.row_powers[row][HASH]
    held_j_per_k = 160.0 * 800.0 * 2100.0 + 16e6
    at_c = loops.temperatures_c(1, plant.t_us)[0]
    told_c, after_s = loops.inlet_c[1], 0.0
    while at_c < spec.warm_c:
        until_c = min(told_c + spec.inlet_band_k, spec.warm_c)
        heat_w = 1020 * (power.constant_w + power.slope_w_per_k * told_c)
        after_s += (until_c - at_c) * held_j_per_k / heat_w
        at_c = told_c = until_c
    slowed = scene.of("RowsThrottled", "B2")[0]
    assert slowed.at_s == pytest.approx(FAIL_S + after_s, abs=2e-5)
    assert slowed.fact.inlet_c == 55.0
    assert scene.root(slowed).kind == "CommandAccepted"


def test_machines_in_oil_stop_at_their_limit_and_boot_when_it_is_back():
    scene = played("tanks")
    stopped = scene.of("RowsOverheated", "B2")[0]
    assert (stopped.fact.inlet_c, stopped.fact.why) == (60.0, "B2-PUMP is out")
    back = scene.of("RowsRecovered", "B2")[0]
    assert back.fact.inlet_c == 53.0
    assert back.at_s > 2 * S_PER_H


def test_hydro_machines_stop_at_once_for_want_of_flow_and_boot_with_the_repair():
    scene = played("tanks")
    stopped = scene.of("RowsOverheated", "B1")[0]
    assert (stopped.at_s, stopped.fact.why) == (2 * S_PER_H, "flow")
    back = scene.of("RowsRecovered", "B1")[0]
    assert back.at_s == 2.5 * S_PER_H
    (repaired,) = scene.of("EquipmentRepaired", "B1")
    assert scene.said[scene.said[back.cause - 1].cause - 1] == repaired


def test_containers_whose_pad_runs_dry_slow_down_by_its_cause():
    scene = played("tanks")
    slowed = scene.of("RowsThrottled", "B3")[0]
    assert slowed.at_s == 4 * S_PER_H
    assert scene.said[slowed.cause - 1].kind == "EquipmentFailed"


def test_energy_closes_with_cooling_of_blocks_and_the_water_is_told():
    found = played("tanks").summary
    assert abs(found.energy.balance_ratio) < 1e-9
    plant = played("tanks").plant(8 * S_PER_H)
    drawn_j = plant.containers.energy_at_j(0, plant.t_us)
    assert 0.0 < drawn_j < found.energy.mining_cooling_mwh * 3.6e9
    assert found.water_m3 > 50.0
    assert plant.t_us % US_PER_S >= 0
