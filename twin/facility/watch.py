"""Which transformers may meet a limit, and when: a cache over the family's exact searches.

For each unit it keeps ranges of load and ambient, and an instant, within which the unit surely
meets nothing. A change inside the ranges costs two comparisons; outside them the ranges are drawn
anew, and only where even narrow ones fail is the next crossing searched for. Nothing here is state:
thrown away and rebuilt, it finds the same crossings.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from twin.devices.contract import Crossing
from twin.devices.transformer import Transformers
from twin.devices.transformer_quiet import Calm, Quiet
from twin.units import US_PER_S

NEVER_US = 1 << 62
_EVER_S = 1e9
_TOGETHER_US = 60 * US_PER_S
TIERS = (
    Calm(0.00, inf, 12.0, 1e9),
    Calm(0.75, 1.25, 12.0, 1e9),
    Calm(0.90, 1.10, 5.0, 1800.0),
    Calm(0.95, 1.05, 2.0, 900.0),
    Calm(0.98, 1.02, 1.0, 120.0),
)


class Watch:
    """Instants at which each unit must be looked at again.

    Attributes:
        low_va, high_va: a load outside them makes the unit stale.
        stale: units to look at now.
        set_load: the family's; whoever calls it compares the load with the range.
    """

    def __init__(self, family: Transformers, tiers: Sequence[Calm] = TIERS) -> None:
        """Everything is stale at first; without any tier all is searched for."""
        self._family = family
        self.set_load = family.set_load
        size = len(family.units)
        self.low_va = [inf] * size
        self.high_va = [-inf] * size
        self._low_c = [inf] * size
        self._high_c = [-inf] * size
        self._tier = [0] * size
        self._quiet = Quiet(family, tiers)
        self._crossing: list[Crossing | None] = [None] * size
        self._due_us = [NEVER_US] * size
        self._heap: list[tuple[int, int]] = []
        self.stale: list[int] = list(range(size))

    def doubt(self, i: int) -> None:
        """Something else about a unit changed: its voltage, its stage, a latch."""
        self.low_va[i], self.high_va[i] = inf, -inf
        self.stale.append(i)

    def air_changed(self, ambient_c: float) -> None:
        """The ambient changed: units whose range it left are stale."""
        high_c, stale = self._high_c, self.stale
        for i, low_c in enumerate(self._low_c):
            if ambient_c < low_c or ambient_c > high_c[i]:
                stale.append(i)

    def next_us(self, t_us: int) -> int | None:
        """The next instant at which a unit must be looked at, after looking at the stale ones."""
        stale, heap = self.stale, self._heap
        if stale:
            for i in set(stale) if len(stale) > 1 else stale:
                self._look(i, t_us)
            stale.clear()
        while heap and heap[0][0] != self._due_us[heap[0][1]]:
            heappop(heap)
        return heap[0][0] if heap else None

    def reached(self, t_us: int) -> list[tuple[int, Crossing]]:
        """Units at a limit by an instant, with their crossing; what is due is stale from now on."""
        found: list[tuple[int, Crossing]] = []
        heap, crossings = self._heap, self._crossing
        while heap and heap[0][0] <= t_us + _TOGETHER_US:
            due_us, i = heap[0]
            crossing = crossings[i]
            if due_us == self._due_us[i]:
                if crossing is not None:
                    if due_us > t_us:
                        break
                    found.append((i, crossing))
                self._due_us[i] = NEVER_US
                self.stale.append(i)
            heappop(heap)
        return found

    def _look(self, i: int, t_us: int) -> None:
        family = self._family
        load_va, ambient_c = family.load_va[i], family.ambient.ambient_c[0]
        quiet = self._quiet.widest(i, t_us, max(self._tier[i] - 1, 0))
        if quiet is not None:
            tier, span_s = quiet
            low_ratio, high_ratio, air_k, _ = self._quiet.tiers[tier]
            self._tier[i] = tier
            self._crossing[i] = None
            self.low_va[i] = load_va * low_ratio
            up_to_va = load_va * high_ratio if high_ratio < inf else family.rating_va(i)
            self.high_va[i] = up_to_va
            self._low_c[i], self._high_c[i] = ambient_c - air_k, ambient_c + air_k
            due_us = t_us + int(span_s * US_PER_S) if span_s < _EVER_S else NEVER_US
        else:
            self._tier[i] = len(self._quiet.tiers)
            crossing = self._crossing[i] = family.next_crossing(i, t_us)
            self.low_va[i] = self.high_va[i] = load_va
            self._low_c[i] = self._high_c[i] = ambient_c
            due_us = NEVER_US if crossing is None else max(crossing.t_us, t_us)
        self._due_us[i] = due_us
        if due_us < NEVER_US:
            heappush(self._heap, (due_us, i))
