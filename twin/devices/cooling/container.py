"""A container of air-cooled miners: its air, the heat its machines hold, its damper.

Air that moves takes up `Q = rho cp V dT`. The machines' metal (10 to 20 kJ/K each) is one node at
`Tm`; air that passes it takes `Q = G (Tm - T_in)` with `G = m cp (1 - e^-NTU)`, the effectiveness
of a body at one temperature, and a film that grows with mass flow to the power 0.8. Fresh air is
that outdoors, behind the pad while it is wet; a share r of exhaust joins it behind the pad, so
`T_in = T_fresh + dT r/(1-r)`. Some recirculates always; in the cold a damper lets in as much as
holds the least inlet temperature, up to its end. So there are three ways for heat to leave, open,
held and shut, each linear in `Tm`, and they meet without a jump: a container is exact, one way at a
time. Where fans stand still, warm air still rises through the open walls: a small flow that the
same equations take, so that the inlet tends to the air outdoors and never passes the metal.

Limits of a machine are those of the air it breathes at full flow. Where fans are missing its chips
are warmer than that air says: it feels `T_feel = Tm - Q / G_whole`, the inlet that would bring its
metal to where it is if no fan of the bank were missing at its present speed, or its inlet if that
is warmer. So it throttles and stops by the heat of its metal, and starts again when that is gone.

Left out: heat of the container's own fans (behind the machines), its walls, the warmer air that
recirculation would bring before the pad, and of machines that share a container their differences.
"""

from __future__ import annotations

from math import expm1, inf
from typing import NamedTuple

from pydantic import BaseModel, Field

from twin.devices.cooling.fan import AIR_J_PER_KG_K, STANDARD_KG_PER_M3, FanSpec, flow_m3_per_s
from twin.devices.cooling.pad import PadSpec
from twin.devices.cooling.recirculation import carried_ratio
from twin.devices.cooling.staging import StagingSpec

OPEN, HELD, SHUT = range(3)
DAMPER_NAMES = ("open", "held", "shut")

_FILM_EXPONENT = 0.8

FAN_STAGES = StagingSpec(up_c=52.0, down_c=40.0, dwell_s=20.0)
"""Wider apart than one step of speed moves the metal (11 K at most), so that fans come to rest."""


class ContainerSpec(BaseModel, frozen=True, extra="forbid"):
    """A container of air-cooled miners with its fans, damper and pad."""

    miners_count: int = Field(ge=1, le=100_000, description="machines in it")
    fan: FanSpec = Field(description="its exhaust fans")
    pad: PadSpec | None = Field(None, description="pad before its inlet; none if left out")
    staging: StagingSpec = Field(
        FAN_STAGES, description="metal temperatures that speed its fans up and down [A]"
    )
    unit_kj_per_k: float = Field(
        15.0, gt=0, le=1000, description="heat that warms one machine; 10 to 20 [A]"
    )
    unit_film_w_per_k: float = Field(
        300.0, gt=0, le=1e5, description="metal to air of one machine at full flow [A]"
    )
    recirculation_frac: float = Field(
        0.05, ge=0, le=0.5, description="exhaust in the inlet air always [A]"
    )
    damper_max_frac: float = Field(
        0.9, ge=0, le=0.98, description="exhaust in the inlet air, damper at its end [A]"
    )
    inlet_min_c: float = Field(5.0, ge=-40, le=40, description="inlet that the damper holds [A]")
    inlet_band_k: float = Field(
        0.5, gt=0, le=10, description="change of inlet that is worth telling the machines [A]"
    )
    short_band_k: float = Field(
        2.0, gt=0, le=10, description="the same, and their limits, while fans are missing [A]"
    )
    draught_frac: float = Field(
        0.02, gt=0, le=0.2, description="air that rises without fans, over full flow [A]"
    )


class Air(NamedTuple):
    """What air does for a container as long as fans and weather stay.

    Attributes:
        fresh_c: air that comes in, behind the pad.
        stream_w_per_k: mass flow through the machines times specific heat.
        metal_w_per_k: heat from metal to air per kelvin of metal over inlet.
        least_ratio, most_ratio: rise met again at the inlet, with the damper open and at its end.
    """

    fresh_c: float
    stream_w_per_k: float
    metal_w_per_k: float
    least_ratio: float
    most_ratio: float


class Way(NamedTuple):
    """One linear way for heat to leave: `Q = w_per_k (Tm - sink_c)`, `T_in = slope Tm + zero`.

    Attributes:
        sink_c: metal temperature at which none leaves.
        out_w_per_k: heat per kelvin above that.
        inlet_slope_ratio: of the inlet over the metal.
        inlet_zero_c: inlet at a metal of 0 °C.
    """

    sink_c: float
    out_w_per_k: float
    inlet_slope_ratio: float
    inlet_zero_c: float


def metal_w_per_k(film_w_per_k: float, mass_frac: float, stream_w_per_k: float) -> float:
    """Heat from metal at one temperature to air, per kelvin of metal over inlet.

    Args:
        film_w_per_k: area times film at full flow of standard air.
        mass_frac: mass flow over that.
        stream_w_per_k: mass flow times specific heat.

    >>> round(metal_w_per_k(100.0, 1.0, 100.0), 3)
    63.212
    """
    return -stream_w_per_k * expm1(-film_w_per_k * mass_frac**_FILM_EXPONENT / stream_w_per_k)


def moved_m3_per_s(spec: ContainerSpec, speed_frac: float, running_frac: float = 1.0) -> float:
    """Air through the machines: what the fans that run move, or what rises by itself.

    >>> spec = ContainerSpec(miners_count=1, fan=FanSpec(count=4, flow_m3_per_s=2.5))
    >>> [moved_m3_per_s(spec, 1.0, share) for share in (1.0, 0.5, 0.0)]
    [10.0, 5.0, 0.2]
    """
    fans_m3_per_s = running_frac * flow_m3_per_s(spec.fan, speed_frac)
    return max(fans_m3_per_s, spec.draught_frac * flow_m3_per_s(spec.fan, 1.0))


def air_of(spec: ContainerSpec, fresh_c: float, flow_kg_per_s: float) -> Air:
    """What a mass flow of air does for a container; `fresh_c` is that of the air that comes in."""
    stream_w_per_k = flow_kg_per_s * AIR_J_PER_KG_K
    full_kg_per_s = spec.fan.count * spec.fan.flow_m3_per_s * STANDARD_KG_PER_M3
    film_w_per_k = spec.unit_film_w_per_k * spec.miners_count
    return Air(
        fresh_c,
        stream_w_per_k,
        metal_w_per_k(film_w_per_k, flow_kg_per_s / full_kg_per_s, stream_w_per_k),
        carried_ratio(spec.recirculation_frac),
        carried_ratio(max(spec.recirculation_frac, spec.damper_max_frac)),
    )


def damper_levels_c(air: Air, inlet_min_c: float) -> tuple[float, float]:
    """Metal temperatures below which the damper is at its end, and above which it is open.

    Between them it holds the inlet. Without frost it is open throughout.

    >>> damper_levels_c(Air(0.0, 100.0, 50.0, 0.0, 1.0), 5.0)
    (15.0, inf)
    """
    short_k = inlet_min_c - air.fresh_c
    if short_k <= 0.0:
        return -inf, -inf
    over_k = short_k * air.stream_w_per_k / air.metal_w_per_k
    shut_c = inlet_min_c + over_k / air.most_ratio if air.most_ratio else inf
    return shut_c, inlet_min_c + over_k / air.least_ratio if air.least_ratio else inf


def damper_at(levels_c: tuple[float, float], metal_c: float) -> int:
    """Where the damper stands at a metal temperature: `OPEN`, `HELD` or `SHUT`.

    >>> [damper_at((15.0, 40.0), metal_c) for metal_c in (10.0, 20.0, 50.0)]
    [2, 1, 0]
    """
    shut_c, open_c = levels_c
    if metal_c >= open_c:
        return OPEN
    return SHUT if metal_c < shut_c else HELD


def way_of(air: Air, damper: int, inlet_min_c: float) -> Way:
    """How heat leaves with the damper where it stands.

    >>> way_of(Air(20.0, 100.0, 50.0, 0.0, 1.0), OPEN, 5.0)
    Way(sink_c=20.0, out_w_per_k=50.0, inlet_slope_ratio=0.0, inlet_zero_c=20.0)
    """
    metal = air.metal_w_per_k
    if damper == HELD:
        return Way(inlet_min_c, metal, 0.0, inlet_min_c)
    carried = air.least_ratio if damper == OPEN else air.most_ratio
    share = 1.0 / (1.0 + metal * carried / air.stream_w_per_k)
    return Way(air.fresh_c, metal * share, 1.0 - share, air.fresh_c * share)
