"""Evaporative pads of mining blocks: the air that rows breathe, the water that it takes.

A container's thermostat wets its pad in warm weather, frost locks it, and a broken one is dry at
once. The wet bulb is psychrolib's, at the pressure of the site (ASHRAE Fundamentals 2017, chapter
1), worked out once for each change of weather and only where a site has pads. Air flows at the
pad's rating while a row of the block has supply. Functions here change columns, and are called
only while a fact is applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psychrolib

from twin.devices.cooling.pad import Weather, called
from twin.facility import mining_cooling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twin.facility.plant import Plant

psychrolib.SetUnitSystem(psychrolib.SI)


def outdoors(dry_bulb_c: float, relative_humidity_frac: float, pressure_pa: float) -> Weather:
    """The air before the pads; a reading of more than saturated counts as saturated.

    >>> round(outdoors(35.0, 0.4, 101_325.0).wet_bulb_c, 1)
    23.9
    """
    humidity_frac = min(max(relative_humidity_frac, 0.0), 1.0)
    wet_c: float = psychrolib.GetTWetBulbFromRelHum(dry_bulb_c, humidity_frac, pressure_pa)
    return Weather(dry_bulb_c, min(wet_c, dry_bulb_c), pressure_pa)


def follow_air(plant: Plant, t_us: int) -> None:
    """The air outdoors is as the market says now: pads and inlets follow."""
    market = plant.market
    cooled = plant.parts.row_cooled
    if not plant.parts.evaporative_ids and not plant.parts.cooled:
        plant.rows.set_ambient(t_us, market.dry_bulb_c)
        return
    air = outdoors(market.dry_bulb_c, market.relative_humidity_frac, market.pressure_pa)
    for pad, spec in enumerate(plant.parts.evaporative_specs):
        wanted = called(spec, market.dry_bulb_c, was=plant.pads.wanted[pad])
        plant.pads.set_weather(pad, t_us, air)
        plant.pads.set_wanted(pad, t_us, wanted=wanted)
    for row in range(len(plant.parts.row_ids)):
        if cooled[row] < 0:
            _breathe(plant, t_us, row)
    mining_cooling.follow_air(plant, t_us, air)


def follow_humidity(plant: Plant, t_us: int) -> list[int]:
    """The air outdoors is as warm as before, but wetter, drier or of another pressure.

    Returns:
        Rows whose inlet changed, and those whose fans and pumps may draw otherwise.
    """
    before_c, cooled = list(plant.rows.inlet_c), plant.parts.row_cooled
    follow_air(plant, t_us)
    pairs = zip(before_c, plant.rows.inlet_c, cooled, strict=True)
    return [row for row, (was_c, inlet_c, own) in enumerate(pairs) if was_c != inlet_c or own >= 0]


def _breathe(plant: Plant, t_us: int, row: int) -> None:
    """A row's inlet is what leaves its pad, else the air outdoors, plus its rise."""
    pad = plant.parts.row_evaporative[row]
    air_c = plant.pads.leaving_c[pad] if pad >= 0 else plant.market.dry_bulb_c
    plant.rows.set_inlet(row, t_us, air_c + plant.rows.specs[row].inlet_rise_k)


def follow_failure(plant: Plant, t_us: int, pad: int, *, failed: bool) -> list[int]:
    """A pad runs dry, or can be wet again.

    Returns:
        Rows that breathe through it.
    """
    plant.pads.set_failed(pad, t_us, failed=failed)
    rows = [row for row, own in enumerate(plant.parts.row_evaporative) if own == pad]
    for row in rows:
        _breathe(plant, t_us, row)
    return rows


def follow_supply(plant: Plant, t_us: int, rows: Iterable[int]) -> None:
    """Rows lost or got their supply: air flows while a row of the block has it."""
    owner = plant.parts.row_evaporative
    for pad in {owner[row] for row in rows} - {-1}:
        runs = any(
            supplied and own == pad for own, supplied in zip(owner, plant.row_supplied, strict=True)
        )
        rated_m3_per_s = plant.parts.evaporative_specs[pad].rated_m3_per_s
        plant.pads.set_flow(pad, t_us, rated_m3_per_s if runs else 0.0)


def air_cause(plant: Plant, row: int) -> int:
    """Seq of the fact that made the air that a row breathes what it is."""
    pad, place = plant.parts.row_evaporative[row], plant.parts.row_cooled[row]
    if place >= 0:
        return max(plant.weather_seq, plant.cooled_cause[place])
    return plant.weather_seq if pad < 0 else max(plant.weather_seq, plant.pad_cause[pad])


def water_at_l(plant: Plant, t_us: int) -> float:
    """Water that pads and towers took up to an instant at or after the last fact."""
    pads = range(len(plant.parts.evaporative_ids))
    of_pads_l = sum(plant.pads.water_at(pad, t_us).total_l for pad in pads)
    loops = plant.loops
    of_halls_l = sum(loops.water_at(i, t_us).total_l for i in range(len(loops.specs)))
    return of_pads_l + mining_cooling.water_at_l(plant, t_us) + of_halls_l
