"""Samples for charts: the values of all signals on a grid of instants, worked out many at a time.

At an instant of the grid the plant's columns are copied as they stand (about 20 us for the hybrid
site, 20 more with backup power and cooling); the signals are worked out from the copies with numpy
once a quarter of a thousand have gathered, which is less than a day. The formulas are those of
`twin.signals` and of the transformer family, over arrays.
"""

from __future__ import annotations

from pathlib import Path

from twin.facility import Parts, Plant
from twin.log import DiskFiles, SampleWriter
from twin.run.lineage import Member, Where, fold
from twin.run.sample_values import Copies, Values
from twin.signals import catalogue
from twin.units import US_PER_MIN

PERIOD_US = 5 * US_PER_MIN
GATHERED_COUNT = 256


def grid_after(t_us: int) -> int:
    """The first instant of the grid at or after another; the grid starts at the epoch.

    >>> grid_after(1), grid_after(300_000_000)
    (300000000, 300000000)
    """
    return -(-t_us // PERIOD_US) * PERIOD_US


class Sampler:
    """Takes the signals of a plant at the instants of a grid and hands them to the log's samples.

    Attributes:
        next_us: the next instant of the grid.
    """

    def __init__(
        self, run_dir: Path, parts: Parts, span_us: tuple[int, int], files: DiskFiles | None = None
    ) -> None:
        """Go on sampling a run where its samples end; those beyond where it stands are dropped.

        Args:
            run_dir: the run; its lock is held.
            parts: of its plant.
            span_us: its first instant and the one it stands at.
            files: the disk.

        Raises:
            OSError: the disk refuses.
        """
        self._values = Values(parts)
        self._writer = SampleWriter(run_dir, tuple(catalogue(parts)), PERIOD_US, files)
        self._writer.forget_after(span_us[1])
        covered_us = self._writer.covered_until_us
        self._plant: Plant | None = None
        self._copies = Copies()
        self.next_us = grid_after(span_us[0] if covered_us is None else covered_us + 1)

    def follow(self, plant: Plant) -> None:
        """Sample this plant."""
        self._plant = plant

    def take(self, before_us: int) -> None:
        """Copy the plant's columns for every instant of the grid before one."""
        assert self._plant is not None, "a sampler follows a plant"
        while self.next_us < before_us:
            self._copies.add(self._plant, self.next_us)
            self.next_us += PERIOD_US

    def refill(self, member: Member, until_us: int) -> None:
        """Take again from a run's facts what lies before an instant."""
        plant = member.plant(Where(self.next_us - 1))
        self.follow(plant)
        for facts in member.reader.chunks(plant.last_seq + 1):
            for place, t_us in enumerate(facts.t_us):
                if t_us > self.next_us:
                    self.take(min(t_us, until_us))
                fold(plant, facts.between(place, place + 1))
        self.take(until_us)

    def hand_over(self, *, rest: bool = False) -> None:
        """Work out what has gathered and give it to the log's samples.

        Args:
            rest: even if it is little.

        Raises:
            OSError: the disk refuses.
        """
        copies = self._copies
        if len(copies) >= GATHERED_COUNT or (rest and len(copies)):
            self._writer.append(copies.t_us, self._values.of(copies))
            copies.clear()

    def close(self) -> None:
        """Give the rest and write it.

        Raises:
            OSError: the disk refuses.
        """
        self.hand_over(rest=True)
        self._writer.close()
