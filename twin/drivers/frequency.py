"""The site answers to the grid's frequency: miners by droop, relays by tripping their blocks.

Both come back in stages once the frequency is back: caps are lifted within the interconnect's ramp,
tripped blocks restart one by one as after an outage. Halls are never touched.
"""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, droop, supply, topics
from twin.facts.grid import StageReset, StageTripped
from twin.facts.mining import RowsCapped
from twin.facts.power import BreakerClosed, BreakerOpened
from twin.units import W_PER_MW


class DroopResponse(Timed):
    """Rows run slower while the frequency is low."""

    wakes_on: ClassVar[int] = topics.FREQUENCY
    rearms_on: ClassVar[int] = topics.FREQUENCY

    def __init__(self, plant: Plant) -> None:
        """Reduce the rows of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next stage of coming back."""
        return droop.due_us(self._plant)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Lift caps by one stage; where the ramp is taken by others, look again once it is free."""
        due_us = droop.due_us(self._plant)
        if due_us is not None and due_us > t_us:
            self.rearm(t_us)
            return
        why = f"the frequency is {self._plant.grid.frequency_hz:g} Hz"
        self._say(droop.released(self._plant, t_us), why, agenda)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """A frequency that asks for more than is reduced is answered at once."""
        plant = self._plant
        if plant.grid.frequency_us == t_us:
            wanted_mw = droop.wanted_w(plant) / W_PER_MW
            why = f"{plant.grid.frequency_hz:g} Hz asks for {wanted_mw:.3f} MW less"
            self._say(droop.deepened(plant), why, agenda)

    def _say(self, moves: list[droop.Move], why: str, agenda: Agenda) -> None:
        cause = self._plant.grid.frequency_seq
        for n, (block, mode_frac, rows) in enumerate(moves):
            fact = RowsCapped(mode_frac, rows, why)
            agenda.append((Priority.ROWS, block, n, fact, cause, "sim"))


class Relays(Timed):
    """Stages of under-frequency relays trip at their exact instants, and are put back."""

    wakes_on: ClassVar[int] = topics.FREQUENCY
    rearms_on: ClassVar[int] = topics.FREQUENCY | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the stages of `plant`."""
        self._plant = plant
        self._stages = range(len(plant.parts.grid.stage_ids))

    def due_us(self, t_us: int) -> int | None:
        """The next trip, or when the frequency has been back for long enough."""
        grid = self._plant.grid
        found = (grid.relays.next_crossing(stage, t_us) for stage in self._stages)
        trip_us = soonest_us(found, t_us)
        waits = grid.is_back and any(map(grid.is_out, self._stages))
        if not waits:
            return trip_us
        reset_us = max(grid.back_us + self._plant.parts.grid.restore_us, t_us)
        return reset_us if trip_us is None else min(trip_us, reset_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Trips that are due; else, stages that are to be put back."""
        grid, parts = self._plant.grid, self._plant.parts.grid
        over = grid.is_back and t_us >= grid.back_us + parts.restore_us
        for stage in self._stages:
            crossing = grid.relays.next_crossing(stage, t_us)
            name = parts.stage_ids[stage]
            if crossing is not None and crossing.t_us <= t_us:
                fact = StageTripped(grid.frequency_hz, crossing.early_us)
                agenda.append((Priority.SWITCH, name, 0, fact, grid.frequency_seq, "sim"))
            elif over and grid.is_out(stage):
                fact = StageReset(grid.frequency_hz)
                agenda.append((Priority.SWITCH, name, 0, fact, grid.frequency_seq, "sim"))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Open the feeders of stages that are out, close those of stages that were put back."""
        plant = self._plant
        for stage in self._stages:
            name, cause = plant.parts.grid.stage_ids[stage], plant.grid.stage_seq[stage]
            if cause < plant.instant_seq:
                continue
            for feeder in plant.parts.grid.stage_feeders[stage]:
                if plant.grid.is_out(stage) and feeder not in plant.open_breakers:
                    opened = BreakerOpened(f"{name} tripped", by_protection=True)
                    agenda.append((Priority.SWITCH, feeder, 0, opened, cause, "sim"))
                elif not plant.grid.is_out(stage) and self._may_close(feeder):
                    closed = BreakerClosed(f"{name} was put back")
                    agenda.append((Priority.SWITCH, feeder, 0, closed, cause, "sim"))

    def _may_close(self, feeder: str) -> bool:
        """Whether only a stage keeps a feeder open: no fault, no lock of its own relay."""
        opened = feeder in self._plant.protection_opened
        return opened and not supply.why_not_close_breaker(self._plant, feeder)
