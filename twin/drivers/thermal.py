"""Transformers cross their limits: cooling stages, alarms, trips; and loads pass their ratings."""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, limits, topics


class Thermal(Timed):
    """Makes each solved crossing of a transformer's limit a fact at the ceiling microsecond."""

    rearms_on: ClassVar[int] = topics.THERMAL | topics.TOPOLOGY | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the transformers of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next instant at which some transformer may be at a limit."""
        return self._plant.watch.next_us(t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every limit reached by now; a look that finds none only sets the next one."""
        found = list(limits.due(self._plant, t_us))
        for n, (subject, fact, cause) in enumerate(found):
            agenda.append((Priority.THERMAL, subject, n, fact, cause, "sim"))
        if not found:
            self.rearm(t_us)


class Overloads(Timed):
    """Says when a main transformer or the interconnect is above its rating, and when it is back."""

    wakes_on: ClassVar[int] = topics.OVERLOAD
    rearms_on: ClassVar[int] = 0

    def __init__(self, plant: Plant) -> None:
        """Watch the loading of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """Never on its own: loading changes with facts only."""
        return None

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Compare what is above its rating with what was said to be."""
        plant = self._plant
        for subject, fact in limits.overload_changes(plant):
            agenda.append((Priority.THERMAL, subject, 0, fact, plant.over_seq, "sim"))
