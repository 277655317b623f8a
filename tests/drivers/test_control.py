"""Policies are asked when their world changes or when they asked to be, and only news is a fact."""

from __future__ import annotations

from typing import ClassVar

import msgspec
import pytest

from tests.plants import T0_US, Ears, H, M, S, Story, small_parts, small_plant, started
from tests.stories import PARTS
from twin.drivers.control import Control, Desk, Operator
from twin.engine import Engine
from twin.errors import PolicyError
from twin.facility import topics
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import CurtailRows, OpenBreaker, PolicyRemembered
from twin.facts.outside import BtcPriceChanged, PriceChanged
from twin.policies import Decision
from twin.policies.telemetry import IdealView


class Count(msgspec.Struct, frozen=True):
    asked: int = 0


class Curious:
    """A policy that notes when it is asked and wishes what it is told to."""

    NAME: ClassVar[str] = "curious"
    PRIORITY: ClassVar[int] = 3
    WAKES_ON: ClassVar[int] = topics.PRICE
    MEMORY: ClassVar[type] = Count

    def __init__(self, wish):
        self.asked = []
        self.wish = wish

    def decide(self, view, memory):
        self.asked.append(view.t_us - T0_US)
        return self.wish(view, memory)


class Prices:
    """A price that changes at given seconds."""

    wakes_on = rearms_on = 0

    def __init__(self, seconds):
        self.seconds = seconds

    def process(self, env, agenda):
        for at_s in self.seconds:
            yield env.timeout(T0_US + at_s * S - env.now)
            agenda.append((20, "POI", 0, PriceChanged(float(at_s)), None, "sim"))

    def react(self, t_us, agenda): ...

    def rearm(self, t_us): ...


def told(policy, seconds=(), until_us=H, plant=None, from_us=T0_US):
    plant = plant or started(small_plant())
    plant.touched = 0
    ears = Ears(plant)
    drivers = [Prices(seconds), Control(plant, policy, IdealView)]
    Engine(plant, drivers, ears, from_us).run(T0_US + until_us)
    return plant, ears


def memories(ears):
    return [one for one in ears.said if one.kind == "PolicyRemembered"]


def test_it_is_asked_when_what_it_watches_changed_and_not_otherwise():
    policy = Curious(lambda view, memory: Decision((), memory))
    _, ears = told(policy, (10, 20))
    assert policy.asked == [10 * S, 20 * S]
    assert memories(ears) == []


def test_a_wish_to_look_again_is_granted_just_after_the_instant_and_said_once():
    def wish(view, memory):
        wake_us = T0_US + 60 * S if view.t_us < T0_US + 60 * S else None
        return Decision((), memory, wake_us)

    policy = Curious(wish)
    _, ears = told(policy, (10, 20, 30))
    assert policy.asked == [10 * S, 20 * S, 30 * S, 60 * S + 1]
    assert len(memories(ears)) == 1


def test_it_sees_all_that_the_instant_it_asked_for_brought():
    seen = []

    def wish(view, memory):
        seen.append(view.price_usd_per_mwh)
        return Decision((), memory, T0_US + 60 * S if view.t_us < T0_US + 60 * S else None)

    told(Curious(wish), (10, 60))
    assert seen == [10.0, 60.0, 60.0]


def test_looking_again_and_again_is_one_fact_until_it_is_called_off():
    def wish(view, memory):
        return Decision((), memory, every_us=20 * S if view.t_us < T0_US + 100 * S else 0)

    policy = Curious(wish)
    _, ears = told(policy, (10,))
    assert policy.asked == [10 * S, *(k * S + 1 for k in range(30, 111, 20))]
    assert [one.fact.every_us for one in memories(ears)] == [20 * S, 0]


def test_memory_is_a_fact_when_it_changes():
    def wish(view, memory):
        return Decision((), Count(min(memory.asked + 1, 2)))

    plant, ears = told(Curious(wish), (10, 20, 30, 40))
    assert [one.fact.memory_json for one in memories(ears)] == ['{"asked":1}', '{"asked":2}']
    assert plant.control.memory_json["curious"] == '{"asked":2}'


def test_a_rebuilt_driver_remembers_and_keeps_its_wishes():
    def wish(view, memory):
        return Decision((), Count(memory.asked + 1), every_us=20 * S)

    whole = told(Curious(wish), (10,), 5 * M)[1].said
    plant, ears = told(Curious(wish), (10,), 2 * M)
    again = restored(plant.parts, snapshot(plant))
    _, later = told(Curious(wish), (), 5 * M, again, T0_US + 2 * M)
    assert [*ears.said, *later.said] == whole


def test_a_decision_at_the_first_instant_names_a_fact_too():
    parts = small_parts(("count: 2100", "count: 5000"))
    told = Story(parts=parts, requests=((0.0, 1.0),)).told(0.01)
    first = [one for one in told.of("CommandAccepted") if one.at_s == 0.0]
    assert first
    assert all(one.cause for one in first)


def test_the_cause_of_a_decision_is_the_fact_it_watched_not_the_last_one_said():
    parts = PARTS
    price = ((0.0, 30.0), (0.5, 3000.0))
    story = Story(price=price, requests=((0.0, 0.2), (0.5, 0.9)), parts=parts)
    sleeps = story.told(0.6).by_policy("price_curtailment", "CurtailRows")
    run = story.told(0.6)
    causes = {run.said[one.cause - 1].kind for one in sleeps}
    assert causes == {"PriceChanged"}


def test_without_wakes_a_desk_leaves_out_every_wish():
    plant = started(small_plant())
    policy = Curious(lambda view, memory: Decision((), Count(memory.asked + 1), 5, 7))
    agenda = []
    Desk(plant, policy, wakes=False).ask(IdealView(plant, T0_US), agenda, 1)
    assert agenda[0][3] == PolicyRemembered('{"asked":1}')


def test_orders_are_given_at_their_instants_in_the_order_they_were_written():
    plant = started(small_plant())
    ears = Ears(plant)
    orders = [
        (T0_US + 20 * S, OpenBreaker("second", "F1")),
        (T0_US + 10 * S, CurtailRows("first", "B1", ("B1-U1-s21",))),
        (T0_US + 20 * S, OpenBreaker("third", "F2")),
    ]
    Engine(plant, [Operator(plant, orders)], ears, T0_US).run(T0_US + M)
    assert [one.fact.command.reason for one in ears.said] == ["first", "second", "third"]
    assert {one.origin for one in ears.said} == {"operator"}


def test_orders_before_the_engine_starts_are_left_out():
    plant = started(small_plant())
    ears = Ears(plant)
    orders = [(T0_US - S, OpenBreaker("past", "F1"))]
    Engine(plant, [Operator(plant, orders)], ears, T0_US).run(T0_US + M)
    assert ears.said == []


def test_a_users_policy_that_fails_is_bad_input_and_says_where():
    def lost(view, memory):
        raise ValueError("no idea")

    plant = started(small_plant())
    desk = Desk(plant, Curious(lost))
    with pytest.raises(PolicyError, match=r"curious.decide failed at \d+ us: ValueError: no idea"):
        desk.ask(IdealView(plant, T0_US), [], None)


def test_the_price_of_energy_is_blamed_before_what_a_hash_earns():
    plant = started(small_plant())
    policy = Curious(lambda view, memory: Decision((), Count(memory.asked + 1)))
    policy.WAKES_ON = topics.PRICE | topics.HASHPRICE
    control = Control(plant, policy, IdealView)
    plant.apply(T0_US + H, 10, "POI", PriceChanged(300.0))
    plant.apply(T0_US + H, 11, "BTC", BtcPriceChanged(50_000.0))
    first, second = [], []
    control.react(T0_US + H, first)
    assert {entry[4] for entry in first} == {10}
    plant.apply(T0_US + 2 * H, 12, "BTC", BtcPriceChanged(40_000.0))
    control.react(T0_US + 2 * H, second)
    assert {entry[4] for entry in second} == {12}
