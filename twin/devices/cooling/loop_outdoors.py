"""What stands outdoors of a hall's cooling plant: dry coolers over dry bulb, or a tower's cells.

Either is a conductance from the facility water that leaves it to a sink, constant until something
is switched: dry coolers exactly so, cells as `tower_cells` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from twin.devices.cooling.dry_cooler import DryCoolers
from twin.devices.cooling.loop_flow import leaving_w_per_k
from twin.devices.cooling.loop_spec import LoopSpec
from twin.devices.cooling.loop_switched import Outdoors, Plant, Switches, water_frac
from twin.devices.cooling.staging import StagingSpec
from twin.devices.cooling.tower_cells import TowerCells, cells_of
from twin.devices.cooling.water import WaterUse

DRY = WaterUse(0.0, 0.0)


def fan_levels(spec: LoopSpec, one: Switches) -> StagingSpec:
    """Levels of the fans: those of the season, or as far apart below what somebody set."""
    levels = spec.free_fans if one.free else spec.fans
    if one.set_c is None:
        return levels
    down_c = one.set_c - (levels.up_c - levels.down_c)
    return levels.model_copy(update={"up_c": one.set_c, "down_c": down_c})


class Fit(NamedTuple):
    """Whether a curve is read outside of what it was fitted to, and whether that was told."""

    left: bool
    told: bool


class LoopOutdoors:
    """Dry coolers or towers of all plants; the index is the plant.

    Attributes:
        coolers: dry coolers of each; unused where there are towers.
        towers: cells of each, None where there are dry coolers.
        top_stage: of their fans.
    """

    def __init__(self, specs: Sequence[LoopSpec]) -> None:
        """All of it whole."""
        self.coolers = DryCoolers([spec.coolers for spec in specs])
        self.towers: list[TowerCells | None] = [
            None if spec.towers is None else cells_of(spec.towers) for spec in specs
        ]
        self.top_stage = [
            dry if wet is None else wet.top_stage
            for dry, wet in zip(self.coolers.top_step, self.towers, strict=True)
        ]

    def sink_c(self, i: int, one: Switches, dry_bulb_c: float | None = None) -> float:
        """What it rejects to: wet bulb of towers, else dry bulb, of now or another."""
        if self.towers[i] is not None:
            return one.wet_bulb_c
        return one.dry_bulb_c if dry_bulb_c is None else dry_bulb_c

    def standing(self, i: int, plant: Plant, one: Switches, stage: int) -> Outdoors:
        """It as it stands, with its fans at a stage."""
        flowing_frac, towers = water_frac(plant, one), self.towers[i]
        if towers is not None:
            g = towers.w_per_k(stage, one.coolers, flowing_frac, one.wet_bulb_c)
            return Outdoors(g, towers.fan_w(stage, one.coolers))
        coolers = self.coolers
        coolers.set_running(i, one.coolers)
        coolers.set_step(i, stage)
        coolers.set_flow(i, flowing_frac)
        entering_w_per_k = coolers.conductance_w_per_k(i)
        g = leaving_w_per_k(entering_w_per_k, plant.water_w_per_k * flowing_frac)
        return Outdoors(g, coolers.fan_w(i))

    def w_per_k(self, i: int, plant: Plant, one: Switches, stage: int) -> float:
        """Heat per kelvin over the sink with the fans at another stage; nothing changes."""
        flowing_frac, towers = water_frac(plant, one), self.towers[i]
        if towers is not None:
            return towers.w_per_k(stage, one.coolers, flowing_frac, one.wet_bulb_c)
        entering_w_per_k = self.coolers.conductance_w_per_k(i, stage)
        return leaving_w_per_k(entering_w_per_k, plant.water_w_per_k * flowing_frac)

    def fan_frac(self, i: int, stage: int) -> float:
        """Speed of its fans at a stage."""
        towers = self.towers[i]
        return stage / self.top_stage[i] if towers is None else towers.speed_frac(stage)

    def fit(self, i: int, plant: Plant, one: Switches) -> Fit:
        """Whether the towers' curve is left; of dry coolers never."""
        towers = self.towers[i]
        if towers is None:
            return Fit(left=False, told=False)
        left = towers.leaves_fit(one.coolers, water_frac(plant, one), one.wet_bulb_c)
        return Fit(left, one.beyond_fit)

    def water(self, i: int, heat_j: float, flowing_s: float) -> WaterUse:
        """Water that towers took to reject this heat."""
        towers = self.towers[i]
        return DRY if towers is None else towers.water(heat_j, flowing_s)
