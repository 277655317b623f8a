"""Kinds of text that several documents share: ids of assets, time zones and spans of time."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from twin.units import US_PER_DAY, US_PER_H, US_PER_MIN, US_PER_S

_OFFSET = re.compile(r"(?:UTC)?[+-](?:0\d|1[0-4]):[0-5]\d\Z")


def _known_zone(name: str) -> str:
    if name == "UTC" or _OFFSET.match(name):
        return name
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError(
            "zone",
            "is no time zone",
            {"allowed": "an IANA name or a fixed offset", "remedy": "as America/Chicago or -06:00"},
        ) from None
    return name


Zone = Annotated[
    str, AfterValidator(_known_zone), Field(description="IANA name or a fixed offset as -06:00.")
]

# No dot (a signal is `T1.hotspot_c`), no blank, no bracket.
Id = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,47}$", description="Unique in the document.")
]

_SPAN_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(min|ms|us|[wdhms])")
_US_PER = {
    "us": 1,
    "ms": 1000,
    "s": US_PER_S,
    "m": US_PER_MIN,
    "min": US_PER_MIN,
    "h": US_PER_H,
    "d": US_PER_DAY,
    "w": 7 * US_PER_DAY,
}


def span_us(text: str) -> int | None:
    """A span of time as people write it, in whole microseconds; None when it is none.

    >>> span_us("1d 12h") == 36 * 3600 * 1_000_000
    True
    >>> span_us("365") is None
    True
    """
    at, total_us = 0, Fraction(0)
    words = text.strip()
    while at < len(words):
        match = _SPAN_PART.match(words, at)
        if match is None:
            return None
        total_us += Fraction(match[1]) * _US_PER[match[2]]
        at = match.end()
        while words[at : at + 1] == " ":
            at += 1
    return int(total_us) if words else None


def _is_span(text: str) -> str:
    found_us = span_us(text)
    if found_us is None or found_us <= 0:
        raise PydanticCustomError(
            "span",
            "is no span of time",
            {"allowed": "a number with w, d, h, min or s", "remedy": "as 365d, 36h or 1d12h"},
        )
    return text


def _is_delay(text: str) -> str:
    return text if span_us(text) == 0 else _is_span(text)


Delay = Annotated[
    str, AfterValidator(_is_delay), Field(description="A span of time, 0s included: 90min, 0s.")
]
TimeSpan = Annotated[
    str, AfterValidator(_is_span), Field(description="A span of time: 365d, 36h, 1d12h, 300s.")
]
