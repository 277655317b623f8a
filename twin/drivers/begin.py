"""The first fact of a run: everything in service is in its steady state."""

from __future__ import annotations

import simpy

from twin.drivers.contract import Agenda, Priority, Process, Scheduled
from twin.facts.control import RunStarted


class Begin(Scheduled):
    """Says once that the run started, before anything else at that instant."""

    def __init__(self, site_id: str, dry_bulb_c: float, title: str) -> None:
        """Start `site_id` at an ambient."""
        self._site_id = site_id
        self._fact = RunStarted(dry_bulb_c, title)

    def process(self, env: simpy.Environment, agenda: Agenda) -> Process:
        """One fact, now."""
        yield env.timeout(0)
        agenda.append((Priority.START, self._site_id, 0, self._fact, None, "sim"))
