"""Which cooling plants may change something by themselves, and when: a cache over exact searches.

For each plant it keeps a range of heat and an instant, within which nothing surely happens. Heat
inside the range costs comparisons; outside it the range is drawn anew, and only where none can be
had is the next crossing searched for. Nothing here is state.
"""

from __future__ import annotations

from math import inf

from twin.devices.contract import Crossing
from twin.devices.cooling.loop import Loops
from twin.devices.cooling.loop_quiet import FOREVER_US, Calm, quiet_until_us
from twin.units import US_PER_MIN

_TIERS = ((0.6, 1.5, 2.0), (0.85, 1.15, 1.0), (0.96, 1.04, 0.5))
"""Ranges of heat, as ratios of the present one, and of dry bulb, either way [K]."""

_LEAST_US = 10 * US_PER_MIN
_PATIENCE_COUNT = 8


class CoolWatch:
    """Instants at which each cooling plant must be looked at again."""

    def __init__(self, loops: Loops) -> None:
        """Everything is stale at first."""
        self._loops = loops
        count = len(loops.specs)
        self._calm = [Calm(inf, -inf, inf, -inf, 0.0, 0.0)] * count
        self._due_us = [FOREVER_US] * count
        self._crossing: list[Crossing | None] = [None] * count
        self._stale = set(range(count))
        self._tier = [0] * count
        self._searched_count = [0] * count

    def doubt(self, loop: int) -> None:
        """Something else than heat changed: what runs, or the air outdoors."""
        self._stale.add(loop)

    def left_range(self, loop: int) -> bool:
        """Whether heat or air of a plant left what it was looked at with; it is stale then."""
        calm, loops = self._calm[loop], self._loops
        inside = (
            calm.liquid_low_w <= loops.liquid_w[loop] <= calm.liquid_high_w
            and calm.air_low_w <= loops.air_w[loop] <= calm.air_high_w
            and calm.dry_bulb_low_c <= loops.switches[loop].dry_bulb_c <= calm.dry_bulb_high_c
        )
        if not inside:
            self._stale.add(loop)
        return not inside

    def next_us(self, t_us: int) -> int | None:
        """The next instant at which a plant must be looked at, after looking at the stale ones."""
        for loop in sorted(self._stale):
            self._look(loop, t_us)
        self._stale.clear()
        soonest_us = min(self._due_us, default=FOREVER_US)
        return None if soonest_us >= FOREVER_US else max(soonest_us, t_us)

    def reached(self, t_us: int) -> list[tuple[int, Crossing]]:
        """Plants with a crossing by an instant; all that is due is stale from now on."""
        found: list[tuple[int, Crossing]] = []
        for loop, due_us in enumerate(self._due_us):
            if due_us <= t_us:
                crossing = self._crossing[loop]
                if crossing is not None:
                    found.append((loop, crossing))
                self._stale.add(loop)
                self._due_us[loop] = FOREVER_US
        return found

    def _look(self, loop: int, t_us: int) -> None:
        """The widest range that is quiet for long; else the next crossing, exactly.

        Where a search was needed last, ranges are tried again only now and then: near a level none
        is worth having.
        """
        self._crossing[loop] = None
        if self._tier[loop] < len(_TIERS) or self._searched_count[loop] % _PATIENCE_COUNT == 0:
            for tier in range(max(self._tier[loop] - 1, 0), len(_TIERS)):
                calm = self._around(loop, *_TIERS[tier])
                until_us = quiet_until_us(self._loops, loop, t_us, calm)
                if until_us >= t_us + _LEAST_US:
                    self._tier[loop], self._searched_count[loop] = tier, 0
                    self._calm[loop], self._due_us[loop] = calm, until_us
                    return
        self._tier[loop] = len(_TIERS)
        self._searched_count[loop] += 1
        crossing = self._crossing[loop] = self._loops.next_crossing(loop, t_us)
        self._calm[loop] = self._around(loop, 1.0, 1.0, 0.0)
        self._due_us[loop] = FOREVER_US if crossing is None else max(crossing.t_us, t_us)

    def _around(self, loop: int, low_ratio: float, high_ratio: float, air_k: float) -> Calm:
        liquid_w, air_w = self._loops.liquid_w[loop], self._loops.air_w[loop]
        dry_c = self._loops.switches[loop].dry_bulb_c
        air_k = air_k if self._loops.outdoors.towers[loop] is None else 0.0
        return Calm(
            liquid_w * low_ratio,
            liquid_w * high_ratio,
            air_w * low_ratio,
            air_w * high_ratio,
            dry_c - air_k,
            dry_c + air_k,
        )
