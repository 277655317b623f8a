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

_RANGES = ((0.6, 1.5), (0.85, 1.15), (0.97, 1.03))
_LEAST_US = 2 * US_PER_MIN


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

    def doubt(self, loop: int) -> None:
        """Something else than heat changed: what runs, or the air outdoors."""
        self._stale.add(loop)

    def left_range(self, loop: int) -> bool:
        """Whether the heat of a plant is not what it was looked at with; it is stale then."""
        calm, loops = self._calm[loop], self._loops
        liquid_w, air_w = loops.liquid_w[loop], loops.air_w[loop]
        inside = (
            calm.liquid_low_w <= liquid_w <= calm.liquid_high_w
            and calm.air_low_w <= air_w <= calm.air_high_w
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
        loops = self._loops
        liquid_w, air_w = loops.liquid_w[loop], loops.air_w[loop]
        dry_c = loops.switches[loop].dry_bulb_c
        self._crossing[loop] = None
        for low, high in _RANGES:
            calm = Calm(liquid_w * low, liquid_w * high, air_w * low, air_w * high, dry_c, dry_c)
            until_us = quiet_until_us(loops, loop, t_us, calm)
            if until_us >= t_us + _LEAST_US:
                self._calm[loop], self._due_us[loop] = calm, until_us
                return
        crossing = loops.next_crossing(loop, t_us)
        self._crossing[loop] = crossing
        self._calm[loop] = Calm(liquid_w, liquid_w, air_w, air_w, dry_c, dry_c)
        self._due_us[loop] = FOREVER_US if crossing is None else max(crossing.t_us, t_us)
