"""Accumulators that see the inrush of transformers: a load, and an envelope that decays on it.

The current is `I(s) = load + peak e^(-s/tau)` from an energising on; a second one while the first
decays adds its peak, as all decay alike. While the current is above the pickup of an element the
fill is the integral of its rate, by Gauss-Legendre in panels of half a time constant, cut where its
curve bends; below, a disc turns back by the closed form of `M^2`. The fill rises as long as the
current is above the pickup, so a trip is the one root of it in that span.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, exp, inf, log
from typing import NamedTuple

import numpy as np

from twin.devices.contract import Crossing
from twin.devices.protection.accumulators import Accumulators
from twin.devices.protection.elements import Element, TripUnit
from twin.kernel.bracket import bracketed_root
from twin.units import US_PER_S

_NODES, _WEIGHTS = (
    [float(value) for value in values] for values in np.polynomial.legendre.leggauss(8)
)
_PANEL_RATIO = 0.5
_GONE_RATIO = 40.0
"""Time constants after which nothing is left of an envelope, to the last bit."""
_FORGOTTEN_FRAC = 1e-3


class Rush(NamedTuple):
    """A load, the peak of an envelope on it, and the time constant at which that decays."""

    load_a: float
    peak_a: float
    decay_s: float

    def at_a(self, after_s: float) -> float:
        """The current so long after the peak.

        >>> Rush(100.0, 900.0, 0.3).at_a(0.0)
        1000.0
        """
        return self.load_a + self.peak_a * exp(-after_s / self.decay_s)

    def above_s(self, level_a: float) -> float:
        """How long it stays above a current.

        >>> round(Rush(0.0, 1000.0, 0.3).above_s(500.0), 6)
        0.207944
        """
        load_a, peak_a, decay_s = self
        if load_a >= level_a:
            return inf if load_a > level_a or peak_a > 0.0 else 0.0
        return decay_s * log(peak_a / (level_a - load_a)) if load_a + peak_a > level_a else 0.0


class InrushAccumulators(Accumulators):
    """The same columns, with an envelope of inrush beside the load of each device.

    Attributes:
        inrush_a: its envelope at the anchor.
        decay_s: its time constant, of all.
    """

    STATE = (*Accumulators.STATE, "inrush_a")

    def __init__(self, units: Sequence[TripUnit], t_us: int, decay_s: float) -> None:
        """All at rest, without current and inrush."""
        self.inrush_a = [0.0] * len(units)
        self.decay_s = decay_s
        super().__init__(units, t_us)

    def add_inrush(self, i: int, t_us: int, peak_a: float) -> None:
        """From `t_us` on so much more inrush flows; an open one has none."""
        if not self.opened[i] and peak_a > 0.0:
            self.place(i, t_us, self.fills_frac(i, t_us))
            self.inrush_a[i] += peak_a

    def inrush_at_a(self, i: int, t_us: int) -> float:
        """The envelope at an instant, nothing moved."""
        here_a = self.inrush_a[i]
        if here_a == 0.0:
            return 0.0
        return here_a * exp(-(t_us - self.anchor_us[i]) / US_PER_S / self.decay_s)

    def is_rushing(self, i: int, t_us: int) -> bool:
        """Whether what is left of the envelope is more than a thousandth of the pickup."""
        return self.inrush_at_a(i, t_us) > _FORGOTTEN_FRAC * self.units[i].pickup_a

    def forget(self, i: int) -> None:
        """Nothing worth following is left of the envelope."""
        self.inrush_a[i] = 0.0

    def place(self, i: int, t_us: int, fills_frac: Sequence[float]) -> None:
        """Put its elements at these fills."""
        self.inrush_a[i] = self.inrush_at_a(i, t_us)
        super().place(i, t_us, fills_frac)

    def fills_frac(self, i: int, t_us: int) -> list[float]:
        """The fill of each element at an instant, nothing moved."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        if self.inrush_a[i] == 0.0 or span_s == 0.0:
            return super().fills_frac(i, t_us)
        rush = self._rush(i)
        pairs = zip(self.units[i].elements, self.filled_frac[i], strict=True)
        return [filled_frac(element, start, rush, span_s) for element, start in pairs]

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """Its next trip, or the end of the current after one, if the load stays."""
        if self.inrush_a[i] == 0.0 or self.tripped_by[i]:
            return super().next_crossing(i, t_us)
        elements, rush = self.units[i].elements, self._rush(i)
        pairs = zip(elements, self.filled_frac[i], strict=True)
        waits_s = [reaches_s(element, start, rush) for element, start in pairs]
        soonest_s = min(waits_s)
        if soonest_s == inf:
            return None
        return Crossing(
            limit=elements[waits_s.index(soonest_s)].limit,
            direction="rising",
            anchor_us=self.anchor_us[i],
            after_us=soonest_s * US_PER_S,
        )

    def clear(self, i: int, t_us: int) -> None:
        """The current has ended, its inrush with it."""
        super().clear(i, t_us)
        self.inrush_a[i] = 0.0

    def _rush(self, i: int) -> Rush:
        return Rush(self.current_a[i], self.inrush_a[i], self.decay_s)


def filled_frac(element: Element, start_frac: float, rush: Rush, span_s: float) -> float:
    """The fill of an element after a span of a rush, from a fill at its beginning."""
    above_s = rush.above_s(element.pickup_a)
    if span_s <= above_s:
        return min(start_frac + _gained_frac(element, rush, span_s), 1.0)
    top_frac = min(start_frac + _gained_frac(element, rush, above_s), 1.0)
    return _drained_frac(element, top_frac, rush, (above_s, span_s))


def reaches_s(element: Element, start_frac: float, rush: Rush) -> float:
    """From the beginning of a rush until an element is full; infinite where it never is."""
    above_s, long_s = rush.above_s(element.pickup_a), _GONE_RATIO * rush.decay_s
    if above_s == 0.0:
        return inf
    sure_s = min(above_s, long_s)
    left_frac = 1.0 - start_frac
    most_frac = _gained_frac(element, rush, sure_s)
    if most_frac >= left_frac:
        if left_frac <= 0.0:
            return 0.0
        return bracketed_root(lambda s: _gained_frac(element, rush, s) - left_frac, 0.0, sure_s)
    rate_per_s = element.rate_per_s(rush.load_a) if above_s == inf else 0.0
    return sure_s + (left_frac - most_frac) / rate_per_s if rate_per_s > 0.0 else inf


def _gained_frac(element: Element, rush: Rush, span_s: float) -> float:
    """What fills in a span through which the current is above the pickup."""
    long_s = _GONE_RATIO * rush.decay_s
    cuts_s = sorted({0.0, min(span_s, long_s)} | _bends_s(element, rush, min(span_s, long_s)))
    found_frac = 0.0
    for from_s, to_s in pairwise(cuts_s):
        panels_count = ceil((to_s - from_s) / (_PANEL_RATIO * rush.decay_s))
        half_s = 0.5 * (to_s - from_s) / panels_count
        for panel in range(panels_count):
            middle_s = from_s + (2 * panel + 1) * half_s
            found_frac += half_s * sum(
                weight * max(element.rate_per_s(rush.at_a(middle_s + half_s * node)), 0.0)
                for node, weight in zip(_NODES, _WEIGHTS, strict=True)
            )
    if span_s > long_s:
        found_frac += (span_s - long_s) * max(element.rate_per_s(rush.load_a), 0.0)
    return found_frac


def _bends_s(element: Element, rush: Rush, span_s: float) -> set[float]:
    """Instants within a span at which the current passes a bend of the curve."""
    found_s = (rush.above_s(kink_a) for kink_a in element.kinks_a)
    return {at_s for at_s in found_s if 0.0 < at_s < span_s}


def _drained_frac(
    element: Element, top_frac: float, rush: Rush, between_s: tuple[float, float]
) -> float:
    """What is left of a fill after a span through which the current is at or below the pickup."""
    if element.drain_s == 0.0:
        return 0.0
    (load_a, peak_a, decay_s), (from_s, to_s) = rush, between_s
    early, late = exp(-from_s / decay_s), exp(-to_s / decay_s)
    squared_a2s = load_a * load_a * (to_s - from_s)
    squared_a2s += 2.0 * load_a * peak_a * decay_s * (early - late)
    squared_a2s += 0.5 * peak_a * peak_a * decay_s * (early * early - late * late)
    multiple_s = squared_a2s / (element.pickup_a * element.pickup_a)
    return max(top_frac + (multiple_s - (to_s - from_s)) / element.drain_s, 0.0)
