"""Fans and the air they move: affinity laws, density at height, steps of speed.

On a fixed system curve flow goes with speed, pressure with its square and power with its cube
(ASHRAE Handbook, HVAC Systems and Equipment, chapter Fans). Thin air leaves the volume flow as it
is; pressure, power and mass flow fall with density: at 1,500 m by a sixth. Speed is held in steps
of 5 to 10 %, so that what depends on it is constant between facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from pydantic import BaseModel, Field

from twin.devices.contract import Columns
from twin.units import US_PER_S, kelvin

AIR_J_PER_KG_K = 1006.0
"""Specific heat of dry air, 0 to 50 °C."""

STANDARD_KG_PER_M3 = 1.2
"""Density that fans are rated at (AMCA 210)."""

_AIR_J_PER_KG_K = 287.042
_VAPOUR_TO_AIR_RATIO = 1.607858
_STEP_ROUNDING = 1e-9


class FanSpec(BaseModel, frozen=True, extra="forbid"):
    """A bank of equal fans that run at one speed."""

    count: int = Field(1, ge=1, le=10_000, description="fans in the bank")
    flow_m3_per_s: float = Field(gt=0, le=1000, description="air of one fan at full speed")
    pressure_pa: float = Field(
        120.0, gt=0, le=5000, description="rise at full speed against its own system [M]"
    )
    efficiency_frac: float = Field(
        0.5, gt=0, le=0.95, description="air power over draw, motor and drive included [M]"
    )
    rated_kg_per_m3: float = Field(
        STANDARD_KG_PER_M3, gt=0.3, le=2, description="density of the rating [S]"
    )
    steps_count: int = Field(10, ge=1, le=20, description="steps to full speed: 5 to 10 % each [A]")
    min_speed_frac: float = Field(
        0.3, ge=0, le=1, description="slowest speed that the drive holds [M]"
    )


def density_kg_per_m3(dry_bulb_c: float, pressure_pa: float, humidity_ratio: float = 0.0) -> float:
    """Density of air at its own pressure (ASHRAE Fundamentals 2017, chapter 1, (26) and (28)).

    >>> round(density_kg_per_m3(20.0, 101_325.0), 3)
    1.204
    """
    dry_kg_per_m3 = pressure_pa / (
        _AIR_J_PER_KG_K * kelvin(dry_bulb_c) * (1.0 + _VAPOUR_TO_AIR_RATIO * humidity_ratio)
    )
    return dry_kg_per_m3 * (1.0 + humidity_ratio)


def lowest_step(spec: FanSpec) -> int:
    """The slowest step that is not below the least speed.

    >>> lowest_step(FanSpec(flow_m3_per_s=1.0, min_speed_frac=0.25))
    3
    """
    return max(1, ceil(spec.min_speed_frac * spec.steps_count - _STEP_ROUNDING))


def step_of(spec: FanSpec, wanted_frac: float) -> int:
    """The step that gives at least the speed wanted; 0 is off.

    >>> step_of(FanSpec(flow_m3_per_s=1.0), 0.61)
    7
    """
    if wanted_frac <= 0.0:
        return 0
    step = ceil(wanted_frac * spec.steps_count - _STEP_ROUNDING)
    return min(max(step, lowest_step(spec)), spec.steps_count)


def flow_m3_per_s(spec: FanSpec, speed_frac: float) -> float:
    """Air that the whole bank moves.

    >>> flow_m3_per_s(FanSpec(count=4, flow_m3_per_s=2.5), 0.5)
    5.0
    """
    return spec.count * spec.flow_m3_per_s * speed_frac


def pressure_pa(spec: FanSpec, speed_frac: float, density_kg_per_m3: float) -> float:
    """Rise of pressure on the bank's own system curve.

    >>> pressure_pa(FanSpec(flow_m3_per_s=1.0, pressure_pa=100.0), 0.5, 1.2)
    25.0
    """
    return spec.pressure_pa * speed_frac**2 * density_kg_per_m3 / spec.rated_kg_per_m3


def power_w(
    spec: FanSpec, speed_frac: float, density_kg_per_m3: float, added_pa: float = 0.0
) -> float:
    """Draw of the bank.

    Args:
        spec: the bank.
        speed_frac: speed over full speed.
        density_kg_per_m3: of the air.
        added_pa: what stands in the way beyond the system of the rating, now; the flow is kept.

    >>> power_w(FanSpec(flow_m3_per_s=1.0, pressure_pa=100.0, efficiency_frac=0.5), 0.5, 1.2)
    25.0
    """
    rise_pa = pressure_pa(spec, speed_frac, density_kg_per_m3) + added_pa
    return flow_m3_per_s(spec, speed_frac) * rise_pa / spec.efficiency_frac


class Fans(Columns):
    """Columns of all fan banks; the index is the bank.

    Attributes:
        specs: what each is.
        step: speed in steps, 0 is off.
        failed: fans of it that stand still; the others keep their flow.
        density_kg_per_m3: of the air it moves.
        added_pa: resistance beyond its own system at the present flow.
        power_w: draw, ready to be read by the balance.
        flow_m3_per_s: air it moves.
    """

    STATE = ("step", "failed", "density_kg_per_m3", "added_pa", "anchor_us", "energy_j")

    def __init__(self, specs: Sequence[FanSpec], t_us: int) -> None:
        """All off, in standard air."""
        self.specs = tuple(specs)
        count = len(self.specs)
        self.step = [0] * count
        self.failed = [0] * count
        self.density_kg_per_m3 = [STANDARD_KG_PER_M3] * count
        self.added_pa = [0.0] * count
        self.anchor_us = [t_us] * count
        self.energy_j = [0.0] * count
        self.power_w = [0.0] * count
        self.flow_m3_per_s = [0.0] * count

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot, in place; flow and draw follow from it."""
        super().restore(state)
        for i in range(len(self.specs)):
            self._derive(i)

    def set_speed(self, i: int, t_us: int, wanted_frac: float) -> None:
        """Run at the step that gives at least this speed; 0 stops the bank."""
        step = step_of(self.specs[i], wanted_frac)
        if step != self.step[i]:
            self._advance(i, t_us)
            self.step[i] = step
            self._derive(i)

    def set_air(self, i: int, t_us: int, density_kg_per_m3: float, added_pa: float = 0.0) -> None:
        """Set the air's density, and what else stands in its way at the present flow."""
        if (density_kg_per_m3, added_pa) != (self.density_kg_per_m3[i], self.added_pa[i]):
            self._advance(i, t_us)
            self.density_kg_per_m3[i] = density_kg_per_m3
            self.added_pa[i] = added_pa
            self._derive(i)

    def set_failed(self, i: int, t_us: int, count: int) -> None:
        """So many fans stand still."""
        assert 0 <= count <= self.specs[i].count, (i, count)
        if count != self.failed[i]:
            self._advance(i, t_us)
            self.failed[i] = count
            self._derive(i)

    def speed_frac(self, i: int) -> float:
        """Speed over full speed."""
        return self.step[i] / self.specs[i].steps_count

    def energy_at_j(self, i: int, t_us: int) -> float:
        """Energy drawn until an instant from the anchor on [J]."""
        return self.energy_j[i] + self.power_w[i] * ((t_us - self.anchor_us[i]) / US_PER_S)

    def _advance(self, i: int, t_us: int) -> None:
        self.energy_j[i] = self.energy_at_j(i, t_us)
        self.anchor_us[i] = t_us

    def _derive(self, i: int) -> None:
        spec, speed_frac = self.specs[i], self.speed_frac(i)
        running_frac = 1.0 - self.failed[i] / spec.count
        air = self.density_kg_per_m3[i], self.added_pa[i]
        self.flow_m3_per_s[i] = running_frac * flow_m3_per_s(spec, speed_frac)
        self.power_w[i] = running_frac * power_w(spec, speed_frac, *air)
