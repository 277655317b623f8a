"""When limits are met: one of several, the earliest first."""

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


def earliest(*found: Crossing | None) -> Crossing | None:
    """The first of them to come; of two at one instant the one that was named first.

    >>> earliest(None, meeting("b", "rising", 0, 9.0), meeting("a", "rising", 0, 9.0)).limit
    'b'
    """
    return min((one for one in found if one), key=lambda one: one.t_us, default=None)
