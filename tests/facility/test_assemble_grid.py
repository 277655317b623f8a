"""From the document to what answers to the grid: order, nameplate, feeders."""

from __future__ import annotations

import pytest

from tests.facility.grids import DROOP, frequency, relay_parts
from tests.plants import small_parts


def test_a_site_that_says_nothing_has_nothing_that_answers():
    grid = small_parts().grid
    assert (grid.droop, grid.droop_rows, grid.stage_ids) == (None, (), ())


def test_rows_answer_in_shedding_order_the_least_efficient_first():
    parts = small_parts(DROOP)
    names = [parts.row_ids[row] for row in parts.grid.droop_rows]
    assert names[0] == "B2-U1-s19j-pro-100"
    assert names[6] == "B2-U1-s21"
    assert names[12] == "B1-U1-s19j-pro-100"


def test_the_reference_is_the_nameplate_of_what_answers_unless_it_is_given():
    each_mw = 1.05 * (2100 * 3050 + 1750 * 3500) / 1e6
    assert small_parts(DROOP).grid.droop.reference_mw == pytest.approx(2 * each_mw, rel=1e-12)
    one = small_parts(frequency("droop: {blocks: [B2]}")).grid
    assert one.droop.reference_mw == pytest.approx(each_mw, rel=1e-12)
    assert small_parts(frequency("droop: {reference_mw: 7}")).grid.droop.reference_mw == 7.0


def test_a_stage_opens_the_feeders_of_its_blocks():
    grid = relay_parts().grid
    assert (grid.stage_ids, grid.stage_feeders) == (("RRS",), (("F2",),))
    assert grid.restore_us == 120_000_000
