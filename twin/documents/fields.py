"""Kinds of text that several documents share: ids of assets and time zones."""

from __future__ import annotations

import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

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
