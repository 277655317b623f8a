"""What an accepted command sets in motion.

Breakers move, ties close, caps take effect, drills fail things.
"""

from __future__ import annotations

from typing import ClassVar, assert_never

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, topics
from twin.facts import Fact
from twin.facts.compute import HallCapped
from twin.facts.control import (
    AnyCommand,
    CapHall,
    CloseBreaker,
    CloseTie,
    CurtailRows,
    FailTransformer,
    OpenBreaker,
    OpenTie,
    ParameterChanged,
    RestoreRows,
    SetParameter,
)
from twin.facts.power import BreakerClosed, BreakerOpened, TieClosed, TieOpened, TransformerFailed


class Execution(Timed):
    """Turns what the arbiter accepted in this round into facts of the next."""

    wakes_on: ClassVar[int] = topics.COMMAND
    rearms_on: ClassVar[int] = 0

    def __init__(self, plant: Plant) -> None:
        """Act on `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """Never on its own."""
        return None

    def react(self, t_us: int, agenda: Agenda) -> None:
        """One fact a command.

        Rows are told by the acceptance itself and change when they are due.
        """
        for seq, command in self._plant.take_accepted():
            done = fact_of(command)
            if done is not None:
                subject, fact = done
                agenda.append((Priority.SWITCH, subject, 0, fact, seq, "sim"))


def fact_of(command: AnyCommand) -> tuple[str, Fact] | None:
    """Subject and fact of a command that acts at once.

    None for those whose effect comes due later.
    """
    match command:
        case CurtailRows() | RestoreRows():
            return None
        case CapHall():
            return command.hall, HallCapped(command.cap_frac)
        case OpenBreaker() | CloseBreaker():
            moved = BreakerOpened if isinstance(command, OpenBreaker) else BreakerClosed
            return command.breaker, moved(command.reason)
        case OpenTie() | CloseTie():
            moved = TieOpened if isinstance(command, OpenTie) else TieClosed
            return command.tie, moved(command.reason)
        case FailTransformer():
            return command.transformer, TransformerFailed(command.repair_s, command.reason)
        case SetParameter():
            return command.path, ParameterChanged(command.path, command.value_json)
        case _:
            assert_never(command)
