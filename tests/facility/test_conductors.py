"""Conductors live: temperatures are those of their own history of current and air, to the limit."""

from __future__ import annotations

from math import exp, hypot, sqrt

import pytest

from tests.plants import T0_US, H, S, Story, apply, small_parts, started
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot
from twin.facts.outside import WeatherChanged
from twin.signals import catalogue

WEAK = (
    "{id: F1, bus: M1, rated_a: 1200}",
    "{id: F1, bus: M1, rated_a: 300, conductor: {rated_a: 350, tau_min: 20}}",
)
AMPACITY_A, RISE_K, TAU_S = 350.0, 60.0, 1200.0


def parts(*changes):
    return small_parts(WEAK, *changes)


def head_a(plant):
    """Current into F1 at nominal voltage."""
    return hypot(plant.net.feeder_in_w[0], plant.net.feeder_in_var[0]) / (sqrt(3.0) * 13_800.0)


def goal_c(plant):
    return plant.market.dry_bulb_c + RISE_K * (head_a(plant) / AMPACITY_A) ** 2


@pytest.fixture(scope="module")
def night():
    """Miners sleep for two hours of a high price; temperatures by hand after each instant."""
    at_c = []

    def watch(plant, t_us):
        if not at_c:
            at_c.append((t_us, goal_c(plant), goal_c(plant)))
            return
        before_us, warm_c, towards_c = at_c[-1]
        fade = exp(-(t_us - before_us) / S / TAU_S)
        at_c.append((t_us, towards_c + (warm_c - towards_c) * fade, goal_c(plant)))

    price = ((0.0, 30.0), (1.0, 900.0), (3.0, 30.0))
    air = ((0.0, 25.0), (2.0, 20.0), (3.5, 30.0))
    story = Story(price=price, weather=air, parts=parts()).told(6.0, watch=watch)
    return story, {t_us: warm_c for t_us, warm_c, _ in at_c}


def test_each_limit_is_met_at_the_temperature_that_its_fact_says(night):
    story, by_hand_c = night
    said = story.of("AlarmRaised", "AlarmCleared", after_s=1.0)
    said = [one for one in said if one.subject == "F1"]
    assert [(one.kind, one.fact.limit, one.fact.reading_c) for one in said] == [
        ("AlarmCleared", "emergency_conductor", 125.0),
        ("AlarmCleared", "alarm_conductor", 85.0),
        ("AlarmRaised", "alarm_conductor", 90.0),
        ("AlarmRaised", "emergency_conductor", 130.0),
    ]
    for one in said:
        assert by_hand_c[one.t_us] == pytest.approx(one.fact.reading_c, abs=1e-6)
        assert one.cause is not None


def test_the_signal_reads_the_closed_form_and_moves_nothing(night):
    story, _ = night
    signal = catalogue(story.plant.parts)["F1.conductor_c"]
    before = snapshot(story.plant)
    now_us = T0_US + 6 * H
    later_c = signal.at(story.plant, now_us + 30 * H)
    assert later_c == pytest.approx(goal_c(story.plant), abs=1e-9)
    assert snapshot(story.plant) == before


def test_it_begins_as_warm_as_it_would_become():
    plant = started(Plant(parts(), T0_US))
    assert plant.conductors.at_c(0, T0_US) == pytest.approx(goal_c(plant), rel=1e-12)


def test_air_alone_changes_where_it_goes_and_is_its_cause():
    plant = started(Plant(parts(), T0_US))
    apply(plant, T0_US + S, "SMALL", WeatherChanged(35.0))
    assert plant.conductors.ambient_c == [35.0]
    assert plant.conductors.cause == [plant.last_seq]


def test_a_snapshot_holds_it():
    plant = started(Plant(parts(), T0_US))
    apply(plant, T0_US + S, "SMALL", WeatherChanged(35.0))
    again = restored(plant.parts, snapshot(plant))
    assert snapshot(again) == snapshot(plant)
    assert again.conductors.at_c(0, T0_US + H) == plant.conductors.at_c(0, T0_US + H)


def test_a_site_without_the_key_follows_none():
    plant = started(Plant(small_parts(), T0_US))
    assert plant.followers == []
    assert "F1.conductor_c" not in catalogue(plant.parts)
