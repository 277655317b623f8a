"""Transformers meet their limits at exact instants, trip, cool and return; loads pass ratings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.plants import ALL_AT_ONCE, Story, small_parts
from tests.policies.test_thermal_shedding import HOT_SITE
from tests.stories import stories
from twin.facts.control import FailTransformer

HOT = small_parts(ALL_AT_ONCE, site=HOT_SITE)
DRILL = (600.0, FailTransformer("drill", "T1", 86_400.0))


@pytest.fixture(scope="module")
def trip():
    """T1 fails, nobody sheds, T2 carries it all."""
    return Story(weather=((0.0, 35.0),), orders=[DRILL], policies=(), parts=HOT).told(12.0)


def test_an_overloaded_transformer_trips_and_its_breakers_open_at_that_instant(trip):
    tripped = trip.of("TransformerTripped")[0]
    assert tripped.subject == "T2"
    assert tripped.fact.limit == "trip_winding"
    opened = [one for one in trip.of("BreakerOpened") if one.cause == tripped.seq]
    assert [(one.subject, one.t_us) for one in opened] == [
        ("T2-HV", tripped.t_us),
        ("T2-LV", tripped.t_us),
    ]
    assert all(one.fact.by_protection for one in opened)


def test_everything_is_dark_until_it_has_cooled_and_then_it_closes_by_itself(trip):
    tripped, reset = trip.of("TransformerTripped")[0], trip.of("TransformerReset")[0]
    dark = [one.subject for one in trip.of("SupplyLost") if one.t_us == tripped.t_us]
    assert set(dark) >= {"B2", "H1"}
    assert reset.fact.reading_c < tripped.fact.reading_c
    assert trip.of("BreakerClosed", before_s=reset.at_s) == []
    closed = trip.of("BreakerClosed")[0]
    assert (closed.subject, closed.cause) == ("T2-HV", reset.seq)


def test_with_the_policies_the_same_drill_trips_nothing():
    story = Story(weather=((0.0, 35.0),), orders=[DRILL], parts=HOT)
    told = story.told(12.0)
    assert told.of("TransformerTripped") == []
    assert told.of("CommandRefused") == []


def test_alarms_come_before_the_trip_in_order_of_their_limits(trip):
    raised = [one for one in trip.of("AlarmRaised", "TransformerTripped") if one.subject == "T2"]
    first = [one.fact.limit for one in raised if one.fact.limit.endswith("winding")][:3]
    assert first == ["alarm_winding", "shed_winding", "trip_winding"]


def test_the_switching_that_loaded_a_transformer_is_the_cause_of_its_alarm(trip):
    alarm = [one for one in trip.of("AlarmRaised", after_s=600.0) if one.subject == "T2"][-1]
    kinds = set()
    one = alarm
    while one.cause is not None:
        one = trip.said[one.cause - 1]
        kinds.add(one.kind)
    assert "TransformerFailed" in kinds


@settings(max_examples=25)
@given(stories(span_h=3.0))
def test_open_alarms_are_what_the_family_has_latched(story):
    """Latches and alarms never tell two stories, at any instant."""
    wrong: list[object] = []

    def watch(plant, t_us):
        for unit, name in enumerate(plant.parts.unit_ids):
            limits = plant.transformers.latched_limits(unit)
            noted = {key.split(" ")[1] for key in plant.control.alarms if key.split(" ")[0] == name}
            if set(limits) != noted:
                wrong.append((t_us, name, limits, noted))

    story.told(3.0, watch=watch)
    assert wrong == []


def contradictions(plant, t_us):
    """Limits latched below their reset, or not latched above their level."""
    family = plant.transformers
    found = []
    for unit, name in enumerate(plant.parts.unit_ids):
        latched = set(family.latched_limits(unit))
        hot_c, oil_c = family.hot_spot_c(unit, t_us), family.top_oil_c(unit, t_us)
        for limit in family.units[unit].limits:
            now_c = oil_c if "oil" in limit.name else hot_c
            cold = limit.name in latched and now_c < limit.reset_c - 1e-3
            hot = limit.name not in latched and now_c > limit.level_c + 1e-3
            if cold or hot:
                found.append((name, limit.name, now_c))
    return found


@settings(max_examples=25)
@given(stories(span_h=3.0))
def test_the_temperature_never_contradicts_what_is_latched(story):
    """At the end of every instant: raised means above its reset, clear means below its level."""
    wrong: dict[int, list[object]] = {}

    def watch(plant, t_us):
        wrong[t_us] = contradictions(plant, t_us)

    story.told(3.0, watch=watch)
    assert [found for found in wrong.values() if found] == []


@settings(max_examples=25)
@given(stories())
def test_what_is_said_to_be_overloaded_is_overloaded(story):
    wrong: list[object] = []

    def watch(plant, t_us):
        names = (*plant.parts.main_ids, plant.parts.poi_id)
        over = {name for bit, name in enumerate(names) if plant.net.over >> bit & 1}
        if over != set(plant.overloads):
            wrong.append((t_us, over, set(plant.overloads)))

    story.told(1.0, watch=watch)
    assert wrong == []
