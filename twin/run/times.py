"""Instants as people write them: ISO 8601 with an offset, to microseconds and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from twin.errors import Fault, RequestError
from twin.units import US_PER_S

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)

Instant = str | datetime | int
"""What callers may give: ISO text with an offset, an aware datetime, or microseconds since 1970."""


def instant_us(given: Instant, path: str = "at") -> int:
    """An instant as microseconds since the epoch.

    Args:
        given: ISO 8601 with an offset (`Z` too), an aware datetime, or microseconds.
        path: name of the argument, for the fault.

    Raises:
        RequestError: the text is no instant or lacks its offset from UTC.

    >>> instant_us("1970-01-01T01:00:01+01:00")
    1000000
    """
    if isinstance(given, int):
        return given
    when = _parsed(given, path) if isinstance(given, str) else given
    if when.tzinfo is None:
        raise RequestError(
            Fault(
                what="has no offset from UTC",
                path=path,
                value=str(given),
                remedy="write it as 2021-02-15T06:00-06:00 or with a Z",
            )
        )
    return (when - _EPOCH) // _US


def iso(t_us: int, tz: str = "UTC") -> str:
    """An instant as ISO 8601 with the offset of a zone; as microseconds where no calendar has it.

    >>> iso(1_613_390_400_000_000, "America/Chicago"), iso(-(10**18))
    ('2021-02-15T06:00:00-06:00', '-1000000000000000000 us since 1970')
    """
    try:
        return (_EPOCH + timedelta(microseconds=t_us)).astimezone(_zone(tz)).isoformat()
    except OverflowError:
        return f"{t_us} us since 1970"


def inside(t_us: int, span_us: tuple[int, int], path: str = "at", tz: str = "UTC") -> int:
    """The instant itself when the span covers it, both ends included.

    Raises:
        RequestError: it does not; the fault names the span.
    """
    first_us, last_us = span_us
    if first_us <= t_us <= last_us:
        return t_us
    raise RequestError(
        Fault(
            what="is outside the run",
            path=path,
            value=iso(t_us, tz),
            allowed=f"{iso(first_us, tz)} to {iso(last_us, tz)}",
        )
    )


def _parsed(text: str, path: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise RequestError(
            Fault(
                what="is no instant",
                path=path,
                value=text,
                allowed="ISO 8601 with an offset",
                remedy="write it as 2021-02-15T06:00-06:00",
            )
        ) from None


def _zone(tz: str) -> ZoneInfo | timezone:
    if tz[:1] in "+-" or tz[:4] in ("UTC+", "UTC-"):
        text = tz.removeprefix("UTC")
        sign = -1 if text[0] == "-" else 1
        hours, minutes = text[1:].split(":")
        return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
    return ZoneInfo(tz)


def seconds(span_us: int) -> float:
    """A span in seconds."""
    return span_us / US_PER_S
