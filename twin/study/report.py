"""What a simulation says: dates by probability, how sure they are, and what is critical."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor, sqrt

from twin.plan.handover import Handover
from twin.plan.schedule import day_of
from twin.study.chunks import Chunk

LEAST_RUNS_COUNT = 400
"""Runs below which no date is given a probability."""
SHARES_FRAC = (0.5, 0.8, 0.9)
MONEY_FRAC = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDates:
    """When a phase is ready for service.

    Attributes:
        p50, p80, p90: days by which it is, with that probability.
        p80_error_days: standard error of the second.
        on_time_frac: share of runs in which it is ready by its target.
        critical_frac: share of runs in which each activity is on the chain that decides the date,
            the largest first.
    """

    phase: str
    target: date
    p50: date
    p80: date
    p90: date
    p80_error_days: float
    on_time_frac: float
    critical_frac: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySpread:
    """What a plan is worth against going on mining, before tax and without debt.

    Attributes:
        p10_usd, p50_usd, p90_usd: present values that it stays below with that probability.
        p50_error_usd: standard error of the second.
        gains_frac: share of runs in which it is worth more than nothing.
        fan_usd: of each year, three such values of all money up to its end.
    """

    p10_usd: float
    p50_usd: float
    p90_usd: float
    p50_error_usd: float
    gains_frac: float
    fan_usd: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A simulation in numbers."""

    runs_count: int
    phases: tuple[PhaseDates, ...]
    money: MoneySpread


def report(ntp: date, handovers: tuple[Handover, ...], found: Chunk) -> Report:
    """A simulation in numbers.

    Args:
        ntp: day 0 of the plan.
        handovers: whose dates were drawn.
        found: every run.
    """
    count = len(found.finishes_days)
    assert count >= LEAST_RUNS_COUNT, "asked for by the caller"
    phases = list[PhaseDates]()
    for nth, one in enumerate(handovers):
        ordered_days = sorted(row[nth] for row in found.finishes_days)
        p50, p80, p90 = (day_of(ntp, quantile(ordered_days, p)) for p in SHARES_FRAC)
        ends = sorted(found.critical_counts[nth].items(), key=lambda item: (-item[1], item[0]))
        late_days = float((one.target - ntp).days)
        phases.append(
            PhaseDates(
                phase=one.phase,
                target=one.target,
                p50=p50,
                p80=p80,
                p90=p90,
                p80_error_days=error(ordered_days, SHARES_FRAC[1]),
                on_time_frac=sum(days <= late_days for days in ordered_days) / count,
                critical_frac={name: times / count for name, times in ends},
            )
        )
    return Report(runs_count=count, phases=tuple(phases), money=_money(found))


def _money(found: Chunk) -> MoneySpread:
    ordered_usd = sorted(found.npvs_usd)
    p10, p50, p90 = (quantile(ordered_usd, share) for share in MONEY_FRAC)
    years = (sorted(year) for year in zip(*found.cumulative_usd, strict=True))
    return MoneySpread(
        p10_usd=p10,
        p50_usd=p50,
        p90_usd=p90,
        p50_error_usd=error(ordered_usd, MONEY_FRAC[1]),
        gains_frac=sum(npv > 0.0 for npv in ordered_usd) / len(ordered_usd),
        fan_usd=tuple(tuple(quantile(year, share) for share in MONEY_FRAC) for year in years),
    )


def beats_frac(first: Chunk, second: Chunk) -> float:
    """Share of runs in which one plan is worth more than another with the same luck.

    Args:
        first: every run of the one.
        second: the same runs of the other.
    """
    pairs = zip(first.npvs_usd, second.npvs_usd, strict=True)
    return sum(one > other for one, other in pairs) / len(first.npvs_usd)


def quantile(ordered: list[float], share_frac: float) -> float:
    """The value at a share of ordered ones, between two of them by their distance.

    >>> quantile([1.0, 2.0, 3.0], 0.75)
    2.5
    """
    place = share_frac * (len(ordered) - 1)
    below = min(floor(place), len(ordered) - 2) if len(ordered) > 1 else 0
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def error(ordered: list[float], share_frac: float) -> float:
    """Standard error of such a value, from the spread of its rank (a binomial one).

    Source: David and Nagaraja, Order Statistics, 3rd ed., 7.1.
    """
    count = len(ordered)
    spread_frac = sqrt(share_frac * (1.0 - share_frac) / count)
    low = quantile(ordered, max(0.0, share_frac - spread_frac))
    high = quantile(ordered, min(1.0, share_frac + spread_frac))
    return (high - low) / 2.0
