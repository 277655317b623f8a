"""Sags: power supplies that do not ride through let go at the exact instant of their envelope."""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, sags, topics
from twin.facts.power import RideThroughFailed


class RideThrough(Timed):
    """One process for all that rides through."""

    rearms_on: ClassVar[int] = topics.GRID | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch what rides through on `plant`."""
        self._plant = plant
        rides = range(len(plant.parts.ride_bus))
        self._switched = any(sags.static_of(plant, ride) >= 0 for ride in rides)

    def due_us(self, t_us: int) -> int | None:
        """When the next power supplies let go if the voltage stays."""
        calm = self._plant.grid_pu == 1.0 and not self._plant.guard.faults
        if calm and not self._switched:
            return None
        rides = self._plant.rides
        found = (rides.next_crossing(ride, t_us) for ride in sags.waiting(self._plant))
        return soonest_us(found, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """All that let go now, with the sag as the cause."""
        plant = self._plant
        for ride in sags.waiting(plant):
            crossing = plant.rides.next_crossing(ride, t_us)
            if crossing is not None and crossing.t_us <= t_us:
                fact = RideThroughFailed(crossing.limit)
                name = sags.name_of(plant, ride)
                agenda.append((Priority.GRID, name, 0, fact, sags.cause_of(plant, ride), "sim"))
