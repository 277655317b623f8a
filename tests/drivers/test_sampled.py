"""Sampled and late telemetry: what policies see is the last reading that arrived, and no newer."""

from __future__ import annotations

from typing import ClassVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import ALL_AT_ONCE, T0_US, Ears, H, M, S, Story, small_parts, small_plant, started
from tests.stories import PARTS, stories
from twin.drivers.sampled import Pace, Sampled
from twin.engine import Engine
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import CurtailRows, FailTransformer
from twin.policies import Decision
from twin.run.drivers import drivers_of


class Nothing(msgspec.Struct, frozen=True):
    """No memory."""


class Watcher:
    """Notes what it sees, and gives the commands of a list one after the other."""

    NAME: ClassVar[str] = "watcher"
    PRIORITY: ClassVar[int] = 1
    WAKES_ON: ClassVar[int] = 0
    MEMORY: ClassVar[type] = Nothing

    def __init__(self, commands=()):
        self.seen = []
        self.commands = list(commands)

    def decide(self, view, memory):
        self.seen.append((view.t_us - T0_US, view.read_us - T0_US))
        return Decision((self.commands.pop(0),) if self.commands else (), memory)


def pace(period_s, latency_s):
    return Pace(origin_us=T0_US, period_us=period_s * S, latency_us=latency_s * S)


def watched(policy, rhythm, until_us=M):
    plant = started(small_plant())
    ears = Ears(plant)
    Engine(plant, [Sampled(plant, [policy], rhythm)], ears, T0_US).run(T0_US + until_us)
    return ears


def test_a_reading_arrives_when_it_is_as_old_as_the_latency():
    policy = Watcher()
    watched(policy, pace(10, 25))
    arrived = [(25 * S + 1 + k * 10 * S, k * 10 * S) for k in range(4)]
    assert policy.seen == arrived


def test_without_latency_it_is_asked_at_every_tick_about_the_tick():
    policy = Watcher()
    watched(policy, pace(20, 0))
    assert policy.seen == [(0 + 1, 0), (20 * S + 1, 20 * S), (40 * S + 1, 40 * S)]


def test_nobody_is_shown_a_reading_older_than_their_own_last_command():
    policy = Watcher([CurtailRows("why", "B1", ("B1-U1-s21",))])
    watched(policy, pace(10, 25), 2 * M)
    first, second = policy.seen[:2]
    assert first == (25 * S + 1, 0)
    assert second[1] >= first[0] - 1


def test_a_late_policy_sheds_late_by_the_latency():
    order = [(600.0, FailTransformer("drill", "T1", 7200.0))]
    load = ((0.0, 1.0),)
    only, parts = ("n1_shedding",), small_parts(ALL_AT_ONCE)
    now = Story(orders=order, requests=load, policies=only, parts=parts)
    late = Story(orders=order, requests=load, policies=only, parts=parts, pace=pace(5, 30))
    at_s = [
        story.told(0.6).by_policy("n1_shedding", "CurtailRows")[0].at_s for story in (now, late)
    ]
    assert at_s[0] + 30 <= at_s[1] <= at_s[0] + 36


def test_a_late_policy_sheds_no_more_than_one_that_sees_at_once():
    order = [(600.0, FailTransformer("drill", "T1", 7200.0))]
    load = ((0.0, 1.0),)
    only, parts = ("n1_shedding",), small_parts(ALL_AT_ONCE)

    def shed(rhythm):
        story = Story(orders=order, requests=load, policies=only, parts=parts, pace=rhythm)
        plant = story.told(0.5).plant
        return sum("n1_shedding" in holds for holds in plant.control.holds)

    assert shed(pace(5, 60)) == shed(None) > 0


@settings(max_examples=25)
@given(stories(), st.sampled_from([(60, 0), (10, 25), (7, 7), (300, 20)]), st.data())
def test_a_run_that_goes_on_with_readings_on_their_way_makes_the_same_facts(story, rhythm, data):
    story.pace = pace(*rhythm)
    told = story.told(1.0)
    at_us = data.draw(st.sampled_from(sorted(set(told.ears.instants))))

    def past(t_us: int) -> Plant:
        plant = Plant(told.plant.parts, T0_US)
        for one in told.said:
            if one.t_us <= t_us:
                plant.apply(one.t_us, one.seq, one.subject, one.fact)
        return restored(plant.parts, snapshot(plant))

    again = past(at_us)
    ears = Ears(again)
    world = story.world(again.parts, 1.0)
    drivers = drivers_of(world, again, begins=False, after_us=at_us, past=past)
    Engine(again, drivers, ears, at_us).run(world.end_us)
    assert [one for one in told.said if one.t_us <= at_us] + ears.said == told.said


def test_going_on_without_a_past_is_our_bug_only_while_readings_are_on_their_way():
    plant = started(small_plant())
    driver = Sampled(plant, [Watcher()], pace(10, 25))
    with pytest.raises(AssertionError, match="on their way"):
        Engine(plant, [driver], Ears(plant), T0_US + 30 * S).run(T0_US + H)
    calm = Watcher()
    driver = Sampled(plant, [calm], pace(60, 10))
    Engine(plant, [driver], Ears(plant), T0_US + 30 * S).run(T0_US + 2 * M)
    assert calm.seen[0] == (70 * S + 1, 60 * S)


def test_ticks_count_from_the_origin_whenever_one_asks():
    rhythm = pace(10, 0)
    assert rhythm.first_tick_us(T0_US - H) == T0_US
    assert rhythm.first_tick_us(T0_US + 10 * S) == T0_US + 10 * S
    assert rhythm.first_tick_us(T0_US + 10 * S + 1) == T0_US + 20 * S


def test_a_story_behind_telemetry_tells_who_asked_and_why():
    order = [(600.0, FailTransformer("drill", "T1", 7200.0))]
    story = Story(orders=order, requests=((0.0, 1.0),), pace=pace(5, 30), parts=PARTS)
    told = story.told(0.6)
    sheds = told.by_policy("n1_shedding", "CurtailRows")
    assert {told.said[one.cause - 1].kind for one in sheds} <= {"OverloadBegan", "TieClosed"}
