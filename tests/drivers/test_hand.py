"""Deeds happen at their instant, through the arbiter, and in the order they were laid."""

from __future__ import annotations

import simpy

from tests.plants import T0_US, small_parts
from twin.drivers.hand import Hand
from twin.facility import Plant
from twin.facts.control import CommandRefused, OpenTie
from twin.facts.operator import OperatorNoted


def lay(*deeds):
    env = simpy.Environment(initial_time=T0_US)
    agenda = []
    hand = Hand(Plant(small_parts(), T0_US))
    env.process(hand.process(env, agenda))
    env.step()
    hand.lay(T0_US + 5, deeds)
    env.run(until=T0_US + 6)
    return hand, agenda, env


def test_a_command_becomes_a_ruling_and_a_note_stays_one():
    note = OperatorNoted("hello", "me")
    hand, agenda, _ = lay(OpenTie("why not", "TIE"), ("T1", note))
    assert [(entry[1], type(entry[3])) for entry in agenda] == [
        ("TIE", CommandRefused),
        ("T1", OperatorNoted),
    ]
    assert hand.done[1] == ("T1", note)
    assert {entry[5] for entry in agenda} == {"operator"}


def test_it_waits_for_more():
    hand, agenda, env = lay(("T1", OperatorNoted("one", "me")))
    hand.lay(T0_US + 9, [("T2", OperatorNoted("two", "me"))])
    env.run(until=T0_US + 10)
    assert [entry[3].text for entry in agenda] == ["one", "two"]
    assert [subject for subject, _ in hand.done] == ["T2"]
