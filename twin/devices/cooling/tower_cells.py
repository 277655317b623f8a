"""Equal cells of a cooling tower side by side, as a conductance from a loop's water to wet bulb.

Each cell takes its share of the water, up to the most that York's fit was made for (`tower`); what
is more goes past and mixes. A cell's heat over its approach at the loop's rated range and the wet
bulb of the moment is its conductance, as of any tower here (`rejection`). With a share s of the
water W over the cells that give G per kelvin of what leaves *them*, what leaves all together is
`1 / (1/G + (1/s - 1)/W)`: the water's own way past them is a resistance in series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pydantic import Field, model_validator

from twin.devices.cooling.fan import STANDARD_KG_PER_M3, lowest_step, power_w
from twin.devices.cooling.tower import (
    RANGE_K,
    WATER_FRAC,
    WATER_J_PER_KG_K,
    WET_BULB_C,
    TowerSpec,
    approach,
)
from twin.devices.cooling.water import WaterUse, tower_water
from twin.units import PER_PERCENT, W_PER_KW


class TowerCellsSpec(TowerSpec, frozen=True):
    """Equal cells of a wet tower; flow, fans and heat are those of one cell."""

    cells_count: int = Field(1, ge=1, le=100, description="equal cells in parallel")
    cell_kw: float = Field(gt=0, le=1e5, description="heat of one cell when rated")

    @model_validator(mode="after")
    def _within_its_fit(self) -> Self:
        range_k = self.cell_kw * W_PER_KW / (self.water_kg_per_s * WATER_J_PER_KG_K)
        if not RANGE_K[0] <= range_k <= RANGE_K[1]:
            raise ValueError(
                f"cell_kw cools water_kg_per_s by {range_k:.1f} K, the curve of towers holds for "
                f"{RANGE_K[0]:g} to {RANGE_K[1]:g} K: change one of the two"
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class TowerCells:
    """Cells over a loop's water.

    Attributes:
        spec: of them.
        top_stage: their fans at full speed; 0 is off.
        water_w_per_k: mass flow times specific heat of the water through all, rated.
    """

    spec: TowerCellsSpec
    top_stage: int
    water_w_per_k: float

    def w_per_k(self, stage: int, left_count: int, flow_frac: float, wet_bulb_c: float) -> float:
        """Heat per kelvin of leaving water over the wet bulb.

        Args:
            stage: of the fans.
            left_count: cells that are whole.
            flow_frac: water of the loop over its rated flow.
            wet_bulb_c: outdoors.
        """
        if not left_count or flow_frac <= 0.0:
            return 0.0
        cell_frac = flow_frac * self.spec.cells_count / left_count
        served_frac = min(WATER_FRAC[1] / cell_frac, 1.0)
        water_w_per_k = self.water_w_per_k * flow_frac
        found = approach(self._range_k(flow_frac), wet_bulb_c, cell_frac, self.speed_frac(stage))
        cells_w_per_k = served_frac * self._rated_w() / found.approach_k
        return 1.0 / (1.0 / cells_w_per_k + (1.0 / served_frac - 1.0) / water_w_per_k)

    def leaves_fit(self, left_count: int, flow_frac: float, wet_bulb_c: float) -> bool:
        """Whether weather or water are past what the fit was made for; no water is not."""
        if not left_count or flow_frac <= 0.0:
            return False
        cell_frac = flow_frac * self.spec.cells_count / left_count
        pairs = (
            (wet_bulb_c, WET_BULB_C),
            (self._range_k(flow_frac), RANGE_K),
            (cell_frac, WATER_FRAC),
        )
        return any(not low <= at <= high for at, (low, high) in pairs)

    def fan_w(self, stage: int, left_count: int) -> float:
        """Draw of their fans."""
        return left_count * power_w(self.spec.fan, self.speed_frac(stage), STANDARD_KG_PER_M3)

    def water(self, heat_j: float, flowing_s: float) -> WaterUse:
        """Water taken to reject this heat, with drift while water flows."""
        spec = self.spec
        drift_kg_per_s = spec.drift_pct * PER_PERCENT * spec.water_kg_per_s * spec.cells_count
        per_s = tower_water(max(heat_j, 0.0), spec.latent_frac, spec.cycles_ratio)
        return WaterUse(0.0, 0.0, drift_kg_per_s * flowing_s).after(per_s, 1.0)

    def _rated_w(self) -> float:
        return self.spec.cells_count * self.spec.cell_kw * W_PER_KW

    def _range_k(self, flow_frac: float) -> float:
        return self._rated_w() / (self.water_w_per_k * flow_frac)

    def speed_frac(self, stage: int) -> float:
        """Of their fans at a stage, over full speed."""
        if not stage:
            return 0.0
        return (lowest_step(self.spec.fan) + stage - 1) / self.spec.fan.steps_count


def cells_of(spec: TowerCellsSpec) -> TowerCells:
    """What a document describes.

    >>> from twin.devices.cooling.fan import FanSpec
    >>> fan = FanSpec(flow_m3_per_s=80.0)
    >>> one = cells_of(TowerCellsSpec(water_kg_per_s=100.0, fan=fan, cells_count=2, cell_kw=2093.0))
    >>> [round(one.w_per_k(one.top_stage, left, 1.0, 20.0) / 1e3, 1) for left in (2, 1)]
    [901.3, 330.6]
    """
    return TowerCells(
        spec=spec,
        top_stage=spec.fan.steps_count - lowest_step(spec.fan) + 1,
        water_w_per_k=spec.cells_count * spec.water_kg_per_s * WATER_J_PER_KG_K,
    )
