"""Levels that a temperature may meet, and the search for the first one met.

A device that can bound a reading for good hands over only the levels within, so most searches are
spared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from twin.devices.contract import Crossing
from twin.devices.cooling.staging import HORIZON_S, Stages
from twin.kernel import Response, first_crossing_s
from twin.units import US_PER_S


class Level(NamedTuple):
    """A level that a reading may meet."""

    limit: str
    level_c: float
    rising: bool

    def within(self, low_c: float, high_c: float) -> bool:
        """Whether a reading that keeps to a range may be past it.

        >>> Level("hot", 60.0, rising=True).within(20.0, 50.0)
        False
        """
        return high_c > self.level_c if self.rising else low_c < self.level_c


def upper(limit: str, level_c: float, band_k: float, *, passed: bool) -> Level:
    """A limit above, or where it clears once passed.

    >>> upper("hot", 60.0, 2.0, passed=True)
    Level(limit='hot', level_c=58.0, rising=False)
    """
    return Level(limit, level_c - band_k if passed else level_c, not passed)


def lower(limit: str, level_c: float, band_k: float, *, passed: bool) -> Level:
    """A limit below, or where it clears once passed.

    >>> lower("cold", 20.0, 2.0, passed=True)
    Level(limit='cold', level_c=22.0, rising=True)
    """
    return Level(limit, level_c + band_k if passed else level_c, passed)


def met(response: Response, anchor_us: int, levels: Iterable[Level]) -> list[Crossing]:
    """Crossings of levels, the first one last; later ones may be left out.

    Args:
        response: the reading from the anchor on.
        anchor_us: instant that it counts from.
        levels: that it may meet.
    """
    found: list[Crossing] = []
    soonest_s = HORIZON_S
    for limit, level_c, rising in levels:
        after_s = first_crossing_s(response, level_c, rising=rising, horizon_s=soonest_s)
        if after_s is not None:
            soonest_s = after_s
            crossing = Crossing(
                limit=limit,
                direction="rising" if rising else "falling",
                anchor_us=anchor_us,
                after_us=after_s * US_PER_S,
            )
            found.append(crossing)
    return found


def may_move(stages: Stages, i: int, low_c: float, high_c: float) -> bool:
    """Whether a reading that keeps to a range may ever change a stage."""
    stage = stages.stage[i]
    up = stage < stages.top[i] and high_c > stages.up_c[i]
    return up or (stage > 0 and low_c < stages.down_c[i])


def moved(stages: Stages, i: int, limit: str, anchor_us: int, response: Response) -> list[Crossing]:
    """The next change of stage under the name of what is staged, if there is one."""
    change = stages.next_crossing(i, anchor_us, response)
    if change is None:
        return []
    return [
        Crossing(
            limit=limit,
            direction=change.direction,
            anchor_us=change.anchor_us,
            after_us=change.after_us,
        )
    ]
