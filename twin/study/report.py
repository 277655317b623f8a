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
class Report:
    """A simulation in numbers."""

    runs_count: int
    phases: tuple[PhaseDates, ...]


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
        p50, p80, p90 = (day_of(ntp, quantile_days(ordered_days, p)) for p in SHARES_FRAC)
        ends = sorted(found.critical_counts[nth].items(), key=lambda item: (-item[1], item[0]))
        late_days = float((one.target - ntp).days)
        phases.append(
            PhaseDates(
                phase=one.phase,
                target=one.target,
                p50=p50,
                p80=p80,
                p90=p90,
                p80_error_days=error_days(ordered_days, SHARES_FRAC[1]),
                on_time_frac=sum(days <= late_days for days in ordered_days) / count,
                critical_frac={name: times / count for name, times in ends},
            )
        )
    return Report(runs_count=count, phases=tuple(phases))


def quantile_days(ordered_days: list[float], share_frac: float) -> float:
    """The value at a share of ordered ones, between two of them by their distance.

    >>> quantile_days([1.0, 2.0, 3.0], 0.75)
    2.5
    """
    place = share_frac * (len(ordered_days) - 1)
    below = min(floor(place), len(ordered_days) - 2) if len(ordered_days) > 1 else 0
    above = min(below + 1, len(ordered_days) - 1)
    return ordered_days[below] + (place - below) * (ordered_days[above] - ordered_days[below])


def error_days(ordered_days: list[float], share_frac: float) -> float:
    """Standard error of such a value, from the spread of its rank (a binomial one).

    Source: David and Nagaraja, Order Statistics, 3rd ed., 7.1.
    """
    count = len(ordered_days)
    spread_frac = sqrt(share_frac * (1.0 - share_frac) / count)
    low = quantile_days(ordered_days, max(0.0, share_frac - spread_frac))
    high = quantile_days(ordered_days, min(1.0, share_frac + spread_frac))
    return (high - low) / 2.0
