"""Quantities of the cooling of mining blocks: containers of air, hydro loops, immersion tanks."""

from __future__ import annotations

import math

from twin.signals.quantity import Quantity, Read, Standing, quantity
from twin.units import M3_PER_L


def _inlet_c(plant: Standing, place: int, t_us: int) -> float:
    one = plant.parts.cooled[place]
    if one.liquid:
        return plant.miner_loops.temperatures_c(one.at, t_us)[0]
    return plant.containers.inlet_at_c(one.at, t_us)


def _felt_c(plant: Standing, place: int, t_us: int) -> float:
    one = plant.parts.cooled[place]
    if one.liquid:
        return plant.miner_loops.temperatures_c(one.at, t_us)[0]
    return plant.containers.felt_at_c(one.at, t_us)


def _rise_k(plant: Standing, place: int, t_us: int) -> float:
    """Outlet over inlet; none where nothing flows, or in a tank."""
    one = plant.parts.cooled[place]
    if one.liquid:
        rise_k = plant.miner_loops.rise_k(one.at)
        return rise_k if math.isfinite(rise_k) else math.nan
    containers = plant.containers
    return containers.exhaust_at_c(one.at, t_us) - containers.inlet_at_c(one.at, t_us)


def _heat_w(plant: Standing, place: int, _t_us: int) -> float:
    one = plant.parts.cooled[place]
    return (plant.miner_loops if one.liquid else plant.containers).heat_w[one.at]


def _power_w(plant: Standing, place: int, _t_us: int) -> float:
    one = plant.parts.cooled[place]
    return (plant.miner_loops if one.liquid else plant.containers).power_w[one.at]


def _net_rejected_w(plant: Standing, place: int, t_us: int) -> float:
    one = plant.parts.cooled[place]
    if one.liquid:
        return plant.miner_loops.rejected_w(one.at, t_us)
    return plant.containers.out_at_w(one.at, t_us)


def _fan_step_index(plant: Standing, place: int, _t_us: int) -> int:
    one = plant.parts.cooled[place]
    if one.liquid:
        loops = plant.miner_loops
        return loops.fans.stage[one.at] if loops.running[one.at].powered else 0
    containers = plant.containers
    return containers.stages.stage[one.at] + 1 if containers.powered[one.at] else 0


def _water_m3(plant: Standing, place: int, t_us: int) -> float:
    one = plant.parts.cooled[place]
    family = plant.miner_loops if one.liquid else plant.containers
    return family.water_at(one.at, t_us).total_l * M3_PER_L


def _of(name: str, meaning: str, read: Read) -> Quantity:
    return quantity("mining_cooling", name, meaning, read)


MINING_COOLING: tuple[Quantity, ...] = (
    _of("inlet_c", "air or coolant that the machines get", _inlet_c),
    _of("felt_c", "the same, or more where fans are missing: metal less its usual rise", _felt_c),
    _of("rise_k", "outlet over inlet; none without flow, 0 in a tank", _rise_k),
    _of("heat_w", "heat of the machines", _heat_w),
    _of("power_w", "draw of pumps and fans", _power_w),
    _of("net_rejected_w", "heat to outdoors, negative where it is warmer", _net_rejected_w),
    _of("fan_step_index", "step of its fans, 0 where they rest or have no supply", _fan_step_index),
    _of("water_m3", "evaporated, bled and drifted since the start", _water_m3),
)
