"""Laying a series over the time of a run: as it is stamped, by hour of the year, or repeated.

What comes out has a value at every instant from the start to the end of the run, and the value at
an instant doesn't depend on where the run ends. A series short of the run's end by no more than the
allowed gap is held on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from twin.errors import DataError, Fault
from twin.series.steps import FOREVER_US, Instants, Numbers, Series, instant, outside
from twin.series.zones import new_year_us, year_of
from twin.units import US_PER_DAY

_FEB_29_DAY = 59
_LEAP_YEAR_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time of a run, and what local standard time means.

    Attributes:
        start_us: first instant.
        end_us: last instant, included.
        offset_us: the site's local standard time minus UTC.
        gap_max_us: how long a value may be held where the series has none.
    """

    start_us: int
    end_us: int
    offset_us: int = 0
    gap_max_us: int = 0


def absolute(series: Series, span: Span) -> Series:
    """The series as it is stamped.

    Raises:
        DataError: the run starts before it or ends after it; the fault names what it covers.
    """
    if span.start_us < series.start_us:
        raise DataError(outside(series, span.start_us))
    if span.end_us >= series.end_us:
        if span.end_us > series.end_us + span.gap_max_us:
            fault = outside(series, span.end_us)
            remedy = f"{fault.remedy}, or let gap_max_s hold the last value"
            raise DataError(replace(fault, remedy=remedy))
        return _rebuilt(series, series.t_us, np.arange(len(series)), span.end_us + 1)
    return series


def cycle(series: Series, span: Span) -> Series:
    """The whole series again and again, its first value at the start of the run.

    Raises:
        DataError: the series has no end, so no length to repeat.
    """
    if series.end_us == FOREVER_US:
        raise DataError(Fault(what="has no end to repeat from", remedy="state interval_s"))
    length_us = series.end_us - series.start_us
    turns = (span.end_us - span.start_us) // length_us + 1
    offsets = np.arange(turns, dtype=np.int64) * length_us + span.start_us
    t_us = (offsets[:, np.newaxis] + (series.t_us - series.start_us)).ravel()
    rows = np.tile(np.arange(len(series)), turns)
    return _rebuilt(series, t_us, rows, span.start_us + turns * length_us)


def hour_of_year(series: Series, span: Span, *, source_offset_us: int | None = None) -> Series:
    """One year of values laid over any years by local standard time: month, day and time of day.

    February 29 of a leap year takes the source's if it has one, else its February 28 again; a
    source's February 29 is left out of other years. Clocks that change don't matter: both sides are
    in standard time. Weekdays move.

    Args:
        series: at most a year of values, stamped in any year.
        span: the run; `gap_max_us` also bridges hours the year lacks.
        source_offset_us: the source's local standard time minus UTC; the site's when None. A
            typical year from elsewhere keeps its own noon.

    Raises:
        DataError: an hour of the year is missing, or comes twice.
    """
    own_us = span.offset_us if source_offset_us is None else source_offset_us
    slots_us, rows = _template(series, own_us, span.gap_max_us)
    years = _years(span)
    pieces = [_one_year(slots_us, rows, year) for year in years]
    t_us = np.concatenate([t for t, _ in pieces]) - span.offset_us
    order = np.concatenate([r for _, r in pieces])
    return _rebuilt(series, t_us, order, new_year_us(years[-1] + 1) - span.offset_us)


def _rebuilt(series: Series, t_us: Instants, rows: Instants, end_us: int) -> Series:
    columns: dict[str, Numbers] = {name: series.column(name)[rows] for name in series.names}
    return Series.of(t_us, columns, end_us=end_us, holds=series.holds)


def _template(series: Series, offset_us: int, gap_max_us: int) -> tuple[Instants, Instants]:
    """Where in a leap year each value begins, and which row it is; the first is January 1."""
    start_us, end_us = series.start_us + offset_us, series.end_us + offset_us
    if end_us - start_us > (_LEAP_YEAR_DAYS + 1) * US_PER_DAY:
        raise DataError(_not_a_year(series, "covers more than a year"))
    cuts = np.unique(np.concatenate((series.t_us + offset_us, _calendar_cuts(start_us, end_us))))
    ends = np.append(cuts[1:], end_us)
    rows = np.searchsorted(series.t_us + offset_us, cuts, side="right") - 1
    slots = _slots(cuts)
    order = np.argsort(slots, kind="stable")
    slots, rows, lengths = slots[order], rows[order], (ends - cuts)[order]
    slots, rows, lengths = _with_feb_29(slots, rows, lengths)
    _check_whole(series, slots, lengths, gap_max_us)
    if slots[0] > 0:
        slots, rows = np.append(0, slots), np.append(rows[-1], rows)
    return slots, rows


def _calendar_cuts(start_us: int, end_us: int) -> Instants:
    """New Year and the midnights from February 28 to March 1 of every year within."""
    years = range(year_of(start_us), year_of(end_us) + 1)
    days = (0, _FEB_29_DAY - 1, _FEB_29_DAY, _FEB_29_DAY + 1)
    cuts = [new_year_us(y) + d * US_PER_DAY for y in years for d in days]
    return np.array([t for t in cuts if start_us <= t < end_us], dtype=np.int64)


def _slots(local_us: Instants) -> Instants:
    """Microseconds since New Year of a leap year with the same month, day and time of day."""
    stamps = local_us.astype("M8[us]")
    years = stamps.astype("M8[Y]")
    since = local_us - years.astype("M8[us]").astype(np.int64)
    following = (years + np.timedelta64(1, "Y")).astype("M8[D]")
    common = (following - years.astype("M8[D]")).astype(np.int64) < _LEAP_YEAR_DAYS
    return since + np.where(common & (since >= _FEB_29_DAY * US_PER_DAY), US_PER_DAY, 0)


def _with_feb_29(
    slots: Instants, rows: Instants, lengths: Instants
) -> tuple[Instants, Instants, Instants]:
    days = slots // US_PER_DAY
    if bool((days == _FEB_29_DAY).any()):
        return slots, rows, lengths
    day_before = days == _FEB_29_DAY - 1
    at = int(np.searchsorted(slots, _FEB_29_DAY * US_PER_DAY))
    return (
        np.insert(slots, at, slots[day_before] + US_PER_DAY),
        np.insert(rows, at, rows[day_before]),
        np.insert(lengths, at, lengths[day_before]),
    )


def _check_whole(series: Series, slots: Instants, lengths: Instants, gap_max_us: int) -> None:
    starts = np.append(slots, _LEAP_YEAR_DAYS * US_PER_DAY)
    ends = np.append(0, slots + lengths)
    faults = [
        _not_a_year(series, "has the same hour of the year twice", int(starts[i]))
        for i in np.flatnonzero(ends[:-1] > starts[:-1])[:1].tolist()
    ]
    faults += [
        _not_a_year(series, "lacks a part of the year", int(ends[i]))
        for i in np.flatnonzero(starts - ends > gap_max_us).tolist()
    ]
    if faults:
        raise DataError(faults)


def _not_a_year(series: Series, what: str, slot_us: int = 0) -> Fault:
    month_day = str(np.datetime64("2000-01-01T00:00") + np.timedelta64(slot_us, "us"))
    return Fault(
        what=f"the series {what}" + (f", at {month_day[5:16]} local standard time"),
        value=f"{instant(series.start_us)} to {instant(series.end_us)}",
        allowed="one whole year",
        remedy="give one year of values, or align absolute or cycle",
    )


def _years(span: Span) -> range:
    first = year_of(span.start_us + span.offset_us)
    return range(first, year_of(span.end_us + span.offset_us) + 1)


def _one_year(slots: Instants, rows: Instants, year: int) -> tuple[Instants, Instants]:
    begins_us = new_year_us(year)
    if new_year_us(year + 1) - begins_us == _LEAP_YEAR_DAYS * US_PER_DAY:
        return begins_us + slots, rows
    days = slots // US_PER_DAY
    keep = days != _FEB_29_DAY
    shift = np.where(days > _FEB_29_DAY, US_PER_DAY, 0)
    return (begins_us + slots - shift)[keep], rows[keep]
