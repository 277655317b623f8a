"""What is out of a row's cooling is found while it is, the last of it first, fans by their want."""

from __future__ import annotations

from tests.facility.test_mining_cooling import AIR, HYDRO, cooled_plant
from tests.plants import T0_US, H, S, apply
from twin.facility import heat_causes
from twin.facts.cooling import EquipmentFailed, EquipmentRepaired
from twin.facts.outside import WeatherChanged


def row_of(plant, place):
    return plant.parts.cooled[place].rows[0]


def test_nothing_broken_is_no_cause():
    plant = cooled_plant()
    assert heat_causes.broken_of_row(plant, row_of(plant, AIR)) is None


def test_the_last_of_pumps_and_coolers_is_the_cause_until_it_is_repaired():
    plant = cooled_plant()
    row = row_of(plant, HYDRO)
    apply(plant, T0_US + S, "B1-PUMP", EquipmentFailed(3 * 3600.0))
    apply(plant, T0_US + 2 * S, "B1-COOLER", EquipmentFailed(3600.0))
    seq, group = heat_causes.broken_of_row(plant, row)
    assert (seq, group) == (plant.last_seq, "B1-COOLER")
    apply(plant, T0_US + H, "B1-COOLER", EquipmentRepaired(1))
    assert heat_causes.broken_of_row(plant, row) == (seq - 1, "B1-PUMP")


def test_fans_are_a_cause_where_machines_want_for_air_and_the_pad_where_they_do_not():
    plant = cooled_plant(38.0)
    row = row_of(plant, AIR)
    apply(plant, T0_US + S, "B3-PAD", EquipmentFailed(3600.0))
    assert heat_causes.broken_of_row(plant, row)[1] == "B3-PAD"
    apply(plant, T0_US + 2 * S, "B3-FAN", EquipmentFailed(3600.0, 30))
    apply(plant, T0_US + 60 * S, "SITE", WeatherChanged(38.5, 0.3))
    found = heat_causes.broken_of_row(plant, row)
    assert found[1] == "B3-FAN"
    assert heat_causes.why_warm(plant, found) == "B3-FAN is out, and the weather since"
