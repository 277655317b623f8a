"""Thermal overload relays alarm, trip and cool at exact instants."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.contract import Crossing
from twin.devices.protection.thermal_relay import TRIP
from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, topics
from twin.facts import Fact
from twin.facts.protection import RelayTripped, ThermalRelayAlarmed

_AMPERES_PLACES = 3
_HEAT_PLACES = 6


class ThermalProtection(Timed):
    """One process for all thermal relays."""

    rearms_on: ClassVar[int] = topics.PROTECTION | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the thermal relays of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next alarm, trip or end of an alarm."""
        return soonest_us((crossing for _, crossing in self._next(t_us)), t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """All that is reached by now."""
        parts, thermal = self._plant.parts.guard, self._plant.thermal_guard
        for place, crossing in self._next(t_us):
            if crossing is not None and crossing.t_us <= t_us:
                name = parts.ids[parts.thermal_relays[place]]
                fact, cause = self._fact(place, t_us, crossing), thermal.cause[place]
                agenda.append((Priority.SWITCH, name, 0, fact, cause, "sim"))

    def _fact(self, place: int, t_us: int, crossing: Crossing) -> Fact:
        thermal = self._plant.thermal_guard
        if crossing.limit == TRIP:
            seen_a = round(thermal.current_a[place], _AMPERES_PLACES)
            return RelayTripped(seen_a, TRIP, crossing.early_us)
        heat_frac = round(thermal.heat(place, t_us), _HEAT_PLACES)
        return ThermalRelayAlarmed(heat_frac, crossing.direction == "rising", crossing.early_us)

    def _next(self, t_us: int) -> list[tuple[int, Crossing | None]]:
        thermal = self._plant.thermal_guard
        places = range(len(thermal.specs))
        return [(place, thermal.next_crossing(place, t_us)) for place in places]
