"""When the cooling of a mining block next changes something by itself: a cache over exact searches.

A plant whose inputs changed is searched again, once an instant. Nothing here is state: thrown away
and rebuilt, it finds the same crossings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twin.devices.contract import Crossing

if TYPE_CHECKING:
    from twin.devices.cooling.containers import Containers
    from twin.devices.cooling.miner_loop import MinerLoops
    from twin.facility.parts import CooledBlock


class MiningWatch:
    """The next crossing of each plant."""

    def __init__(
        self, cooled: Sequence[CooledBlock], loops: MinerLoops, containers: Containers
    ) -> None:
        """Everything is stale at first."""
        self._cooled, self._loops, self._containers = cooled, loops, containers
        self._crossing: list[Crossing | None] = [None] * len(cooled)
        self._stale = set(range(len(cooled)))

    def doubt(self, place: int) -> None:
        """Something about a plant changed."""
        self._stale.add(place)

    def next_us(self, t_us: int) -> int | None:
        """The next instant at which a plant does something, after looking at the stale ones."""
        for place in self._stale:
            self._crossing[place] = self._look(place, t_us)
        self._stale.clear()
        found_us = [max(one.t_us, t_us) for one in self._crossing if one is not None]
        return min(found_us, default=None)

    def reached(self, t_us: int) -> list[tuple[int, Crossing]]:
        """Plants with a crossing by an instant, in order; they are stale from now on."""
        found = [
            (place, one)
            for place, one in enumerate(self._crossing)
            if one is not None and one.t_us <= t_us and place not in self._stale
        ]
        self._stale.update(place for place, _ in found)
        return found

    def _look(self, place: int, t_us: int) -> Crossing | None:
        one = self._cooled[place]
        if one.liquid:
            return self._loops.next_step(one.at, t_us)
        return self._containers.next_crossing(one.at, t_us)
