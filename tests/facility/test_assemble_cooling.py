"""Cooling of a site becomes parts: plants of halls, pads of blocks, and what may break of them."""

from __future__ import annotations

import pytest

from tests.facility.test_cooling import WITH_LOOP
from tests.facility.test_evaporative import ONE_PAD, ORDER
from tests.plants import small_parts

YEAR_S = 8760 * 3600.0
PAD = (ORDER, ORDER + "  pad: {rated_m3_per_s: 150, failure_per_year: 0.5, repair_h: 6}\n")


def test_a_pad_is_a_group_of_one_unit_that_belongs_to_no_plant():
    group = small_parts(PAD).equipment["B2-PAD"]
    assert (group.units_count, group.loop, group.pad) == (1, -1, 1)
    assert group.failure_per_s == pytest.approx(0.5 / YEAR_S)
    assert group.repair_s == 6 * 3600.0


def test_every_row_of_a_block_breathes_through_its_pad():
    parts = small_parts(PAD, ONE_PAD)
    assert parts.evaporative_ids == ("B1-PAD",)
    pads = zip(parts.row_block, parts.row_evaporative, strict=True)
    assert set(pads) == {("B1", 0), ("B2", -1)}


def test_the_pad_of_a_block_that_is_not_in_service_never_breaks():
    parts = small_parts(PAD, ("id: B2, feeder: F2,", "id: B2, feeder: F2, in_service: false,"))
    rates = [parts.equipment[name].failure_per_s for name in parts.evaporative_ids]
    assert rates == [pytest.approx(0.5 / YEAR_S), 0.0]


def test_units_of_a_halls_plant_are_counted_beside_pads():
    parts = small_parts(PAD, WITH_LOOP)
    assert list(parts.equipment) == [
        *("H1-CDU", "H1-PUMP", "H1-COOLER", "H1-CHILLER"),
        *("B1-PAD", "B2-PAD"),
    ]
    assert {group.loop for group in parts.equipment.values()} == {0, -1}
    assert parts.hazard_ids[-6:] == tuple(parts.equipment)


def test_a_site_without_cooling_has_nothing_of_it():
    parts = small_parts()
    assert (parts.equipment, parts.evaporative_ids, parts.loop_ids) == ({}, (), ())
