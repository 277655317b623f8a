"""Quantities of what feeds and cools a hall when the grid does not: supplies, engines, cooling.

They are few and each is a closed form of its family, so samples read them one by one as they are.
"""

from __future__ import annotations

import math

from twin.devices.backup.ups_spec import BATTERY, LOCKED, STATE_NAMES, WALK_IN
from twin.signals.quantity import Quantity, Read, Standing, asked, column, quantity
from twin.units import M3_PER_L

BACKUP_KINDS = (
    *("ups", "gensets", "cooling", "mining_cooling", "battery"),
    *("tap_changer", "conductor", "relay", "thermal_relay"),
)
"""Kinds of few assets, each asked for itself."""

_DRAINS = (BATTERY, LOCKED, WALK_IN)
_STATES = ", ".join(f"{state} {name.replace('_', ' ')}" for state, name in enumerate(STATE_NAMES))


def engines_w(plant: Standing, _index: int = 0, _t_us: int = 0) -> float:
    """What all groups of engines give."""
    gensets = plant.gensets
    return sum(map(gensets.output_w, range(len(gensets.specs))))


def battery_gives(plant: Standing) -> bool:
    """Whether a battery carries IT: what halls draw says nothing of what IT uses then."""
    ups = plant.ups
    return any(
        state in _DRAINS and ups.flow(supply).net_battery_w < 0.0
        for supply, state in enumerate(ups.state)
    )


def _flow(name: str) -> Read:
    return lambda plant, supply, _t_us: getattr(plant.ups.flow(supply), name)


def _battery_flow(way: int) -> Read:
    return lambda plant, battery, _t_us: plant.grid.batteries.flow_w(battery)[way]


def _fuel_left_m3(plant: Standing, group: int, t_us: int) -> float:
    gensets = plant.gensets
    has_tank = gensets.specs[group].tank_l is not None
    return gensets.tank_left_m3(group, t_us) if has_tank else math.nan


def _temperature(place: int) -> Read:
    return lambda plant, loop, t_us: plant.loops.temperatures_c(loop, t_us)[place]


def _water_m3(plant: Standing, loop: int, t_us: int) -> float:
    return plant.loops.water_at(loop, t_us).total_l * M3_PER_L


def _fan_step_index(plant: Standing, loop: int, _t_us: int) -> int:
    loops = plant.loops
    return loops.stages["fans"].stage[loop] if loops.switches[loop].powered else 0


SUPPLIES: tuple[Quantity, ...] = (
    quantity("ups", "soc_frac", "charge of its battery", asked("ups.soc_frac")),
    quantity("ups", "load_w", "what its load wants", column("ups.load_w")),
    quantity("ups", "input_w", "taken from its input, with losses and charging", _flow("input_w")),
    quantity(
        "ups", "net_battery_w", "into its battery, negative out of it", _flow("net_battery_w")
    ),
    quantity("ups", "state_index", f"what it does: {_STATES}", column("ups.state")),
)
ENGINES: tuple[Quantity, ...] = (
    quantity("gensets", "power_w", "given to its bus", lambda p, g, _t: p.gensets.output_w(g)),
    quantity(
        "gensets",
        "load_pu",
        "load of each engine on the bus over its rating",
        lambda p, g, _t: p.gensets.loading_pu(g),
    ),
    quantity("gensets", "running_count", "engines that burn fuel", column("gensets.running_count")),
    quantity(
        "gensets", "on_bus_count", "engines that share the load", column("gensets.on_bus_count")
    ),
    quantity("gensets", "fuel_left_m3", "in its tank; none without one", _fuel_left_m3),
    quantity(
        "gensets",
        "fuel_burnt_m3",
        "burnt since the start",
        lambda p, g, t_us: p.gensets.burnt(g, t_us).fuel_m3,
    ),
)
BATTERIES: tuple[Quantity, ...] = (
    quantity("battery", "charge_w", "taken at its terminals", _battery_flow(0)),
    quantity("battery", "discharge_w", "given at its terminals", _battery_flow(1)),
    quantity(
        "battery",
        "soc_frac",
        "charge of its whole capacity",
        lambda p, i, t_us: p.grid.batteries.soc_frac(i, t_us),
    ),
)
COOLING: tuple[Quantity, ...] = (
    quantity("cooling", "supply_c", "technology water to the racks", _temperature(0)),
    quantity("cooling", "return_c", "technology water behind the racks", asked("loops.return_c")),
    quantity("cooling", "facility_c", "facility water to the exchangers", _temperature(1)),
    quantity("cooling", "inlet_c", "air that the racks draw in", asked("loops.inlet_c")),
    quantity("cooling", "power_w", "draw of pumps, fans and chillers", column("loops.power_w")),
    quantity(
        "cooling",
        "heat_w",
        "heat it is given, into liquid and air",
        lambda p, i, _t: p.loops.liquid_w[i] + p.loops.air_w[i],
    ),
    quantity(
        "cooling",
        "net_rejected_w",
        "to outdoors, negative where the air is warmer",
        asked("loops.rejected_w"),
    ),
    quantity("cooling", "water_m3", "taken by its towers since the start", _water_m3),
    quantity("cooling", "chilled_w", "heat taken by the chillers", asked("loops.chilled_w")),
    quantity(
        "cooling",
        "fan_step_index",
        "step of the fans outdoors, 0 where they rest or have no supply",
        _fan_step_index,
    ),
)
