"""One state with one time constant, `x' = (u - x) / tau`, in forms that keep their digits.

Source: the first-order lag. Increments use `expm1`, so a microsecond of a day-long lag is exact.
"""

from __future__ import annotations

from math import expm1, log, log1p

_SERIES_BELOW_PU = 0.05
_NEAR_TARGET_FRAC = 0.5


def approach(start_pu: float, target_pu: float, tau_s: float, span_s: float) -> float:
    """Value after `span_s` of an approach from `start_pu` to `target_pu`.

    >>> round(approach(20.0, 80.0, 60.0, 60.0), 6)
    57.927234
    """
    return start_pu - (target_pu - start_pu) * expm1(-span_s / tau_s)


def approach_integral(start_pu: float, target_pu: float, tau_s: float, span_s: float) -> float:
    """Integral of the approach over `span_s`, in the block's unit times seconds.

    >>> approach_integral(5.0, 5.0, 60.0, 10.0)
    50.0
    """
    return start_pu * span_s + (target_pu - start_pu) * lag_s(1.0 / tau_s, span_s)


def approach_ramp(
    start_pu: float, target_pu: float, slope_pu_per_s: float, tau_s: float, span_s: float
) -> float:
    """Value after `span_s` when the target itself moves: `x' = (target + slope * t - x) / tau`.

    In the long run the value trails the moving target by `slope * tau`.

    >>> round(approach_ramp(0.0, 0.0, 1.0, 10.0, 1000.0), 6)
    990.0
    """
    return approach(start_pu, target_pu, tau_s, span_s) + slope_pu_per_s * lag_s(
        1.0 / tau_s, span_s
    )


def lag_s(rate_per_s: float, span_s: float) -> float:
    """`span - (1 - exp(-rate * span)) / rate`: the integral of a unit approach, 0 at rate 0.

    >>> lag_s(1.0, 1.0) == lag_s(1.0, 1.0)
    True
    >>> round(lag_s(1.0, 1.0), 6)
    0.367879
    """
    z_pu = rate_per_s * span_s
    if z_pu > _SERIES_BELOW_PU:
        return span_s + expm1(-z_pu) / rate_per_s
    term_pu = total_pu = 0.5 * z_pu
    for order in range(3, 12):
        term_pu *= -z_pu / order
        total_pu += term_pu
    return span_s * total_pu


def reach_s(start_pu: float, target_pu: float, level_pu: float, tau_s: float) -> float | None:
    """When the approach reaches `level_pu`: 0.0 if it starts on it, None if it never does.

    The level must lie strictly between start and target: a target is approached, not reached.

    >>> round(reach_s(0.0, 1.0, 0.5, 1.0), 6)
    0.693147
    >>> reach_s(0.0, 1.0, 1.0, 1.0) is None
    True
    """
    if start_pu == level_pu:
        return 0.0
    if not (start_pu < level_pu < target_pu or target_pu < level_pu < start_pu):
        return None
    reached_frac = (level_pu - start_pu) / (target_pu - start_pu)
    if reached_frac < _NEAR_TARGET_FRAC:
        return -tau_s * log1p(-reached_frac)
    left_frac = (target_pu - level_pu) / (target_pu - start_pu)
    return -tau_s * log(left_frac) if left_frac > 0.0 else None
