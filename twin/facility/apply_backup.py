"""Handlers of backup power: what supplies, transfer switches and engines do, and what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.facility import backup, cooling, topics
from twin.facility.loads import settle_hall, settle_halls
from twin.facts import Fact
from twin.facts import backup as said
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant


def _settled(plant: Plant, t_us: int, seq: int, supply: int, before: int) -> None:
    """A supply may feed its load otherwise: what the hall draws, and whether it has supply."""
    if plant.ups.state[supply] != before:
        plant.ups_cause[supply] = seq
    cooling.follow_power(plant, t_us)
    settle_hall(plant, t_us, plant.parts.hall_ups.index(supply))
    plant.touched |= topics.BACKUP | topics.TOPOLOGY


def _stepped(plant: Plant, t_us: int, seq: int, subject: str, fact: said.UpsStepped) -> None:
    supply = plant.parts.ups_index[subject]
    before = plant.ups.state[supply]
    plant.ups.cross(supply, t_us, fact.limit)
    _settled(plant, t_us, seq, supply, before)


def _reset(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    supply = plant.parts.ups_index[subject]
    before = plant.ups.state[supply]
    plant.ups.reset(supply, t_us)
    _settled(plant, t_us, seq, supply, before)


def _told(plant: Plant, t_us: int, seq: int, subject: str, fact: said.UpsStateChanged) -> None:
    supply = plant.parts.ups_index[subject]
    plant.ups_told[supply] = plant.ups.state[supply]
    plant.ups_cause[supply] = seq
    plant.touched |= topics.BACKUP


def _resettle(plant: Plant, t_us: int, seq: int) -> None:
    """Something else may feed halls now: voltages at their inputs, and every flow."""
    backup.follow_feeds(plant, t_us, seq)
    settle_halls(plant, t_us)
    plant.touched |= topics.BACKUP | topics.TOPOLOGY


def _transferred(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.TransferStepped
) -> None:
    switch = plant.parts.switch_index[subject]
    plant.transfers.cross(switch, t_us, fact.limit)
    plant.switch_cause[switch] = seq
    _resettle(plant, t_us, seq)


def _held_back(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    plant.switch_told[plant.parts.switch_index[subject]] = 1


def _ordered(plant: Plant, t_us: int, seq: int, subject: str, fact: said.GensetsOrdered) -> None:
    group = plant.parts.genset_index[subject]
    plant.genset_demands_count[group] += 1
    plant.genset_cause[group] = seq
    for number, life_ratio in enumerate(fact.lives_ratio):
        plant.gensets.set_breakdown(group, t_us, number, life_ratio)
    plant.gensets.order(group, t_us, fact.draws_frac)
    plant.touched |= topics.BACKUP


def _released(plant: Plant, t_us: int, seq: int, subject: str, fact: Fact) -> None:
    group = plant.parts.genset_index[subject]
    plant.genset_cause[group] = seq
    plant.gensets.release(group, t_us)
    _resettle(plant, t_us, seq)


def _engines(plant: Plant, t_us: int, seq: int, subject: str, fact: said.GensetsStepped) -> None:
    group = plant.parts.genset_index[subject]
    before_count = plant.gensets.on_bus_count[group]
    plant.genset_cause[group] = seq
    plant.gensets.cross(group, t_us, fact.limit)
    if plant.gensets.on_bus_count[group] != before_count:
        _resettle(plant, t_us, seq)
    plant.touched |= topics.BACKUP


def _engine_told(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.GensetStateChanged
) -> None:
    gensets = plant.gensets
    engine = gensets.members[plant.parts.genset_index[subject]][fact.engine_index]
    plant.genset_told[engine] = gensets.engines.engine_state[engine]
    if fact.repair_s:
        due_us = t_us + round(fact.repair_s * US_PER_S)
        plant.control.add_repair(due_us, seq, "genset", subject, fact.engine_index)
        plant.touched |= topics.REPAIR


def _engine_repaired(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.GensetRepaired
) -> None:
    plant.gensets.repair(plant.parts.genset_index[subject], t_us, fact.engine_index)
    plant.control.drop_repair("genset", subject, fact.engine_index)
    plant.touched |= topics.BACKUP | topics.REPAIR


def _permitted(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.GensetsPermitted
) -> None:
    group = plant.parts.genset_index[subject]
    plant.genset_cause[group] = seq
    plant.gensets.set_permitted(group, t_us, on=fact.permitted)
    plant.touched |= topics.BACKUP


def _held(plant: Plant, t_us: int, seq: int, subject: str, fact: said.GensetsHeld) -> None:
    group = plant.parts.genset_index[subject]
    plant.genset_held[group] = seq if fact.run else 0
    plant.genset_cause[group] = seq
    plant.touched |= topics.BACKUP


BACKUP: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    said.UpsStateChanged: _told,
    said.UpsStepped: _stepped,
    said.UpsReset: _reset,
    said.TransferStepped: _transferred,
    said.TransferBarred: _held_back,
    said.GensetsOrdered: _ordered,
    said.GensetsHeld: _held,
    said.GensetsReleased: _released,
    said.GensetsStepped: _engines,
    said.GensetStateChanged: _engine_told,
    said.GensetRepaired: _engine_repaired,
    said.GensetsPermitted: _permitted,
}
