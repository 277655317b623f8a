"""Calendar months: what is billed by the month begins and ends where the tariff's clock says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from twin.units import MONTHS_PER_YEAR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


class Month(NamedTuple):
    """A month of the calendar.

    Attributes:
        year: of the common era.
        month: 1 to 12.
    """

    year: int
    month: int

    def after(self, months_count: int) -> Month:
        """So many months later.

        >>> Month(2027, 11).after(3)
        Month(year=2028, month=2)
        """
        year, place = divmod(self.year * MONTHS_PER_YEAR + self.month - 1 + months_count, 12)
        return Month(year, place + 1)

    def since(self, first: Month) -> int:
        """How many months lie between the beginnings of two.

        >>> Month(2028, 2).since(Month(2027, 11))
        3
        """
        return (self.year - first.year) * MONTHS_PER_YEAR + self.month - first.month

    def start_us(self, zone: tzinfo) -> int:
        """Its first instant."""
        return (datetime(self.year, self.month, 1, tzinfo=zone) - _EPOCH) // _US


def month_of(t_us: int, zone: tzinfo) -> Month:
    """The month an instant lies in, by a clock.

    >>> month_of(0, UTC)
    Month(year=1970, month=1)
    """
    local = (_EPOCH + t_us * _US).astimezone(zone)
    return Month(local.year, local.month)


def shares(start_us: int, end_us: int, zone: tzinfo) -> Iterator[tuple[Month, float]]:
    """Every month that a span touches, with the share of the month that it takes.

    The shares add up to the length of the span in months: a whole February is as much as a whole
    March.

    Args:
        start_us: its first instant.
        end_us: its last.
        zone: of the clock that months are told by.
    """
    at_us, month = start_us, month_of(start_us, zone)
    while at_us < end_us:
        first_us, next_us = month.start_us(zone), month.after(1).start_us(zone)
        until_us = min(next_us, end_us)
        yield month, (until_us - at_us) / (next_us - first_us)
        at_us, month = until_us, month.after(1)


def span_months(start_us: int, end_us: int, zone: tzinfo) -> float:
    """Length of a span in calendar months."""
    return sum(share for _, share in shares(start_us, end_us, zone))
