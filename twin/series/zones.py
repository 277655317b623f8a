"""Local stamps to instants: IANA zones or fixed offsets, and what a change of clock does to them.

Local time is handled as microseconds too: of the wall clock, as if it were UTC. On the day the
clock goes back an hour exists twice, on the day it goes forward one is missing; rules say which
instant is meant, or refuse the stamp.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from twin.errors import DataError, Fault
from twin.series.steps import Instants
from twin.units import US_PER_DAY

Repeated = Literal["refuse", "first", "second", "in_order"]
Missing = Literal["refuse", "shift", "drop"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_OFFSET_MAX_H = 14


def zone(text: str) -> tzinfo:
    """A time zone from its IANA name or a fixed offset.

    >>> zone("UTC-6") == zone("-06:00")
    True

    Raises:
        DataError: neither a known name nor an offset.
    """
    if text.upper() in {"UTC", "Z", "GMT"}:
        return UTC
    offset = _OFFSET.fullmatch(text.strip())
    if offset and int(offset[2]) <= _OFFSET_MAX_H:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-span if offset[1] == "-" else span)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fault = Fault(
            what="unknown time zone",
            value=repr(text),
            allowed="an IANA name as America/Chicago, or a fixed offset as -06:00",
        )
        raise DataError(fault) from None


def fixed(offset_us: int) -> tzinfo:
    """The zone that is always the same distance from UTC, east positive."""
    return timezone(timedelta(microseconds=offset_us))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where wall-clock stamps lie in time.

    Attributes:
        t_us: the instants, one a stamp.
        refused: indices of stamps the rules don't place; their instants are a guess.
        dropped: indices of stamps in an hour that doesn't exist, to be left out.
    """

    t_us: Instants
    refused: Instants
    dropped: Instants


def to_utc(
    local_us: Instants,
    where: tzinfo,
    *,
    repeated: Repeated = "in_order",
    missing: Missing = "refuse",
) -> Placed:
    """Instants of wall-clock stamps.

    Args:
        local_us: the stamps, in file order.
        where: the zone of the clock. A clock that is never changed is a fixed offset.
        repeated: a stamp in the hour that comes twice: `first` and `second` pass, or `in_order`:
            the first time a stamp is met it is the first pass, the next time the second.
        missing: a stamp in the hour left out: `shift` reads it later by the change, `drop` it.
    """
    early, late = _both(local_us, where)
    twice, never = early < late, early > late
    t_us = np.where(twice & (repeated == "second"), late, early)
    if repeated == "in_order":
        _second_passes(local_us, late, np.flatnonzero(twice), t_us)
    refused = (twice & (repeated == "refuse")) | (never & (missing == "refuse"))
    return Placed(
        t_us=t_us,
        refused=np.flatnonzero(refused),
        dropped=np.flatnonzero(never & (missing == "drop")),
    )


def year_of(local_us: int) -> int:
    """The calendar year of a wall-clock stamp (or of an instant, in UTC)."""
    return int(np.datetime64(local_us, "us").astype("M8[Y]").astype(np.int64)) + 1970


def new_year_us(year: int) -> int:
    """The first moment of a year on the wall clock (or in UTC)."""
    return int(np.datetime64(f"{year:04d}-01-01", "us").astype(np.int64))


def standard_offset_us(where: tzinfo, t_us: int) -> int:
    """The zone's offset from UTC in winter (the smaller of the year's), east positive."""
    year = year_of(t_us)
    return min(_offset_us(where, datetime(year, month, 1)) for month in (1, 7))  # noqa: DTZ001


def _both(local_us: Instants, where: tzinfo) -> tuple[Instants, Instants]:
    """The instants by the offset before a change (fold 0) and after it (fold 1)."""
    early, late = local_us.copy(), local_us.copy()
    days, of = np.unique(local_us // US_PER_DAY, return_inverse=True)
    midnights = [_NAIVE_EPOCH + timedelta(days=day) for day in days.tolist()]
    starts = np.array([_offset_us(where, at) for at in midnights], dtype=np.int64)
    ends = np.array([_offset_us(where, at + timedelta(days=1)) for at in midnights], dtype=np.int64)
    early -= starts[of]
    late -= starts[of]
    for index in np.flatnonzero((starts != ends)[of]).tolist():
        at = _NAIVE_EPOCH + timedelta(microseconds=int(local_us[index]))
        early[index] = local_us[index] - _offset_us(where, at)
        late[index] = local_us[index] - _offset_us(where, at.replace(fold=1))
    return early, late


def _second_passes(local_us: Instants, late: Instants, among: Instants, t_us: Instants) -> None:
    seen: set[int] = set()
    for index in among.tolist():
        stamp = int(local_us[index])
        if stamp in seen:
            t_us[index] = late[index]
        seen.add(stamp)


def _offset_us(where: tzinfo, at: datetime) -> int:
    offset = where.utcoffset(at)
    assert offset is not None, "a zone knows its offset"
    return offset // timedelta(microseconds=1)
