"""The changes of a fork are facts at its instant, said once and in order."""

from __future__ import annotations

import simpy

from twin.drivers.changes import Changes
from twin.facts.control import ParameterChanged


def test_changes_are_put_on_the_agenda_now_and_once() -> None:
    env, agenda = simpy.Environment(initial_time=5), []
    said = [("S", ParameterChanged("seed", "1")), ("S", ParameterChanged("title", '"x"'))]
    env.process(Changes(said).process(env, agenda))
    env.run(until=100)
    assert [(entry[1], entry[3]) for entry in agenda] == said
    assert {entry[5] for entry in agenda} == {"operator"}
