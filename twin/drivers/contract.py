"""What a driver looks like to the engine, the agenda it writes on, and the alarm that wakes it."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, ClassVar, Protocol

import simpy

from twin.devices.contract import Crossing
from twin.facility.topics import EVERYTHING
from twin.facts import Fact

Entry = tuple[int, str, int, Fact, int | None, str]
Agenda = list[Entry]
Process = Generator[simpy.Event, Any, None]


class Priority:
    """Order of facts within a round.

    The outside world first, then what breaks, then what machines do, then control.
    """

    START = 0
    WEATHER = 10
    GRID = 15
    MARKET = 20
    PLAN = 28
    FAILURE = 30
    REPAIR = 35
    SWITCH = 40
    SUPPLY = 45
    THERMAL = 50
    ROWS = 60
    JOBS = 70
    WORKLOAD = 80
    POLICY = 90
    ARBITER = 95


class Driver(Protocol):
    """A SimPy process that puts facts on the agenda.

    Attributes:
        wakes_on: topics after which the engine calls `react`.
        rearms_on: topics after which the engine calls `rearm`, once the instant is settled.
    """

    wakes_on: ClassVar[int]
    rearms_on: ClassVar[int]

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """The process, begun at `env.now` from the plant as it stands then."""
        ...

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Answer what this round changed with facts of the next round."""
        ...

    def rearm(self, t_us: int) -> None:
        """Look again when the next fact is due."""
        ...


class Alarm:
    """Wakes one process at an instant that may move either way.

    The process waits for `event`. Moving the instant moves the waiting process to another timeout;
    the old one passes unheard, so that a ring costs one SimPy event.
    """

    __slots__ = ("_blank", "_due_us", "_env", "event")

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env
        self._due_us: int | None = None
        self._blank = env.event()
        self.event: simpy.Event = self._blank

    def set(self, due_us: int | None) -> None:
        """Ring at `due_us` instead of any earlier choice; None is never.

        An instant already past rings now.
        """
        if due_us == self._due_us:
            return
        self._due_us = due_us
        if due_us is None:
            self._move(self._blank)
        else:
            env = self._env
            now_us: int = env.now  # type: ignore[assignment]
            self._move(env.timeout(due_us - now_us if due_us > now_us else 0))

    def rang(self) -> None:
        """The process has heard it: nothing is due until set again."""
        self._due_us = None
        self.event = self._blank

    def _move(self, event: simpy.Event) -> None:
        # SimPy leaves the type of a callback's event open.
        before: Any = self.event
        after: Any = event
        if before.callbacks:
            assert after.callbacks is not None, "a new timeout has not passed"
            after.callbacks.extend(before.callbacks)
            before.callbacks.clear()
        self.event = event


class Timed:
    """Base of the drivers whose next instant depends on the plant.

    They say when it is due, and what happens then.
    """

    wakes_on: ClassVar[int] = 0
    rearms_on: ClassVar[int] = EVERYTHING

    _alarm: Alarm

    def due_us(self, t_us: int) -> int | None:
        """When this driver next has something to say; None is never."""
        raise NotImplementedError

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Put the facts of `t_us` on the agenda."""
        raise NotImplementedError

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """Wait, fire, look again, for ever."""
        self._alarm = alarm = Alarm(env)
        alarm.set(self.due_us(env.now))  # type: ignore[arg-type]
        while True:
            yield alarm.event
            alarm.rang()
            now_us: int = env.now  # type: ignore[assignment]
            self.fire(now_us, agenda)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Most timed drivers answer nothing at the same instant."""

    def rearm(self, t_us: int) -> None:
        """Ask again when this is due."""
        self._alarm.set(self.due_us(t_us))


def soonest_us(crossings: Iterable[Crossing | None], t_us: int) -> int | None:
    """The next instant of any of some crossings, `t_us` where that has passed; None is never."""
    return min((max(one.t_us, t_us) for one in crossings if one is not None), default=None)


class Scheduled:
    """Base of the drivers whose instants come from a series: nothing in the plant moves them."""

    wakes_on: ClassVar[int] = 0
    rearms_on: ClassVar[int] = 0

    def react(self, t_us: int, agenda: Agenda) -> None:
        """The outside world answers nobody."""

    def rearm(self, t_us: int) -> None:
        """Nothing to look at again."""
