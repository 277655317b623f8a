"""The loop: SimPy says when, drivers say what, the plant applies it, the sink keeps it.

Facts of one instant go in rounds: what a fact causes at the same instant belongs to the next round.
Within a round the order is (priority, subject, n), whatever order the processes ran in, because
SimPy breaks ties by insertion and that differs after a resume. Nothing is kept here: an engine is
thrown away and rebuilt from a plant at any instant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Protocol

import simpy

from twin.drivers import Agenda, Driver
from twin.facility import Plant
from twin.facility.still import still_true
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
        self._drivers = tuple(drivers)
        self._reactors: dict[int, list[Callable[[int, Agenda], None]]] = {}
        self._timed: dict[int, list[Callable[[int], None]]] = {}
        for driver in drivers:
            self._env.process(driver.process(self._env, self._agenda))

    @property
    def next_us(self) -> int | None:
        """The next instant at which any driver looks up, None when none ever will."""
        t_us = self._env.peek()
        return t_us if isinstance(t_us, int) else None

    def run(self, until_us: int) -> None:
        """Live through every instant up to and including `until_us`."""
        env, sink, agenda = self._env, self._sink, self._agenda
        peek, step, before, after = env.peek, env.step, sink.before, sink.after
        t_us = peek()
        while t_us <= until_us and not self.stopping:
            assert isinstance(t_us, int), f"a float entered the clock: {t_us!r}"
            before(t_us)
            spoken = False
            next_us = t_us
            while next_us == t_us:
                step()
                next_us = peek()
                if agenda and next_us != t_us:
                    # A driver that rearms for now opens no second instant: it goes on in this one.
                    self._settle(t_us)
                    spoken = True
                    next_us = peek()
            if spoken:
                after(t_us)
            t_us = next_us

    def _settle(self, t_us: int) -> None:
        env, plant, agenda = self._env, self._plant, self._agenda
        peek = env.peek
        touched = rounds = 0
        while agenda:
            entries = agenda[:]
            agenda.clear()
            self._apply(t_us, entries)
            topics = plant.touched
            plant.touched = 0
            touched |= topics
            woken = self._reactors.get(topics)
            for react in self._woken_by(topics) if woken is None else woken:
                react(t_us, agenda)
            while peek() == t_us:
                env.step()
            rounds += 1
            assert rounds < MOST_ROUNDS, f"facts cause each other for ever at {t_us}: {entries[:3]}"
        rearmed = self._timed.get(touched)
        for rearm in self._rearmed_by(touched) if rearmed is None else rearmed:
            rearm(t_us)

    def _woken_by(self, topics: int) -> list[Callable[[int, Agenda], None]]:
        """Drivers to call after a round, in their order; a run knows a few dozen sets of topics."""
        woken = [driver.react for driver in self._drivers if driver.wakes_on & topics]
        self._reactors[topics] = woken
        return woken

    def _rearmed_by(self, topics: int) -> list[Callable[[int], None]]:
        """Drivers to call once an instant is settled, in their order."""
        rearmed = [driver.rearm for driver in self._drivers if driver.rearms_on & topics]
        self._timed[topics] = rearmed
        return rearmed

    def _apply(self, t_us: int, entries: Agenda) -> None:
        put, plant = self._sink.put, self._plant
        if len(entries) == 1:
            _, subject, _, fact, cause, origin = entries[0]
            plant.apply(t_us, put(t_us, subject, fact, cause, origin), subject, fact)
            return
        entries.sort(key=_ORDER)
        for _, subject, _, drafted, cause, origin in entries:
            fact = still_true(plant, t_us, subject, drafted)
            if fact is not None:
                plant.apply(t_us, put(t_us, subject, fact, cause, origin), subject, fact)


_ORDER = itemgetter(0, 1, 2)
