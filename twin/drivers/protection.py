"""Relays trip at the exact instant, their breakers open after their operating time, or stick."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.protection.accumulators import CLEARED
from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, overcurrent, topics
from twin.facts import Fact
from twin.facts.power import BreakerClosed, BreakerOpened, TieOpened
from twin.facts.protection import BreakerFailed, RelayTripped

_AMPERES_PLACES = 3


class Protection(Timed):
    """One process for all relays."""

    wakes_on: ClassVar[int] = topics.PROTECTION | topics.REPAIR
    rearms_on: ClassVar[int] = topics.PROTECTION | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the relays of `plant`."""
        self._plant = plant
        self._relays = range(len(plant.parts.guard.ids))

    def due_us(self, t_us: int) -> int | None:
        """The next trip or end of a current; nothing while all relays are at rest."""
        guard = self._plant.guard
        if not guard.busy:
            return None
        found = (guard.relays.next_crossing(relay, t_us) for relay in self._relays)
        return soonest_us(found, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """All that trip now, and all breakers whose operating time is over."""
        guard = self._plant.guard
        for relay, name in enumerate(self._plant.parts.guard.ids):
            crossing = guard.relays.next_crossing(relay, t_us)
            if crossing is None or crossing.t_us > t_us:
                continue
            if crossing.limit == CLEARED:
                fact, cause = self._opened(relay, name), guard.trip_seq[relay]
            else:
                inrush_a = round(guard.relays.inrush_at_a(relay, t_us), _AMPERES_PLACES)
                seen_a = round(guard.relays.current_a[relay] + inrush_a, _AMPERES_PLACES)
                inrush = (inrush_a,) if inrush_a else ()
                fact = RelayTripped(seen_a, crossing.limit, crossing.early_us, *inrush)
                cause = guard.cause[relay]
            agenda.append((Priority.SWITCH, name, 0, fact, cause, "sim"))

    def _opened(self, relay: int, name: str) -> Fact:
        guard, parts = self._plant.guard, self._plant.parts
        if name in guard.jammed:
            return BreakerFailed()
        why = f"its relay tripped by {guard.relays.tripped_by[relay].replace('_', ' ')}"
        return TieOpened(why) if name in parts.tie_index else BreakerOpened(why)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Close feeders again whose fault was mended."""
        plant = self._plant
        for name, seq in plant.guard.reclosing.items():
            if name in plant.open_breakers and not overcurrent.is_hot(plant, name):
                fact = BreakerClosed("its fault was mended")
                agenda.append((Priority.SWITCH, name, 0, fact, seq, "sim"))
