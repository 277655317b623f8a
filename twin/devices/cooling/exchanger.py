"""Heat exchangers in counterflow by effectiveness and number of transfer units.

`Q = eps Cmin (Th_in - Tc_in)` with `eps = (1 - e^-N(1-Cr)) / (1 - Cr e^-N(1-Cr))`, `N = UA / Cmin`
(Kays and London; any textbook of heat transfer). For fixed flows that is linear in the
temperatures, so a loop with exchangers is a linear block. `UA` follows the flow on each side to the
power 0.8 (turbulent flow, Dittus-Boelter); the two sides are resistances in series.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, inf, log1p
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.units import W_PER_KW

FLOW_EXPONENT_RATIO = 0.8
"""Film coefficient over flow, turbulent (Dittus-Boelter)."""


def effectiveness_frac(units_ratio: float, capacity_ratio: float) -> float:
    """Share of the greatest possible heat that a counterflow exchanger moves.

    With `g = (1 - e^-x) / (1 - Cr)` and `x = N (1 - Cr)` it is `g / (1 + Cr g)`; `g` tends to N as
    Cr tends to 1, so one form serves from Cr = 0 (a condenser) to Cr = 1.

    Args:
        units_ratio: number of transfer units `UA / Cmin`, 0 or more.
        capacity_ratio: `Cmin / Cmax`, 0 to 1.

    >>> effectiveness_frac(3.0, 1.0)
    0.75
    >>> round(effectiveness_frac(1.0, 0.0), 10)
    0.6321205588
    """
    unlike = 1.0 - capacity_ratio
    driven = -expm1(-units_ratio * unlike) / unlike if unlike else units_ratio
    return min(driven / (1.0 + capacity_ratio * driven), 1.0) if driven < inf else 1.0


def transfer_units_ratio(effective_frac: float, capacity_ratio: float) -> float:
    """The number of transfer units that gives an effectiveness below 1: the inverse.

    >>> transfer_units_ratio(0.75, 1.0)
    3.0
    """
    unlike = 1.0 - capacity_ratio
    driven = effective_frac / (1.0 - effective_frac * capacity_ratio)
    return -log1p(-driven * unlike) / unlike if unlike else driven


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanger:
    """An exchanger at its rating, from which any pair of flows follows.

    Attributes:
        ua_w_per_k: area times coefficient at both rated flows.
        hot_w_per_k, cold_w_per_k: mass flow times specific heat of each side, rated.
        hot_share_frac: part of the resistance that is on the hot side.
    """

    ua_w_per_k: float
    hot_w_per_k: float
    cold_w_per_k: float
    hot_share_frac: float = 0.5

    def conductance_w_per_k(self, hot_frac: float = 1.0, cold_frac: float = 1.0) -> float:
        """Heat per kelvin between the two inlets, `eps Cmin`, at shares of the rated flows.

        Zero where either side stands still.

        >>> Exchanger(ua_w_per_k=300.0, hot_w_per_k=100.0, cold_w_per_k=100.0).conductance_w_per_k()
        75.0
        """
        if hot_frac <= 0.0 or cold_frac <= 0.0:
            return 0.0
        films_ratio = (
            self.hot_share_frac * hot_frac**-FLOW_EXPONENT_RATIO
            + (1.0 - self.hot_share_frac) * cold_frac**-FLOW_EXPONENT_RATIO
        )
        hot_w_per_k, cold_w_per_k = self.hot_w_per_k * hot_frac, self.cold_w_per_k * cold_frac
        least_w_per_k = min(hot_w_per_k, cold_w_per_k)
        units_ratio = self.ua_w_per_k / films_ratio / least_w_per_k
        capacity_ratio = least_w_per_k / max(hot_w_per_k, cold_w_per_k)
        return effectiveness_frac(units_ratio, capacity_ratio) * least_w_per_k


class ExchangerSpec(BaseModel, frozen=True, extra="forbid"):
    """An exchanger by its rating: heat, approach, and what each side warms or cools by."""

    rated_kw: float = Field(gt=0, le=1e6, description="heat moved when rated")
    approach_k: float = Field(5.0, gt=0, le=60, description="hot leaving over cold entering [S]")
    hot_range_k: float = Field(10.0, gt=0, le=80, description="hot side, entering less leaving [M]")
    cold_range_k: float = Field(
        10.0, gt=0, le=80, description="cold side, leaving less entering [M]"
    )
    hot_share_frac: float = Field(
        0.5, ge=0, le=1, description="part of the thermal resistance on the hot side [A]"
    )

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        if wrong := impossible(self.approach_k, self.hot_range_k, self.cold_range_k):
            raise ValueError(wrong)
        return self


def impossible(approach_k: float, hot_range_k: float, cold_range_k: float) -> str:
    """Why no area reaches a rating, in words with the remedy; empty when some does.

    >>> impossible(5.0, 10.0, 15.0)[:46]
    'the cold side leaves at or above the hot inlet'
    """
    if cold_range_k < approach_k + hot_range_k:
        return ""
    return (
        "the cold side leaves at or above the hot inlet: "
        f"it warms by {cold_range_k:g} K, between the inlets are {approach_k + hot_range_k:g} K; "
        "give it more flow (a smaller range) or a wider approach"
    )


def rated_exchanger(
    heat_w: float, approach_k: float, hot_range_k: float, cold_range_k: float, share_frac: float
) -> Exchanger:
    """The exchanger that moves `heat_w` at an approach, with the ranges of both sides.

    Args:
        heat_w: heat moved.
        approach_k: hot leaving over cold entering.
        hot_range_k: the hot side cools by.
        cold_range_k: the cold side warms by, less than approach and hot range together.
        share_frac: part of the resistance on the hot side.

    >>> round(rated_exchanger(1e6, 5.0, 10.0, 10.0, 0.5).ua_w_per_k)
    200000
    """
    hot_w_per_k, cold_w_per_k = heat_w / hot_range_k, heat_w / cold_range_k
    least_w_per_k, most_w_per_k = sorted((hot_w_per_k, cold_w_per_k))
    effective_frac = heat_w / (least_w_per_k * (approach_k + hot_range_k))
    units_ratio = transfer_units_ratio(effective_frac, least_w_per_k / most_w_per_k)
    return Exchanger(
        ua_w_per_k=units_ratio * least_w_per_k,
        hot_w_per_k=hot_w_per_k,
        cold_w_per_k=cold_w_per_k,
        hot_share_frac=share_frac,
    )


def exchanger_of(spec: ExchangerSpec) -> Exchanger:
    """The exchanger a document describes."""
    return rated_exchanger(
        spec.rated_kw * W_PER_KW,
        spec.approach_k,
        spec.hot_range_k,
        spec.cold_range_k,
        spec.hot_share_frac,
    )
