"""Settlement intervals: metered energy with the price it is settled at. All bills start here.

The same intervals that a meter closes on the clock's grid. Energy is the meter's; no bill is ever
reckoned from an average power.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from twin.units import J_PER_MWH, US_PER_H, US_PER_S, W_PER_KW


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterInterval:
    """Energy through a meter in one interval that is over.

    Attributes:
        start_us, end_us: its ends.
        energy_j: taken in it, not negative.
        price_usd_per_mwh: that its energy is settled at; may be negative.
    """

    start_us: int
    end_us: int
    energy_j: float
    price_usd_per_mwh: float

    @property
    def span_h(self) -> float:
        """Its length."""
        return (self.end_us - self.start_us) / US_PER_H

    @property
    def energy_mwh(self) -> float:
        """Taken in it."""
        return self.energy_j / J_PER_MWH

    @property
    def cost_usd(self) -> float:
        """Energy at the price; negative where the price is."""
        return self.energy_mwh * self.price_usd_per_mwh


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Energy of one whole interval of the clock, as power.

    Attributes:
        start_us: when it began.
        demand_kw: its energy over its whole length, metered all the time or not.
    """

    start_us: int
    demand_kw: float


def demands(intervals: Iterable[MeterInterval], length_us: int, offset_us: int = 0) -> list[Demand]:
    """Demand in every interval of the clock of one length, in order of time.

    Shorter intervals are added up; one that crosses a bound of the clock is shared by time, which
    is exact where its power stood still. An interval that is metered in part counts what was
    metered over its whole length, so a cut at its ends never looks like a peak.

    Args:
        intervals: what was metered, in any order, not overlapping.
        length_us: of the intervals wanted, above zero.
        offset_us: the clock's bounds stand so much later than midnight UTC of 1 January 1970.

    >>> quarter_us = 900_000_000
    >>> two = [
    ...     MeterInterval(start_us=n * quarter_us, end_us=(n + 1) * quarter_us, energy_j=joules,
    ...                   price_usd_per_mwh=0.0)
    ...     for n, joules in enumerate((0.9e9, 2.7e9))
    ... ]
    >>> [one.demand_kw for one in demands(two, 2 * quarter_us)]
    [2000.0]
    """
    parts_j: dict[int, list[float]] = {}
    for one in intervals:
        for start_us, energy_j in _shared(one, length_us, offset_us):
            parts_j.setdefault(start_us, []).append(energy_j)
    span_s = length_us / US_PER_S
    return [
        Demand(start_us=start_us, demand_kw=fsum(parts_j[start_us]) / span_s / W_PER_KW)
        for start_us in sorted(parts_j)
    ]


def _shared(one: MeterInterval, length_us: int, offset_us: int) -> Iterator[tuple[int, float]]:
    at_us, span_us = one.start_us, one.end_us - one.start_us
    while at_us < one.end_us:
        start_us = at_us - (at_us - offset_us) % length_us
        until_us = min(start_us + length_us, one.end_us)
        yield start_us, one.energy_j * ((until_us - at_us) / span_us)
        at_us = until_us
