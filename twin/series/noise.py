"""Noise with memory on a fixed grid of time: the stuff of the generators.

A value depends on the seed, what it is for and when it is, never on where a run starts or ends: the
grid counts from the epoch, and each calendar year runs in from twelve memories before New Year. Two
neighbouring years differ at the seam by a part in 100,000 of the swing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from twin.luck import Stream
from twin.series.steps import Instants, Numbers
from twin.series.zones import new_year_us, year_of
from twin.units import US_PER_DAY, US_PER_H, US_PER_S

_RUN_IN_MEMORIES = 12
_DAYS_PER_YEAR = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Equal steps counted from the epoch: number n is the instant n * step_us."""

    step_us: int
    first: int
    count: int

    @classmethod
    def over(cls, start_us: int, end_us: int, step_s: float) -> Grid:
        """The steps that cover a window, the one its end lies in included."""
        step_us = round(step_s * US_PER_S)
        first = start_us // step_us
        assert first >= 0, "generated series begin in 1970"
        return cls(step_us=step_us, first=first, count=end_us // step_us - first + 1)

    @property
    def t_us(self) -> Instants:
        """The instants of the steps."""
        return np.arange(self.first, self.first + self.count, dtype=np.int64) * self.step_us

    @property
    def end_us(self) -> int:
        """Where the last step ends."""
        return (self.first + self.count) * self.step_us


def drifting(stream: Stream, grid: Grid, memory_s: float) -> Numbers:
    """Standard normal values whose correlation falls to 1/e over a memory (an AR(1) process)."""
    keep_ratio = math.exp(-grid.step_us / US_PER_S / memory_s)
    kick_ratio = math.sqrt(1.0 - keep_ratio**2)
    run_in = math.ceil(_RUN_IN_MEMORIES * memory_s * US_PER_S / grid.step_us)
    pieces: list[Numbers] = []
    for new_year, first, last in _by_year(grid):
        anchor = max(0, new_year - run_in)
        kicks_ratio: list[float] = (stream.normals(anchor, last - anchor) * kick_ratio).tolist()
        value = 0.0
        walk = [value := keep_ratio * value + kick for kick in kicks_ratio]
        pieces.append(np.array(walk[first - anchor :]))
    return np.concatenate(pieces)


def fresh(stream: Stream, grid: Grid) -> Numbers:
    """Independent standard normal values."""
    return stream.normals(grid.first, grid.count)


def hours(grid: Grid, offset_us: int) -> Numbers:
    """Hour of the day, 0 to 24, at the middle of each step, in a zone of fixed offset."""
    local_us = grid.t_us + offset_us + grid.step_us // 2
    return (local_us % US_PER_DAY) / US_PER_H


def season(grid: Grid, offset_us: int, peak_day_index: int) -> Numbers:
    """A cosine over the year: 1 on the peak day (counted from 1), -1 half a year later."""
    days = (grid.t_us + offset_us) / US_PER_DAY - (peak_day_index - 0.5)
    return np.cos(days * (2.0 * math.pi / _DAYS_PER_YEAR))


def bump(hour_of_day: Numbers, peak_hour_index: int, width_h: float) -> Numbers:
    """1 at the peak hour, falling off like a bell on both sides round the clock."""
    away_h = (hour_of_day - peak_hour_index + 12.0) % 24.0 - 12.0
    return np.exp(-((away_h / width_h) ** 2))


def _by_year(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """The grid cut at New Year UTC: number of New Year's step, first step, end (excluded)."""
    end = grid.first + grid.count
    last_us = grid.end_us - grid.step_us
    for year in range(year_of(grid.first * grid.step_us), year_of(last_us) + 1):
        new_year = -(-new_year_us(year) // grid.step_us)
        following = -(-new_year_us(year + 1) // grid.step_us)
        yield new_year, max(grid.first, new_year), min(end, following)
