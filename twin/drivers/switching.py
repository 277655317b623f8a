"""Breakers, ties and supply.

A fault opens breakers, dead buses wait for a tie, loads lose and regain supply.

Break before make: a tie closes only after the bus has been dead for the tie's transfer time, and a
transformer that is fit again takes its bus back by closing its high side, opening the tie, waiting
as long, and closing its low side. Blocks of miners come back one after the other, as
`facility.restart` says. Nothing here decides what is shed; that is the policies' part.
"""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, restart, supply, topics
from twin.facts.power import (
    BreakerClosed,
    BreakerOpened,
    SupplyLost,
    SupplyReturned,
    TieClosed,
    TieOpened,
    TransferRefused,
    TransferStarted,
)


class Switching(Timed):
    """Protection's and the transfer scheme's hands."""

    wakes_on: ClassVar[int] = topics.TOPOLOGY | topics.TRANSFER
    rearms_on: ClassVar[int] = topics.TRANSFER | topics.TOPOLOGY | topics.COMMAND

    def __init__(self, plant: Plant) -> None:
        """Switch on `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next transfer that waited long enough, or the next look for a block to restart."""
        transfers = self._plant.control.transfers
        soon_us = [transfers[0][0]] if transfers else []
        look_us = restart.due_us(self._plant, t_us)
        if look_us is not None:
            soon_us.append(look_us)
        return min(soon_us, default=None)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """The first wait that is over; any other of this instant follows in the next round."""
        before = len(agenda)
        self._due(t_us, agenda)
        self._restart(t_us, agenda)
        if len(agenda) == before:
            self.rearm(t_us)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Move breakers first; then waits that are over, loads, and buses without voltage."""
        if self._breakers(agenda):
            return
        self._due(t_us, agenda)
        self._supply(agenda)
        self._restart(t_us, agenda)
        self._transfers(agenda)

    def _due(self, t_us: int, agenda: Agenda) -> None:
        plant = self._plant
        if not plant.control.transfers or plant.control.transfers[0][0] > t_us:
            return
        _, seq, bus, closer = plant.control.transfers[0]
        tie = closer in plant.parts.tie_index
        why = supply.why_not_close(plant, closer) if tie else self._why_not_back(closer)
        if plant.net.live_bus[plant.parts.bus_index[bus]]:
            why = f"{bus} has voltage again"
        if why:
            agenda.append((Priority.SWITCH, bus, 0, TransferRefused(why), seq, "sim"))
        elif tie:
            agenda.append((Priority.SWITCH, closer, 0, TieClosed(f"{bus} is dead"), seq, "sim"))
        else:
            fact = BreakerClosed(f"{supply.main_of(plant, closer)} is fit again")
            agenda.append((Priority.SWITCH, closer, 0, fact, seq, "sim"))

    def _why_not_back(self, breaker: str) -> str:
        return supply.why_not_close_breaker(self._plant, breaker)

    def _breakers(self, agenda: Agenda) -> bool:
        """Open what protection must open, close what it may; whether anything moves."""
        plant, before = self._plant, len(agenda)
        for main in plant.parts.main_ids:
            seq = plant.failed_units.get(main, plant.control.tripped.get(main))
            high, low = supply.breakers_of(main)
            if seq is not None:
                why = f"{main} failed" if main in plant.failed_units else f"{main} tripped"
                for breaker in (high, low):
                    if breaker not in plant.open_breakers:
                        fact = BreakerOpened(why, by_protection=True)
                        agenda.append((Priority.SWITCH, breaker, 0, fact, seq, "sim"))
            elif supply.may_return(plant, main):
                self._return(main, agenda)
        return len(agenda) > before

    def _return(self, main: str, agenda: Agenda) -> None:
        """High side first; then the tie opens, unless both may feed the bus; a dead bus waits."""
        plant = self._plant
        high, low = supply.breakers_of(main)
        index = plant.parts.main_index[main]
        cause = plant.control.unit_cause[index]
        if high in plant.protection_opened:
            fact = BreakerClosed(f"{main} is fit again")
            agenda.append((Priority.SWITCH, high, 0, fact, cause, "sim"))
        elif plant.net.live_bus[plant.parts.wiring.main_bus[index]]:
            tie = supply.tie_feeding(plant, main)
            if not supply.why_not_close_breaker(plant, low):
                fact = BreakerClosed(f"{main} is fit again")
                agenda.append((Priority.SWITCH, low, 0, fact, cause, "sim"))
            elif tie:
                opened = TieOpened(f"{main} takes its bus back")
                agenda.append((Priority.SWITCH, tie, 0, opened, cause, "sim"))

    def _supply(self, agenda: Agenda) -> None:
        plant = self._plant
        for subject, rows, alive in supply.changes(plant):
            cause = supply.cause_of(plant, subject, rows)
            why = supply.why_of(plant, subject, cause)
            fact = SupplyReturned(rows, why) if alive else SupplyLost(rows, why)
            agenda.append((Priority.SUPPLY, subject, int(alive), fact, cause, "sim"))

    def _restart(self, t_us: int, agenda: Agenda) -> None:
        for block, fact, cause in restart.next_steps(self._plant, t_us):
            agenda.append((Priority.SUPPLY, block, 1, fact, cause, "sim"))

    def _transfers(self, agenda: Agenda) -> None:
        plant = self._plant
        cause = plant.switch_seq
        for bus in supply.dead_buses(plant):
            closer, wait_s = supply.next_feed(plant, bus)
            fact = (
                TransferStarted(wait_s, closer)
                if closer
                else TransferRefused("no tie in service leads to a live bus")
            )
            agenda.append((Priority.SWITCH, bus, 1, fact, cause, "sim"))
