"""The loop: instants, rounds, order and causes, whatever order the processes run in."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plants import T0_US, Ears, H, M, S, Story, small_plant, started
from tests.stories import stories
from twin.drivers.contract import Priority
from twin.engine import Engine
from twin.facility import topics
from twin.facts.control import RunStarted
from twin.facts.outside import PriceChanged

ROOTS = {
    *("RunStarted", "WeatherChanged", "PriceChanged", "BtcPriceChanged", "FeesChanged"),
    *("DifficultyRetargeted", "SubsidyHalved", "InferenceLoadChanged", "JobQueued", "JobStarted"),
}


@settings(max_examples=40)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_the_processes_does_not_matter(story, random):
    def shuffled(drivers):
        random.shuffle(drivers)
        return drivers

    assert story.told(1.0, shuffle=shuffled).said == story.told(1.0).said


@settings(max_examples=25)
@given(stories())
def test_a_story_told_twice_is_the_same_story(story):
    assert story.told(1.0).said == story.told(1.0).said


@settings(max_examples=40)
@given(stories())
def test_every_fact_has_a_cause_before_it_and_every_chain_ends_outside_or_with_a_person(story):
    told = story.told(1.0)
    for one in told.said:
        root = told.root(one)
        assert root.kind in ROOTS or root.origin == "operator", (one, root)


@settings(max_examples=25)
@given(stories())
def test_time_never_runs_backwards_and_seqs_have_no_holes(story):
    told = story.told(1.0)
    assert [one.seq for one in told.said] == list(range(1, len(told.said) + 1))
    times = [one.t_us for one in told.said]
    assert times == sorted(times)


@settings(max_examples=40)
@given(stories())
def test_an_instant_is_written_once_and_whole(story):
    told = story.told(1.0)
    assert len(set(told.ears.instants)) == len(told.ears.instants)


class Says:
    """A driver that says what it is given, when it is told."""

    wakes_on: ClassVar[int] = 0
    rearms_on: ClassVar[int] = 0

    def __init__(self, plan, answers=None):
        self.plan = plan
        self.answers = answers
        if answers is not None:
            self.wakes_on = topics.PRICE

    def process(self, env, agenda):
        now_us = env.now
        for at_us, entries in self.plan:
            yield env.timeout(at_us - now_us)
            now_us = env.now
            agenda.extend(entries)

    def react(self, t_us, agenda):
        agenda.extend(self.answers(t_us))

    def rearm(self, t_us):
        pass


def price(value, priority=Priority.MARKET, subject="POI", cause=None):
    return (priority, subject, 0, PriceChanged(value), cause, "sim")


def run(drivers, until_us=H):
    plant = started(small_plant())
    plant.touched = 0
    ears = Ears(plant)
    engine = Engine(plant, drivers, ears, T0_US)
    engine.run(T0_US + until_us)
    return engine, ears


def prices(ears):
    return [one.fact.price_usd_per_mwh for one in ears.said]


def test_facts_of_a_round_go_by_priority_then_subject_whoever_said_them_first():
    late = Says([(T0_US + S, [price(3.0, 90), price(2.0, 20, "B")])])
    early = Says([(T0_US + S, [price(1.0, 20, "A")])])
    for drivers in ([late, early], [early, late]):
        _, ears = run(drivers)
        assert prices(ears) == [1.0, 2.0, 3.0]


def test_what_a_fact_causes_at_the_same_instant_comes_in_the_next_round():
    said = []

    def answer(t_us):
        said.append(t_us)
        return [price(99.0, 1, cause=2)] if len(said) == 1 else []

    _, ears = run([Says([(T0_US + S, [price(5.0), price(6.0, 95)])]), Says([], answer)])
    assert prices(ears) == [5.0, 6.0, 99.0]
    assert len({one.t_us for one in ears.said}) == 1


def test_facts_that_cause_each_other_for_ever_are_our_bug():
    forever = Says([(T0_US + S, [price(1.0)])], lambda t_us: [price(1.0)])
    with pytest.raises(AssertionError, match="for ever"):
        run([forever])


def test_a_float_in_the_clock_is_our_bug():
    with pytest.raises(AssertionError, match="float"):
        run([Says([(T0_US + 0.5, [price(1.0)])])])


def test_the_last_instant_is_lived_and_nothing_after_it():
    _, ears = run([Says([(T0_US + M, [price(1.0)]), (T0_US + M + 1, [price(2.0)])])], M)
    assert prices(ears) == [1.0]


def test_it_stops_after_the_instant_under_way():
    holder = []

    def stop(_t_us):
        holder[0].stopping = True
        return []

    plan = Says([(T0_US + S, [price(1.0)]), (T0_US + 2 * S, [price(2.0)])])
    plant = started(small_plant())
    plant.touched = 0
    ears = Ears(plant)
    holder.append(Engine(plant, [plan, Says([], stop)], ears, T0_US))
    holder[0].run(T0_US + H)
    assert prices(ears) == [1.0]


def test_running_to_an_instant_and_on_is_running_through():
    plan = [(T0_US + k * M, [price(float(k))]) for k in range(1, 6)]
    plant = started(small_plant())
    ears = Ears(plant)
    engine = Engine(plant, [Says(plan)], ears, T0_US)
    engine.run(T0_US + 2 * M)
    engine.run(T0_US + H)
    assert ears.said == run([Says(plan)])[1].said


def test_a_run_begins_with_its_start():
    first = Story(policies=()).told(0.1).said[0]
    assert (type(first.fact), first.t_us, first.cause) == (RunStarted, T0_US, None)
