"""Cooling of mining blocks: fans step, dampers move, coolant passes limits, at exact instants."""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, heat_causes, topics
from twin.facts.cooling import MiningCoolingStepped

_WARMER = ("inlet", "warm", "hot")


class MiningCooling(Timed):
    """One process for the cooling of all mining blocks."""

    rearms_on: ClassVar[int] = topics.COOLING | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the cooling of the blocks of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next instant at which one does something by itself."""
        return self._plant.mining_watch.next_us(t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every crossing that is reached."""
        plant = self._plant
        for place, crossing in plant.mining_watch.reached(t_us):
            rising = crossing.direction == "rising"
            fact = MiningCoolingStepped(crossing.early_us, crossing.limit, rising)
            cause = max(plant.cooled_cause[place], plant.weather_seq)
            if rising and crossing.limit in _WARMER:
                broken = heat_causes.broken_of_block(plant, place)
                cause = cause if broken is None else broken[0]
            subject = plant.parts.cooled[place].id
            agenda.append((Priority.THERMAL, subject, 0, fact, cause, "sim"))
