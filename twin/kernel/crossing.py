"""The complete first crossing of a sum of exponentials, a constant and a linear term.

A sum of n + 1 exponentials has at most n real zeros (generalised Descartes). Dividing by the
slowest term and differentiating removes one term, so the zeros of the shorter sum are all the
turning points of the longer one and each piece between them is monotone: at most one root, found by
bracketing. Nothing is sampled, so nothing between samples is missed (the hot-spot of a transformer
overshoots).
"""

from __future__ import annotations

from math import exp, expm1, inf, log

from twin.kernel.bracket import EPS_PU, Curve, bracketed_root
from twin.kernel.response import Response

_NOISE_ULP_COUNT = 8.0
_USUAL_TERMS_COUNT = 3
_VANISHING_PU = 1e-200
_SAME_RATE_FRAC = 4 * EPS_PU


def first_crossing_s(
    response: Response, level_pu: float, *, rising: bool, horizon_s: float = inf
) -> float | None:
    """The first instant in `[0, horizon_s]` from which `response` is past `level_pu`.

    Rising asks for the infimum of all t with y(t) > level, falling for y(t) < level. So it is 0.0
    where the start is past the level, or on it and leaving that way; a touch without crossing is
    none, and so is a level that is only approached. Differences below the rounding of the sum
    itself count as a touch.

    Args:
        response: the output, inputs held.
        level_pu: the level, in the output's unit.
        rising: look for upward crossings; else for downward ones.
        horizon_s: how far to look; infinite by default.

    Returns:
        seconds from the start of the response, or None.

    >>> round(first_crossing_s(Response(90.0, 0.0, (-40.0,), (1 / 75,)), 110.0, rising=True), 9)
    51.986038542
    """
    way = 1.0 if rising else -1.0
    start_pu = way * (response.start_pu - level_pu)
    if start_pu > 0.0:
        return 0.0
    slope_pu_per_s = way * response.slope_pu_per_s
    gains_pu, rates_per_s = _merged(response, way)
    if slope_pu_per_s <= 0.0 and start_pu - sum(gain for gain in gains_pu if gain < 0.0) <= 0.0:
        # Each term that rises does so by its gain at most: together they don't reach the level.
        return None
    excess = _excess(start_pu, slope_pu_per_s, gains_pu, rates_per_s)
    noise_pu = EPS_PU * _NOISE_ULP_COUNT * (abs(start_pu) + sum(map(abs, gains_pu)))
    turns_s = _turning_points(slope_pu_per_s, gains_pu, rates_per_s, horizon_s)
    left_s, left_pu = 0.0, start_pu
    for right_s in (*turns_s, horizon_s):
        if right_s < inf:
            right_pu = excess(right_s)
        elif slope_pu_per_s != 0.0:
            right_pu = slope_pu_per_s * inf
        else:
            right_pu = start_pu - sum(gains_pu)
        if right_pu > noise_pu:
            if left_pu >= 0.0:
                return left_s
            at_s = _root(excess, left_s, right_s, rates_per_s)
            return at_s if at_s < inf else None
        left_s, left_pu = right_s, right_pu
    return None


def _merged(response: Response, way_ratio: float) -> tuple[list[float], list[float]]:
    """Gains and rates, slowest first; equal rates added, terms without weight left out."""
    gains_pu: list[float] = []
    rates_per_s: list[float] = []
    last_per_s = 0.0
    for rate_per_s, gain_pu in sorted(zip(response.rates_per_s, response.gains_pu, strict=True)):
        if last_per_s and rate_per_s - last_per_s <= _SAME_RATE_FRAC * rate_per_s:
            gains_pu[-1] += way_ratio * gain_pu
        elif rate_per_s > 0.0:
            gains_pu.append(way_ratio * gain_pu)
            rates_per_s.append(rate_per_s)
            last_per_s = rate_per_s
    if gains_pu and min(map(abs, gains_pu)) > _VANISHING_PU:
        return gains_pu, rates_per_s
    kept = [k for k, gain_pu in enumerate(gains_pu) if abs(gain_pu) > _VANISHING_PU]
    return [gains_pu[k] for k in kept], [rates_per_s[k] for k in kept]


def _excess(
    start_pu: float, slope_pu_per_s: float, gains_pu: list[float], rates_per_s: list[float]
) -> Curve:
    """How far the output is past the level, as a function of time."""
    if slope_pu_per_s == 0.0 and len(gains_pu) == _USUAL_TERMS_COUNT:
        return _excess_of_three(start_pu, gains_pu, rates_per_s)
    terms = list(zip(gains_pu, rates_per_s, strict=True))

    def excess(span_s: float) -> float:
        """At an instant, term by term."""
        value_pu = start_pu + slope_pu_per_s * span_s
        for gain_pu, rate_per_s in terms:
            value_pu += gain_pu * expm1(-rate_per_s * span_s)
        return value_pu

    return excess


def _excess_of_three(start_pu: float, gains_pu: list[float], rates_per_s: list[float]) -> Curve:
    """The same for a transformer's hot-spot, written out because a root takes ten of them."""
    one_pu, two_pu, three_pu = gains_pu
    one_per_s, two_per_s, three_per_s = rates_per_s

    def excess(span_s: float) -> float:
        """At an instant, three terms."""
        return (
            start_pu
            + one_pu * expm1(-one_per_s * span_s)
            + two_pu * expm1(-two_per_s * span_s)
            + three_pu * expm1(-three_per_s * span_s)
        )

    return excess


def _turning_points(
    slope_pu_per_s: float, gains_pu: list[float], rates_per_s: list[float], horizon_s: float
) -> list[float]:
    """Where the derivative `slope - sum rate gain exp(-rate t)` changes sign."""
    if not gains_pu:
        return []
    weights_pu = [-rate * gain for rate, gain in zip(rates_per_s, gains_pu, strict=True)]
    if slope_pu_per_s != 0.0:
        return _sign_changes(slope_pu_per_s, weights_pu, rates_per_s, horizon_s)
    return _divided_sign_changes(weights_pu, rates_per_s, horizon_s)


def _divided_sign_changes(
    weights_pu: list[float], rates_per_s: list[float], horizon_s: float
) -> list[float]:
    """Sign changes of a sum of exponentials, after dividing it by its slowest one."""
    slowest_per_s = rates_per_s[0]
    faster_per_s = [rate - slowest_per_s for rate in rates_per_s[1:]]
    return _sign_changes(weights_pu[0], weights_pu[1:], faster_per_s, horizon_s)


def _sign_changes(
    constant_pu: float, weights_pu: list[float], rates_per_s: list[float], horizon_s: float
) -> list[float]:
    """All t in (0, horizon) where `constant + sum weight exp(-rate t)` changes sign, ascending.

    The constant is not zero and the rates ascend from above zero.
    """
    if all((weight_pu > 0.0) == (constant_pu > 0.0) for weight_pu in weights_pu):
        return []
    if len(weights_pu) == 1:
        ratio = -constant_pu / weights_pu[0]
        at_s = -log(ratio) / rates_per_s[0] if 0.0 < ratio < 1.0 else inf
        return [at_s] if at_s < horizon_s else []
    steeper_pu = [-rate * weight for rate, weight in zip(rates_per_s, weights_pu, strict=True)]
    turns_s = _divided_sign_changes(steeper_pu, rates_per_s, horizon_s)
    terms = list(zip(weights_pu, rates_per_s, strict=True))

    def value(span_s: float) -> float:
        """The sum at an instant."""
        total_pu = constant_pu
        for weight_pu, rate_per_s in terms:
            total_pu += weight_pu * exp(-rate_per_s * span_s)
        return total_pu

    found_s: list[float] = []
    left_s, left_pu = 0.0, constant_pu + sum(weights_pu)
    for right_s in (*turns_s, horizon_s):
        right_pu = value(right_s) if right_s < inf else constant_pu
        if (left_pu < 0.0 < right_pu) or (right_pu < 0.0 < left_pu):
            way = 1.0 if right_pu > 0.0 else -1.0
            found_s.append(_root(lambda s, way=way: way * value(s), left_s, right_s, rates_per_s))
        left_s, left_pu = right_s, right_pu
    return found_s


def _root(rises: Curve, left_s: float, right_s: float, rates_per_s: list[float]) -> float:
    """The root of a monotone curve, negative at `left_s` and positive at `right_s`."""
    if right_s == inf:
        step_s = 1.0 / rates_per_s[0] if rates_per_s else 1.0
        right_s = left_s + step_s
        while right_s < inf and rises(right_s) <= 0.0:
            left_s, step_s = right_s, 2.0 * step_s
            right_s = left_s + step_s
        if right_s == inf:
            return inf
    return bracketed_root(rises, left_s, right_s)
