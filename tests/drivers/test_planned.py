"""Steps of a plan are said at their instants, in the order of the plan."""

from __future__ import annotations

import simpy

from twin.drivers.planned import Planned
from twin.facts import planned

STEPS = [
    (10, "A", planned.TaskStarted("A")),
    (10, "A", planned.TaskFinished("A")),
    (30, "B", planned.TaskStarted("B")),
]


def said(start_us, until_us):
    env, agenda = simpy.Environment(initial_time=start_us), []
    env.process(Planned(STEPS).process(env, agenda))
    env.run(until=until_us)
    return agenda


def test_each_step_is_said_once_at_its_instant():
    assert [(subject, fact) for _, subject, _, fact, _, _ in said(0, 31)] == [
        (subject, fact) for _, subject, fact in STEPS
    ]
    assert len(said(0, 11)) == 2


def test_steps_come_from_the_plan_and_keep_their_order_within_an_instant():
    one, other = said(0, 11)
    assert one[2] < other[2]
    assert {entry[5] for entry in said(0, 31)} == {"plan"}


def test_steps_before_the_start_were_said_already():
    assert [subject for _, subject, *_ in said(20, 31)] == ["B"]
