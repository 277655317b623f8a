"""How a loop gives its heat outdoors: dry coolers over dry bulb, or a wet tower over wet bulb.

Either is a conductance from the water that leaves it to a sink, constant between changes of fan
stage, flow and weather. Dry coolers are exactly so (`dry_cooler`). A tower is not linear: York's
approach (`tower`) is read at the loop's rated range and the wet bulb of the moment, and heat over
approach is taken as constant, which is off by up to a kelvin or two at half load.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.devices.cooling.dry_cooler import DryCoolerSpec, unit_of
from twin.devices.cooling.exchanger import Exchanger
from twin.devices.cooling.fan import STANDARD_KG_PER_M3, lowest_step, power_w
from twin.devices.cooling.loop_flow import leaving_w_per_k
from twin.devices.cooling.tower import WATER_J_PER_KG_K, TowerSpec, approach
from twin.devices.cooling.water import WaterUse, tower_water
from twin.units import PER_PERCENT, W_PER_KW

RejectionSpec = DryCoolerSpec | TowerSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRejection:
    """Dry coolers that share the loop's water.

    Attributes:
        spec: the coolers.
        unit: one of them.
        units_count: how many there are.
        top_stage: their fans at full speed; 0 is standstill.
        water_w_per_k: mass flow times specific heat of the water through all, rated.
    """

    spec: DryCoolerSpec
    unit: Exchanger
    units_count: int
    top_stage: int
    water_w_per_k: float

    def sink_c(self, dry_bulb_c: float, _wet_bulb_c: float) -> float:
        """What they reject to: dry bulb."""
        return dry_bulb_c

    def w_per_k(self, stage: int, left_count: int, flow_frac: float, _sink_c: float) -> float:
        """Heat per kelvin of leaving water over the sink, the same for any."""
        if not left_count or flow_frac <= 0.0:
            return 0.0
        air_frac = max(stage / self.top_stage, self.spec.still_air_frac)
        water_frac = flow_frac * self.units_count / left_count
        entering_w_per_k = left_count * self.unit.conductance_w_per_k(water_frac, air_frac)
        return leaving_w_per_k(entering_w_per_k, self.water_w_per_k * flow_frac)

    def fan_w(self, stage: int, left_count: int) -> float:
        """Draw of their fans: speed to the third power."""
        return left_count * self.spec.fan_kw * W_PER_KW * (stage / self.top_stage) ** 3

    def water(self, _heat_j: float, _flowing_s: float) -> WaterUse:
        """Water taken: none."""
        return WaterUse(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WetRejection:
    """A wet tower over the loop's water.

    Attributes:
        spec: the tower.
        rated_w: heat at which its approach is read.
        units_count: one.
        top_stage: its fans at full speed; 0 is off.
        water_w_per_k: mass flow times specific heat of the water over it, rated.
    """

    spec: TowerSpec
    rated_w: float
    units_count: int
    top_stage: int
    water_w_per_k: float

    def sink_c(self, _dry_bulb_c: float, wet_bulb_c: float) -> float:
        """What it rejects to: wet bulb."""
        return wet_bulb_c

    def w_per_k(self, stage: int, left_count: int, flow_frac: float, sink_c: float) -> float:
        """Heat per kelvin of leaving water over the wet bulb."""
        if not left_count or flow_frac <= 0.0:
            return 0.0
        range_k = self.rated_w / (self.water_w_per_k * flow_frac)
        found = approach(range_k, sink_c, flow_frac, self._speed_frac(stage))
        return self.rated_w / found.approach_k

    def fan_w(self, stage: int, left_count: int) -> float:
        """Draw of its fans."""
        return left_count * power_w(self.spec.fan, self._speed_frac(stage), STANDARD_KG_PER_M3)

    def water(self, heat_j: float, flowing_s: float) -> WaterUse:
        """Water taken to reject this heat, with drift while water flows."""
        drift_kg_per_s = self.spec.drift_pct * PER_PERCENT * self.spec.water_kg_per_s
        per_s = tower_water(max(heat_j, 0.0), self.spec.latent_frac, self.spec.cycles_ratio)
        return WaterUse(0.0, 0.0, drift_kg_per_s * flowing_s).after(per_s, 1.0)

    def _speed_frac(self, stage: int) -> float:
        if not stage:
            return 0.0
        return (lowest_step(self.spec.fan) + stage - 1) / self.spec.fan.steps_count


def rejection_of(spec: RejectionSpec, rated_w: float) -> DryRejection | WetRejection:
    """What a document describes, for a loop of this rated heat."""
    if isinstance(spec, TowerSpec):
        return WetRejection(
            spec=spec,
            rated_w=rated_w,
            units_count=1,
            top_stage=spec.fan.steps_count - lowest_step(spec.fan) + 1,
            water_w_per_k=spec.water_kg_per_s * WATER_J_PER_KG_K,
        )
    unit = unit_of(spec)
    return DryRejection(
        spec=spec,
        unit=unit,
        units_count=spec.units_count,
        top_stage=round(1.0 / spec.fan_step_frac),
        water_w_per_k=spec.units_count * unit.hot_w_per_k,
    )
