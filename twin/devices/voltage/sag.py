"""Sags on their way to a bus, and the dip of voltage that energising a transformer makes.

A sag at the point of connection reaches a bus as `V = V_pcc (1 - drop)`, the drop being what the
path loses of the voltage at its head: exact for loads of constant impedance. Inrush decays,
`i(t) = k Ir exp(-t / tau)`: its `i^2 t` is `(k Ir)^2 tau / 2`, it dips the voltage at the point of
connection by about `I_inrush / I_sc`, and after three time constants 95 % of it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, expm1, inf, log

from pydantic import BaseModel, Field

_GONE_RATIO = 3.0


class InrushSpec(BaseModel, frozen=True, extra="forbid"):
    """What a transformer draws as it is energised: the keys of a site document."""

    peak_ratio: float = Field(
        10.0, gt=0, le=40, description="first peak over rated current, 8 to 12, small ones 25 [M]"
    )
    decay_s: float = Field(0.3, gt=0, le=60, description="time constant, 0.1 to 1, large more [M]")
    second_harmonic_frac: float = Field(
        0.3, ge=0, le=1, description="second harmonic in it: what relays know it by [M]"
    )


def path_drop_pu(drops_pu: Iterable[float]) -> float:
    """Drop of a whole path, of the drops of its parts from the head down.

    >>> round(path_drop_pu([0.02, 0.05]), 9)
    0.069
    """
    kept_pu = 1.0
    for drop_pu in drops_pu:
        assert 0.0 <= drop_pu <= 1.0, drop_pu
        kept_pu *= 1.0 - drop_pu
    return 1.0 - kept_pu


def bus_pu(pcc_pu: float, drop_pu: float) -> float:
    """Voltage of a bus whose path from the point of connection drops so much.

    >>> round(bus_pu(0.6, 0.05), 9)
    0.57
    """
    return pcc_pu * (1.0 - drop_pu)


def inrush_a(spec: InrushSpec, rated_a: float, since_s: float) -> float:
    """Envelope of the current so long after energising.

    >>> inrush_a(InrushSpec(peak_ratio=10), 100.0, 0.0)
    1000.0
    """
    return spec.peak_ratio * rated_a * exp(-since_s / spec.decay_s)


def let_through_a2s(spec: InrushSpec, rated_a: float, span_s: float = inf) -> float:
    """Current squared over time from energising on; all of it by default.

    >>> round(let_through_a2s(InrushSpec(peak_ratio=10, decay_s=0.3), 100.0), 6)
    150000.0
    """
    peak_a = spec.peak_ratio * rated_a
    return -0.5 * peak_a * peak_a * spec.decay_s * expm1(-2.0 * span_s / spec.decay_s)


def above_s(spec: InrushSpec, rated_a: float, level_a: float) -> float:
    """How long the envelope stays above a current, as the pickup of a relay.

    >>> round(above_s(InrushSpec(peak_ratio=10, decay_s=0.3), 100.0, 500.0), 6)
    0.207944
    """
    peak_a = spec.peak_ratio * rated_a
    return spec.decay_s * log(peak_a / level_a) if peak_a > level_a else 0.0


def is_blocked(spec: InrushSpec, harmonic_block_frac: float | None) -> bool:
    """Whether a relay that blocks from this share of second harmonic on lets the inrush pass.

    >>> is_blocked(InrushSpec(), 0.15), is_blocked(InrushSpec(), None)
    (True, False)
    """
    return harmonic_block_frac is not None and spec.second_harmonic_frac >= harmonic_block_frac


def dip_pu(current_a: float, short_circuit_a: float) -> float:
    """Drop of voltage that a reactive current makes where so much could flow; at most all of it.

    >>> dip_pu(1000.0, 20_000.0)
    0.05
    """
    return min(1.0, current_a / short_circuit_a)


def stagger_s(spec: InrushSpec) -> float:
    """Least time between two energisings: three time constants.

    >>> round(stagger_s(InrushSpec(decay_s=0.3)), 9)
    0.9
    """
    return _GONE_RATIO * spec.decay_s


def worst_peak_a(spec: InrushSpec, rated_a: float, count: int, spacing_s: float) -> float:
    """Highest current of equal units energised one after another: the last on what is left of all.

    >>> round(worst_peak_a(InrushSpec(peak_ratio=10, decay_s=0.3), 100.0, 2, 0.9), 3)
    1049.787
    """
    assert count > 0, count
    peak_a = spec.peak_ratio * rated_a
    if spacing_s == 0.0:
        return peak_a * count
    rate = spacing_s / spec.decay_s
    return peak_a * (expm1(-count * rate) / expm1(-rate))
