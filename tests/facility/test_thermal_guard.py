"""Thermal relays follow the current through their breaker; where there are none nothing follows."""

from __future__ import annotations

import pytest

from tests.drivers.test_thermal_relays import BASE_A, HOT, K_RATIO
from tests.facility.guarded import TIGHT, guarded
from tests.plants import T0_US, S, apply, started
from twin.facility import Plant, overcurrent, thermal_guard
from twin.facts.power import BreakerOpened
from twin.facts.protection import FaultBegan, RelayTripped, ThermalRelayAlarmed


def hot_plant():
    return started(Plant(guarded(TIGHT, HOT), T0_US))


def test_a_site_without_them_has_no_follower_of_them():
    plant = started(Plant(guarded(), T0_US))
    assert plant.thermal_guard not in plant.followers
    assert thermal_guard.place_of(plant, "T2-LV") == -1


def test_it_begins_with_the_heat_of_its_load():
    plant = hot_plant()
    load_a = overcurrent.seen_by_a(plant, plant.parts.guard.index["T2-LV"])
    assert plant.thermal_guard.current_a == [load_a]
    assert plant.thermal_guard.heat(0, T0_US) == pytest.approx((load_a / (K_RATIO * BASE_A)) ** 2)


def test_it_feels_a_fault_and_nothing_once_its_breaker_is_open():
    plant = hot_plant()
    apply(plant, T0_US + S, "F2", FaultBegan(0.0, 0.0, 60.0))
    assert plant.thermal_guard.current_a[0] > 5000.0
    apply(plant, T0_US + 2 * S, "T2-LV", BreakerOpened(""))
    assert plant.thermal_guard.current_a == [0.0]


def test_its_alarm_and_its_trip_are_latched_by_their_facts():
    plant = hot_plant()
    apply(plant, T0_US + S, "T2-LV", ThermalRelayAlarmed(0.9, rising=True))
    assert plant.thermal_guard.alarmed == [True]
    apply(plant, T0_US + 2 * S, "T2-LV", RelayTripped(900.0, "thermal_trip"))
    assert plant.thermal_guard.tripped == [True]
    relay = plant.parts.guard.index["T2-LV"]
    assert plant.guard.relays.tripped_by[relay] == "thermal_trip"
    assert (
        overcurrent.why_not_energise(plant, "T2-LV") == "the thermal relay of T2-LV has not cooled"
    )
    apply(plant, T0_US + 3 * S, "T2-LV", ThermalRelayAlarmed(0.85, rising=False))
    assert overcurrent.why_not_energise(plant, "T2-LV") == ""
