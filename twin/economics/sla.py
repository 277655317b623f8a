"""Availability promised, kept, and what is given back when it is not (E17).

An outage is a time in which both the A and the B feed of a tenant are dead at the demarcation. The
credit is a step of a table, as contracts write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twin.units import DAYS_PER_YEAR, MONTHS_PER_YEAR, S_PER_DAY, S_PER_MIN

Span = tuple[int, int]
CreditTable = Sequence[tuple[float, float]]

# The mean month of a Julian year, 365.25 days, that availability is quoted by.
MEAN_MONTH_MIN = (DAYS_PER_YEAR + 0.25) / MONTHS_PER_YEAR * S_PER_DAY / S_PER_MIN


def both_out_us(a_spans_us: Iterable[Span], b_spans_us: Iterable[Span]) -> int:
    """Time in which both feeds are dead, in microseconds.

    Args:
        a_spans_us: first and last instant of each outage of the A feed, not overlapping.
        b_spans_us: of the B feed, likewise.

    >>> both_out_us([(0, 10), (20, 30)], [(5, 25)])
    10
    """
    a_spans, b_spans = sorted(a_spans_us), sorted(b_spans_us)
    total_us = a = b = 0
    while a < len(a_spans) and b < len(b_spans):
        start_us = max(a_spans[a][0], b_spans[b][0])
        end_us = min(a_spans[a][1], b_spans[b][1])
        total_us += max(0, end_us - start_us)
        if a_spans[a][1] <= b_spans[b][1]:
            a += 1
        else:
            b += 1
    return total_us


def availability_frac(outage_min: float, month_min: float) -> float:
    """Share of a month in which a tenant had power.

    >>> availability_frac(4.383, 43_830.0)
    0.9999
    """
    return 1.0 - outage_min / month_min


def allowed_outage_min(availability_frac: float, month_min: float = MEAN_MONTH_MIN) -> float:
    """Longest outage in a month that keeps an availability [min].

    >>> round(allowed_outage_min(0.9999), 3), round(allowed_outage_min(0.99999), 4)
    (4.383, 0.4383)
    """
    return (1.0 - availability_frac) * month_min


def credit_frac(table: CreditTable, availability_frac: float) -> float:
    """Share of a month's rent that is given back.

    Args:
        table: pairs of the availability from which a step holds and the share given back, the
            highest availability first; below the last step the last holds. Empty for no credits.
        availability_frac: of the month.

    >>> steps = [(0.99999, 0.0), (0.9999, 0.02), (0.999, 0.05), (0.99, 0.15), (0.0, 0.5)]
    >>> credit_frac(steps, 0.9995), credit_frac(steps, 0.9999)
    (0.05, 0.02)
    """
    for from_frac, share_frac in table:
        if availability_frac >= from_frac:
            return share_frac
    return table[-1][1] if table else 0.0
