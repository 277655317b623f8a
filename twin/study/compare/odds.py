"""How often one plan beats another with the same luck, and dates and worth by probability.

Every plan is drawn with the same seed, so that a difference between two of them has little noise.
No probability is told of fewer runs than a report takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import fmean, stdev

from twin.study.chunks import Chunk
from twin.study.kpis import DATES, Kpi, kpi
from twin.study.report import Report, beats_frac

Drawn = tuple[Chunk, Report]
"""Every run of a plan, and what they come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """Two plans with the same luck, on present value.

    Attributes:
        first, second: which, by their places.
        first_beats_frac: share of runs in which the first is worth more.
        gain_usd: mean by which it is.
        gain_error_usd: standard error of that.
    """

    first: int
    second: int
    first_beats_frac: float
    gain_usd: float
    gain_error_usd: float

    @property
    def material(self) -> bool:
        """Whether the difference is more than its standard error."""
        return abs(self.gain_usd) > self.gain_error_usd


def odds(found: Sequence[Chunk]) -> tuple[Odds, ...]:
    """Every pair of plans.

    Args:
        found: the same runs of each.
    """
    return tuple(
        _pair(first, second, found) for first, second in combinations(range(len(found)), 2)
    )


def _pair(first: int, second: int, found: Sequence[Chunk]) -> Odds:
    one, other = found[first], found[second]
    gains_usd = [a - b for a, b in zip(one.npvs_usd, other.npvs_usd, strict=True)]
    return Odds(
        first=first,
        second=second,
        first_beats_frac=beats_frac(one, other),
        gain_usd=fmean(gains_usd),
        gain_error_usd=stdev(gains_usd) / sqrt(len(gains_usd)),
    )


def drawn_kpis(found: Report) -> tuple[Kpi, ...]:
    """Dates and worth by probability, as key figures."""
    runs = f"{found.runs_count} runs of schedule and money"
    rows: list[Kpi] = []
    for one in found.phases:
        for share, day in (("p50", one.p50), ("p80", one.p80)):
            key, name = f"rfs_date_{share}[{one.phase}]", f"{one.phase} ready, {share.upper()}"
            means = f"day by which its contract starts with that probability, {runs}"
            rows.append(kpi((key, name, "", means, "less", DATES), day))
    money = found.money
    means = f"present value that it stays below with that probability, {runs}"
    for share, npv_usd in (("p10", money.p10_usd), ("p50", money.p50_usd), ("p90", money.p90_usd)):
        key, name = f"npv_{share}", f"NPV, {share.upper()}"
        rows.append(kpi((key, name, "USD", means, "more", DATES), npv_usd))
    return tuple(rows)
