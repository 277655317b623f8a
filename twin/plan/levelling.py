"""Dates with the crews there are: a serial schedule, so that two engines agree on it.

Whole days, durations rounded up. All crews of a task are granted together or not at all, and a task
is not interrupted. Among the tasks whose predecessors are placed, the one of the lowest phase comes
first, then the first in the depth-first topological order of the document; it is placed at the
first day on which all its crews are free for its whole length.
Source: Kolisch and Hartmann (1999), serial schedule generation scheme.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import ceil

from twin.plan.network import Activity, Network
from twin.plan.schedule import Schedule, earliest_start

_NEAR_DAYS = 1e-9


class CrewLedger:
    """How many of each crew are taken on each day."""

    def __init__(self, capacity: Sequence[int]) -> None:
        """Everyone is free on every day.

        Args:
            capacity: of each crew.
        """
        self._capacity = tuple(capacity)
        self._taken: list[dict[int, int]] = [{} for _ in capacity]

    def first_free_day(self, activity: Activity, from_day: int, days_count: int) -> int:
        """The first day on which all crews of a task are free for its whole length.

        A task that wants more of a crew than there is takes all of it.
        """
        day = from_day
        while True:
            blocked = self._last_conflict(activity, day, days_count)
            if blocked is None:
                return day
            day = blocked + 1

    def take(self, activity: Activity, day: int, days_count: int) -> None:
        """Give a task its crews for its whole length."""
        for crew, wanted in activity.crews:
            taken, some = self._taken[crew], min(wanted, self._capacity[crew])
            for one in range(day, day + days_count):
                taken[one] = taken.get(one, 0) + some

    def _last_conflict(self, activity: Activity, day: int, days_count: int) -> int | None:
        """The last day of a span on which a crew is short; None when none is."""
        worst: int | None = None
        for crew, wanted in activity.crews:
            taken, free = self._taken[crew], max(0, self._capacity[crew] - wanted)
            for one in range(day + days_count - 1, day - 1, -1):
                if worst is not None and one <= worst:
                    break
                if taken.get(one, 0) > free:
                    worst = one
                    break
        return worst


def levelled(network: Network, durations_days: Sequence[float] | None = None) -> Schedule:
    """Dates that never ask for more crews than there are.

    Args:
        network: the plan's.
        durations_days: of each activity; rounded up to whole days.
    """
    given = durations_days if durations_days is not None else network.planned_days()
    spans = [float(ceil(span - _NEAR_DAYS)) for span in given]
    placing = _Placing(network, spans)
    while placing.eligible:
        placing.place(heapq.heappop(placing.eligible)[1])
    return Schedule(
        network=network,
        durations_days=tuple(spans),
        starts_days=tuple(placing.starts_days),
        finishes_days=tuple(placing.finishes_days),
        drivers=tuple(placing.drivers),
    )


class _Placing:
    """A schedule in the making."""

    def __init__(self, network: Network, spans_days: list[float]) -> None:
        count = len(network.activities)
        self._network, self._spans_days = network, spans_days
        self._ledger = CrewLedger(network.capacity)
        self._missing = [len(one.waits) for one in network.activities]
        self._after: list[list[int]] = [[] for _ in range(count)]
        for index, one in enumerate(network.activities):
            for wait in one.waits:
                self._after[wait.index].append(index)
        self.starts_days = [0.0] * count
        self.finishes_days = [0.0] * count
        self.drivers = [-1] * count
        self.eligible: list[tuple[int, int]] = []
        for index, missing in enumerate(self._missing):
            if not missing:
                self._offer(index)

    def _offer(self, index: int) -> None:
        heapq.heappush(self.eligible, (self._network.activities[index].phase_index, index))

    def place(self, index: int) -> None:
        """Put an activity at its first possible day; offer those that waited for it last."""
        activity, span = self._network.activities[index], self._spans_days[index]
        start, driver = earliest_start(activity, span, self.starts_days, self.finishes_days)
        day, length = ceil(start - _NEAR_DAYS), int(span)
        if activity.crews and length:
            free = self._ledger.first_free_day(activity, day, length)
            self._ledger.take(activity, free, length)
            driver, day = (driver, day) if free == day else (-1, free)
        self.starts_days[index], self.drivers[index] = float(day), driver
        self.finishes_days[index] = float(day) + span
        for other in self._after[index]:
            self._missing[other] -= 1
            if not self._missing[other]:
                self._offer(other)
