"""From readings as they came to a series: every fault found at once, each with its row.

A reading names the row it stands in. Checked are order, duplicates, gaps, missing and impossible
values; what may be bridged is what the rules say. The stamps are moved to the start of what they
stand for. Stamps that nearly all keep one step are regular and can have gaps; others are changes,
each of which holds until the next, the last one for ever.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from twin.errors import DataError, Fault
from twin.series.plausible import implausible
from twin.series.steps import FOREVER_US, Holds, Instants, Numbers, Series, instant
from twin.units import US_PER_S

Stamp = Literal["start", "middle", "end"]
SHOWN_MAX = 20
_REGULAR_FRAC = 0.9
_LATER_IN_HALVES: dict[Stamp, int] = {"start": 0, "middle": 1, "end": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a reader found in one file.

    Attributes:
        file: its name in messages.
        rows: the line or row of each reading, counted from 1.
        t_us: the instant its stamp names.
        columns: values by our column name; NaN where the file has none.
        faults: what the reader couldn't read.
        typical: the years are those of a typical year, each month from its own: dates are nominal.
        offset_us: local standard time minus UTC where the file states it.
        at_start: the stamps already name the start of their interval, whatever the rules say.
        elevation_m: of the place, where the file states it.
    """

    file: str
    rows: Instants
    t_us: Instants
    columns: Mapping[str, Numbers]
    faults: tuple[Fault, ...] = ()
    typical: bool = False
    offset_us: int | None = None
    at_start: bool = False
    elevation_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How readings become a series.

    Attributes:
        holds: a value holds until the next, or is the mean of an interval.
        stamp: the part of the interval its stamp names.
        interval_s: the interval; the usual step of the stamps when None.
        gap_max_s: a gap up to this long is bridged by the value before it; a longer one is a fault.
    """

    holds: Holds = "until_next"
    stamp: Stamp = "start"
    interval_s: float | None = None
    gap_max_s: float = 0.0


@dataclass(slots=True)
class _Found:
    file: str
    faults: list[Fault] = field(default_factory=list[Fault])

    def add(self, what: str, row: int, rest: Mapping[str, str]) -> None:
        """One fault at a row."""
        self.faults.append(Fault(what=what, file=self.file, line=row, **rest))

    def rows(self, what: str, rows: Instants, rest: Mapping[str, str]) -> None:
        """One fault a run of neighbouring readings; after twenty runs the rest is counted."""
        runs = list(_runs(rows))
        for first, last in runs[:SHOWN_MAX]:
            self.add(what + ("" if first == last else f" up to row {last}"), first, rest)
        if len(runs) > SHOWN_MAX:
            more = len(runs) - SHOWN_MAX
            self.add(f"{what}: {more} more places from here on", runs[SHOWN_MAX][0], {})


def series_of(readings: Readings, rules: Rules) -> Series:
    """Readings as a series.

    Raises:
        DataError: with all faults of the file, those of the reader first.
    """
    found = _Found(readings.file, list(readings.faults))
    if readings.t_us.size == 0:
        found.add("the file has no readings", 0, {})
        raise DataError(found.faults)
    _check_values(readings, found)
    _check_order(readings, found)
    present = _present(readings)
    t_us, rows = readings.t_us[present], readings.rows[present]
    step_us, regular = _step(t_us, rules.interval_s)
    _check_gaps(t_us, rows, step_us if regular else 0, rules, found)
    _check_missing(readings, present, rules, found)
    if found.faults:
        raise DataError(found.faults)
    columns = {name: values[present] for name, values in readings.columns.items()}
    end_us = int(t_us[-1]) + step_us if regular or rules.holds == "interval_mean" else FOREVER_US
    stamp = "start" if readings.at_start else rules.stamp
    shift_us = step_us * _LATER_IN_HALVES[stamp] // 2
    return Series.of(
        t_us - shift_us,
        columns,
        end_us=end_us if end_us == FOREVER_US else end_us - shift_us,
        holds=rules.holds,
    )


def _check_values(readings: Readings, found: _Found) -> None:
    for name, values in readings.columns.items():
        infinite = np.isinf(values)
        if infinite.any():
            found.rows(f"{name} is infinite", readings.rows[infinite], {"path": name})
        bad, fault = implausible(name, np.where(infinite, np.nan, values))
        if fault:
            first = int(readings.rows[int(bad[0])])
            rest = {"path": name, "value": fault.value, "allowed": fault.allowed}
            found.add(fault.what, first, rest | {"remedy": fault.remedy})


def _check_order(readings: Readings, found: _Found) -> None:
    steps = np.diff(readings.t_us)
    for index in np.flatnonzero(steps <= 0)[:SHOWN_MAX].tolist():
        what = "two rows have the same stamp" if steps[index] == 0 else "the stamps go back in time"
        value = instant(int(readings.t_us[index + 1]))
        rest = {"value": value, "remedy": "sort the rows and keep one for each stamp"}
        found.add(what, int(readings.rows[index + 1]), rest)
    if (more := int((steps <= 0).sum()) - SHOWN_MAX) > 0:
        found.add(f"{more} more stamps out of order", 0, {})


def _present(readings: Readings) -> NDArray[np.bool_]:
    present = np.ones(readings.t_us.size, dtype=np.bool_)
    for values in readings.columns.values():
        present &= np.isfinite(values)
    return present if present.any() else ~present


def _step(t_us: Instants, interval_s: float | None) -> tuple[int, bool]:
    """The usual step, and whether nearly all stamps keep it (or it is stated)."""
    if interval_s is not None:
        return round(interval_s * US_PER_S), True
    steps = np.diff(t_us)
    steps = steps[steps > 0]
    if steps.size == 0:
        return 0, False
    sizes, counts = np.unique(steps, return_counts=True)
    usual = int(np.argmax(counts))
    return int(sizes[usual]), bool(counts[usual] >= _REGULAR_FRAC * steps.size)


def _check_gaps(t_us: Instants, rows: Instants, step_us: int, rules: Rules, found: _Found) -> None:
    if step_us == 0:
        if rules.holds == "interval_mean" or rules.stamp != "start":
            remedy = "state interval_s, or holds: until_next with stamp: start"
            found.add("the stamps keep no usual step", 0, {"remedy": remedy})
        return
    steps = np.diff(t_us)
    told = sorted(fault.line for fault in found.faults)
    for index in np.flatnonzero(steps > step_us + rules.gap_max_s * US_PER_S)[:SHOWN_MAX].tolist():
        if bisect_right(told, int(rows[index])) < bisect_left(told, int(rows[index + 1])):
            continue  # the rows between have faults of their own
        missing_s = (int(steps[index]) - step_us) / US_PER_S
        found.add(
            "a gap: values are missing before this row",
            int(rows[index + 1]),
            {
                "value": f"{missing_s:g} s from {instant(int(t_us[index]) + step_us)}",
                "allowed": f"up to {rules.gap_max_s:g} s (gap_max_s)",
                "remedy": "fill the gap, or raise gap_max_s to hold the value before it",
            },
        )


def _check_missing(
    readings: Readings, present: NDArray[np.bool_], rules: Rules, found: _Found
) -> None:
    """Missing values: a fault where no gap is allowed, and always where nothing comes before."""
    first = int(np.argmax(present))
    told = [fault.line for fault in readings.faults]
    for name, values in readings.columns.items():
        missing = np.isnan(values) & ~np.isin(readings.rows, told)
        if rules.gap_max_s > 0:
            missing[first:] = False
        if missing.any():
            rest = {"path": name, "remedy": "fill it, or set gap_max_s to hold the value before it"}
            found.rows(f"{name} has no value", readings.rows[missing], rest)


def _runs(rows: Instants) -> Iterator[tuple[int, int]]:
    cuts = np.flatnonzero(np.diff(rows) > 1) + 1
    for run in np.split(rows, cuts):
        yield int(run[0]), int(run[-1])
