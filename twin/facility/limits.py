"""Transformers at their limits.

The next crossing, the facts of the crossings due, and latching them.

Searches are the family's; here they are kept per unit, so that only a unit whose inputs changed is
searched again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from twin.devices.contract import Crossing
from twin.devices.transformer_limits import STAGE_DOWN, STAGE_UP
from twin.facility import topics
from twin.facts import Fact
from twin.facts.power import (
    AlarmCleared,
    AlarmRaised,
    CoolingStageChanged,
    OverloadBegan,
    OverloadEnded,
    TransformerReset,
    TransformerTripped,
)

if TYPE_CHECKING:
    from twin.facility.plant import Plant

TRIPS = ("trip_top_oil", "trip_winding")


def due(plant: Plant, t_us: int) -> Iterator[tuple[str, Fact, int | None]]:
    """Every crossing reached by an instant: the unit, the fact, and its cause."""
    names = plant.parts.unit_ids
    for unit, crossing in plant.watch.reached(t_us):
        yield names[unit], fact_of(plant, unit, crossing), _cause(plant, unit)


def _cause(plant: Plant, unit: int) -> int:
    """The latest of what bears on a unit.

    The air, switching and rows, jobs of the halls it feeds.
    """
    parts, job_seq = plant.parts, plant.job_seq
    latest = max(plant.weather_seq, plant.control.unit_cause[unit])
    for hall, pads in enumerate(parts.hall_pads):
        if _feeds(plant, unit, pads):
            placed = [job_seq.get(number, 0) for number in set(plant.halls.rack[hall])]
            latest = max(latest, *placed)
    return latest


def _feeds(plant: Plant, unit: int, pads: Sequence[int]) -> bool:
    parts, net = plant.parts, plant.net
    if unit >= len(parts.main_ids):
        return unit - len(parts.main_ids) in pads
    group_of_bus = net.group_of_bus
    group = group_of_bus[parts.wiring.main_bus[unit]]
    return net.live_main[unit] and group in [group_of_bus[parts.pad_bus[pad]] for pad in pads]


def fact_of(plant: Plant, unit: int, crossing: Crossing) -> Fact:
    """What a crossing is called: a stage, an alarm or its end, a trip or its reset."""
    family = plant.transformers
    early_us = crossing.early_us
    if crossing.limit in (STAGE_UP, STAGE_DOWN):
        step = 1 if crossing.limit == STAGE_UP else -1
        return CoolingStageChanged(family.called_stage[unit] + step, early_us)
    limit = next(limit for limit in family.units[unit].limits if limit.name == crossing.limit)
    rising = crossing.direction == "rising"
    level_c = limit.level_c if rising else limit.reset_c
    if crossing.limit in TRIPS:
        trip = TransformerTripped if rising else TransformerReset
        return trip(level_c, crossing.limit, early_us)
    return (AlarmRaised if rising else AlarmCleared)(level_c, crossing.limit, early_us)


def latch(plant: Plant, t_us: int, seq: int, subject: str, limit: str, *, raised: bool) -> None:
    """Note in the family and among the open alarms that a limit was passed, either way."""
    unit = plant.parts.unit_index.get(subject)
    if unit is None:
        feeder = plant.parts.feeder_ids.index(subject)
        place = plant.parts.conductor_feeders.index(feeder)
        plant.conductors.latch(place, t_us, limit, raised=raised)
        plant.touched |= topics.CONDUCTOR
    else:
        plant.transformers.cross(unit, t_us, limit, "rising" if raised else "falling")
        plant.watch.doubt(unit)
    key = f"{subject} {limit}"
    if raised:
        plant.control.alarms[key] = seq
    else:
        plant.control.alarms.pop(key, None)


def change_stage(plant: Plant, t_us: int, subject: str, stage: int) -> None:
    """Fans start or stop: the stage is called and in force at once."""
    unit = plant.parts.unit_index[subject]
    family = plant.transformers
    up = stage > family.called_stage[unit]
    family.cross(unit, t_us, STAGE_UP if up else STAGE_DOWN, "rising" if up else "falling")
    family.set_stage(unit, t_us, stage)
    plant.watch.doubt(unit)


def overload_changes(plant: Plant) -> Iterator[tuple[str, Fact]]:
    """Mains, and the interconnect, whose overload is not what was last said of it."""
    parts, net = plant.parts, plant.net
    ratings = parts.wiring.mains.rating_va
    for bit, name in enumerate((*parts.main_ids, parts.poi_id)):
        over = bool(net.over >> bit & 1)
        if over != (name in plant.overloads):
            poi = bit == len(parts.main_ids)
            load_pu = (
                net.import_w / parts.contracted_w if poi else net.main_s_va[bit] / ratings[bit]
            )
            yield name, (OverloadBegan if over else OverloadEnded)(round(load_pu, 6))
