"""When things break: hazards integrated to keyed draws.

Entry i fails for the n-th time when its integrated hazard reaches the sum of its first n+1 draws of
Exp(1). The draws are keyed by (seed, subject, n), so a changed hazard moves a failure without a new
draw, and two forks share their failures wherever their plants agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, ClassVar

from twin.luck import Luck
from twin.units import US_PER_S

NEVER_US = 1 << 62


class Hazards:
    """Integrated hazards as columns, one entry for each row, hall and transformer.

    Attributes:
        subjects: asset id of each entry, also the key of its luck.
        integral: hazard integrated up to the anchor.
        rate_per_s: hazard rate since the anchor.
        anchor_us: instant of the last change of rate.
        fired_count: failures so far.
        target: integral at which the next failure comes.
        due_us: instant of the next failure at today's rate.
    """

    STATE: ClassVar[tuple[str, ...]] = (
        "integral",
        "rate_per_s",
        "anchor_us",
        "fired_count",
        "target",
    )

    def __init__(self, subjects: Sequence[str], luck: Luck, t_us: int) -> None:
        """All entries start with no hazard at `t_us`."""
        self.subjects = tuple(subjects)
        self._streams = [luck.stream("failure", subject) for subject in subjects]
        size = len(self.subjects)
        self.integral = [0.0] * size
        self.rate_per_s = [0.0] * size
        self.anchor_us = [t_us] * size
        self.fired_count = [0] * size
        self.target = [stream.exponential(0) for stream in self._streams]
        self.due_us = [NEVER_US] * size

    def set_rate(self, index: int, t_us: int, rate_per_s: float) -> None:
        """Change an entry's hazard rate [1/s] from `t_us` on; an equal rate is no change."""
        old_per_s = self.rate_per_s[index]
        if rate_per_s == old_per_s:
            return
        self.integral[index] += old_per_s * ((t_us - self.anchor_us[index]) / US_PER_S)
        self.anchor_us[index] = t_us
        self.rate_per_s[index] = rate_per_s
        self._schedule(index)

    def fired(self, index: int, t_us: int) -> None:
        """The entry failed at `t_us`: the next failure waits for the next draw."""
        self.integral[index] = self.target[index]
        self.anchor_us[index] = t_us
        self.fired_count[index] += 1
        self.target[index] += self._streams[index].exponential(self.fired_count[index])
        self._schedule(index)

    def next_due(self) -> tuple[int, int]:
        """Instant and entry of the next failure; `(NEVER_US, -1)` without entries."""
        if not self.due_us:
            return NEVER_US, -1
        due_us = min(self.due_us)
        return due_us, self.due_us.index(due_us)

    def _schedule(self, index: int) -> None:
        rate_per_s = self.rate_per_s[index]
        if rate_per_s <= 0.0:
            self.due_us[index] = NEVER_US
            return
        left = self.target[index] - self.integral[index]
        wait_us = left / rate_per_s * US_PER_S if left > 0.0 else 0.0
        due_us = self.anchor_us[index] + (ceil(wait_us) if wait_us < NEVER_US else NEVER_US)
        self.due_us[index] = due_us

    def snapshot(self) -> dict[str, list[Any]]:
        """The columns that are state, copied."""
        return {name: list(getattr(self, name)) for name in self.STATE}

    def restore(self, columns: Mapping[str, list[Any]]) -> None:
        """Take the columns of a snapshot and work out the rest."""
        for name in self.STATE:
            getattr(self, name)[:] = columns[name]
        for index in range(len(self.subjects)):
            self._schedule(index)
