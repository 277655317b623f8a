"""Batteries of the site: full and empty at their exact instants, answers to the frequency."""

from __future__ import annotations

from typing import ClassVar

from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, storage, topics
from twin.facts.grid import BatteryAnswered, BatteryLimited, BatteryStepped


class SiteBatteries(Timed):
    """One process for all batteries."""

    wakes_on: ClassVar[int] = topics.FREQUENCY | topics.STORAGE
    rearms_on: ClassVar[int] = topics.STORAGE | topics.TOPOLOGY | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the batteries of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """When the next battery is full or empty if its flow stays."""
        batteries = self._plant.grid.batteries
        found = (batteries.next_crossing(one, t_us) for one in range(len(batteries.specs)))
        return soonest_us(found, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every battery that is full or empty now."""
        grid = self._plant.grid
        for battery, name in enumerate(self._plant.parts.grid.battery_ids):
            crossing = grid.batteries.next_crossing(battery, t_us)
            if crossing is not None and crossing.t_us <= t_us:
                fact = BatteryStepped(crossing.early_us, crossing.limit)
                cause = grid.battery_seq[battery]
                agenda.append((Priority.SUPPLY, name, 0, fact, cause, "sim"))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Every battery whose answer to the frequency, or limit, is another now."""
        plant, parts = self._plant, self._plant.parts.grid
        for battery, name in enumerate(parts.battery_ids):
            net_w = storage.answer_net_w(plant, battery)
            if net_w != plant.grid.answer_net_w[battery]:
                stages = [plant.grid.stage_seq[stage] for stage in parts.battery_stages[battery]]
                cause = max(plant.grid.frequency_seq, *stages, 0)
                agenda.append((Priority.SUPPLY, name, 0, BatteryAnswered(net_w), cause, "sim"))
                continue
            most_w = storage.most_w(plant, battery)
            if abs(most_w - plant.grid.most_w[battery]) > storage.LEAST_W:
                cause = max(plant.exports.seq, plant.grid.battery_seq[battery])
                agenda.append((Priority.SUPPLY, name, 0, BatteryLimited(most_w), cause, "sim"))
