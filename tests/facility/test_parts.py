"""Parts are the site by index: every name has its place and every place its name."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, small_parts
from twin.facility import Plant

PARTS = small_parts()
TABLES = ["main", "bus", "tie", "pad", "row", "hall", "unit", "hazard"]


@pytest.mark.parametrize("table", TABLES)
def test_each_index_is_the_inverse_of_its_ids(table):
    ids, index = getattr(PARTS, f"{table}_ids"), getattr(PARTS, f"{table}_index")
    assert [ids[place] for place in index.values()] == list(index)
    assert list(index.values()) == list(range(len(ids)))


def test_names_are_used_once_over_the_whole_site():
    everything = PARTS.main_ids + PARTS.bus_ids + PARTS.tie_ids + PARTS.feeder_ids
    everything += PARTS.pad_ids + PARTS.row_ids + PARTS.hall_ids + PARTS.block_ids
    assert len(set(everything)) == len(everything)


def test_every_row_hangs_on_a_pad_and_every_pad_knows_its_rows():
    for pad, rows in enumerate(PARTS.pad_rows):
        assert all(PARTS.row_pad[row] == pad for row in rows)
    assert sum(len(rows) for rows in PARTS.pad_rows) == len(PARTS.row_ids)


def test_a_hall_has_a_pad_on_each_of_its_feeds():
    pads = PARTS.hall_pads[0]
    assert [PARTS.bus_ids[PARTS.bus_of_pad(pad)] for pad in pads] == ["M1", "M2"]
    assert {PARTS.pad_hall[pad] for pad in pads} == {0}


def test_breakers_stand_on_both_sides_of_mains_and_at_feeders():
    expected = {"T1-HV", "T1-LV", "T2-HV", "T2-LV", "F1", "F2", "FA", "FB"}
    assert expected == PARTS.breaker_ids


def test_what_can_fail_is_rows_halls_and_transformers_in_this_order():
    assert PARTS.hazard_ids == PARTS.row_ids + PARTS.hall_ids + PARTS.main_ids + PARTS.pad_ids


def test_the_bits_of_an_overload_name_their_mains():
    assert list(PARTS.mains_over(0b10)) == [1]
    assert list(PARTS.mains_over(0b100)) == []


def test_families_made_from_parts_share_nothing_between_plants():
    one, other = Plant(PARTS, T0_US), Plant(PARTS, T0_US)
    one.switching.tie_closed[0] = True
    one.rows.power_w[0] = 1.0
    assert other.switching.tie_closed == [False]
    assert other.rows.power_w[0] == 0.0
