"""Settlement meters: energy of each interval of the clock, exact however the time is cut.

Intervals of any length lie on the clock's grid, counted from midnight UTC of 1 January 1970. A
meter counts whole grains of 2^-30 W for a microsecond in integers, so cutting a span in parts, or
asking in between, changes not one bit; a power above 8 MW is counted as it is, a smaller one to
half a billionth of a watt. A change at the very end of an interval belongs to the next: both ends
of an interval are read just before, so its ramp is `(P_end - P_start) / length`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Columns, Crossing
from twin.units import US_PER_MIN, US_PER_S

CLOSED = "interval_closed"

_GRAINS_PER_W = 2**30
_GRAINS_PER_J = _GRAINS_PER_W * US_PER_S


class MeterSpec(BaseModel, frozen=True, extra="forbid"):
    """A settlement meter: the keys of a site document."""

    interval_min: float = Field(15.0, gt=0, le=44_640, description="length of an interval [M]")
    offset_min: float = Field(
        0.0, ge=0, le=44_640, description="the grid stands so much later than midnight UTC [A]"
    )

    @model_validator(mode="after")
    def _is_on_its_grid(self) -> Self:
        if self.interval_min * US_PER_MIN % 1 or self.offset_min >= self.interval_min:
            raise ValueError("interval_min in whole microseconds, offset_min less than it")
        return self


class Interval(NamedTuple):
    """One settlement interval that is over.

    Attributes:
        start_us: when it began.
        energy_j: taken in it.
        demand_w: its average power.
        net_ramp_w_per_s: power at its end less power at its start, over its length.
    """

    start_us: int
    energy_j: float
    demand_w: float
    net_ramp_w_per_s: float


class _Count(NamedTuple):
    """What a meter has counted; energies as whole joules and the grains of one that is not."""

    anchor_us: int
    power_w: float
    start_us: int
    start_w: float
    whole_j: int
    rest_grains: int
    total_j: int
    total_grains: int
    closed_count: int
    last_j: int
    last_grains: int
    last_change_w: float
    peak_w: float


class SettlementMeters(Columns):
    """Columns of all meters; the index is the meter. One way of flow; the other has its own meter.

    Attributes:
        lengths_us: interval of each.
        anchor_us: when its power changed last, or its interval began.
        power_w: since then.
        start_us: of the interval under way.
        start_w: power just before it began.
        whole_j, rest_grains: energy in it at the anchor, its joules and the rest of one in grains.
        total_j, total_grains: energy of all intervals before, likewise.
        closed_count: intervals that are over.
        last_j, last_grains, last_change_w: of the last of them.
        peak_w: highest demand of them.
    """

    STATE = _Count._fields

    def __init__(self, specs: Sequence[MeterSpec], t_us: int) -> None:
        """All at zero, without power; the first interval is cut short where it has begun."""
        count = len(specs)
        self.lengths_us = [round(spec.interval_min * US_PER_MIN) for spec in specs]
        offsets_us = [round(spec.offset_min * US_PER_MIN) for spec in specs]
        self.anchor_us = [t_us] * count
        self.power_w = [0.0] * count
        self.start_us = [
            t_us - (t_us - offset_us) % length_us
            for offset_us, length_us in zip(offsets_us, self.lengths_us, strict=True)
        ]
        self.start_w = [0.0] * count
        self.whole_j = [0] * count
        self.rest_grains = [0] * count
        self.total_j = [0] * count
        self.total_grains = [0] * count
        self.closed_count = [0] * count
        self.last_j = [0] * count
        self.last_grains = [0] * count
        self.last_change_w = [0.0] * count
        self.peak_w = [0.0] * count

    def place(self, i: int, taken_w: float) -> None:
        """It has had this power since before it began to count."""
        self.power_w[i] = self.start_w[i] = taken_w

    def set_power(self, i: int, t_us: int, taken_w: float) -> None:
        """From `t_us` on this power flows; an equal value is no change."""
        assert taken_w >= 0.0, taken_w
        if taken_w != self.power_w[i]:
            self.advance(i, t_us)
            self.power_w[i] = taken_w

    def advance(self, i: int, t_us: int) -> None:
        """Close what is over. Changes no reading: what is counted is counted in integers."""
        assert t_us >= self.anchor_us[i], "a meter does not count backwards"
        if t_us < self.start_us[i] + self.lengths_us[i]:
            self.whole_j[i], self.rest_grains[i] = _added(self._count(i), t_us)
            self.anchor_us[i] = t_us
            return
        for name, value in zip(_Count._fields, self._counted(i, t_us), strict=True):
            getattr(self, name)[i] = value

    def total_at_j(self, i: int, t_us: int) -> float:
        """Energy since it began to count."""
        count = self._counted(i, t_us)
        return _joules(count.total_j + count.whole_j, count.total_grains + count.rest_grains)

    def interval_j(self, i: int, t_us: int) -> float:
        """Energy of the interval under way, so far; of one that begins at `t_us`, zero."""
        count = self._counted(i, t_us)
        return _joules(count.whole_j, count.rest_grains)

    def last(self, i: int, t_us: int) -> Interval | None:
        """The last interval that is over at an instant."""
        count, length_us = self._counted(i, t_us), self.lengths_us[i]
        if not count.closed_count:
            return None
        return Interval(
            count.start_us - length_us,
            _joules(count.last_j, count.last_grains),
            _demand_w(count.last_j, count.last_grains, length_us),
            count.last_change_w / (length_us / US_PER_S),
        )

    def peak_at_w(self, i: int, t_us: int) -> float:
        """Highest demand of all intervals that are over at an instant."""
        return self._counted(i, t_us).peak_w

    def closed_at_count(self, i: int, t_us: int) -> int:
        """How many intervals are over at an instant."""
        return self._counted(i, t_us).closed_count

    def next_crossing(self, i: int, t_us: int) -> Crossing:
        """The end of the interval under way at `t_us`; one that ends then has been closed."""
        length_us, end_us = self.lengths_us[i], self.start_us[i] + self.lengths_us[i]
        if t_us > end_us:
            end_us += (t_us - end_us + length_us - 1) // length_us * length_us
        return Crossing(limit=CLOSED, direction="rising", anchor_us=end_us, after_us=0.0)

    def _count(self, i: int) -> _Count:
        return _Count(*(getattr(self, name)[i] for name in _Count._fields))

    def _counted(self, i: int, t_us: int) -> _Count:
        count, length_us = self._count(i), self.lengths_us[i]
        end_us = count.start_us + length_us
        if t_us >= end_us:
            count = _closed(count, length_us, 1)
            whole_count = (t_us - end_us) // length_us
            if whole_count:
                count = _closed(count, length_us, whole_count)
        if t_us == count.anchor_us:
            return count
        whole_j, rest_grains = _added(count, t_us)
        return count._replace(anchor_us=t_us, whole_j=whole_j, rest_grains=rest_grains)


def _added(count: _Count, t_us: int) -> tuple[int, int]:
    """Energy of the interval under way up to an instant in it, whole joules and grains."""
    grains = round(count.power_w * _GRAINS_PER_W) * (t_us - count.anchor_us) + count.rest_grains
    more_j, rest_grains = divmod(grains, _GRAINS_PER_J)
    return count.whole_j + more_j, rest_grains


def _closed(count: _Count, length_us: int, closed_count: int) -> _Count:
    """After so many ends of intervals at one power, the first under way already."""
    whole_j, rest_grains = _added(count, count.start_us + length_us)
    start_us = count.start_us + length_us * closed_count
    more_j, total_grains = divmod(count.total_grains + rest_grains * closed_count, _GRAINS_PER_J)
    demand_w = _demand_w(whole_j, rest_grains, length_us)
    return _Count(
        anchor_us=start_us,
        power_w=count.power_w,
        start_us=start_us,
        start_w=count.power_w,
        whole_j=0,
        rest_grains=0,
        total_j=count.total_j + whole_j * closed_count + more_j,
        total_grains=total_grains,
        closed_count=count.closed_count + closed_count,
        last_j=whole_j,
        last_grains=rest_grains,
        last_change_w=count.power_w - count.start_w,
        peak_w=max(count.peak_w, demand_w),
    )


def _joules(whole_j: int, grains: int) -> float:
    """The double nearest to an energy: one division of integers, rounded once."""
    return (whole_j * _GRAINS_PER_J + grains) / _GRAINS_PER_J


def _demand_w(whole_j: int, grains: int, length_us: int) -> float:
    return (whole_j * _GRAINS_PER_J + grains) / (_GRAINS_PER_W * length_us)
