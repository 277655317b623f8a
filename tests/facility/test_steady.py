"""A run begins in steady state: nothing that is in service warms, cools or waits."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, small_plant, started
from twin.devices.asic_power import HASH


def test_everything_in_service_works_and_everything_else_does_not():
    plant = started(small_plant(("shed_order: 1}", "shed_order: 1, in_service: false}")))
    for row, block in enumerate(plant.parts.row_block):
        built = block == "B1"
        assert (plant.rows.stage[row] == HASH) is built
        assert plant.row_supplied[row] is built
    assert plant.hall_supplied == [True]
    assert plant.dark == set()


def test_oil_and_boards_are_as_warm_as_they_will_get():
    plant = started(small_plant())
    later_us = T0_US + 24 * H
    for unit in range(len(plant.parts.unit_ids)):
        now, then = (plant.transformers.hot_spot_c(unit, t) for t in (T0_US, later_us))
        assert now == pytest.approx(then, abs=1e-9)
    for row in range(len(plant.parts.row_ids)):
        assert plant.rows.board_c[row] == pytest.approx(plant.rows.settled_c(row), abs=1e-12)
