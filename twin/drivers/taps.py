"""On-load tap changers step when their timers say so."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.breaker import NEVER_US
from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, topics
from twin.facts.power import TapMoved

_VOLTAGE_PLACES = 6


class TapChanging(Timed):
    """One process for all tap changers."""

    rearms_on: ClassVar[int] = topics.TAPS | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the tap changers of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next step of any."""
        due_us = min(self._plant.taps.due_us)
        return None if due_us == NEVER_US else max(due_us, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """All steps that are due."""
        taps, parts = self._plant.taps, self._plant.parts
        for tap, due_us in enumerate(taps.due_us):
            if due_us <= t_us:
                voltage_pu = round(taps.voltage_pu(tap), _VOLTAGE_PLACES)
                fact = TapMoved(taps.tap_count[tap] + taps.wants[tap], voltage_pu)
                name = parts.main_ids[parts.tap_mains[tap]]
                agenda.append((Priority.SWITCH, name, 0, fact, taps.cause[tap], "sim"))
