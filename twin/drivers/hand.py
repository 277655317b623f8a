"""What somebody does while a run goes on: commands, acknowledgements, notes.

Commands go before the arbiter like everybody else's. Nothing waits here between instants, so a
driver that is rebuilt has lost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import simpy

from twin.drivers.arbiter import rule
from twin.drivers.contract import Agenda, Alarm, Priority, Process, Scheduled
from twin.facility import Plant
from twin.facts import Command, Fact
from twin.facts.control import AnyCommand

Done = tuple[str, Fact]
"""A subject and the fact about it."""

Deed = AnyCommand | Done
"""A command, or a fact that is so because somebody says so."""


class Hand(Scheduled):
    """Puts deeds before the plant at an instant of the caller's.

    Attributes:
        NAME: who asks, as policies' names are.
        done: subject and fact of each of the last deeds.
    """

    NAME: ClassVar[str] = "operator"

    def __init__(self, plant: Plant) -> None:
        """Act on `plant`."""
        self._plant = plant
        self._waiting: list[Deed] = []
        self._alarm: Alarm | None = None
        self.done: list[Done] = []

    def lay(self, t_us: int, deeds: Sequence[Deed]) -> None:
        """Let deeds happen at an instant that the engine has not passed.

        What they became is in `done`, in the same order, once the engine has lived through it.
        """
        assert self._alarm is not None, "the engine has begun"
        self._waiting += deeds
        self.done = []
        self._alarm.set(t_us)

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """Wait to be asked, for ever."""
        self._alarm = alarm = Alarm(env)
        while True:
            yield alarm.event
            alarm.rang()
            now_us: int = env.now  # type: ignore[assignment]
            for n, deed in enumerate(self._waiting):
                subject, fact = said = self._fact_of(now_us, deed)
                self.done.append(said)
                agenda.append((Priority.ARBITER, subject, n, fact, None, "operator"))
            self._waiting.clear()

    def _fact_of(self, t_us: int, deed: Deed) -> Done:
        if isinstance(deed, Command):
            return rule(self._plant, t_us, deed, self.NAME)
        return deed
