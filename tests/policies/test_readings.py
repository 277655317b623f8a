"""A reading shows the plant as it stood, whatever happens to the plant afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.plants import T0_US, H, M, apply, small_plant, started
from tests.stories import stories
from twin.facility.snapshot import restored, snapshot
from twin.facts.outside import PriceChanged, WeatherChanged
from twin.facts.power import TransformerFailed
from twin.policies.readings import LateView, Reading
from twin.policies.telemetry import IdealView


def same(one, other):
    """Whether two views show the same plant."""
    assert list(one.rows()) == list(other.rows())
    assert list(one.halls()) == list(other.halls())
    assert list(one.mains()) == list(other.mains())
    assert one.price_usd_per_mwh == other.price_usd_per_mwh
    assert one.hashprice_usd_per_ph_day == other.hashprice_usd_per_ph_day
    assert one.ramp_up_w_per_s == other.ramp_up_w_per_s


def test_at_its_own_instant_it_shows_what_the_ideal_view_shows():
    plant = started(small_plant())
    late, ideal = LateView(Reading(plant, T0_US), T0_US), IdealView(plant, T0_US)
    same(late, ideal)
    for ahead_s in (0.0, 900.0, 7200.0):
        assert late.hot_spot_at("T1", 2e7, ahead_s) == ideal.hot_spot_at("T1", 2e7, ahead_s)


def test_what_happens_later_is_not_in_it():
    plant = started(small_plant())
    reading = Reading(plant, T0_US)
    before = restored(plant.parts, snapshot(plant))
    apply(plant, T0_US + M, "POI", PriceChanged(999.0))
    apply(plant, T0_US + M, "SMALL", WeatherChanged(44.0))
    apply(plant, T0_US + M, "T1", TransformerFailed(60.0))
    late = LateView(reading, T0_US + 2 * M)
    same(late, IdealView(before, T0_US))
    assert (late.t_us, late.read_us) == (T0_US + 2 * M, T0_US)


def test_its_forecast_counts_from_the_reading():
    plant = started(small_plant())
    reading = Reading(plant, T0_US)
    late = LateView(reading, T0_US + 10 * M)
    at_once = IdealView(plant, T0_US)
    assert late.hot_spot_at("T1", 2e7, 300.0) == at_once.hot_spot_at("T1", 2e7, 900.0)


def test_a_forecast_from_a_reading_uses_its_own_air():
    plant = started(small_plant())
    apply(plant, T0_US + H, "SMALL", WeatherChanged(40.0))
    reading = Reading(plant, T0_US + H)
    expected_c = IdealView(plant, T0_US + H).hot_spot_at("T1", 2e7, 600.0)
    apply(plant, T0_US + 2 * H, "SMALL", WeatherChanged(0.0))
    assert reading.hot_spot_at("T1", 2e7, 600.0) == pytest.approx(expected_c, abs=1e-12)


@settings(max_examples=15)
@given(stories())
def test_taken_again_from_a_keyframe_it_is_the_same_reading(story):
    plant = story.told(1.0).plant
    again = restored(plant.parts, snapshot(plant))
    at_us = plant.t_us + M
    one, other = Reading(plant, at_us), Reading(again, at_us)
    same(LateView(one, at_us), LateView(other, at_us))
    assert one.topic_seq == other.topic_seq
    assert one.hot_spot_at("T2", 2e7, 900.0) == other.hot_spot_at("T2", 2e7, 900.0)
