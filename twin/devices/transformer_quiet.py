"""For how long a transformer surely meets no limit while load and ambient keep to given ranges.

Every state is a first-order lag, so it stays between where it is and where the extreme inputs would
bring it. What a
load within a ratio of the present one does to a target follows from the exponents: a gradient `K^y`
changes at most by the ratio to the power y, a top-oil rise at most by the ratio to the power 2x. So
a reading rises by at most `sum a (1 - exp(-rate t))` with the `a` not negative, and the time until
that fills the room to the nearest level is bounded from below without a search. One answer, a
hundred times cheaper than a crossing, serves many changes of load.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, log1p
from typing import NamedTuple

from twin.devices.transformer import Transformers
from twin.devices.transformer_equations import Fixed
from twin.units import US_PER_S

_SLACK_K = 1e-6
_S_PER_US = 1.0 / US_PER_S


class Calm(NamedTuple):
    """Ranges that inputs may move in, and the shortest time that makes the answer worth having.

    Attributes:
        low_ratio, high_ratio: load over the present one, below and above 1. An infinite ratio above
            stands for any load from none to the rating of the stage.
        air_k: ambient, either way from the present one.
        least_s: a unit that is quiet for less is looked at in a narrower range.
    """

    low_ratio: float
    high_ratio: float
    air_k: float
    least_s: float


class _Feel(NamedTuple):
    """A range as a unit in a stage feels it: factors on the targets of oil and gradients."""

    low_oil_ratio: float
    high_oil_ratio: float
    low_gradient_ratio: float
    high_gradient_ratio: float
    air_k: float
    least_s: float


class Quiet:
    """Answers for all units of a family in which of some ranges a unit is quiet, and how long."""

    def __init__(self, family: Transformers, tiers: Sequence[Calm]) -> None:
        """Ranges are the same for every unit."""
        self.tiers = tuple(tiers)
        self._family = family
        self._feel: dict[Fixed, tuple[_Feel, ...]] = {}

    def widest(self, i: int, t_us: int, first: int) -> tuple[int, float] | None:
        """The first tier from `first` on in which unit `i` is quiet for long enough; how long [s].

        None means nothing: only a search can tell then. Always so for the IEEE form, whose oil time
        constant moves.
        """
        family = self._family
        fixed = family.fixed_of_unit(i)
        if fixed.ieee:
            return None
        air_c, rise_k, one_k, two_k = family.state_at(i, t_us)
        to_k, one_to_k, two_to_k = (
            family.rise_to_k[i],
            family.gradient1_to_k[i],
            family.gradient2_to_k[i],
        )
        rates_per_s = (family.oil_rate_per_s[i], fixed.rate1_per_s, fixed.rate2_per_s)
        warmer_k = family.ambient.ambient_c[0] - air_c
        room_k = self._room_k(i, air_c + rise_k, one_k - two_k)
        held_s = (family.called_us[i] + family.units[i].dwell_us - t_us) * _S_PER_US
        feels = self._feel.get(fixed) or self._felt(fixed)
        for tier in range(first, len(feels)):
            low_oil, high_oil, low_gradient, high_gradient, air_k, least_s = feels[tier]
            # What oil and both parts of the gradient can add to the readings, and take from them.
            if high_oil == inf:
                if family.load_va[i] * fixed.per_va > 1.0:
                    continue
                up_to_k = fixed.oil_rise_k, fixed.gradient1_k, fixed.gradient2_k
            else:
                up_to_k = to_k * high_oil, one_to_k * high_gradient, two_to_k * high_gradient
            oil_k, air_way_k = up_to_k[0] - rise_k, warmer_k + air_k
            more_k = (oil_k if oil_k > 0.0 else 0.0) + (air_way_k if air_way_k > 0.0 else 0.0)
            oil_k, air_way_k = rise_k - to_k * low_oil, air_k - warmer_k
            less_k = (oil_k if oil_k > 0.0 else 0.0) + (air_way_k if air_way_k > 0.0 else 0.0)
            up_k = (more_k, up_to_k[1] - one_k, two_k - two_to_k * low_gradient)
            down_k = (less_k, one_k - one_to_k * low_gradient, up_to_k[2] - two_k)
            span_s = _span_s(room_k, up_k, down_k, rates_per_s, held_s)
            if span_s >= least_s:
                return tier, span_s
        return None

    def _room_k(self, i: int, oil_c: float, gradient_k: float) -> tuple[float, ...]:
        """How far oil and hot-spot, in turn, are from the `levels_c` of a unit, less a slack."""
        hot_c = oil_c + gradient_k
        low_oil_c, low_hot_c = oil_c - _SLACK_K, hot_c - _SLACK_K
        oil_c, hot_c = oil_c + _SLACK_K, hot_c + _SLACK_K
        rising_oil, rising_hot, reset_oil, reset_hot, start_oil, start_hot, stop_oil, stop_hot = (
            self._family.levels_c(i)
        )
        return (
            rising_oil - oil_c,
            rising_hot - hot_c,
            low_oil_c - reset_oil,
            low_hot_c - reset_hot,
            start_oil - oil_c,
            start_hot - hot_c,
            low_oil_c - stop_oil,
            low_hot_c - stop_hot,
        )

    def _felt(self, fixed: Fixed) -> tuple[_Feel, ...]:
        x, y = fixed.oil_exponent_ratio, fixed.winding_exponent_ratio
        made = tuple(
            _Feel(
                calm.low_ratio ** (2.0 * x),
                calm.high_ratio ** (2.0 * x),
                calm.low_ratio**y,
                calm.high_ratio**y,
                calm.air_k,
                calm.least_s,
            )
            for calm in self.tiers
        )
        self._feel[fixed] = made
        return made


def _span_s(
    room_k: tuple[float, ...],
    up_k: tuple[float, float, float],
    down_k: tuple[float, float, float],
    rates_per_s: tuple[float, float, float],
    held_s: float,
) -> float:
    """The least time until a level is met; a stage that is held changes after its dwell."""
    rising_oil, rising_hot, reset_oil, reset_hot, start_oil, start_hot, stop_oil, stop_hot = room_k
    more_k, one_up_k, two_up_k = up_k
    less_k, one_down_k, two_down_k = down_k
    hot_up_k = (
        more_k + (one_up_k if one_up_k > 0.0 else 0.0) + (two_up_k if two_up_k > 0.0 else 0.0)
    )
    hot_down_k = (
        less_k
        + (one_down_k if one_down_k > 0.0 else 0.0)
        + (two_down_k if two_down_k > 0.0 else 0.0)
    )
    stage_s = span_s = inf
    if more_k > start_oil:
        stage_s = _oil_s(start_oil, more_k, rates_per_s)
    if hot_up_k > start_hot:
        stage_s = min(stage_s, _hot_s(start_hot, up_k, rates_per_s))
    if less_k > stop_oil and hot_down_k > stop_hot:
        oil_s, hot_s = _oil_s(stop_oil, less_k, rates_per_s), _hot_s(stop_hot, down_k, rates_per_s)
        stage_s = min(stage_s, max(oil_s, hot_s))
    if more_k > rising_oil:
        span_s = _oil_s(rising_oil, more_k, rates_per_s)
    if hot_up_k > rising_hot:
        span_s = min(span_s, _hot_s(rising_hot, up_k, rates_per_s))
    if less_k > reset_oil:
        span_s = min(span_s, _oil_s(reset_oil, less_k, rates_per_s))
    if hot_down_k > reset_hot:
        span_s = min(span_s, _hot_s(reset_hot, down_k, rates_per_s))
    return min(span_s, max(stage_s, held_s))


def _oil_s(room_k: float, way_k: float, rates_per_s: tuple[float, float, float]) -> float:
    """How long a reading that goes `way_k` at the oil's rate needs for a smaller `room_k`."""
    return -log1p(-room_k / way_k) / rates_per_s[0] if room_k > 0.0 else 0.0


def _hot_s(
    room_k: float, ways_k: tuple[float, float, float], rates_per_s: tuple[float, float, float]
) -> float:
    """How long a reading that goes `ways_k`, each at its rate, none back, needs for `room_k`.

    One step of Newton's method from the straight line: the way gone is concave, so neither passes
    the room.
    """
    if room_k <= 0.0:
        return 0.0
    oil_k, one_k, two_k = ways_k
    one_k = one_k if one_k > 0.0 else 0.0
    two_k = two_k if two_k > 0.0 else 0.0
    oil_per_s, one_per_s, two_per_s = rates_per_s
    span_s = room_k / (oil_k * oil_per_s + one_k * one_per_s + two_k * two_per_s)
    oil_left_k = oil_k * exp(-oil_per_s * span_s)
    one_left_k = one_k * exp(-one_per_s * span_s)
    two_left_k = two_k * exp(-two_per_s * span_s)
    room_k -= oil_k + one_k + two_k - oil_left_k - one_left_k - two_left_k
    return span_s + room_k / (
        oil_left_k * oil_per_s + one_left_k * one_per_s + two_left_k * two_per_s
    )
