"""Energy by settlement interval, and the site's demand in coincident peaks: reads of the facts.

Intervals are those of the clock: their ends are multiples of their length. The first and the last
are cut where the run begins and ends. Energy is metered exactly, so the intervals add up to the
import; the price is the mean over the interval and the cost is energy at that price, as the market
settles it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import msgspec

from twin.devices.grid.coincident_peak import own_peaks_us
from twin.economics.intervals import MeterInterval
from twin.facts.outside import PriceChanged
from twin.run.imports import Step, energies_j
from twin.run.lineage import Member
from twin.run.times import inside
from twin.scenario.peaks import CoincidentPeaks
from twin.units import US_PER_MIN, US_PER_S, W_PER_MW

Span = tuple[int, int]


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """One settlement interval.

    Attributes:
        start_us, end_us: its ends.
        energy_mwh: imported.
        average_mw: that over its length.
        price_usd_per_mwh: at the node, mean over the interval.
        cost_usd: energy at that price.
    """

    start_us: int
    end_us: int
    energy_mwh: float
    average_mw: float
    price_usd_per_mwh: float
    cost_usd: float


class PeakDemand(msgspec.Struct, frozen=True, kw_only=True):
    """Demand of the site in a coincident peak.

    Attributes:
        start_us: when its interval begins.
        demand_mw: average import in it; None where the run does not cover it.
        stated: whether the scenario says that it is one; else it is the site's own highest.
    """

    start_us: int
    demand_mw: float | None
    stated: bool


def window(span_us: Span, from_us: int | None, to_us: int | None) -> Span:
    """A window inside a run.

    Args:
        span_us: of the run.
        from_us: first instant of the window; the run's where None.
        to_us: last instant, likewise.

    Raises:
        RequestError: an instant lies outside the run.
    """
    first_us = span_us[0] if from_us is None else inside(from_us, span_us, "--from")
    last_us = span_us[1] if to_us is None else inside(to_us, span_us, "--to")
    return first_us, last_us


def settled(line: Member, span_us: Span, interval_us: int) -> list[Settled]:
    """Every settlement interval of a window of a run.

    Args:
        line: the run.
        span_us: first instant and last, inside the run.
        interval_us: length of an interval.
    """
    return [
        Settled(
            start_us=one.start_us,
            end_us=one.end_us,
            energy_mwh=one.energy_mwh,
            average_mw=one.energy_mwh / one.span_h,
            price_usd_per_mwh=one.price_usd_per_mwh,
            cost_usd=one.cost_usd,
        )
        for one in metered(line, span_us, interval_us)
    ]


def metered(line: Member, span_us: Span, interval_us: int) -> list[MeterInterval]:
    """The same intervals as bills are made of.

    Args:
        line: the run.
        span_us: first instant and last, inside the run.
        interval_us: length of an interval.
    """
    bounds_us = list(_bounds(span_us, interval_us))
    energies = energies_j(line, bounds_us)
    prices = list(_prices(line))
    return [
        MeterInterval(
            start_us=start_us,
            end_us=end_us,
            energy_j=to_j - from_j,
            price_usd_per_mwh=_mean(prices, start_us, end_us),
        )
        for (start_us, from_j), (end_us, to_j) in pairwise(zip(bounds_us, energies, strict=True))
    ]


def peak_demands(line: Member, span_us: Span, asked: CoincidentPeaks) -> list[PeakDemand]:
    """Demand in each of the system's peaks, or in the site's own highest intervals by month.

    Args:
        line: the run.
        span_us: its first instant and the one it stands at.
        asked: which peaks count.
    """
    length_us = round(asked.interval_min * US_PER_MIN)
    starts_us = sorted(asked.starts_us)
    if not starts_us:
        return _own_peaks(settled(line, span_us, length_us), asked, length_us)
    covered = [at for at in starts_us if span_us[0] <= at and at + length_us <= span_us[1]]
    bounds_us = sorted({bound for at in covered for bound in (at, at + length_us)})
    totals_j = dict(zip(bounds_us, energies_j(line, bounds_us), strict=True))
    span_s = length_us / US_PER_S
    demands_mw = {
        at: (totals_j[at + length_us] - totals_j[at]) / span_s / W_PER_MW for at in covered
    }
    return [PeakDemand(start_us=at, demand_mw=demands_mw.get(at), stated=True) for at in starts_us]


def _own_peaks(
    intervals: Sequence[Settled], asked: CoincidentPeaks, length_us: int
) -> list[PeakDemand]:
    whole = [one for one in intervals if one.end_us - one.start_us == length_us]
    demands_mw = {one.start_us: one.average_mw for one in whole}
    demands_w = {start_us: average_mw * W_PER_MW for start_us, average_mw in demands_mw.items()}
    return [
        PeakDemand(start_us=start_us, demand_mw=demands_mw[start_us], stated=False)
        for start_us in own_peaks_us(asked.spec, demands_w)
    ]


def _bounds(span_us: Span, interval_us: int) -> Iterator[int]:
    first_us, last_us = span_us
    yield first_us
    at_us = (first_us // interval_us + 1) * interval_us
    while at_us < last_us:
        yield at_us
        at_us += interval_us
    if last_us > first_us:
        yield last_us


def _prices(line: Member) -> Iterator[Step]:
    name = PriceChanged.__name__
    for facts in line.reader.chunks():
        if name in facts.kind:
            for place, kind in enumerate(facts.kind):
                if kind == name:
                    yield facts.t_us[place], facts.value[place] or 0.0


def _mean(prices: Sequence[Step], start_us: int, end_us: int) -> float:
    """Mean of a price that holds from each step to the next, over an interval [USD/MWh]."""
    first = bisect_right(prices, start_us, key=itemgetter(0)) - 1
    if first < 0:
        return 0.0
    within = [(start_us, prices[first][1])]
    for place in range(first + 1, len(prices)):
        step = prices[place]
        if step[0] >= end_us:
            break
        within.append(step)
    if len(within) == 1:
        return within[0][1]
    ends_us = [*(t_us for t_us, _ in within[1:]), end_us]
    shares = (
        price_usd_per_mwh * ((until_us - t_us) / (end_us - start_us))
        for (t_us, price_usd_per_mwh), until_us in zip(within, ends_us, strict=True)
    )
    return sum(shares)
