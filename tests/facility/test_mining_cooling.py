"""Cooling of mining blocks: heat is what rows draw, inlets are what it gives, all of it is paid."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, S, apply
from twin.facility import Plant, mining_cooling
from twin.facility.assemble import assemble
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import RunStarted
from twin.facts.cooling import EquipmentFailed, EquipmentRepaired, MiningCoolingStepped
from twin.facts.mining import RowsOverheated
from twin.facts.outside import WeatherChanged
from twin.facts.power import SupplyLost, SupplyReturned
from twin.scenario import Failures, Workload
from twin.site import shipped_site

LIQUID = shipped_site("w25-liquid")
HYDRO, TANKS, AIR = range(3)


def cooled_plant(dry_bulb_c=30.0):
    parts = assemble(LIQUID, 1, Failures(), Workload())
    plant = Plant(parts, T0_US)
    apply(plant, T0_US, parts.site_id, RunStarted(dry_bulb_c, "a story"))
    return plant


def rows_w(plant, place):
    return sum(plant.rows.power_w[row] for row in plant.parts.cooled[place].rows)


def family_of(plant, place):
    one = plant.parts.cooled[place]
    return (plant.miner_loops if one.liquid else plant.containers), one.at


@pytest.mark.parametrize("place", [HYDRO, TANKS, AIR])
def test_a_run_begins_with_heat_equal_to_what_the_rows_draw_at_their_inlet(place):
    plant = cooled_plant()
    family, at = family_of(plant, place)
    assert family.heat_w[at] == rows_w(plant, place) > 5e6
    inlets = {plant.rows.inlet_c[row] for row in plant.parts.cooled[place].rows}
    assert inlets == {family.inlet_c[at]}


@pytest.mark.parametrize("place", [HYDRO, TANKS, AIR])
def test_heat_stays_what_rows_draw_when_the_air_changes_and_units_break(place):
    plant = cooled_plant()
    family, at = family_of(plant, place)
    apply(plant, T0_US + H, "SITE", WeatherChanged(38.0, 0.3))
    assert family.heat_w[at] == rows_w(plant, place)
    group = {HYDRO: "B1-COOLER", TANKS: "B2-PUMP", AIR: "B3-FAN"}[place]
    apply(plant, T0_US + 2 * H, group, EquipmentFailed(3600.0, 1))
    assert family.heat_w[at] == rows_w(plant, place)


def test_pumps_and_fans_draw_on_the_unit_transformers_of_rows_that_have_supply():
    plant = cooled_plant()
    for place, one in enumerate(plant.parts.cooled):
        drawn_w = sum(plant.pad_extra_w[pad] for pad in one.pads)
        assert drawn_w == pytest.approx(mining_cooling.draw_w(plant, place), rel=1e-12)
        assert drawn_w > 10e3
    tanks = plant.parts.cooled[TANKS]
    first = tanks.pads[0]
    lost = tuple(plant.parts.row_ids[row] for row in plant.parts.pad_rows[first])
    apply(plant, T0_US + S, "B2", SupplyLost(lost))
    assert plant.pad_extra_w[first] == 0.0
    assert plant.pad_extra_w[tanks.pads[1]] == pytest.approx(
        mining_cooling.draw_w(plant, TANKS) / 2
    )


@pytest.mark.parametrize("block", ["B1", "B2", "B3"])
def test_a_block_without_supply_moves_nothing_and_comes_back_whole(block):
    plant = cooled_plant()
    place = [one.block for one in plant.parts.cooled].index(block)
    names = tuple(plant.parts.row_ids[row] for row in plant.parts.cooled[place].rows)
    apply(plant, T0_US + S, block, SupplyLost(names))
    assert mining_cooling.draw_w(plant, place) == 0.0
    family, at = family_of(plant, place)
    assert family.heat_w[at] == 0.0
    apply(plant, T0_US + 61 * S, block, SupplyReturned(names))
    assert mining_cooling.draw_w(plant, place) > 10e3


def test_too_little_flow_stops_hydro_machines_until_pumps_could_carry_them():
    plant = cooled_plant()
    rows = plant.parts.cooled[HYDRO].rows
    apply(plant, T0_US + S, "B1-PUMP", EquipmentFailed(60.0, 4))
    crossing = plant.mining_watch.next_us(T0_US + S)
    assert crossing == T0_US + S
    apply(plant, T0_US + S, "B1-COOL", MiningCoolingStepped(0.0, "rise", True))
    assert all(plant.rows.stopped[row] for row in rows)
    assert all(plant.rows.due_us[row] == T0_US + S for row in rows)
    apply(plant, T0_US + 61 * S, "B1-PUMP", EquipmentRepaired(4))
    apply(plant, T0_US + 61 * S, "B1-COOL", MiningCoolingStepped(0.0, "rise", False))
    assert not any(plant.rows.stopped)


def test_energy_of_rows_is_the_heat_that_came_and_all_of_it_left_or_is_stored():
    plant = cooled_plant()
    for hour, dry_bulb_c in enumerate((36.0, 39.0, 33.0, 25.0), start=1):
        apply(plant, T0_US + hour * H, "SITE", WeatherChanged(dry_bulb_c, 0.3))
    t_us = T0_US + 5 * H
    for place in (HYDRO, TANKS):
        loops, at = family_of(plant, place)
        rows = plant.parts.cooled[place].rows
        drawn_j = sum(plant.rows.energy_at_j(row, t_us) for row in rows)
        assert loops.heat_at_j(at, t_us) == pytest.approx(drawn_j, rel=1e-12)
        out_j = loops.rejected_j(at, t_us) + loops.stored_j(at, t_us)
        pump_j = loops.drawn_at(at, t_us).pump_j
        assert out_j == pytest.approx(drawn_j + pump_j, rel=1e-12)
    containers, at = family_of(plant, AIR)
    drawn_j = sum(plant.rows.energy_at_j(row, t_us) for row in plant.parts.cooled[AIR].rows)
    assert containers.heat_in_at_j(at, t_us) == pytest.approx(drawn_j, rel=1e-12)


def test_a_snapshot_of_a_warm_afternoon_goes_on_the_same():
    plant = cooled_plant()
    apply(plant, T0_US + S, "SITE", WeatherChanged(39.0, 0.3))
    apply(plant, T0_US + 60 * S, "B2-PUMP", EquipmentFailed(3600.0, 9))
    again = restored(plant.parts, snapshot(plant))
    assert again.pad_extra_w == plant.pad_extra_w
    assert again.net.import_w == plant.net.import_w
    now_us = T0_US + 60 * S
    assert again.mining_watch.next_us(now_us) == plant.mining_watch.next_us(now_us)


def test_towers_and_pads_take_water_and_dry_coolers_none():
    plant = cooled_plant(35.0)
    t_us = T0_US + H
    assert plant.miner_loops.water_at(HYDRO, t_us).total_l == 0.0
    heat_kwh = plant.miner_loops.rejected_j(1, t_us) / 3.6e6
    used = plant.miner_loops.water_at(1, t_us)
    assert used.evaporated_l == pytest.approx(heat_kwh * 0.85 * 3.6e6 / 2.43e6, rel=1e-9)
    whole_l = mining_cooling.water_at_l(plant, t_us)
    assert whole_l > used.total_l


def test_machines_held_without_flow_warm_their_coolant_no_further():
    plant = cooled_plant()
    apply(plant, T0_US + S, "B1-PUMP", EquipmentFailed(60.0, 6))
    apply(plant, T0_US + S, "B1-COOL", MiningCoolingStepped(0.0, "rise", True))
    names = tuple(plant.parts.row_ids[row] for row in plant.parts.cooled[HYDRO].rows)
    apply(plant, T0_US + S, "B1", RowsOverheated(30.0, names, "flow"))
    assert plant.miner_loops.heat_w[HYDRO] == 0.0
    loops, held_us = plant.miner_loops, T0_US + S
    now_c, later_c = (loops.temperatures_c(HYDRO, held_us + h * H)[0] for h in (0, 720))
    assert later_c == pytest.approx(now_c, abs=1e-6)
