"""Instants and spans as people type and read them; without an offset they are the site's own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from twin.cli.faults import bad_option

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
US = timedelta(microseconds=1)
HELP = "ISO 8601 with an offset, or without one in the site's zone"
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_ALLOWED = "as 2021-02-15T06:00-06:00, or without offset in the site's zone"


def instant_us(text: str, where: tzinfo, option: str) -> int:
    """An instant as typed [us since 1970, UTC].

    Args:
        text: ISO 8601; a date alone is its midnight.
        where: zone of a text without offset.
        option: the option it was given to, for the fault.

    Raises:
        RequestError: no instant, or one that a change of clock makes double or leaves out.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise bad_option(option, "is no instant", value=text, allowed=_ALLOWED) from None
    if found.tzinfo is not None:
        return (found - EPOCH) // US
    early, late = (found.replace(tzinfo=where, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        back = early.utcoffset() > late.utcoffset()  # type: ignore[operator]
        what = (
            "happens twice: the clock goes back" if back else "does not exist: the clock skips it"
        )
        remedy = f"give the offset, as {late.isoformat()}" if back else f"give the offset; {where}"
        raise bad_option(option, what, value=text, remedy=remedy)
    return (early - EPOCH) // US


def span_us(text: str, option: str) -> int:
    """A span of time as typed, above zero [us].

    Raises:
        RequestError: it is none.
    """
    from twin.documents.fields import span_us as parsed_us  # noqa: PLC0415 - loads pydantic

    found_us = parsed_us(text)
    if not found_us or found_us < 0:
        raise bad_option(option, "is no span of time", value=text, allowed="as 90s, 12h, 30d")
    return found_us


def stamp(t_us: int, where: tzinfo) -> str:
    """An instant to read: local, with its offset, and a fraction of a second only where it has one.

    >>> stamp(1_613_390_400_000_000, UTC)
    '2021-02-15 12:00:00+00:00'
    """
    return (EPOCH + t_us * US).astimezone(where).isoformat(sep=" ")


def brief(t_us: int, where: tzinfo) -> str:
    """An instant to the minute, for tables and progress whose zone is said elsewhere.

    >>> brief(1_613_390_400_000_000, UTC)
    '2021-02-15 12:00'
    """
    return f"{(EPOCH + t_us * US).astimezone(where):%Y-%m-%d %H:%M}"
