"""Conductors of feeders pass their limits, and leave them, at exact instants."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.contract import Crossing
from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, topics
from twin.facility.conductors import SAID
from twin.facts.power import AlarmCleared, AlarmRaised


class ConductorLimits(Timed):
    """One process for all conductors."""

    rearms_on: ClassVar[int] = topics.CONDUCTOR | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the conductors of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next limit passed or left."""
        return soonest_us((crossing for _, crossing in self._next(t_us)), t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every limit reached by now."""
        conductors, parts = self._plant.conductors, self._plant.parts
        for place, crossing in self._next(t_us):
            if crossing is None or crossing.t_us > t_us:
                continue
            kind = AlarmRaised if crossing.direction == "rising" else AlarmCleared
            level_c = conductors.level_c(place, crossing)
            fact = kind(level_c, SAID[crossing.limit], crossing.early_us)
            name = parts.feeder_ids[parts.conductor_feeders[place]]
            cause = conductors.cause[place]
            agenda.append((Priority.THERMAL, name, 0, fact, cause, "sim"))

    def _next(self, t_us: int) -> list[tuple[int, Crossing | None]]:
        conductors = self._plant.conductors
        places = range(len(conductors.specs))
        return [(place, conductors.next_crossing(place, t_us)) for place in places]
