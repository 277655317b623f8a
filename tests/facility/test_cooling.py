"""The cooling of a hall: fed by its input or its supply, heated by all that its racks draw."""

from __future__ import annotations

import pytest

from tests.facility.test_backup import WITH_UPS
from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility import cooling
from twin.facility.snapshot import restored, snapshot
from twin.facts.compute import InferenceLoadChanged
from twin.facts.cooling import EquipmentFailed, EquipmentRepaired
from twin.facts.outside import GridVoltageChanged, WeatherChanged

END = "  other_it_kw: 400\n"
WITH_LOOP = (END, END + "  cooling: {unit_per_year: 0}\n")
WITH_BOTH = (END, WITH_UPS[1] + "  cooling: {unit_per_year: 0}\n")


def cooled_plant(change=WITH_BOTH):
    return started(small_plant(change))


def test_all_that_racks_and_supply_turn_to_heat_reaches_liquid_or_air():
    plant = cooled_plant()
    apply(plant, T0_US + S, "H1", InferenceLoadChanged(0.7))
    heat_w = plant.loops.liquid_w[0] + plant.loops.air_w[0]
    assert heat_w == pytest.approx(plant.halls.it_w[0] + plant.ups.flow(0).loss_w, rel=1e-12)


def test_a_hall_draws_its_racks_its_supply_and_its_cooling_and_no_overhead():
    plant = cooled_plant()
    moved_w = cooling.pumps_on_supply_w(plant, 0)
    assert plant.ups.load_w[0] == plant.halls.it_w[0] + moved_w
    outdoors_w = plant.loops.power_w[0] - moved_w
    assert plant.hall_w[0] == pytest.approx(plant.ups.flow(0).input_w + outdoors_w, rel=1e-12)
    bare = cooled_plant(WITH_LOOP)
    assert bare.hall_w[0] == pytest.approx(bare.halls.it_w[0] + bare.loops.power_w[0], rel=1e-12)


def test_in_an_outage_the_supply_keeps_pumps_and_coil_fans_turning():
    plant = cooled_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    now = plant.loops.now[0]
    assert now.cdu_pump_w > 0.0
    assert now.coil_fan_w > 0.0
    assert (now.cooler_fan_w, now.chiller_w) == (0.0, 0.0)
    bare = cooled_plant(WITH_LOOP)
    apply(bare, T0_US + S, "POI", GridVoltageChanged(0.0))
    assert bare.loops.power_w[0] == 0.0


def test_broken_units_do_not_run_until_repaired():
    plant = cooled_plant()
    whole = plant.loops.switches[0]
    apply(plant, T0_US + S, "H1-COOLER", EquipmentFailed(60.0, 2))
    assert plant.loops.switches[0].coolers == whole.coolers - 2
    assert plant.broken == {"H1-COOLER": 2}
    apply(plant, T0_US + 61 * S, "H1-COOLER", EquipmentRepaired(2))
    assert plant.loops.switches[0].coolers == whole.coolers
    assert plant.broken == {}


def test_a_snapshot_of_a_warm_afternoon_goes_on_the_same():
    plant = cooled_plant()
    apply(plant, T0_US + S, "SITE", WeatherChanged(39.0))
    apply(plant, T0_US + 60 * S, "H1", InferenceLoadChanged(1.0))
    again = restored(plant.parts, snapshot(plant))
    assert again.hall_w == plant.hall_w
    assert again.cool_watch.next_us(T0_US + 60 * S) == plant.cool_watch.next_us(T0_US + 60 * S)
    for one in (plant, again):
        apply(one, T0_US + 900 * S, "H1", InferenceLoadChanged(0.2))
    assert snapshot(again) == snapshot(plant)
