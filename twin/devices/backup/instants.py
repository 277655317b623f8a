"""When a limit is met, where a clock holds it."""

from __future__ import annotations

from typing import Literal

from twin.devices.breaker import NEVER_US
from twin.devices.contract import Crossing


def meeting(
    limit: str, direction: Literal["rising", "falling"], anchor_us: int, after_us: float
) -> Crossing | None:
    """A limit met so long after the anchor; None beyond 146,000 years, which no clock holds.

    >>> meeting("full", "rising", 10, 0.5).t_us
    11
    >>> meeting("full", "rising", 0, 1e300) is None
    True
    """
    if not after_us < NEVER_US:
        return None
    return Crossing(limit=limit, direction=direction, anchor_us=anchor_us, after_us=after_us)
