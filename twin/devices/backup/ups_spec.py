"""The keys of an uninterruptible supply, its loss curve, its ride-through and its states.

`loss = a0 + a1 x + a2 x^2` per unit of rating at the load x: typical double conversion, 94, 96 and
96 % at a quarter, half and full load [A]. On battery the load lasts `E * depth * efficiency / P`.
`NEXT` is the whole machine: what is not in it changes no state.
"""

from __future__ import annotations

from math import inf
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.units import J_PER_KWH, W_PER_KW

ONLINE, ECO, BATTERY, LOCKED, WALK_IN, BYPASS, DROPPED, LOCKED_OUT = range(8)
STATE_NAMES = (
    "online", "eco", "battery", "locked", "walk_in", "bypass", "dropped", "locked_out",
)  # fmt: skip

LOST, DISTRUSTED, RESET = "input_lost", "input_distrusted", "reset"
QUALIFIED, WALKED, OVERLOADED = "input_qualified", "walked_in", "overloaded"
EMPTY, FULL = "empty", "full"

NEXT: dict[tuple[int, str], int] = {
    (ONLINE, LOST): BATTERY,
    (ONLINE, DISTRUSTED): LOCKED,
    (ONLINE, OVERLOADED): BYPASS,
    (ECO, LOST): BATTERY,
    (ECO, DISTRUSTED): LOCKED,
    (ECO, OVERLOADED): BYPASS,
    (BATTERY, DISTRUSTED): LOCKED,
    (BATTERY, QUALIFIED): WALK_IN,
    (BATTERY, EMPTY): DROPPED,
    (BATTERY, OVERLOADED): DROPPED,
    (LOCKED, RESET): BATTERY,
    (LOCKED, EMPTY): LOCKED_OUT,
    (LOCKED, OVERLOADED): LOCKED_OUT,
    (WALK_IN, LOST): BATTERY,
    (WALK_IN, DISTRUSTED): LOCKED,
    (WALK_IN, WALKED): ONLINE,
    (WALK_IN, EMPTY): ONLINE,
    (WALK_IN, OVERLOADED): BYPASS,
    (DROPPED, DISTRUSTED): LOCKED_OUT,
    (DROPPED, QUALIFIED): ONLINE,
    (LOCKED_OUT, RESET): DROPPED,
}
"""Which state follows on which event. Between `ONLINE`, `ECO` and `BYPASS` wishes choose."""


class OverloadStep(BaseModel, frozen=True, extra="forbid"):
    """How long the inverter stands an overload."""

    up_to_pu: float = Field(gt=1, le=5, description="load, per unit of rating")
    s: float = Field(gt=0, le=100_000, description="how long from cold")


class UpsSpec(BaseModel, frozen=True, extra="forbid"):
    """An uninterruptible supply with its battery: the keys of a site document."""

    rated_kw: float = Field(gt=0, le=100_000, description="continuous output")
    battery_kwh: float = Field(gt=0, le=1_000_000, description="energy of its battery, whole")
    depth_frac: float = Field(0.8, gt=0, le=1, description="usable share of the battery [A]")
    discharge_efficiency_frac: float = Field(
        0.95, gt=0, le=1, description="output of what is taken from the battery [A]"
    )
    charge_efficiency_frac: float = Field(
        0.95, gt=0, le=1, description="stored of what the charger takes [A]"
    )
    recharge_frac: float = Field(0.1, gt=0, le=2, description="charger, share of rated_kw [M]")
    loss_a0_pu: float = Field(0.01477541, ge=0, le=0.5, description="loss without load [A]")
    loss_a1_pu: float = Field(-0.00265957, ge=-0.5, le=0.5, description="loss linear in load [A]")
    loss_a2_pu: float = Field(0.02955083, ge=0, le=0.5, description="loss square in load [A]")
    eco_efficiency_frac: float = Field(
        0.985, gt=0.5, le=1, description="through the bypass, 0.985 to 0.99 [M]"
    )
    eco_transfer_ms: float = Field(4.0, ge=0, le=50, description="gap from eco to battery [M]")
    input_min_pu: float = Field(0.85, ge=0, lt=1, description="lowest voltage it lives on [M]")
    input_max_pu: float = Field(1.1, gt=1, le=2, description="highest voltage it lives on [M]")
    qualify_s: float = Field(10.0, ge=0, le=3600, description="good input before return [M]")
    walk_in_s: float = Field(15.0, ge=0.1, le=600, description="0 to whole load on return [M]")
    walk_in_steps_count: int = Field(10, ge=1, le=100, description="steps of that ramp [A]")
    disturbances_count: int = Field(
        3, ge=0, le=1000, description="so many in the window lock it on battery; 0 never [M]"
    )
    disturbance_window_s: float = Field(60.0, gt=0, le=86_400, description="sliding window [M]")
    overloads: tuple[OverloadStep, ...] = Field(
        (OverloadStep(up_to_pu=1.25, s=600.0), OverloadStep(up_to_pu=1.5, s=60.0)),
        description="what the inverter stands, mildest first [M]",
    )
    overload_beyond_s: float = Field(0.2, gt=0, le=60, description="past the last of those [M]")
    overload_recover_min: float = Field(10.0, gt=0, le=1440, description="from hot to cold [A]")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        a0, a1, a2 = self.loss_a0_pu, self.loss_a1_pu, self.loss_a2_pu
        if a1 < 0.0 and a1 * a1 > 4.0 * a0 * a2:
            raise ValueError("the loss curve is negative at some load: check loss_a0 to loss_a2")
        limits = [step.up_to_pu for step in self.overloads]
        if limits != sorted(set(limits)):
            raise ValueError("overloads must rise in up_to_pu")
        return self


def rated_w(spec: UpsSpec) -> float:
    """Continuous output.

    >>> rated_w(UpsSpec(rated_kw=500, battery_kwh=50))
    500000.0
    """
    return spec.rated_kw * W_PER_KW


def conversion_loss_w(spec: UpsSpec, load_w: float) -> float:
    """Loss of double conversion at a load.

    >>> round(conversion_loss_w(UpsSpec(rated_kw=100, battery_kwh=10), 100e3), 3)
    4166.667
    """
    load_pu = load_w / rated_w(spec)
    loss_pu = spec.loss_a0_pu + load_pu * (spec.loss_a1_pu + load_pu * spec.loss_a2_pu)
    return loss_pu * rated_w(spec)


def bypass_loss_w(spec: UpsSpec, load_w: float) -> float:
    """Loss of the direct path of eco mode and bypass.

    >>> round(bypass_loss_w(UpsSpec(rated_kw=100, battery_kwh=10), 98.5e3), 6)
    1500.0
    """
    return load_w * (1.0 / spec.eco_efficiency_frac - 1.0)


def usable_j(spec: UpsSpec) -> float:
    """What its battery may give down to the depth of discharge, in the battery.

    >>> usable_j(UpsSpec(rated_kw=100, battery_kwh=10, depth_frac=0.5)) / 3.6e6
    5.0
    """
    return spec.battery_kwh * spec.depth_frac * J_PER_KWH


def ride_through_s(spec: UpsSpec, load_w: float) -> float:
    """How long a full battery carries a load; for ever without one.

    >>> round(ride_through_s(UpsSpec(rated_kw=500, battery_kwh=50), 456e3), 9)
    300.0
    """
    return usable_j(spec) * spec.discharge_efficiency_frac / load_w if load_w > 0.0 else inf


def overload_s(spec: UpsSpec, load_w: float) -> float:
    """How long the inverter stands a load from cold; for ever up to its rating.

    >>> overload_s(UpsSpec(rated_kw=100, battery_kwh=10), 130e3)
    60.0
    """
    load_pu = load_w / rated_w(spec)
    if load_pu <= 1.0:
        return inf
    stands = (step.s for step in spec.overloads if load_pu <= step.up_to_pu)
    return next(stands, spec.overload_beyond_s)
