"""The watch over blocks' cooling finds the next crossing anew whenever something changed."""

from __future__ import annotations

from tests.facility.test_mining_cooling import TANKS, cooled_plant
from tests.plants import T0_US, S, apply
from twin.facts.cooling import EquipmentFailed


def test_a_plant_that_changed_is_searched_again():
    plant = cooled_plant()
    plant.mining_watch.next_us(T0_US)
    apply(plant, T0_US + S, "B2-PUMP", EquipmentFailed(3600.0, 9))
    found_us = plant.mining_watch.next_us(T0_US + S)
    assert found_us is not None
    expected = plant.miner_loops.next_step(plant.parts.cooled[TANKS].at, T0_US + S)
    assert found_us == expected.t_us
    ((place, crossing),) = plant.mining_watch.reached(found_us)
    assert (place, crossing.limit, crossing.direction) == (TANKS, "inlet", "rising")
    assert plant.mining_watch.reached(found_us) == [], "it is stale until looked at again"


def test_nothing_is_due_before_its_instant():
    plant = cooled_plant()
    due_us = plant.mining_watch.next_us(T0_US)
    assert due_us is None or plant.mining_watch.reached(due_us - 1) == []
