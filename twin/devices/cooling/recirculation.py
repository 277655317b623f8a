"""Recirculation: exhaust that finds its way back to the inlet, by chance or through a damper.

Of the air that machines breathe a fraction r is their own exhaust, the rest is fresh. The exhaust
is the inlet plus the rise of the air, so `T_in = (1-r) T_fresh + r (T_in + dT)`, which is `T_in =
T_fresh + dT r/(1-r)`.
"""

from __future__ import annotations


def carried_ratio(fraction_frac: float) -> float:
    """How often a rise of the air is met again at the inlet, `r/(1-r)`.

    Args:
        fraction_frac: share of exhaust in the inlet, 0 to below 1.

    >>> carried_ratio(0.5)
    1.0
    """
    return fraction_frac / (1.0 - fraction_frac)


def inlet_c(fresh_c: float, rise_k: float, fraction_frac: float) -> float:
    """Temperature at the inlet.

    >>> round(inlet_c(30.0, 15.0, 0.1), 3)
    31.667
    """
    return fresh_c + rise_k * carried_ratio(fraction_frac)


def fraction_for_frac(fresh_c: float, rise_k: float, wanted_c: float) -> float:
    """The fraction that warms the inlet to what is wanted; 0 where nothing must or can warm it.

    >>> fraction_for_frac(0.0, 15.0, 5.0)
    0.25
    """
    short_k = wanted_c - fresh_c
    return short_k / (short_k + rise_k) if short_k > 0.0 and rise_k > 0.0 else 0.0
