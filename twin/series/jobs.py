"""Made-up synchronous jobs over many racks.

Jobs arrive as a Poisson process whose rate follows the hour; most want a rack or two, a few want
dozens; run times are lognormal. A day's jobs of a hall are a pure function of seed, hall and day:
a driver starts at any instant, and nothing but one day is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

import msgspec
import numpy as np

from twin.luck import Luck
from twin.series.steps import Instants, Numbers
from twin.units import S_PER_H, S_PER_MIN, US_PER_DAY, US_PER_H

_DAY_NUMBERS = 100_000
_SHORTEST_H = 1.0 / 60.0
_EPOCH = date(1970, 1, 1)


class SizeShape(Protocol):
    """One size in the mix of jobs."""

    rack_count: int
    weight_frac: float


class JobShape(Protocol):
    """The numbers of a job stream; the scenario document gives them with defaults and ranges."""

    per_day_count: float
    diurnal_frac: float
    peak_hour_index: int
    work_median_h: float
    work_sigma_ratio: float
    work_max_h: float
    high_frac: float
    low_frac: float
    spread_frac: float
    period_s: float
    duty_frac: float
    checkpoint_min: float

    @property
    def sizes(self) -> Sequence[SizeShape]:
        """The mix of sizes."""
        ...


class Job(msgspec.Struct, frozen=True, gc=False):
    """One synchronous job: all its racks work in step and stop together.

    Attributes:
        t_us: when it arrives.
        job: its number: the day of arrival (UTC) as yyyymmdd, then five digits.
        racks: how many racks it needs, all at once.
        work_s: run time at full power, without interruptions.
        high_frac: plateau power between idle (0) and maximum (1) of a rack.
        low_frac: trough power on the same scale.
        period_s: length of one iteration.
        duty_frac: share of an iteration on the plateau.
        checkpoint_s: work between checkpoints.
    """

    t_us: int
    job: int
    racks: int
    work_s: float
    high_frac: float
    low_frac: float
    period_s: float
    duty_frac: float
    checkpoint_s: float


class Jobs:
    """The jobs that arrive at one hall, day by day. A size too large for the hall is its size."""

    __slots__ = ("_luck", "_offset_us", "_per_day", "_shape", "_shares", "_sizes", "hall")

    def __init__(
        self,
        shape: JobShape,
        luck: Luck,
        *,
        hall: str,
        racks: int,
        share_frac: float = 1.0,
        offset_us: int = 0,
    ) -> None:
        """Takes the hall's share of all arrivals, and local standard time minus UTC."""
        assert racks > 0, "jobs need a rack"
        self.hall = hall
        self._shape = shape
        self._luck = luck
        self._offset_us = offset_us
        self._per_day = shape.per_day_count * share_frac
        self._sizes, weights = _mix(shape, racks)
        self._shares = np.cumsum(weights)[:-1]

    def after(self, t_us: int) -> Iterator[Job]:
        """Every job that arrives strictly after an instant, without end."""
        day = t_us // US_PER_DAY
        yield from (job for job in self.day(day) if job.t_us > t_us)
        while True:
            day += 1
            yield from self.day(day)

    def day(self, day_index: int) -> list[Job]:
        """The jobs of one UTC day (counted from 1970), in order of arrival."""
        shape = self._shape
        arrivals_us = self._arrive(day_index)
        count, first = arrivals_us.size, day_index * _DAY_NUMBERS
        if count == 0:
            return []
        sizes = self._luck.stream("jobs.size", self.hall).uniforms(first, count)
        lengths = self._luck.stream("jobs.work", self.hall).normals(first, count)
        spreads = self._luck.stream("jobs.power", self.hall).normals(first, count)
        racks = self._sizes[np.searchsorted(self._shares, sizes, side="right")]
        work_h = shape.work_median_h * np.exp(shape.work_sigma_ratio * lengths)
        work_s = work_h.clip(_SHORTEST_H, shape.work_max_h) * S_PER_H
        high_frac = (shape.high_frac + shape.spread_frac * spreads).clip(0.0, 1.0)
        low_frac = np.minimum(shape.low_frac, high_frac)
        named = _date_number(day_index) * _DAY_NUMBERS
        period_s, duty_frac = shape.period_s, shape.duty_frac
        checkpoint_s = shape.checkpoint_min * S_PER_MIN
        return [
            Job(t_us, job, size, work, high, low, period_s, duty_frac, checkpoint_s)
            for t_us, job, size, work, high, low in zip(
                arrivals_us.tolist(),
                range(named, named + count),
                racks.tolist(),
                work_s.round().tolist(),
                high_frac.round(3).tolist(),
                low_frac.round(3).tolist(),
                strict=True,
            )
        ]

    def _arrive(self, day_index: int) -> Instants:
        """Unit-rate arrivals bent by the running sum of the hourly rates."""
        reached = np.concatenate(([0.0], np.cumsum(self._hourly())))
        ample = math.ceil(reached[-1] + 10.0 * math.sqrt(reached[-1]) + 20.0)
        assert ample < _DAY_NUMBERS, "more than 100,000 jobs a day"
        stream = self._luck.stream("jobs.arrival", self.hall)
        units = np.cumsum(stream.exponentials(day_index * _DAY_NUMBERS, ample))
        hour_of = np.interp(units[units < reached[-1]], reached, np.arange(25.0))
        return (day_index * US_PER_DAY + hour_of * US_PER_H).astype(np.int64)

    def _hourly(self) -> Numbers:
        shape = self._shape
        since_h = np.arange(24) + self._offset_us / US_PER_H - shape.peak_hour_index
        wave = np.cos(since_h * (2.0 * math.pi / 24.0))
        return self._per_day / 24.0 * (1.0 + shape.diurnal_frac * wave)


def offered_frac(shape: JobShape, racks: int) -> float:
    """The share of all racks' time the jobs ask for: above 1 the queue grows without end."""
    sizes, weights = _mix(shape, racks)
    cap = math.log(shape.work_max_h / shape.work_median_h)
    mean_h = shape.work_median_h * _capped_mean(shape.work_sigma_ratio, cap)
    return shape.per_day_count * float(np.dot(sizes, weights)) * mean_h / (24.0 * racks)


def per_day_for(shape: JobShape, racks: int, utilisation_frac: float) -> float:
    """Arrivals a day that ask for a given share of the racks' time, all else as given."""
    return shape.per_day_count * utilisation_frac / offered_frac(shape, racks)


def _mix(shape: JobShape, racks: int) -> tuple[Instants, Numbers]:
    weights = np.array([size.weight_frac for size in shape.sizes])
    sizes = np.array([min(size.rack_count, racks) for size in shape.sizes], dtype=np.int64)
    return sizes, weights / weights.sum()


def _capped_mean(sigma_ratio: float, cap_ratio: float) -> float:
    """Mean of min(exp(sigma Z), exp(cap)) for a standard normal Z."""
    if sigma_ratio == 0.0:
        return math.exp(min(0.0, cap_ratio))
    below = math.erfc(-(cap_ratio / sigma_ratio - sigma_ratio) / math.sqrt(2.0)) / 2.0
    above = math.erfc(cap_ratio / sigma_ratio / math.sqrt(2.0)) / 2.0
    return math.exp(0.5 * sigma_ratio**2) * below + math.exp(cap_ratio) * above


def _date_number(day_index: int) -> int:
    day = _EPOCH + timedelta(days=day_index)
    return day.year * 10_000 + day.month * 100 + day.day
