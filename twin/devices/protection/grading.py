"""The least margin between two devices in series over all currents of a range, proven.

Between the kinks of both devices every element's time falls with the current and is convex, so a
chord bounds it from above and a chord extended from the neighbouring piece from below. Pieces are
halved until those bounds leave less than `SLACK_S` to be found; at kinks, where times jump, both
sides are tried. Damage curves are graded alike: they are elements of `I^2 t` (`withstand`).
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf, nextafter, sqrt

from twin.devices.protection.elements import Element, TripUnit

SLACK_S = 1e-6
"""No margin smaller by more than this exists where the least one found is below what is enough."""

_BISECTIONS_COUNT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How much sooner the device below clears than the one above may trip.

    Attributes:
        margin_s: the least one; infinite where the one above sees nothing.
        current_a: where, through the device below.
        above_s: there, the soonest that the one above may trip.
        below_s: there, the latest that the one below has cleared.
    """

    margin_s: float
    current_a: float
    above_s: float
    below_s: float


def clears_within_a(unit: TripUnit, longest_s: float, low_a: float, high_a: float) -> float | None:
    """The least current from `low_a` to `high_a` that a device clears within a time.

    Times fall with the current, so halving finds it; None where even `high_a` lasts longer.

    >>> from twin.devices.protection.elements import i2t
    >>> unit = TripUnit(elements=(i2t("long_time", 100.0, 4e6, drain_s=0.0),))
    >>> round(clears_within_a(unit, 100.0, 100.0, 5000.0), 6)
    200.0
    """
    if unit.clear_s(high_a) > longest_s:
        return None
    if unit.clear_s(low_a) <= longest_s:
        return low_a
    for _ in range(_BISECTIONS_COUNT):
        middle_a = sqrt(low_a * high_a)
        if not low_a < middle_a < high_a:
            break
        if unit.clear_s(middle_a) <= longest_s:
            high_a = middle_a
        else:
            low_a = middle_a
    return high_a


def least_margin(
    above: TripUnit, below: TripUnit, span_a: tuple[float, float], enough_s: float, ratio: float = 1
) -> Margin:
    """The least margin over a range of currents through the device below.

    Args:
        above: nearer to the source.
        below: nearer to the fault; it must see the whole range.
        span_a: least and largest current through the one below.
        enough_s: a margin of this size need not be known exactly.
        ratio: current through the one above over that through the one below.

    >>> from twin.devices.protection.elements import timed
    >>> slow, fast = (TripUnit(elements=(timed("t", 100.0, s),)) for s in (0.5, 0.1))
    >>> round(least_margin(slow, fast, (150.0, 900.0), 0.5).margin_s, 9)
    0.4
    """
    low_a, high_a = span_a
    kinks_a = {*below.kinks_a, *(kink_a / ratio for kink_a in above.kinks_a)}
    inside_a = sorted(kink_a for kink_a in kinks_a if low_a < kink_a < high_a)
    ends_a = [low_a, *inside_a, high_a]
    found = _at(above, below, ratio, low_a)
    for start_a, end_a in pairwise(ends_a):
        found = min(found, _at(above, below, ratio, end_a), key=_margin_s)
        # Two steps of a double inside: a kink above, over the ratio, may lie one off.
        first_a = nextafter(nextafter(start_a, inf), inf)
        last_a = nextafter(nextafter(end_a, -inf), -inf)
        if first_a < last_a:
            for element in above.elements:
                piece = _Piece(above, element, below, ratio)
                found = piece.least(first_a, last_a, enough_s, found)
    return found


def _margin_s(found: Margin) -> float:
    return found.margin_s


def _at(above: TripUnit, below: TripUnit, ratio: float, current_a: float) -> Margin:
    above_s, below_s = above.earliest_s(ratio * current_a), below.clear_s(current_a)
    margin_s = inf if above_s == inf else above_s - below_s
    return Margin(margin_s=margin_s, current_a=current_a, above_s=above_s, below_s=below_s)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One element above against the device below, where all of them are smooth."""

    above: TripUnit
    element: Element
    below: TripUnit
    ratio: float

    def least(self, first_a: float, last_a: float, enough_s: float, found: Margin) -> Margin:
        """The least margin from `first_a` to `last_a`, or the one found before if that is less."""
        if self._upper_s(last_a) == inf:
            return found
        ends = (self._sample(first_a), self._sample(last_a))
        for current_a in (first_a, last_a):
            found = min(found, self._margin(current_a), key=_margin_s)
        waiting_s: list[tuple[float, int, _Sample, _Sample]] = [(-inf, 0, *ends)]
        pushed_count = 0
        while waiting_s:
            bound_s, _, low, high = heappop(waiting_s)
            if bound_s >= min(found.margin_s - SLACK_S, enough_s):
                break
            middle_a = sqrt(low.current_a * high.current_a)
            if not low.current_a < middle_a < high.current_a:
                continue
            middle = self._sample(middle_a)
            found = min(found, self._margin(middle_a), key=_margin_s)
            for half, bound_s in (
                ((low, middle), _bound_s(low, middle, _line_s(middle, high, low.current_a), None)),
                (
                    (middle, high),
                    _bound_s(middle, high, None, _line_s(low, middle, high.current_a)),
                ),
            ):
                pushed_count += 1
                heappush(waiting_s, (bound_s, pushed_count, *half))
        return found

    def _margin(self, current_a: float) -> Margin:
        return _at(self.above, self.below, self.ratio, current_a)

    def _upper_s(self, current_a: float) -> float:
        return self.element.operate_s(self.ratio * current_a) * (1.0 - self.above.early_frac)

    def _sample(self, current_a: float) -> _Sample:
        late, opening_s = 1.0 + self.below.late_frac, self.below.opening_s or 0.0
        lower_s = [
            element.operate_s(current_a) * late + opening_s for element in self.below.elements
        ]
        return _Sample(current_a, self._upper_s(current_a), tuple(lower_s))


@dataclass(frozen=True, slots=True)
class _Sample:
    """A current, the time of the element above and the times of those below."""

    current_a: float
    upper_s: float
    lowers_s: tuple[float, ...]


def _line_s(one: _Sample, other: _Sample, at_a: float) -> float:
    """The chord of the element above between two currents, extended to a third."""
    slope = (other.upper_s - one.upper_s) / (other.current_a - one.current_a)
    return one.upper_s + slope * (at_a - one.current_a)


def _bound_s(low: _Sample, high: _Sample, low_s: float | None, high_s: float | None) -> float:
    """What no margin between two currents is below.

    Below the element above lies its neighbour's chord, extended to one end of this piece; above
    each element below lies its own chord; and no time above is less than that at `high`.
    """
    low_s = low.upper_s if low_s is None else low_s
    high_s = high.upper_s if high_s is None else high_s
    chords_s = [
        min(low_s - lower_s, high_s - last_s)
        for lower_s, last_s in zip(low.lowers_s, high.lowers_s, strict=True)
    ]
    fastest_s = min(low.lowers_s)
    return max(*chords_s, high.upper_s - fastest_s)
