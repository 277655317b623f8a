"""Sags at the loads: the voltage of a bus, and who must ride through it."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility import sags
from twin.facts.outside import GridVoltageChanged
from twin.facts.power import RideThroughFailed, SupplyLost
from twin.signals import bus_voltage_pu


def test_a_sag_reaches_a_bus_less_the_drop_of_its_transformer():
    plant = started(small_plant())
    nominal_pu = bus_voltage_pu(plant, 0)
    assert 0.9 < nominal_pu < 1.0
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.6))
    assert bus_voltage_pu(plant, 0) == pytest.approx(0.6 * nominal_pu, rel=1e-3)


def test_a_dead_bus_has_no_voltage_and_nobody_rides():
    plant = started(small_plant())
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    assert bus_voltage_pu(plant, 0) == 0.0
    assert list(sags.waiting(plant)) == []


def test_miners_of_each_bus_and_halls_without_a_supply_ride():
    plant = started(small_plant())
    assert [sags.name_of(plant, ride) for ride in range(3)] == ["M1", "M2", "H1"]
    assert [sags.ride_of(plant, name) for name in ("M1", "M2", "H1")] == [0, 1, 2]
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.6))
    assert list(sags.waiting(plant)) == [0, 1, 2]


def test_who_let_go_is_ready_again_once_the_voltage_is_steady():
    plant = started(small_plant())
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.6))
    apply(plant, T0_US + S, "M1", RideThroughFailed("sag_below_0.75_pu"))
    assert plant.rides.tripped_by == ["sag_below_0.75_pu", "", ""]
    apply(plant, T0_US + 2 * S, "POI", GridVoltageChanged(1.0))
    assert plant.rides.tripped_by == ["", "", ""]
    assert plant.ride_cause[0] == plant.last_seq


def test_a_bus_that_lost_its_miners_waits_for_nothing():
    plant = started(small_plant())
    names = [
        n
        for n, block in zip(plant.parts.row_ids, plant.parts.row_block, strict=True)
        if block == "B1"
    ]
    apply(plant, T0_US + S, "B1", SupplyLost(tuple(names)))
    assert not sags.has_someone(plant, 0)
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.6))
    assert list(sags.waiting(plant)) == [1, 2]
