"""Handlers of cooling: plants step, racks slow down for heat, units break and are repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.devices.contract import Crossing
from twin.devices.cooling.miner_loop import FANS, RISE
from twin.facility import backup, cooling, evaporative, heat, mining_cooling, topics
from twin.facility.loads import (
    change_inlets,
    rate_equipment,
    rate_rows,
    settle_hall,
    settle_halls,
    settle_rows,
)
from twin.facts import Fact
from twin.facts import cooling as said
from twin.facts import operator as people
from twin.units import US_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from twin.facility.plant import Plant

_OF_RACKS = ("warm", "hot", "air_warm", "air_hot")


def _stepped(plant: Plant, t_us: int, seq: int, subject: str, fact: said.CoolingStepped) -> None:
    loop = plant.parts.loop_index[subject]
    way = "rising" if fact.rising else "falling"
    crossing = Crossing(limit=fact.limit, direction=way, anchor_us=t_us, after_us=0.0)
    plant.loops.cross(loop, crossing)
    plant.cool_watch.doubt(loop)
    plant.loop_cause[loop] = seq
    hall = plant.parts.hall_loop.index(loop)
    if fact.limit in _OF_RACKS:
        plant.heat_cause[hall] = seq
    settle_hall(plant, t_us, hall)
    plant.touched |= topics.COOLING


def _mining_stepped(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.MiningCoolingStepped
) -> None:
    place = plant.parts.cooled_index[subject]
    one = plant.parts.cooled[place]
    way = "rising" if fact.rising else "falling"
    crossing = Crossing(limit=fact.limit, direction=way, anchor_us=t_us, after_us=0.0)
    if one.liquid:
        plant.miner_loops.cross(one.at, crossing)
        if fact.limit == FANS:
            plant.miner_loops.tell(one.at, t_us)
        elif fact.limit == RISE:
            for row in one.rows:
                plant.rows.set_stopped(row, t_us, stopped=fact.rising)
    else:
        plant.containers.cross(one.at, crossing)
    _cool_block(plant, t_us, seq, place)


def _cool_block(plant: Plant, t_us: int, seq: int, place: int) -> None:
    """The cooling of a block does something else: its rows, their heat, and what all draw."""
    plant.cooled_cause[place] = seq
    rows = plant.parts.cooled[place].rows
    settle_rows(plant, t_us, rows)
    rate_rows(plant, t_us)
    plant.touched |= topics.COOLING | topics.ROWS | topics.HAZARD


def _supply_set(
    plant: Plant, t_us: int, seq: int, subject: str, fact: people.FacilityWaterHeld
) -> None:
    _hold_supply(plant, t_us, seq, subject, fact.supply_c)


def _supply_released(
    plant: Plant, t_us: int, seq: int, subject: str, _fact: people.FacilityWaterReleased
) -> None:
    _hold_supply(plant, t_us, seq, subject, None)


def _hold_supply(plant: Plant, t_us: int, seq: int, subject: str, supply_c: float | None) -> None:
    loop = plant.parts.loop_index[subject]
    plant.loops.set_supply(loop, t_us, supply_c)
    plant.loop_cause[loop] = seq
    plant.cool_watch.doubt(loop)
    plant.touched |= topics.COOLING


def _throttled(plant: Plant, t_us: int, seq: int, subject: str, fact: said.HallThrottled) -> None:
    hall = plant.parts.hall_index[subject]
    if heat.STOPPED_FRAC in (fact.cap_frac, plant.heat_cap_frac[hall]):
        plant.touched |= topics.TOPOLOGY
    heat.note(plant, t_us, hall, fact.cap_frac)
    plant.heat_cap_frac[hall] = fact.cap_frac
    plant.heat_since_us[hall], plant.heat_cause[hall] = t_us, seq
    backup.cap_hall(plant, t_us, hall)
    settle_hall(plant, t_us, hall)
    plant.touched |= topics.JOBS | topics.COOLING


def _failed(plant: Plant, t_us: int, seq: int, subject: str, fact: said.EquipmentFailed) -> None:
    plant.broken[subject] = plant.broken.get(subject, 0) + fact.units_count
    if fact.by_hazard:
        plant.hazards.fired(plant.parts.hazard_index[subject], t_us)
    due_us = t_us + round(fact.repair_s * US_PER_S)
    plant.control.add_repair(due_us, seq, "equipment", subject, fact.units_count)
    _changed(plant, t_us, seq, subject)


def _repaired(
    plant: Plant, t_us: int, seq: int, subject: str, fact: said.EquipmentRepaired
) -> None:
    plant.broken[subject] -= fact.units_count
    if not plant.broken[subject]:
        del plant.broken[subject]
    plant.control.drop_repair("equipment", subject, fact.units_count)
    heat.forgive(plant, plant.parts.equipment[subject].loop)
    _changed(plant, t_us, seq, subject)


def _changed(plant: Plant, t_us: int, seq: int, subject: str) -> None:
    """More or fewer units of a group are whole."""
    group = plant.parts.equipment[subject]
    if group.loop >= 0:
        plant.loop_cause[group.loop] = seq
        cooling.follow_power(plant, t_us)
        settle_halls(plant, t_us)
    if group.pad >= 0:
        plant.pad_cause[group.pad] = seq
        rows = evaporative.follow_failure(plant, t_us, group.pad, failed=subject in plant.broken)
        change_inlets(plant, t_us, rows)
    if group.cooled >= 0:
        mining_cooling.run_what_can(plant, t_us, group.cooled)
        _cool_block(plant, t_us, seq, group.cooled)
    if group.ups >= 0:
        backup.follow_modules(plant, t_us, seq, group.ups)
        settle_hall(plant, t_us, plant.parts.hall_ups.index(group.ups))
    rate_equipment(plant, t_us, subject)
    plant.touched |= topics.HAZARD | topics.REPAIR | topics.COOLING


COOLING: dict[type[Fact], Callable[[Plant, int, int, str, Any], None]] = {
    said.CoolingStepped: _stepped,
    said.MiningCoolingStepped: _mining_stepped,
    said.HallThrottled: _throttled,
    said.EquipmentFailed: _failed,
    said.EquipmentRepaired: _repaired,
    people.FacilityWaterHeld: _supply_set,
    people.FacilityWaterReleased: _supply_released,
}
