"""Loops and tanks of miners for tests."""

from __future__ import annotations

from twin.devices.cooling.miner_loop import MinerLoops
from twin.devices.cooling.miner_loop_spec import HydroSpec, ImmersionSpec

S = 1_000_000
DAY = 86_400 * S

TOWER = {"water_kg_per_s": 33.6, "fan": {"count": 2, "flow_m3_per_s": 18.0}}
TANK_TOWER = {"water_kg_per_s": 21.5, "fan": {"count": 2, "flow_m3_per_s": 12.0}}

SPECS = {
    "hydro over dry coolers": HydroSpec(),
    "hydro over a tower": HydroSpec.model_validate({"plate": {}, "rejection": TOWER}),
    "tank over dry coolers": ImmersionSpec(),
    "tank over a tower": ImmersionSpec.model_validate({"rejection": TANK_TOWER}),
}


def mine(name="hydro over dry coolers", load_frac=1.0, dry_bulb_c=25.0, wet_bulb_c=18.0):
    """One of them, settled."""
    one = MinerLoops([SPECS[name]], 0, 22.0)
    one.set_weather(0, 0, dry_bulb_c, wet_bulb_c)
    one.set_heat(0, 0, load_frac * one.coolants[0].rated_w)
    one.settle(0, 0)
    return one
