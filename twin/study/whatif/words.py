"""Figures in the sentences that answer a what-if."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from twin.study.figures import Figures
from twin.study.kpis import Speed
from twin.study.whatif.question import Cell, Row

_MILLION, _THOUSAND = 1e6, 1e3
_LEAST_MILLIONS = 0.95


def millions(usd: float) -> str:
    """Money in millions, with its sign.

    >>> millions(-1_250_000.0), millions(40_000.0)
    ('-1.2', '+0.0')
    """
    return f"{usd / _MILLION:+.1f}"


def sum_of(usd: float) -> str:
    """Money as people say it.

    >>> sum_of(3_962_568.0), sum_of(-46_271.0)
    ('4.0 million', '-46 thousand')
    """
    if abs(usd) >= _LEAST_MILLIONS * _MILLION:
        return f"{usd / _MILLION:.1f} million"
    return f"{usd / _THOUSAND:.0f} thousand"


def plain(amount_ratio: float) -> str:
    """A number in any unit, without an exponent.

    >>> plain(5e6), plain(28.68), plain(0.01)
    ('5,000,000', '28.68', '0.01')
    """
    return f"{amount_ratio:,.0f}" if abs(amount_ratio) >= _THOUSAND else f"{amount_ratio:g}"


def shifts(base: Figures, found: Figures) -> str:
    """Days by which each phase is later or earlier, as `P1 +0 d, P3 +122 d`."""
    moved = ((phase, (day - base.ready[phase]).days) for phase, day in found.ready.items())
    return ", ".join(f"{phase} {days:+d} d" for phase, days in moved)


def npv_change(base: Figures, found: Figures) -> str:
    """Change of present value, as `NPV -3.2 million USD`."""
    usd = found.money.whole_npv_usd - base.money.whole_npv_usd
    return f"NPV {millions(usd)} million {base.plan.document.currency}"


def row(name: str, unit: str, speed: Speed, values: Sequence[Cell], means: str = "") -> Row:
    """A row of an answer."""
    return Row(name=name, unit=unit, speed=speed, values=tuple(values), means=means)


def until(day: date | None) -> str:
    """A day, or that there is none."""
    return day.isoformat() if day is not None else "never"
