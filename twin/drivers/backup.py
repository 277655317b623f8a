"""Uninterruptible supplies: timers and batteries come to their end, and each change is told."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.backup.ups_spec import STATE_NAMES
from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, topics
from twin.facts.backup import UpsStateChanged, UpsStepped

_SOC_PLACES = 6


class Supplies(Timed):
    """One process for all supplies."""

    wakes_on: ClassVar[int] = topics.BACKUP
    rearms_on: ClassVar[int] = topics.BACKUP | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the supplies of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next end of a timer or a battery."""
        ups = self._plant.ups
        found = (ups.next_crossing(supply, t_us) for supply in range(len(ups.specs)))
        return soonest_us(found, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every supply whose next end is now."""
        ups = self._plant.ups
        for supply, name in enumerate(self._plant.parts.ups_ids):
            crossing = ups.next_crossing(supply, t_us)
            if crossing is not None and crossing.t_us <= t_us:
                fact = UpsStepped(crossing.early_us, crossing.limit)
                cause = self._plant.ups_cause[supply]
                agenda.append((Priority.SUPPLY, name, 0, fact, cause, "sim"))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Say of every supply that feeds its load otherwise than last told."""
        plant, ups = self._plant, self._plant.ups
        for supply, name in enumerate(plant.parts.ups_ids):
            if ups.state[supply] != plant.ups_told[supply]:
                soc_frac = round(ups.soc_frac(supply, t_us), _SOC_PLACES)
                fact = UpsStateChanged(soc_frac, STATE_NAMES[ups.state[supply]])
                cause = plant.ups_cause[supply]
                agenda.append((Priority.SUPPLY, name, 0, fact, cause, "sim"))
