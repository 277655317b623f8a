"""A conversion plan under way: each of its steps becomes a fact at its date."""

from __future__ import annotations

from collections.abc import Sequence

import simpy

from twin.drivers.contract import Agenda, Priority, Process, Scheduled
from twin.facts import Fact

Dated = tuple[int, str, Fact]
"""An instant [us since 1970, UTC], a subject, and what happens to it."""


class Planned(Scheduled):
    """Says each step of a plan at its instant, in the order that the plan has them."""

    def __init__(self, steps: Sequence[Dated]) -> None:
        """Say `steps`, which are in rising order; those before the start were said already."""
        self._steps = steps

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """One fact a step."""
        for nth, (at_us, subject, fact) in enumerate(self._steps):
            now_us: int = env.now  # type: ignore[assignment]
            if at_us < now_us:
                continue
            yield env.timeout(at_us - now_us)
            agenda.append((Priority.PLAN, subject, nth, fact, None, "plan"))
