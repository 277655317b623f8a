"""What would be drawn is what is drawn once it is so."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, Story, apply, small_plant, started
from tests.stories import PARTS
from twin.devices.asic_power import BOOT, HASH, SLEEP
from twin.facility import draws
from twin.facts import compute
from twin.facts.control import CurtailRows, FailTransformer
from twin.facts.power import SupplyLost

ROW = "B1-U1-s21"
SLEEP_ORDER = (60.0, CurtailRows("drill", "B1", (ROW,)))


def at_wall_w(plant, row):
    return plant.rows.power_w[row] * 1.05


@pytest.mark.parametrize(("until_s", "stage"), [(50, HASH), (90, SLEEP)])
def test_a_row_draws_at_rest_what_was_said_of_that_stage(until_s, stage):
    plant = Story(orders=[SLEEP_ORDER], policies=()).told(until_s / 3600).plant
    row = PARTS.row_index[ROW]
    assert plant.rows.stage[row] == stage
    assert draws.rested_w(plant, row, stage) == pytest.approx(at_wall_w(plant, row))


def test_what_a_row_told_to_sleep_comes_to_is_what_it_draws_later():
    row = PARTS.row_index[ROW]
    story = Story(orders=[SLEEP_ORDER], policies=())
    soon_w = draws.coming_w(story.told(62 / 3600).plant, row)
    assert soon_w == pytest.approx(at_wall_w(story.told(80 / 3600).plant, row))


def test_a_row_without_supply_comes_to_nothing_and_would_restart_to_its_full_draw():
    plant = started(small_plant())
    row = plant.parts.row_index[ROW]
    full_w = at_wall_w(plant, row)
    apply(plant, T0_US, "B1", SupplyLost((ROW,)))
    assert draws.coming_w(plant, row) == 0.0
    assert draws.restart_w(plant, row) == pytest.approx(full_w)


def test_a_held_row_boots_at_a_tenth_before_it_sleeps():
    orders = [SLEEP_ORDER, (600.0, FailTransformer("drill", "T1", 7200.0))]
    plant = Story(orders=orders, policies=()).told(601 / 3600).plant
    row = plant.parts.row_index[ROW]
    assert draws.restart_w(plant, row) == draws.rested_w(plant, row, BOOT)
    assert draws.rested_w(plant, row, BOOT) > draws.rested_w(plant, row, SLEEP)


def test_the_peak_of_a_hall_is_every_rack_at_its_maximum_with_cooling():
    plant = started(small_plant())
    spec = plant.halls.specs[0]
    expected_w = (40 * spec.rack.max_kw + 400) * 1e3 * plant.hall_ratio[0]
    assert draws.hall_peak_w(plant, 0) == pytest.approx(expected_w)
    apply(plant, T0_US, "H1", compute.RackFailed(60.0, 3))
    assert draws.hall_peak_w(plant, 0) < expected_w
