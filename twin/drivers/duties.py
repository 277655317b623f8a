"""Feeders that carry more than their continuous share for hours are told, and when it is over."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.contract import Crossing
from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, topics
from twin.facts.power import DutyEnded, DutyExceeded

_LOAD_PLACES = 6


class ContinuousDuty(Timed):
    """One process for all watches."""

    wakes_on: ClassVar[int] = topics.DUTY
    rearms_on: ClassVar[int] = topics.DUTY | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the feeders of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """When the next timer is full."""
        return soonest_us((crossing for _, crossing in self._next(t_us)), t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """All timers that are full now."""
        for place, crossing in self._next(t_us):
            if crossing is not None and crossing.t_us <= t_us:
                fact = DutyExceeded(self._load_pu(place), crossing.early_us)
                self._say(place, fact, agenda)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Loads that fell to their share after that was told."""
        duties = self._plant.duties
        for place, tripped_by in enumerate(duties.tripped_by):
            if tripped_by and not duties.is_over(place):
                self._say(place, DutyEnded(self._load_pu(place)), agenda)

    def _say(self, place: int, fact: DutyExceeded | DutyEnded, agenda: Agenda) -> None:
        parts, cause = self._plant.parts, self._plant.duties.cause[place]
        name = parts.feeder_ids[parts.duty_feeders[place]]
        agenda.append((Priority.THERMAL, name, 1, fact, cause, "sim"))

    def _load_pu(self, place: int) -> float:
        return round(self._plant.duties.load_pu(self._plant, place), _LOAD_PLACES)

    def _next(self, t_us: int) -> list[tuple[int, Crossing | None]]:
        duties = self._plant.duties
        return [(place, duties.next_crossing(place, t_us)) for place in range(len(duties.units))]
