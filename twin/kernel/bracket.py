"""The root of a curve inside a bracket: what every solver here ends in."""

from __future__ import annotations

from collections.abc import Callable

EPS_PU = 2.0**-52
_MAX_STEPS_COUNT = 200

Curve = Callable[[float], float]


def bracketed_root(curve: Curve, low_s: float, high_s: float) -> float:
    """Where a curve is zero, between two places where its signs differ, to the last bit.

    Chandrupatla's method (Advances in Engineering Software 28, 1997): inverse quadratic steps
    inside the bracket where they are safe, else halving.

    Args:
        curve: continuous between the ends.
        low_s: one end.
        high_s: the other.

    >>> bracketed_root(lambda x: x * x - 2.0, 0.0, 2.0)
    1.4142135623730951
    """
    b_s, a_s, c_s = low_s, high_s, high_s
    fb_pu, fa_pu = curve(b_s), curve(a_s)
    fc_pu = fa_pu
    step_frac = 0.5
    for _ in range(_MAX_STEPS_COUNT):
        new_s = a_s + step_frac * (b_s - a_s)
        new_pu = curve(new_s)
        if (new_pu > 0.0) == (fa_pu > 0.0):
            c_s, fc_pu = a_s, fa_pu
        else:
            c_s, b_s, fc_pu, fb_pu = b_s, a_s, fb_pu, fa_pu
        a_s, fa_pu = new_s, new_pu
        best_s = a_s if abs(fa_pu) < abs(fb_pu) else b_s
        tolerance_frac = EPS_PU * abs(best_s) / abs(b_s - a_s) if b_s != a_s else 1.0
        if fa_pu == 0.0 or tolerance_frac > 0.5:  # noqa: PLR2004
            return a_s if fa_pu == 0.0 else best_s
        step_frac = _next_step(a_s, b_s, c_s, (fa_pu, fb_pu, fc_pu))
        step_frac = min(1.0 - tolerance_frac, max(tolerance_frac, step_frac))
    return a_s if abs(fa_pu) < abs(fb_pu) else b_s


def _next_step(a_s: float, b_s: float, c_s: float, values_pu: tuple[float, float, float]) -> float:
    """Where to look next from a to b: inverse quadratic where that is safe, else halfway."""
    fa_pu, fb_pu, fc_pu = values_pu
    if fb_pu == fc_pu or b_s == c_s:
        return 0.5
    xi = (a_s - b_s) / (c_s - b_s)
    phi = (fa_pu - fb_pu) / (fc_pu - fb_pu)
    if not (phi * phi < xi and (1.0 - phi) * (1.0 - phi) < 1.0 - xi):
        return 0.5
    return fa_pu / (fb_pu - fa_pu) * fc_pu / (fb_pu - fc_pu) + (c_s - a_s) / (b_s - a_s) * fa_pu / (
        fc_pu - fa_pu
    ) * fb_pu / (fc_pu - fb_pu)
