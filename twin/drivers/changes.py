"""What changed at a fork, said once at its instant, before anything else happens there."""

from __future__ import annotations

from collections.abc import Sequence

import simpy

from twin.drivers.contract import Agenda, Priority, Process, Scheduled
from twin.facts import Fact

Said = tuple[str, Fact]
"""A subject and the fact about it."""


class Changes(Scheduled):
    """Puts the changes of a fork on the agenda, once."""

    def __init__(self, said: Sequence[Said]) -> None:
        """Say these facts about these subjects."""
        self._said = said

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """All facts, now, in the order given."""
        yield env.timeout(0)
        for n, (subject, fact) in enumerate(self._said):
            agenda.append((Priority.START, subject, n, fact, None, "operator"))
