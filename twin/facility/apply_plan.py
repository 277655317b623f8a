"""Handlers of a plan's facts: assets come into service and leave it, halls get their racks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.devices.gpu_power import HallSpec
from twin.facility import loads, supply, topics
from twin.facility.apply_power import rewire
from twin.facts import Fact, planned
from twin.units import W_PER_KW, W_PER_MW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from twin.facility.plant import Plant

_NEAR_COUNT = 1e-6
"""Racks that rounding of a power may take away."""


def racks_of(spec: HallSpec, it_mw: float) -> int:
    """How many racks of a hall a power is for, its other IT running with the first of them."""
    racks_w = it_mw * W_PER_MW - spec.other_it_kw * W_PER_KW
    count = int(racks_w / (spec.rack.max_kw * W_PER_KW) + _NEAR_COUNT)
    return min(max(count, 0), spec.racks_count)


def _retired(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    _leave(plant, t_us, seq, (subject,))


def _commissioned(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    _join(plant, t_us, seq, (subject,))


def _out(plant: Plant, t_us: int, seq: int, subject: str, fact: planned.OutageBegan) -> None:
    _leave(plant, t_us, seq, fact.assets)


def _back(plant: Plant, t_us: int, seq: int, subject: str, fact: planned.OutageEnded) -> None:
    """Those come back that are still out."""
    _join(plant, t_us, seq, [name for name in fact.assets if name in plant.idle])


def _energised(
    plant: Plant, t_us: int, seq: int, subject: str, fact: planned.HallEnergised
) -> None:
    hall = plant.parts.hall_index[subject]
    if not plant.halls.is_fitted(hall):
        plant.halls.set_bank(hall, t_us, fact.it_mw * W_PER_MW)
    _join(plant, t_us, seq, (subject,))
    loads.settle_hall(plant, t_us, hall)


def _fitted(
    plant: Plant, t_us: int, seq: int, subject: str, fact: planned.HallCapacityChanged
) -> None:
    hall = plant.parts.hall_index[subject]
    if subject in plant.idle:
        _join(plant, t_us, seq, (subject,))
    count = racks_of(plant.halls.specs[hall], fact.it_mw)
    for number in plant.halls.install(hall, t_us, count):
        plant.stopped.append((subject, number, seq))
    loads.rate_hall(plant, t_us, hall)
    loads.settle_hall(plant, t_us, hall)
    plant.touched |= topics.RACKS | topics.QUEUE | topics.JOBS | topics.HAZARD


def _leave(plant: Plant, t_us: int, seq: int, names: Collection[str]) -> None:
    """Assets go out of service: miners stop, breakers stay where they are but carry nothing."""
    parts = plant.parts
    for name in names:
        plant.idle[name] = seq
        plant.closed_ties.pop(name, None)
        if name in parts.main_index:
            supply.isolate(plant, seq, name)
    rows = [
        row
        for row, block in enumerate(parts.row_block)
        if block in plant.idle and plant.row_supplied[row]
    ]
    plant.service.follow(parts, plant.idle)
    for hall, name in enumerate(parts.hall_ids):
        if name in names and plant.hall_supplied[hall]:
            loads.lose_supply(plant, t_us, seq, name, ())
    if rows:
        loads.lose_supply(plant, t_us, seq, "", [parts.row_ids[row] for row in rows])
    _rewire(plant, t_us, seq)


def _join(plant: Plant, t_us: int, seq: int, names: Collection[str]) -> None:
    """Assets come into service: miners wait for their turn, halls take what their feeds give."""
    parts = plant.parts
    for name in names:
        plant.idle.pop(name, None)
        if name in parts.closed_ties:
            plant.closed_ties[name] = seq
    for main, name in enumerate(parts.main_ids):
        if name in names:
            plant.control.unit_cause[main] = seq
    plant.service.follow(parts, plant.idle)
    for row, block in enumerate(parts.row_block):
        if plant.service.row[row] and block in names:
            loads.rate_row(plant, t_us, row)
    plant.note_dark()
    _rewire(plant, t_us, seq)


def _rewire(plant: Plant, t_us: int, seq: int) -> None:
    rewire(plant, t_us, seq)
    for name in plant.parts.equipment:
        loads.rate_equipment(plant, t_us, name)
    plant.touched |= topics.TRANSFER | topics.ROWS | topics.HAZARD | topics.BACKUP | topics.COOLING


def _noted(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    """Work, papers and money change no column."""


PLANNED: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    planned.TaskStarted: _noted,
    planned.TaskFinished: _noted,
    planned.ItemOrdered: _noted,
    planned.ItemDelivered: _noted,
    planned.PermitGranted: _noted,
    planned.BlockRetired: _retired,
    planned.BlockCommissioned: _commissioned,
    planned.HallEnergised: _energised,
    planned.HallCapacityChanged: _fitted,
    planned.TieCommissioned: _commissioned,
    planned.MainCommissioned: _commissioned,
    planned.RedundancyChanged: _noted,
    planned.ContractStarted: _noted,
    planned.AreaChanged: _noted,
    planned.OutageBegan: _out,
    planned.OutageEnded: _back,
    planned.BreachBegan: _noted,
    planned.BreachEnded: _noted,
}
