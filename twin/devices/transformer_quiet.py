"""Whether a transformer can meet no limit for a while, whatever its load and ambient do within given ranges.

Every state is a first-order lag, so within a span it stays between where it is and where the extreme inputs would
bring it by then. That bound is far cheaper than a search for a crossing, and one answer serves many changes of load.
What a load within a ratio of the present one can do to a target follows from the exponents: a gradient `K^y` changes at
most by the ratio to the power y, a top-oil rise at most by the ratio to the power 2x.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1
from typing import NamedTuple

from twin.devices.transformer import Transformers
from twin.devices.transformer_equations import Fixed
from twin.units import US_PER_S


class Calm(NamedTuple):
    """Ranges that inputs may move in, and for how long.

    Attributes:
        low_ratio, high_ratio: load over the present one, below and above 1.
        air_k: ambient, either way from the present one.
        span_s: how long.
    """

    low_ratio: float
    high_ratio: float
    air_k: float
    span_s: float


class _Feel(NamedTuple):
    """A range of inputs as one unit in one stage feels it: factors on targets, shares of the way gone."""

    low_oil_ratio: float
    high_oil_ratio: float
    low_gradient_ratio: float
    high_gradient_ratio: float
    oil_frac: float
    one_frac: float
    two_frac: float


class Quiet:
    """Answers for all units of a family which of a row of ranges, widest first, a unit is quiet in."""

    def __init__(self, family: Transformers, tiers: Sequence[Calm]) -> None:
        """Ranges are the same for every unit."""
        self.tiers = tuple(tiers)
        self._family = family
        self._feel: dict[Fixed, tuple[_Feel, ...]] = {}

    def widest(self, i: int, t_us: int, first: int) -> int | None:
        """The first tier, from `first` on, in which unit `i` surely meets no limit; None when none is.

        None means nothing: only a search can tell then. Always so for the IEEE form, whose oil time constant moves.
        """
        family = self._family
        fixed = family.fixed_of_unit(i)
        if fixed.ieee:
            return None
        ambient_c = family.ambient.ambient_c[0]
        air_c = family.ambient.lagged_c(family.filter[i], t_us)
        rise_k = family.own_rise_k(i, t_us)
        one_k, two_k = family.gradients_k(i, t_us)
        to_k, one_to_k, two_to_k = family.rise_to_k[i], family.gradient1_to_k[i], family.gradient2_to_k[i]
        rising_oil_c, rising_hot_c, reset_oil_c, reset_hot_c = family.nearest_limits_c(i)
        start_oil_c, start_hot_c, stop_oil_c, stop_hot_c = family.stage_levels_c(i)
        free_us = family.called_us[i] + family.units[i].dwell_us
        feels = self._feel.get(fixed) or self._felt(fixed)
        for tier in range(first, len(feels)):
            calm = self.tiers[tier]
            low_oil, high_oil, low_grad, high_grad, oil_frac, one_frac, two_frac = feels[tier]
            low_oil_c = high_oil_c = air_c + rise_k
            more_k = to_k * high_oil - rise_k
            high_oil_c += more_k * oil_frac if more_k > 0.0 else 0.0
            more_k = ambient_c + calm.air_k - air_c
            high_oil_c += more_k * oil_frac if more_k > 0.0 else 0.0
            less_k = to_k * low_oil - rise_k
            low_oil_c += less_k * oil_frac if less_k < 0.0 else 0.0
            less_k = ambient_c - calm.air_k - air_c
            low_oil_c += less_k * oil_frac if less_k < 0.0 else 0.0
            high_hot_c = high_oil_c + one_k - two_k
            low_hot_c = low_oil_c + one_k - two_k
            more_k = one_to_k * high_grad - one_k
            high_hot_c += more_k * one_frac if more_k > 0.0 else 0.0
            less_k = two_to_k * low_grad - two_k
            high_hot_c -= less_k * two_frac if less_k < 0.0 else 0.0
            less_k = one_to_k * low_grad - one_k
            low_hot_c += less_k * one_frac if less_k < 0.0 else 0.0
            more_k = two_to_k * high_grad - two_k
            low_hot_c -= more_k * two_frac if more_k > 0.0 else 0.0
            if high_oil_c >= rising_oil_c or high_hot_c >= rising_hot_c:
                continue
            if low_oil_c <= reset_oil_c or low_hot_c <= reset_hot_c:
                continue
            if t_us + calm.span_s * US_PER_S < free_us:
                return tier
            stays = low_oil_c > stop_oil_c or low_hot_c > stop_hot_c
            if stays and high_oil_c < start_oil_c and high_hot_c < start_hot_c:
                return tier
        return None

    def _felt(self, fixed: Fixed) -> tuple[_Feel, ...]:
        x, y = fixed.oil_exponent_ratio, fixed.winding_exponent_ratio
        made = tuple(
            _Feel(
                calm.low_ratio ** (2.0 * x),
                calm.high_ratio ** (2.0 * x),
                calm.low_ratio**y,
                calm.high_ratio**y,
                -expm1(-calm.span_s / fixed.oil_tau_s),
                -expm1(-calm.span_s * fixed.rate1_per_s),
                -expm1(-calm.span_s * fixed.rate2_per_s),
            )
            for calm in self.tiers
        )
        self._feel[fixed] = made
        return made
