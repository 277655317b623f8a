"""A run begins with one fact, and everything is in its steady state from then on."""

from __future__ import annotations

from tests.plants import T0_US, H, Story
from twin.devices.asic_power import HASH
from twin.facts.control import RunStarted


def test_the_start_is_said_once_and_first():
    told = Story(policies=()).told(1.0)
    assert [one.seq for one in told.of("RunStarted")] == [1]
    assert told.said[0].fact == RunStarted(25.0, "story")
    assert told.said[0].subject == "SMALL"


def test_everything_in_service_hashes_and_serves_from_the_start():
    plant = Story(policies=()).told(0.0).plant
    assert set(plant.rows.stage) == {HASH}
    assert plant.hall_supplied == [True]


def test_nothing_warms_or_cools_where_nothing_changes():
    plant = Story(policies=()).told(0.0).plant
    for unit in range(len(plant.parts.unit_ids)):
        now_c = plant.transformers.hot_spot_c(unit, T0_US)
        assert abs(plant.transformers.hot_spot_c(unit, T0_US + 100 * H) - now_c) < 1e-9


def test_a_steady_plant_says_nothing_for_a_month():
    told = Story(policies=()).told(30 * 24.0)
    assert max(one.t_us for one in told.said) == T0_US
