"""The loop: SimPy says when, drivers say what, the plant applies it, the sink keeps it.

Facts of one instant go in rounds: what a fact causes at the same instant belongs to the next round. Within a round the
order is (priority, subject, n), whatever order the processes ran in, because SimPy breaks ties by insertion and that
differs after a resume. Nothing is kept here: an engine is thrown away and rebuilt from a plant at any instant.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Protocol

import simpy

from twin.drivers import Agenda, Driver
from twin.facility import Plant
from twin.facts import Fact

MOST_ROUNDS = 1000


class Sink(Protocol):
    """Where facts go. `put` returns the fact's seq; `before` and `after` frame each instant."""

    def put(self, t_us: int, subject: str, fact: Fact, cause: int | None, origin: str) -> int:
        """Keep one fact and number it."""
        ...

    def before(self, t_us: int) -> None:
        """The plant still stands as it was before `t_us`."""
        ...

    def after(self, t_us: int) -> None:
        """All facts of `t_us` are in; a good moment to write."""
        ...


class Engine:
    """Advances one plant.

    Attributes:
        stopping: set it (from a signal handler, say) to stop after the instant under way.
    """

    def __init__(self, plant: Plant, drivers: Sequence[Driver], sink: Sink, start_us: int) -> None:
        """Begin at `start_us`: drivers take their next instants from the plant as it stands."""
        self.stopping = False
        self._plant = plant
        self._sink = sink
        self._agenda: Agenda = []
        self._env = simpy.Environment(initial_time=start_us)
        self._reactors = [driver for driver in drivers if driver.wakes_on]
        self._timed = [driver for driver in drivers if driver.rearms_on]
        for driver in drivers:
            self._env.process(driver.process(self._env, self._agenda))

    def run(self, until_us: int) -> None:
        """Live through every instant up to and including `until_us`."""
        env, sink, agenda = self._env, self._sink, self._agenda
        peek, step = env.peek, env.step
        while not self.stopping:
            t_us = peek()
            if t_us > until_us:
                break
            assert isinstance(t_us, int), f"a float entered the clock: {t_us!r}"
            sink.before(t_us)
            step()
            while peek() == t_us:
                step()
            if agenda:
                self._settle(t_us)
                sink.after(t_us)

    def _settle(self, t_us: int) -> None:
        env, plant, agenda = self._env, self._plant, self._agenda
        put, apply = self._sink.put, plant.apply
        touched = rounds = 0
        while agenda:
            entries = agenda[:]
            agenda.clear()
            if len(entries) > 1:
                entries.sort(key=_ORDER)
            for _, subject, _, fact, cause, origin in entries:
                apply(t_us, put(t_us, subject, fact, cause, origin), subject, fact)
            topics = plant.touched
            plant.touched = 0
            touched |= topics
            for driver in self._reactors:
                if driver.wakes_on & topics:
                    driver.react(t_us, agenda)
            while env.peek() == t_us:
                env.step()
            rounds += 1
            assert rounds < MOST_ROUNDS, f"facts cause each other for ever at {t_us}: {entries[:3]}"
        for driver in self._timed:
            if driver.rearms_on & touched:
                driver.rearm(t_us)


_ORDER = itemgetter(0, 1, 2)
