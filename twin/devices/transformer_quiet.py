"""Whether a transformer can meet no limit for a while, whatever its load and ambient do within given ranges.

Every state is a first-order lag, so within a span it stays between where it is and where the extreme inputs would
bring it by then. That bound is far cheaper than a search for a crossing, and one answer serves many changes of load.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from twin.devices.transformer import Transformers
from twin.devices.transformer_equations import targets_k
from twin.units import US_PER_S


class Calm(NamedTuple):
    """Ranges that inputs may move in, and for how long.

    Attributes:
        low_va, high_va: load of the whole bank.
        low_c, high_c: ambient.
        span_s: how long.
    """

    low_va: float
    high_va: float
    low_c: float
    high_c: float
    span_s: float


def is_quiet(family: Transformers, i: int, t_us: int, calm: Calm) -> bool:
    """Whether unit `i` surely meets no limit and changes no stage within `calm`, from `t_us` on.

    False means nothing: only a search can tell then. Never true for the IEEE form, whose oil time constant moves.
    """
    fixed = family.fixed_of_unit(i)
    if fixed.ieee:
        return False
    span_s = calm.span_s
    oil_frac = 1.0 - exp(-span_s * family.oil_rate_per_s[i])
    one_frac = 1.0 - exp(-span_s * fixed.rate1_per_s)
    two_frac = 1.0 - exp(-span_s * fixed.rate2_per_s)
    lag_per_s = family.ambient.rate_per_s[family.filter[i]]
    air_frac = 1.0 - exp(-span_s * lag_per_s) if lag_per_s else 1.0
    if family.energised[i]:
        low_rise_k, low_one_k, low_two_k = targets_k(fixed, calm.low_va)
        high_rise_k, high_one_k, high_two_k = targets_k(fixed, calm.high_va)
    else:
        low_rise_k = low_one_k = low_two_k = high_rise_k = high_one_k = high_two_k = 0.0
    air_c = family.ambient.lagged_c(family.filter[i], t_us)
    rise_k = family.own_rise_k(i, t_us)
    one_k, two_k = family.gradients_k(i, t_us)
    high_c = _upper(air_c, calm.high_c, air_frac) + _upper(rise_k, high_rise_k, oil_frac)
    low_c = _lower(air_c, calm.low_c, air_frac) + _lower(rise_k, low_rise_k, oil_frac)
    rising_oil_c, rising_hot_c, falling_oil_c, falling_hot_c = family.nearest_limits_c(i)
    if high_c >= rising_oil_c or low_c <= falling_oil_c:
        return False
    low_oil_c = low_c
    high_c += _upper(one_k, high_one_k, one_frac) - _lower(two_k, low_two_k, two_frac)
    low_c += _lower(one_k, low_one_k, one_frac) - _upper(two_k, high_two_k, two_frac)
    if high_c >= rising_hot_c or low_c <= falling_hot_c:
        return False
    stop_oil_c, stop_hot_c = family.stop_c(i)
    return low_oil_c > stop_oil_c or low_c > stop_hot_c


def quiet_until_us(t_us: int, calm: Calm) -> int:
    """Last instant for which the answer of `is_quiet` holds."""
    return t_us + round(calm.span_s * US_PER_S)


def _upper(now: float, to: float, moved_frac: float) -> float:
    return now + (to - now) * moved_frac if to > now else now


def _lower(now: float, to: float, moved_frac: float) -> float:
    return now + (to - now) * moved_frac if to < now else now
