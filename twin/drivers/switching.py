"""Breakers, ties and supply: a fault opens breakers, dead buses wait for a tie, loads lose and regain supply.

Break before make: a tie closes only after the bus has been dead for the tie's transfer time, and a repaired
transformer takes its bus back by opening the tie first. Nothing here decides about load; that is the policies' part.
"""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, supply, topics
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
    rearms_on: ClassVar[int] = topics.TRANSFER | topics.TOPOLOGY

    def __init__(self, plant: Plant) -> None:
        """Switch on `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next transfer that waited long enough."""
        transfers = self._plant.control.transfers
        return transfers[0][0] if transfers else None

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Close the ties whose wait is over, if their neighbour still has voltage and the bus still has none."""
        plant = self._plant
        for due_us, seq, bus, tie in plant.control.transfers:
            if due_us > t_us:
                break
            why = supply.why_not_close(plant, tie)
            if why:
                agenda.append((Priority.SWITCH, bus, 0, TransferRefused(why), seq, "sim"))
            else:
                agenda.append((Priority.SWITCH, tie, 0, TieClosed(f"{bus} is dead"), seq, "sim"))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Open what must open, tell loads about their supply, begin or refuse transfers, take a bus back."""
        self._breakers(agenda)
        self._supply(agenda)
        self._transfers(agenda)

    def _breakers(self, agenda: Agenda) -> None:
        plant = self._plant
        for main in plant.parts.main_ids:
            seq = plant.failed_units.get(main, plant.control.tripped.get(main))
            high, low = supply.breakers_of(main)
            if seq is not None:
                why = f"{main} failed" if main in plant.failed_units else f"{main} tripped"
                for breaker in (low, high):
                    if breaker not in plant.open_breakers:
                        agenda.append((Priority.SWITCH, breaker, 0, BreakerOpened(why, True), seq, "sim"))
            elif supply.may_return(plant, main):
                self._return(main, agenda)

    def _return(self, main: str, agenda: Agenda) -> None:
        plant = self._plant
        high, low = supply.breakers_of(main)
        cause = plant.open_breakers.get(low, plant.open_breakers.get(high))
        tie = supply.tie_feeding(plant, main)
        if tie:
            agenda.append((Priority.SWITCH, tie, 0, TieOpened(f"{main} takes its bus back"), cause, "sim"))
            return
        for breaker in (high, low):
            if breaker in plant.open_breakers:
                agenda.append((Priority.SWITCH, breaker, 0, BreakerClosed(f"{main} is fit again"), cause, "sim"))

    def _supply(self, agenda: Agenda) -> None:
        plant = self._plant
        cause = plant.switch_seq
        for subject, rows, alive in supply.changes(plant):
            fact = SupplyReturned(rows) if alive else SupplyLost(rows)
            agenda.append((Priority.SUPPLY, subject, int(alive), fact, cause, "sim"))

    def _transfers(self, agenda: Agenda) -> None:
        plant = self._plant
        for bus in supply.dead_buses(plant):
            tie = supply.best_tie(plant, bus)
            if tie is None:
                why = "no tie in service leads to a live bus"
                agenda.append((Priority.SWITCH, bus, 1, TransferRefused(why), plant.switch_seq, "sim"))
            else:
                wait_s = plant.parts.tie_transfer_s[plant.parts.tie_index[tie]]
                agenda.append((Priority.SWITCH, bus, 1, TransferStarted(wait_s, tie), plant.switch_seq, "sim"))
