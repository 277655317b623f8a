"""Rows of miners take the stage that is due: asleep, booted, tuned, throttled, stopped, free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from twin.devices.asic_power import BOOT, HASH, HELD, SLEEP, THROTTLE, TUNE
from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, evaporative, heat_causes, topics
from twin.facts import Fact
from twin.facts.mining import (
    RowsBooted,
    RowsHashing,
    RowsOverheated,
    RowsRecovered,
    RowsReleased,
    RowsSlept,
    RowsThrottled,
)

NEVER_US = 1 << 62
Move = tuple[str, int, int, int | None]


class Rows(Timed):
    """Watches when rows are due; rows of a block that make the same move share a fact."""

    wakes_on: ClassVar[int] = topics.ROWS | topics.START
    rearms_on: ClassVar[int] = topics.ROWS | topics.COMMAND | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the rows of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The earliest change of stage."""
        due_us = min(self._plant.rows.due_us, default=NEVER_US)
        return None if due_us >= NEVER_US else due_us

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Rows that a fact of this instant made due move in its next round."""
        self.fire(t_us, agenda)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every row that is due by now."""
        plant = self._plant
        if min(plant.rows.due_us, default=NEVER_US) > t_us:
            return
        moves: dict[Move, list[str]] = {}
        for row, due_us in enumerate(plant.rows.due_us):
            if due_us <= t_us:
                move = (
                    plant.parts.row_block[row],
                    plant.rows.stage[row],
                    plant.rows.coming(row),
                    plant.control.row_cause[row],
                )
                moves.setdefault(move, []).append(plant.parts.row_ids[row])
        for n, ((block, stage, coming, told), names) in enumerate(moves.items()):
            row = plant.parts.row_index[names[0]]
            inlet_c = round(plant.rows.inlet_c[row], 3)
            cause, why = told, ""
            if coming in (THROTTLE, HELD):
                cause, why = _of_heat(plant, row)
            elif stage in (THROTTLE, HELD):
                cause = evaporative.air_cause(plant, row)
            fact = fact_of_move(stage, coming, tuple(names), inlet_c, why)
            agenda.append((Priority.ROWS, block, n, fact, cause, "sim"))


def _of_heat(plant: Plant, row: int) -> tuple[int, str]:
    """Why a row slows down or stops: seq of the fact that is its cause, and words."""
    if plant.rows.stopped[row]:
        return evaporative.air_cause(plant, row), "flow"
    broken = heat_causes.broken_of_row(plant, row)
    if broken is None:
        return evaporative.air_cause(plant, row), ""
    return broken[0], heat_causes.why_warm(plant, broken)


def fact_of_move(
    stage: int, coming: int, names: Sequence[str], inlet_c: float, why: str = ""
) -> Fact:
    """The fact that says what a change from one stage to another is called."""
    rows = tuple(names)
    if coming == SLEEP:
        return RowsSlept(rows)
    if coming == HELD:
        return RowsOverheated(inlet_c, rows, why)
    if coming == THROTTLE:
        return RowsThrottled(inlet_c, rows, why)
    if coming == BOOT:
        return RowsRecovered(inlet_c, rows)
    if coming == TUNE:
        return RowsBooted(rows)
    assert coming == HASH, f"no fact says how a row comes from stage {stage} to {coming}"
    return RowsReleased(inlet_c, rows) if stage == THROTTLE else RowsHashing(rows)
