"""Facts of backup power: what each changes, and whom it wakes."""

from __future__ import annotations

from tests.facility.test_backup import fed_plant
from tests.plants import T0_US, S, apply
from twin.devices.backup.ups_spec import BATTERY, DROPPED, EMPTY, LOCKED, ONLINE
from twin.facility import topics
from twin.facts.backup import UpsReset, UpsStateChanged, UpsStepped
from twin.facts.outside import GridVoltageChanged


def test_an_empty_battery_drops_the_load_and_wakes_the_switching():
    plant = fed_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    plant.touched = 0
    at_us = plant.ups.next_crossing(0, T0_US + S).t_us
    apply(plant, at_us, "H1-UPS", UpsStepped(0.0, EMPTY))
    assert plant.ups.state[0] == DROPPED
    assert plant.ups_cause[0] == plant.last_seq
    assert plant.touched & topics.TOPOLOGY
    assert plant.touched & topics.BACKUP


def test_being_told_changes_nothing_but_what_was_told():
    plant = fed_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    assert plant.ups_told == [ONLINE]
    before = plant.ups.snapshot()
    apply(plant, T0_US + S, "H1-UPS", UpsStateChanged(1.0, "battery"))
    assert plant.ups_told == [BATTERY]
    assert plant.ups.snapshot() == before


def test_a_reset_releases_a_lock():
    plant = fed_plant()
    for second in range(1, 7):
        level_pu = 0.6 if second % 2 else 1.0
        apply(plant, T0_US + second * S, "POI", GridVoltageChanged(level_pu))
    assert plant.ups.state[0] == LOCKED
    apply(plant, T0_US + 8 * S, "H1-UPS", UpsReset())
    assert plant.ups.state[0] == BATTERY
    assert plant.ups.disturbed_us == [[]]
