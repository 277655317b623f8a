"""Policies behind telemetry: asked only when a reading arrives, and shown that reading.

A reading is taken every period, a microsecond after the tick, so that it shows all it brought. It
arrives when it is as old as the latency; nobody is asked about one that is older than their own
last command, whose effect it can't show. What is on its way is no state of the plant: a rebuilt
driver takes those readings again from the plant as the log has it at their ticks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import simpy

from twin.drivers.contract import Agenda, Process, Scheduled
from twin.drivers.control import AFTER_US, Desk, Policy
from twin.facility import Plant
from twin.policies.readings import LateView, Reading

Past = Callable[[int], Plant]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When readings are taken and how late they are.

    Attributes:
        origin_us: a tick; readings are taken from then on.
        period_us: between two of them.
        latency_us: age of a reading when it arrives.
    """

    origin_us: int
    period_us: int
    latency_us: int

    def first_tick_us(self, after_us: int) -> int:
        """The first tick at or after an instant."""
        ticks = -((self.origin_us - after_us) // self.period_us)
        return self.origin_us + max(ticks, 0) * self.period_us


class Sampled(Scheduled):
    """Takes readings, lets them age, and asks every policy about each as it arrives."""

    def __init__(
        self, plant: Plant, policies: Sequence[Policy], pace: Pace, past: Past | None = None
    ) -> None:
        """Drive `policies` on `plant`.

        Args:
            plant: what is read.
            policies: asked in this order about each reading.
            pace: when readings are taken and arrive.
            past: the plant at the end of an earlier instant; a run that goes on with readings on
                their way needs it.
        """
        self._plant = plant
        self._pace = pace
        self._past = past
        self._desks = [(Desk(plant, policy, wakes=False), policy.WAKES_ON) for policy in policies]

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """Take and deliver for ever; a reading that arrives is asked about at once."""
        pace = self._pace
        now_us: int = env.now  # type: ignore[assignment]
        on_way = self._on_way(now_us)
        tick_us = pace.first_tick_us(now_us)
        while True:
            due_us = tick_us + AFTER_US
            if on_way:
                due_us = min(due_us, self._arrival_us(on_way[0]))
            yield env.timeout(due_us - now_us)
            now_us = due_us
            if tick_us + AFTER_US == now_us:
                on_way.append(Reading(self._plant, tick_us))
                tick_us += pace.period_us
            if self._arrival_us(on_way[0]) == now_us:
                self._ask(on_way.popleft(), now_us, agenda)

    def _arrival_us(self, reading: Reading) -> int:
        return reading.read_us + self._pace.latency_us + AFTER_US

    def _on_way(self, now_us: int) -> deque[Reading]:
        """Readings taken before now that have not arrived yet, each from the plant of its tick."""
        pace = self._pace
        found: deque[Reading] = deque()
        tick_us = pace.first_tick_us(now_us - pace.latency_us)
        while tick_us < now_us:
            assert self._past is not None, "readings are on their way and no past to take them from"
            found.append(Reading(self._past(tick_us), tick_us))
            tick_us += pace.period_us
        return found

    def _ask(self, reading: Reading, now_us: int, agenda: Agenda) -> None:
        commanded_us = self._plant.control.commanded_us
        for desk, watched in self._desks:
            if reading.read_us < commanded_us.get(desk.name, reading.read_us):
                continue
            said = [seq for topic, seq in reading.topic_seq.items() if topic & watched]
            cause = max(said, default=self._plant.start_seq)
            desk.ask(LateView(reading, now_us), agenda, cause)
