"""Facts of cooling: steps, slowed racks, broken units, each with what it wakes."""

from __future__ import annotations

from tests.facility.test_cooling import cooled_plant
from tests.plants import T0_US, S, apply
from twin.facility import topics
from twin.facts.compute import HallCapped
from twin.facts.cooling import CoolingStepped, EquipmentFailed, HallThrottled


def test_the_lower_of_heat_and_command_caps_racks():
    plant = cooled_plant()
    apply(plant, T0_US + S, "H1", HallCapped(0.8))
    apply(plant, T0_US + 2 * S, "H1", HallThrottled(0.5))
    assert plant.halls.cap_frac == [0.5]
    apply(plant, T0_US + 3 * S, "H1", HallThrottled(1.0))
    assert plant.halls.cap_frac == [0.8]


def test_a_plant_too_hot_for_its_racks_wakes_the_switching():
    plant = cooled_plant()
    plant.touched = 0
    apply(plant, T0_US + S, "H1-COOL", CoolingStepped(0.0, "hot", True))
    assert plant.loops.switches[0].hot
    assert plant.loop_cause == plant.heat_cause == [plant.last_seq]
    assert not plant.touched & topics.TOPOLOGY
    apply(plant, T0_US + S, "H1", HallThrottled(0.0))
    assert plant.touched & topics.TOPOLOGY
    assert plant.heat_cause == [plant.last_seq]


def test_a_failure_is_due_for_repair_and_lowers_the_hazard_of_its_group():
    plant = cooled_plant()
    entry = plant.parts.hazard_index["H1-CDU"]
    apply(plant, T0_US + S, "H1-CDU", EquipmentFailed(60.0, 1, "a drill"))
    assert plant.control.repairs == [(T0_US + 61 * S, plant.last_seq, "equipment", "H1-CDU", 1)]
    assert plant.hazards.rate_per_s[entry] == 0.0
    assert plant.touched & topics.HAZARD
