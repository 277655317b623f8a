"""Certificates of cooling: thrown away and rebuilt they find the same, and heat inside is quiet."""

from __future__ import annotations

from tests.facility.test_cooling import WITH_BOTH, cooled_plant
from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility.cool_watch import CoolWatch
from twin.facts.compute import InferenceLoadChanged
from twin.facts.outside import WeatherChanged


def test_heat_inside_the_range_makes_nothing_stale():
    plant = started(small_plant(WITH_BOTH), 2.0)
    plant.cool_watch.next_us(T0_US)
    assert not plant.cool_watch.left_range(0)
    apply(plant, T0_US + 2 * S, "H1", InferenceLoadChanged(0.02))
    assert not plant.cool_watch.left_range(0)


def test_heat_far_outside_is_looked_at_again():
    plant = cooled_plant()
    plant.cool_watch.next_us(T0_US)
    apply(plant, T0_US + S, "H1", InferenceLoadChanged(1.0))
    assert plant.cool_watch.left_range(0)


def test_a_watch_without_memory_finds_no_later_crossing():
    plant = cooled_plant()
    apply(plant, T0_US + S, "SMALL", WeatherChanged(41.0))
    apply(plant, T0_US + 2 * S, "H1", InferenceLoadChanged(1.0))
    first_us = plant.loops.next_crossing(0, T0_US + 2 * S)
    kept_us = plant.cool_watch.next_us(T0_US + 2 * S)
    fresh_us = CoolWatch(plant.loops).next_us(T0_US + 2 * S)
    assert kept_us == fresh_us
    assert first_us is None or kept_us <= first_us.t_us
