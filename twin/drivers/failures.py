"""What breaks and when it is repaired: hazards reach their draws, repairs come due."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from twin.devices.asic_power import AsicSpec
from twin.drivers.contract import Agenda, Priority, Timed
from twin.facility import Plant, topics
from twin.facility.equipment import Equipment
from twin.facility.hazards import NEVER_US
from twin.facts import Fact
from twin.facts.backup import GensetRepaired
from twin.facts.compute import RackFailed, RackRepaired
from twin.facts.cooling import EquipmentFailed, EquipmentRepaired
from twin.facts.mining import MachineFailed, MachineRepaired
from twin.facts.power import TransformerFailed, TransformerRepaired
from twin.facts.protection import BreakerFreed, FaultRepaired
from twin.luck import Luck


class Failures(Timed):
    """One process for all hazards.

    The next failure is the entry whose integrated hazard gets there first.
    """

    rearms_on: ClassVar[int] = topics.HAZARD | topics.START

    def __init__(self, plant: Plant, luck: Luck) -> None:
        """Watch the hazards of `plant`; `luck` says what breaks and how long the repair takes."""
        self._plant = plant
        self._luck = luck

    def due_us(self, t_us: int) -> int | None:
        """The next failure."""
        due_us, _ = self._plant.hazards.next_due()
        return None if due_us >= NEVER_US else due_us

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Every entry whose draw is reached by now."""
        hazards = self._plant.hazards
        for entry, due_us in enumerate(hazards.due_us):
            if due_us <= t_us:
                subject = hazards.subjects[entry]
                fact = self._broke(subject, hazards.fired_count[entry])
                agenda.append(
                    (Priority.FAILURE, subject, entry, fact, self._plant.start_seq, "sim")
                )

    def _broke(self, subject: str, n: int) -> Fact:
        plant = self._plant
        parts, rates = plant.parts, plant.parts.failure
        long_frac = self._luck.stream("repair", subject).uniform(n)
        draw_frac = self._luck.stream("part", subject).uniform(n)
        row = parts.row_index.get(subject)
        if row is not None:
            spec = plant.rows.specs[row]
            return MachineFailed(
                _between(parts.row_repair_s[row], long_frac), part_of(spec, draw_frac)
            )
        hall = parts.hall_index.get(subject)
        if hall is not None:
            up = plant.halls.working(hall)
            return RackFailed(
                _between(parts.hall_repair_s[hall], long_frac), up[int(draw_frac * len(up))]
            )
        group = parts.equipment.get(subject)
        if group is not None:
            return self._equipment(subject, group, draw_frac, long_frac)
        span_s = round(rates.transformer_repair_s * (0.5 + long_frac), 3)
        return TransformerFailed(span_s, "internal fault", by_hazard=True)

    def _equipment(
        self, subject: str, group: Equipment, draw_frac: float, long_frac: float
    ) -> EquipmentFailed:
        """One unit, or by a common cause all that are whole."""
        whole = group.units_count - self._plant.broken.get(subject, 0)
        all_of_them = draw_frac < group.common_cause_frac
        return EquipmentFailed(
            round(group.repair_s * (0.5 + long_frac), 3),
            whole if all_of_them else 1,
            "a common cause" if all_of_them else "",
            by_hazard=True,
        )


class Repairs(Timed):
    """Broken things come back when their repair is due."""

    rearms_on: ClassVar[int] = topics.REPAIR | topics.START

    def __init__(self, plant: Plant) -> None:
        """Watch the repairs of `plant`."""
        self._plant = plant

    def due_us(self, t_us: int) -> int | None:
        """The next repair."""
        repairs = self._plant.control.repairs
        return repairs[0][0] if repairs else None

    def fire(self, t_us: int, agenda: Agenda) -> None:
        """Everything whose repair is done by now."""
        for due_us, seq, what, subject, number in self._plant.control.repairs:
            if due_us > t_us:
                break
            made = _REPAIRED.get(what)
            fact = MachineRepaired(what) if made is None else made(number)
            agenda.append((Priority.REPAIR, subject, seq, fact, seq, "sim"))


_REPAIRED: dict[str, Callable[[int], Fact]] = {
    "transformer": lambda _number: TransformerRepaired(),
    "rack": RackRepaired,
    "equipment": EquipmentRepaired,
    "genset": GensetRepaired,
    "fault": lambda _number: FaultRepaired(),
    "breaker": lambda _number: BreakerFreed(),
}


def _between(span_s: tuple[float, float], draw_frac: float) -> float:
    shortest_s, longest_s = span_s
    return round(shortest_s + (longest_s - shortest_s) * draw_frac, 3)


def part_of(spec: AsicSpec, draw_frac: float) -> str:
    """Which part of a machine broke: board, psu, fan or control, by the model's shares.

    >>> from twin.devices.asic_power import AsicSpec
    >>> part_of(AsicSpec(model="S21", th_per_s=200, power_w=3500), 0.5)
    'board'
    """
    for part, share_frac in (
        ("board", spec.board_failure_frac),
        ("psu", spec.psu_failure_frac),
        ("fan", spec.fan_failure_frac),
    ):
        if draw_frac < share_frac:
            return part
        draw_frac -= share_frac
    return "control"
