"""Signals of blocks' cooling say what its families hold."""

from __future__ import annotations

import math

import pytest

from tests.facility.test_mining_cooling import AIR, HYDRO, TANKS, cooled_plant
from tests.plants import T0_US, M, S, apply
from twin.facts.cooling import EquipmentFailed
from twin.signals import catalogue


def test_every_plant_has_every_quantity_and_heat_leaves_as_it_came():
    plant = cooled_plant()
    signals = catalogue(plant.parts)
    for place, block in ((HYDRO, "B1"), (TANKS, "B2"), (AIR, "B3")):
        read = {
            name: signals[f"{block}-COOL.{name}"].at(plant, T0_US + S)
            for name in ("inlet_c", "rise_k", "heat_w", "power_w", "net_rejected_w")
        }
        pump_w = plant.miner_loops.now[place].pump_w if place != AIR else 0.0
        assert read["heat_w"] > 5e6
        assert read["net_rejected_w"] == pytest.approx(read["heat_w"] + pump_w, rel=0.02)
        assert 20.0 < read["inlet_c"] < 50.0
        assert read["power_w"] > 0.0
    assert signals["B1-COOL.rise_k"].at(plant, T0_US) == pytest.approx(8.6, abs=0.5)
    assert signals["B2-COOL.rise_k"].at(plant, T0_US) == 0.0


def test_without_flow_there_is_no_rise_to_tell():
    plant = cooled_plant()
    apply(plant, T0_US + S, "B1-PUMP", EquipmentFailed(60.0, 6))
    assert math.isnan(catalogue(plant.parts)["B1-COOL.rise_k"].at(plant, T0_US + M))
