"""Thermal overload relays of breakers and ties: the heat of the current through each, as it flows.

The family of `twin.devices.protection.thermal_relay`, told at each balance what flows: the current
of a fault, else that of the load at nominal voltage. A trip opens the breaker as any relay's does;
it is latched until that is closed again, which waits until the alarm is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from twin.devices.contract import Crossing
from twin.devices.protection.thermal_relay import ALARM, TRIP, ThermalRelays
from twin.facility import overcurrent, topics

if TYPE_CHECKING:
    from twin.facility.parts import Parts
    from twin.facility.plant import Plant


class ThermalGuard(ThermalRelays):
    """The thermal relays of a site.

    Attributes:
        cause: fact that last changed the current of each.
    """

    STATE: ClassVar[tuple[str, ...]] = (*ThermalRelays.STATE, "cause")

    def __init__(self, parts: Parts, t_us: int) -> None:
        """All cold and without current."""
        super().__init__(parts.guard.thermal_specs, t_us)
        self.cause = [0] * len(self.specs)

    def start(self, plant: Plant, t_us: int) -> None:
        """All are as hot as their loads make them in the end."""
        self.follow(plant, t_us)
        for place, current_a in enumerate(self.current_a):
            self.settle(place, t_us, current_a)

    def follow(self, plant: Plant, t_us: int) -> None:
        """Flows changed: heat goes elsewhere from now on."""
        for place, relay in enumerate(plant.parts.guard.thermal_relays):
            seen_a = overcurrent.seen_by_a(plant, relay)
            if seen_a != self.current_a[place]:
                self.set_current(place, t_us, seen_a)
                self.cause[place] = plant.last_seq
                plant.touched |= topics.PROTECTION

    def latch(self, place: int, t_us: int, limit: str, *, raised: bool) -> None:
        """Its alarm or trip came, or its alarm ended, at an instant."""
        way = "rising" if raised else "falling"
        self.cross(place, Crossing(limit=limit, direction=way, anchor_us=t_us, after_us=0.0))


def note_tripped(plant: Plant, t_us: int, name: str, limit: str) -> None:
    """The relay of a breaker tripped: if by heat, that is latched."""
    place = place_of(plant, name)
    if limit == TRIP and place >= 0:
        plant.thermal_guard.latch(place, t_us, TRIP, raised=True)


def note_alarm(plant: Plant, t_us: int, name: str, *, raised: bool) -> None:
    """The alarm of a breaker's thermal relay came, or ended."""
    plant.thermal_guard.latch(place_of(plant, name), t_us, ALARM, raised=raised)


def place_of(plant: Plant, name: str) -> int:
    """The thermal relay of a breaker or tie, -1 where it has none."""
    guard = plant.parts.guard
    relay = guard.index.get(name, -1)
    return guard.thermal_relays.index(relay) if relay in guard.thermal_relays else -1
