"""Cooling plants act at their exact instants, and racks slow down for heat."""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, heat, topics
from twin.facts.cooling import CoolingStepped, HallThrottled


class Cooling(Timed):
    """One process for all cooling plants."""

    wakes_on: ClassVar[int] = topics.COOLING
    rearms_on: ClassVar[int] = topics.COOLING | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the cooling plants of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """When the next plant must be looked at, or racks held back by heat may have more."""
        look_us, step_us = self._plant.cool_watch.next_us(t_us), heat.due_us(self._plant, t_us)
        return look_us if step_us is None else min(look_us or step_us, step_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every crossing that is reached; plants looked at for nothing are looked at again."""
        plant, before = self._plant, len(agenda)
        found = plant.cool_watch.reached(t_us)
        for loop, crossing in found:
            fact = CoolingStepped(crossing.early_us, crossing.limit, crossing.direction == "rising")
            cause = max(plant.loop_cause[loop], plant.weather_seq)
            agenda.append((Priority.THERMAL, plant.parts.loop_ids[loop], 0, fact, cause, "sim"))
        self.react(t_us, agenda)
        if len(agenda) == before:
            self.rearm(t_us)

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Slow down or stop racks that are too warm, and let them go again step by step."""
        plant = self._plant
        for hall, loop in enumerate(plant.parts.hall_loop):
            if loop >= 0:
                cap_frac = heat.next_frac(plant, hall, t_us)
                if cap_frac != plant.heat_cap_frac[hall]:
                    name = plant.parts.hall_ids[hall]
                    fact, cause = HallThrottled(cap_frac), plant.heat_cause[hall]
                    agenda.append((Priority.THERMAL, name, 1, fact, cause, "sim"))
