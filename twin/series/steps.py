"""A step function of time with named columns: the one shape every series has once it is read.

Between two stamps nothing changes, so a driver makes one fact per change and the plant stays exact.
Nothing is known here of files, time zones or what the columns mean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from twin.errors import DataError, Fault
from twin.units import US_PER_S

Instants = NDArray[np.int64]
Numbers = NDArray[np.float64]
Levels = Mapping[str, float]
Holds = Literal["until_next", "interval_mean"]
FOREVER_US = 2**62
Kind = TypeVar("Kind", np.int64, np.float64)


class Series:
    """Columns of values over [start_us, end_us), constant between the instants in `t_us`.

    Made by `Series.of`, which drops a row equal to the one before it: an equal value is no change.

    Attributes:
        names: the columns, each ending in its unit.
        t_us: instants of change, strictly rising; the first is where the series starts.
        end_us: where the last value stops holding; `FOREVER_US` when it never does.
        holds: whether a value is the state until the next one, or the mean of its interval.
    """

    __slots__ = ("_rows", "_stamps", "_values", "end_us", "holds", "names", "t_us")

    names: tuple[str, ...]
    t_us: Instants
    end_us: int
    holds: Holds
    _values: tuple[Numbers, ...]
    _stamps: list[int]
    _rows: list[tuple[float, ...]]

    @classmethod
    def of(
        cls,
        t_us: Instants,
        columns: Mapping[str, Numbers],
        *,
        end_us: int = FOREVER_US,
        holds: Holds = "until_next",
    ) -> Series:
        """A series of checked values: rising instants, finite numbers, at least one row.

        Whoever takes values from outside checks them first (`twin.series.check`).
        """
        assert t_us.size > 0, "a series needs a value"
        assert bool(np.all(np.diff(t_us) > 0)), "instants rise"
        assert int(t_us[-1]) < end_us, "a series ends after its last value"
        keep = np.zeros(t_us.size, dtype=np.bool_)
        keep[0] = True
        for values in columns.values():
            assert values.shape == t_us.shape, "one value an instant"
            assert bool(np.isfinite(values).all()), "values are finite"
            keep[1:] |= np.diff(values) != 0.0
        series = cls()
        series.names = tuple(columns)
        series.t_us = _frozen(t_us[keep].astype(np.int64))
        series._values = tuple(_frozen(v[keep].astype(np.float64)) for v in columns.values())
        series.end_us = end_us
        series.holds = holds
        series._stamps = []
        series._rows = []
        return series

    @property
    def start_us(self) -> int:
        """The first instant with a value."""
        return int(self.t_us[0])

    def __len__(self) -> int:
        """How many changes, the first value included."""
        return int(self.t_us.size)

    def column(self, name: str) -> Numbers:
        """The values of one column, read only, one for each instant in `t_us`."""
        return self._values[self.names.index(name)]

    def at(self, t_us: int) -> tuple[float, ...]:
        """The values that hold at an instant, in the order of `names`.

        Raises:
            DataError: the series has no value then; the fault names what it covers.
        """
        if not self.start_us <= t_us < self.end_us:
            raise DataError(outside(self, t_us))
        return self.row(self.index_after(t_us) - 1)

    def value_at(self, t_us: int) -> float:
        """The first column's value at an instant: for a series of one column."""
        return self.at(t_us)[0]

    def index_after(self, t_us: int) -> int:
        """The number of the first change strictly after an instant; `len(series)` when none is."""
        return bisect_right(self._list()[0], t_us)

    def row(self, index: int) -> tuple[float, ...]:
        """The values from the change of that number on."""
        return self._list()[1][index]

    def changes(self, after_us: int) -> Iterator[tuple[int, tuple[float, ...]]]:
        """Every change strictly after an instant: when, and all values from then on.

        A driver rebuilt at any instant starts here; what holds at that instant is `at`.
        """
        stamps, rows = self._list()
        for index in range(self.index_after(after_us), len(stamps)):
            yield stamps[index], rows[index]

    def mean(self, name: str, start_us: int, end_us: int) -> float:
        """The exact time-weighted mean of a column over a window inside the series."""
        if not self.start_us <= start_us < end_us <= self.end_us:
            raise DataError(outside(self, start_us if start_us < self.start_us else end_us))
        first, last = self.index_after(start_us) - 1, self.index_after(end_us - 1)
        edges = np.concatenate(([start_us], self.t_us[first + 1 : last], [end_us]))
        weights_s = np.diff(edges) / US_PER_S
        return float(np.dot(self.column(name)[first:last], weights_s) / weights_s.sum())

    def with_column(self, name: str, values: Numbers) -> Series:
        """The same series with one more column, given at the instants in `t_us`."""
        columns = dict(zip(self.names, self._values, strict=True)) | {name: values}
        return Series.of(self.t_us, columns, end_us=self.end_us, holds=self.holds)

    def _list(self) -> tuple[list[int], list[tuple[float, ...]]]:
        if not self._stamps:
            self._stamps = self.t_us.tolist()
            self._rows = list(zip(*(v.tolist() for v in self._values), strict=True))
        return self._stamps, self._rows


def constant(levels: Levels, *, start_us: int = -FOREVER_US) -> Series:
    """Columns that never change.

    >>> constant({"price_usd_per_mwh": 32.0}).value_at(0)
    32.0
    """
    columns = {name: np.array([level]) for name, level in levels.items()}
    return Series.of(np.array([start_us]), columns)


def instant(t_us: int) -> str:
    """An instant as people write it, in UTC.

    >>> instant(1_600_000_000_000_000)
    '2020-09-13T12:26:40Z'
    """
    if abs(t_us) >= FOREVER_US:
        return "the beginning" if t_us < 0 else "for ever"
    return f"{np.datetime64(t_us // US_PER_S, 's')}Z"


def outside(series: Series, t_us: int) -> Fault:
    """The fault of asking a series for an instant it doesn't cover."""
    return Fault(
        what="the series has no value at this instant",
        value=instant(t_us),
        allowed=f"{instant(series.start_us)} up to {instant(series.end_us)}",
        remedy="move the start, shorten the run, or align by hour_of_year or cycle",
    )


def _frozen(values: NDArray[Kind]) -> NDArray[Kind]:
    values.setflags(write=False)
    return values
