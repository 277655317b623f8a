"""Engine generators and the transfer switches that call them, each step in its instant."""

from __future__ import annotations

from typing import ClassVar

from twin.devices.backup.genset_spec import FAILED, STATE_NAMES
from twin.devices.backup.transfer import LEFT
from twin.drivers.contract import Agenda, Priority, Timed, soonest_us
from twin.facility import Plant, static_switch, topics
from twin.facts.backup import (
    GensetsOrdered,
    GensetsReleased,
    GensetsStepped,
    GensetStateChanged,
    TransferBarred,
    TransferStepped,
)
from twin.luck import Luck

_VOLTAGE_PLACES = 6


class Transfers(Timed):
    """One process for all transfer switches."""

    wakes_on: ClassVar[int] = topics.BACKUP
    rearms_on: ClassVar[int] = topics.BACKUP | topics.GRID | topics.TOPOLOGY | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the transfer switches of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """When the next switch senses, leaves or lands."""
        transfers = self._plant.transfers
        found = (transfers.next_crossing(switch, t_us) for switch in range(len(transfers.specs)))
        return soonest_us(found, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every switch whose next step is now."""
        plant, transfers = self._plant, self._plant.transfers
        for switch, name in enumerate(plant.parts.switch_ids):
            crossing = transfers.next_crossing(switch, t_us)
            if crossing is not None and crossing.t_us <= t_us:
                side = transfers.side[switch]
                to = plant.parts.switch_sides[switch][1 - side if crossing.limit == LEFT else side]
                fact = TransferStepped(crossing.early_us, crossing.limit, to)
                cause = plant.switch_cause[switch]
                agenda.append((Priority.SUPPLY, name, 0, fact, cause, "sim"))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Say of a static switch that it stays on a bad source for want of a better one."""
        plant = self._plant
        for switch, other_pu in static_switch.held_back(plant):
            fact = TransferBarred(round(other_pu, _VOLTAGE_PLACES))
            name, cause = plant.parts.switch_ids[switch], plant.switch_cause[switch]
            agenda.append((Priority.SUPPLY, name, 1, fact, cause, "sim"))


class Engines(Timed):
    """One process for all groups of engines: orders, starts, and what ends them."""

    wakes_on: ClassVar[int] = topics.BACKUP
    rearms_on: ClassVar[int] = topics.BACKUP | topics.START

    def __init__(self, plant: Plant, luck: Luck) -> None:
        """Watch the engines of `plant`; `luck` says which start, and how long they last."""
        self._plant = plant
        self._luck = luck

    def due_us(self, t_us: int) -> int | None:
        """The next event of any engine."""
        gensets = self._plant.gensets
        found = (gensets.next_crossing(group, t_us) for group in range(len(gensets.specs)))
        return soonest_us(found, t_us)

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every group whose next event is now."""
        plant = self._plant
        for group, name in enumerate(plant.parts.genset_ids):
            crossing = plant.gensets.next_crossing(group, t_us)
            if crossing is not None and crossing.t_us <= t_us:
                fact = GensetsStepped(crossing.early_us, crossing.limit)
                cause = plant.genset_cause[group]
                agenda.append((Priority.SUPPLY, name, 0, fact, cause, "sim"))

    def react(self, t_us: int, agenda: Agenda) -> None:
        """Order groups that a switch or somebody calls, release others, tell what engines do."""
        plant, parts = self._plant, self._plant.parts
        for group, name in enumerate(parts.genset_ids):
            switches = [at for at, of in enumerate(parts.switch_gensets) if of == group]
            callers = [at for at in switches if plant.transfers.calls[at]]
            held_seq = plant.genset_held[group]
            wanted = bool(callers) or bool(held_seq)
            if wanted != bool(plant.gensets.ordered[group]):
                fact = self._order(group, name) if wanted else GensetsReleased()
                called = max((plant.switch_cause[at] for at in callers or switches), default=0)
                by_hand = held_seq if wanted else plant.genset_cause[group]
                cause = called if callers else max(called, by_hand)
                agenda.append((Priority.SUPPLY, name, 0, fact, cause, "sim"))
            self._tell(group, name, agenda)

    def _order(self, group: int, name: str) -> GensetsOrdered:
        count = self._plant.gensets.specs[group].units_count
        first = self._plant.genset_demands_count[group] * count
        starts, lives = (
            self._luck.stream("genset start", name),
            self._luck.stream("genset life", name),
        )
        numbers = range(first, first + count)
        return GensetsOrdered(
            tuple(round(starts.uniform(n), 9) for n in numbers),
            tuple(round(lives.exponential(n), 9) for n in numbers),
        )

    def _tell(self, group: int, name: str, agenda: Agenda) -> None:
        plant, states = self._plant, self._plant.gensets.engines.engine_state
        for number, engine in enumerate(plant.gensets.members[group]):
            if states[engine] != plant.genset_told[engine]:
                failed = states[engine] == FAILED
                repair_s = plant.parts.genset_repair_s[group] if failed else 0.0
                fact = GensetStateChanged(number, STATE_NAMES[states[engine]], repair_s)
                cause = plant.genset_cause[group]
                agenda.append((Priority.SUPPLY, name, 1 + number, fact, cause, "sim"))
