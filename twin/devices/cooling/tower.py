"""Cooling towers: how near their water comes to the wet bulb, and the water that takes.

The approach is York's fit over range, wet bulb and water to air, `sum c_ijm L^i Tr^j Twb^m` with
`L = FRwater / FRair` (EnergyPlus Engineering Reference, CoolingTower:VariableSpeed; coefficients as
in Modelica Buildings, `yorkCalc`). It holds inside a box of wet bulb, range and flows; outside the
nearest point of the box is taken and said so. Leaving water is never below the wet bulb. In the
box leaving water rises with the wet bulb and falls with more air up to L = 3; past that the fit
wavers. With its fans off a tower breathes a little by itself, which is an L of 8 and clamped.
"""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, Field

from twin.devices.cooling.fan import FanSpec, lowest_step

WATER_J_PER_KG_K = 4186.0
"""Specific heat of water at 25 °C, rounded."""

WET_BULB_C = (-34.4, 26.7)
RANGE_K = (1.1, 22.2)
APPROACH_K = (1.1, 40.0)
WATER_FRAC = (0.75, 1.25)
MOST_WATER_TO_AIR_RATIO = 8.0

# Three by three by three: powers of L, then of range, then of wet bulb.
_TERMS = (
    (
        (-0.359741205, -0.055053608, 0.0023850432),
        (0.173926877, -0.0248473764, 0.00048430224),
        (-0.005589849456, 0.0005770079712, -0.00001342427256),
    ),
    (
        (2.84765801111111, -0.121765149, 0.0014599242),
        (1.680428651, -0.0166920786, -0.0007190532),
        (-0.025485194448, 0.0000487491696, 0.00002719234152),
    ),
    (
        (-0.0653766255555556, -0.002278167, 0.0002500254),
        (-0.0910565458, 0.00318176316, 0.000038621772),
        (-0.0034285382352, 0.00000856589904, -0.000001516821552),
    ),
)


class TowerSpec(BaseModel, frozen=True, extra="forbid"):
    """A cooling tower."""

    water_kg_per_s: float = Field(gt=0, le=1e5, description="water over it when rated")
    fan: FanSpec = Field(description="its fans")
    latent_frac: float = Field(
        0.85, gt=0, le=1, description="heat that leaves by evaporation; 0.8 to 0.95 [M]"
    )
    cycles_ratio: float = Field(
        5.0, gt=1, le=50, description="salts in its water over salts in what is fed [M]"
    )
    drift_pct: float = Field(
        0.002, ge=0, le=1, description="of the water flow carried out; 0.001 to 0.005 [M]"
    )
    leaving_c: float = Field(
        20.0, ge=2, le=50, description="leaving water that its fans are held for [A]"
    )


class Approach(NamedTuple):
    """Leaving water over wet bulb, and whether the fit was left to get it."""

    approach_k: float
    clamped: bool


def york_k(range_k: float, wet_bulb_c: float, water_to_air_ratio: float) -> float:
    """York's approach as fitted, with nothing clamped [K].

    >>> round(york_k(5.56, 25.56, 1.0), 6)
    3.842517
    """
    total_k = 0.0
    for i, by_range in enumerate(_TERMS):
        for j, by_wet_bulb in enumerate(by_range):
            zero, one, two = by_wet_bulb
            of_wet_bulb = zero + wet_bulb_c * (one + wet_bulb_c * two)
            total_k += of_wet_bulb * water_to_air_ratio**i * range_k**j
    return total_k


def approach(range_k: float, wet_bulb_c: float, water_frac: float, air_frac: float) -> Approach:
    """York's approach at the nearest point of its box.

    Args:
        range_k: entering over leaving water.
        wet_bulb_c: of the air.
        water_frac: water over rated.
        air_frac: air over rated, which is fan speed; 0 with its fans off.

    >>> approach(5.0, 30.0, 1.0, 1.0).clamped
    True
    """
    inside_k = _into(RANGE_K, range_k)
    inside_c = _into(WET_BULB_C, wet_bulb_c)
    inside_frac = _into(WATER_FRAC, water_frac)
    ratio = MOST_WATER_TO_AIR_RATIO
    if air_frac > 0.0:
        ratio = min(inside_frac / air_frac, ratio)
    raw_k = york_k(inside_k, inside_c, ratio)
    clamped = (
        (inside_k, inside_c, inside_frac) != (range_k, wet_bulb_c, water_frac)
        or ratio == MOST_WATER_TO_AIR_RATIO
        or _into(APPROACH_K, raw_k) != raw_k
    )
    return Approach(_into(APPROACH_K, raw_k), clamped)


def warmed_k(spec: TowerSpec, heat_w: float, water_frac: float) -> float:
    """Entering over leaving water.

    >>> spec = TowerSpec(water_kg_per_s=100.0, fan=FanSpec(flow_m3_per_s=80.0))
    >>> warmed_k(spec, 4.186e6, 1.0)
    10.0
    """
    flow_kg_per_s = spec.water_kg_per_s * water_frac
    return heat_w / (flow_kg_per_s * WATER_J_PER_KG_K) if flow_kg_per_s else 0.0


def step_for(spec: TowerSpec, heat_w: float, water_frac: float, wet_bulb_c: float) -> int:
    """The lowest fan step that holds leaving water at the spec's or below; else the top one.

    >>> spec = TowerSpec(water_kg_per_s=100.0, fan=FanSpec(flow_m3_per_s=80.0), leaving_c=30.0)
    >>> step_for(spec, 2.093e6, 1.0, 20.0) < step_for(spec, 2.093e6, 1.0, 25.0)
    True
    """
    top = spec.fan.steps_count
    water_k = warmed_k(spec, heat_w, water_frac)
    for step in (0, *range(lowest_step(spec.fan), top + 1)):
        found = approach(water_k, wet_bulb_c, water_frac, step / top)
        if wet_bulb_c + found.approach_k <= spec.leaving_c:
            return step
    return top


def _into(box_pu: tuple[float, float], at_pu: float) -> float:
    return min(max(at_pu, box_pu[0]), box_pu[1])
