"""Quantities of the site, its surroundings, its power path, blocks and halls."""

from __future__ import annotations

import math
from collections.abc import Iterator
from operator import mul

import numpy as np

from twin.devices.gpu_hall import FAILED, FREE
from twin.devices.transformer_losses import low_side_pu
from twin.devices.voltage.sag import bus_pu
from twin.devices.voltage.taps import ratio_pu
from twin.series.air import wet_bulb_c
from twin.signals.backup import battery_gives, engines_w
from twin.signals.quantity import Quantity, Read, Standing, asked, column, quantity, value


def mining_w(plant: Standing, _index: int = 0, _t_us: int = 0) -> float:
    """Draw of all rows with auxiliaries, and of the cooling of their blocks."""
    rows_w = sum(map(mul, plant.rows.power_w, plant.parts.row_aux_ratio))
    return rows_w + sum(plant.pad_extra_w)


def _pue_ai_ratio(plant: Standing, _index: int, _t_us: int) -> float:
    return _pue(plant, sum(plant.hall_w), sum(plant.halls.it_w))


def _pue_ratio(plant: Standing, _index: int, _t_us: int) -> float:
    it_w = sum(plant.halls.it_w) + sum(plant.rows.power_w)
    return _pue(plant, plant.net.import_w + engines_w(plant), it_w)


def _pue(plant: Standing, taken_w: float, it_w: float) -> float:
    return taken_w / it_w if it_w > 0.0 and not battery_gives(plant) else math.nan


def bus_voltage_pu(plant: Standing, bus: int, _t_us: int = 0) -> float:
    """Voltage of a bus behind its transformer, at the grid's voltage; 0 where it is dead."""
    net = plant.net
    mains = net.group_mains[net.group_of_bus[bus]]
    if not net.live_bus[bus] or not mains:
        return 0.0
    main = mains[0][0]
    load = (plant.parts.units[main], net.main_out_w[main], net.main_out_var[main])
    source_pu, tap = plant.grid_pu * plant.guard.bus_pu[bus], plant.parts.main_tap[main]
    if tap < 0:
        return bus_pu(source_pu, 1.0 - (low_side_pu(*load) or 0.0))
    taps = plant.taps
    ratio = ratio_pu(taps.tap_count[tap], taps.specs[tap].step_pct)
    return low_side_pu(*load, source_pu * ratio) or 0.0


def _wet_bulb_c(plant: Standing, _index: int, _t_us: int) -> float:
    air = plant.market
    values = (air.dry_bulb_c, air.relative_humidity_frac, air.pressure_pa)
    return float(wet_bulb_c(*map(np.array, values)))


def _rows_of(plant: Standing, block: int) -> Iterator[int]:
    name = plant.parts.block_ids[block]
    return (row for row, owner in enumerate(plant.parts.row_block) if owner == name)


def _block_w(plant: Standing, block: int, _t_us: int) -> float:
    ratios, power_w = plant.parts.row_aux_ratio, plant.rows.power_w
    return sum(power_w[row] * ratios[row] for row in _rows_of(plant, block))


def _block_hash(plant: Standing, block: int, _t_us: int) -> float:
    return sum(plant.rows.hash_th_per_s[row] for row in _rows_of(plant, block))


def _block_inlet_c(plant: Standing, block: int, _t_us: int) -> float:
    return max(plant.rows.inlet_c[row] for row in _rows_of(plant, block))


def _load_pu(plant: Standing, unit: int, _t_us: int) -> float:
    return plant.transformers.load_va[unit] / plant.parts.units[unit].rated_va


def _hotspot_c(plant: Standing, unit: int, t_us: int) -> float:
    return plant.transformers.shown_hot_spot_c(unit, t_us)


def _pad(read: Read) -> Read:
    """The same of a unit transformer: in the thermal family they come after the mains."""
    return lambda plant, pad, t_us: read(plant, len(plant.parts.main_ids) + pad, t_us)


SITE: tuple[Quantity, ...] = (
    quantity("site", "import_w", "power taken at the interconnect", value("net.import_w")),
    quantity("site", "mining_w", "draw of all mining rows with auxiliaries and cooling", mining_w),
    quantity("site", "ai_w", "draw of all halls with cooling", lambda p, _i, _t: sum(p.hall_w)),
    quantity("site", "ai_it_w", "draw of all halls' IT", lambda p, _i, _t: sum(p.halls.it_w)),
    quantity("site", "engines_w", "given by engines", engines_w),
    quantity("site", "loss_w", "lost in transformers and feeders", value("net.lost_w")),
    quantity(
        "site",
        "hash_th_per_s",
        "hash rate of all rows",
        lambda p, _i, _t: sum(p.rows.hash_th_per_s),
    ),
    quantity(
        "site",
        "pue_ai_ratio",
        "halls with cooling over their IT; none without IT or on battery",
        _pue_ai_ratio,
    ),
    quantity(
        "site",
        "pue_ratio",
        "import and engines over IT of halls and miners; none without IT or on battery",
        _pue_ratio,
    ),
    quantity(
        "site",
        "load_pu",
        "import over what is contracted",
        lambda p, _i, _t: p.net.import_w / p.parts.contracted_w,
    ),
    quantity("site", "frequency_hz", "of the grid", value("grid.frequency_hz")),
    quantity("weather", "dry_bulb_c", "air temperature", value("market.dry_bulb_c")),
    quantity(
        "weather",
        "relative_humidity_frac",
        "relative humidity",
        value("market.relative_humidity_frac"),
    ),
    quantity("weather", "wet_bulb_c", "lowest temperature that water on it cools to", _wet_bulb_c),
    quantity("weather", "pressure_pa", "air pressure at the site", value("market.pressure_pa")),
    quantity(
        "market", "price_usd_per_mwh", "energy at the node", value("market.price_usd_per_mwh")
    ),
    quantity("market", "price_usd_per_btc", "bitcoin", value("market.price_usd_per_btc")),
    quantity(
        "market",
        "hashprice_usd_per_ph_day",
        "what a PH/s earns in a day",
        value("market.hashprice_usd_per_ph_day"),
    ),
    quantity("market", "difficulty_ratio", "mining difficulty", value("market.difficulty_ratio")),
    quantity("transformer", "hotspot_c", "hot-spot, never shown below the top oil", _hotspot_c),
    quantity(
        "transformer",
        "top_oil_c",
        "top oil",
        lambda p, i, t_us: p.transformers.top_oil_c(i, t_us),
    ),
    quantity("transformer", "load_pu", "apparent power over full rating", _load_pu),
    quantity("transformer", "power_w", "taken from the high side", column("net.main_in_w")),
    quantity("transformer", "loss_w", "lost in it", column("net.main_loss_w")),
    quantity("transformer", "stage_index", "cooling stage in force", column("transformers.stage")),
    quantity(
        "tap_changer",
        "tap_index",
        "step of its on-load tap changer, 0 nominal; a higher one lowers the voltage",
        column("taps.tap_count"),
    ),
    quantity(
        "unit_transformer", "hotspot_c", "hot-spot, never shown below the top oil", _pad(_hotspot_c)
    ),
    quantity("unit_transformer", "load_pu", "apparent power over full rating", _pad(_load_pu)),
    quantity(
        "bus",
        "voltage_pu",
        "behind its transformer, at the voltage of the grid; 0 dead",
        bus_voltage_pu,
    ),
    quantity(
        "relay",
        "filled_frac",
        "its fullest accumulator; 1 trips",
        lambda p, i, t_us: max(p.guard.relays.fills_frac(i, t_us)),
    ),
    quantity(
        "thermal_relay", "heat_frac", "heat of its thermal relay", asked("thermal_guard.heat")
    ),
    quantity("conductor", "conductor_c", "its conductor", asked("conductors.at_c")),
    quantity("feeder", "power_w", "taken from its bus", column("net.feeder_in_w")),
    quantity("block", "power_w", "draw of its rows with auxiliaries", _block_w),
    quantity("block", "hash_th_per_s", "hash rate of its rows", _block_hash),
    quantity("block", "inlet_c", "warmest air that a row of it draws in", _block_inlet_c),
    quantity("hall", "power_w", "draw with cooling", lambda p, i, _t: p.hall_w[i]),
    quantity("hall", "it_w", "draw of its IT", column("halls.it_w")),
    quantity("hall", "served_w", "draw of jobs and inference", column("halls.served_w")),
    quantity("hall", "unserved_w", "asked for and not delivered", column("halls.unserved_w")),
    quantity("hall", "cap_frac", "power cap of a rack, 1 is none", column("halls.cap_frac")),
    quantity("hall", "queue_count", "jobs that wait", lambda p, i, _t: len(p.halls.queue[i])),
    quantity("hall", "free_count", "racks that idle", lambda p, i, _t: p.halls.rack[i].count(FREE)),
    quantity(
        "hall",
        "failed_count",
        "racks under repair",
        lambda p, i, _t: p.halls.rack[i].count(FAILED),
    ),
)
