"""A series laid over a run: as stamped, by hour of the year, or repeated."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DataError
from twin.series.align import Span, absolute, cycle, hour_of_year
from twin.series.steps import Series, constant
from twin.series.zones import EPOCH
from twin.units import US_PER_DAY, US_PER_H

CENTRAL_US = -6 * US_PER_H


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def year_of_hours(year: int, offset_us: int = 0) -> Series:
    """Every hour's value tells its month, day and hour on a clock of that offset: mmddhh."""
    first, following = us(f"{year}-01-01"), us(f"{year + 1}-01-01")
    local_us = np.arange(first, following, US_PER_H, dtype=np.int64)
    return Series.of(
        local_us - offset_us,
        {"price_usd_per_mwh": np.array([mmddhh(t) for t in local_us.tolist()])},
        end_us=following - offset_us,
        holds="interval_mean",
    )


def mmddhh(local_us: int) -> float:
    t = EPOCH + timedelta(microseconds=local_us)
    return float(t.month * 10_000 + t.day * 100 + t.hour)


COMMON, LEAP = year_of_hours(2021), year_of_hours(2020)


@given(
    source_leap=st.booleans(),
    start_us=st.integers(us("2010-01-01"), us("2035-01-01")),
    hours=st.integers(0, 20_000),
    offset_h=st.integers(-11, 12),
)
def test_an_instant_takes_the_value_of_its_month_day_and_hour(
    source_leap: bool, start_us: int, hours: int, offset_h: int
) -> None:
    """Whatever the years; only February 29 of a common source is February 28 again."""
    offset_us = offset_h * US_PER_H
    end_us = start_us + hours * US_PER_H
    span = Span(start_us=start_us, end_us=end_us, offset_us=offset_us)
    laid = hour_of_year(LEAP if source_leap else COMMON, span, source_offset_us=0)
    for t_us in (start_us, (start_us + end_us) // 2, end_us):
        expected = mmddhh(t_us + offset_us)
        if not source_leap and 22_900 <= expected < 22_924:
            expected -= 100.0
        assert laid.value_at(t_us) == expected


def test_the_leap_day_of_a_source_is_left_out_of_other_years() -> None:
    span = Span(start_us=us("2023-02-28"), end_us=us("2023-03-02"))
    values = [row[0] for _, row in hour_of_year(LEAP, span).changes(span.start_us)]
    assert 22_900.0 not in values
    assert values[22:24] == [22_823.0, 30_100.0]


def test_a_long_run_of_equal_values_over_february_survives_the_leap_day() -> None:
    flat = Series.of(
        np.array([us("2021-01-01"), us("2021-07-01")]),
        {"dry_bulb_c": np.array([5.0, 25.0])},
        end_us=us("2022-01-01"),
    )
    laid = hour_of_year(flat, Span(start_us=us("2024-02-01"), end_us=us("2024-12-01")))
    assert laid.value_at(us("2024-02-29T12:00")) == 5.0
    assert laid.value_at(us("2024-07-01")) == 25.0
    assert laid.value_at(us("2024-06-30T23:59")) == 5.0


def test_a_site_west_of_its_source_clock_fills_new_years_eve_from_the_year_before() -> None:
    """Stamped five hours behind UTC, laid over a site six hours behind."""
    span = Span(start_us=us("2021-06-01"), end_us=us("2021-06-02"), offset_us=CENTRAL_US)
    laid = hour_of_year(year_of_hours(2021, -5 * US_PER_H), span)
    assert laid.value_at(us("2021-06-01T18:00")) == 60_113.0


def test_a_typical_year_from_elsewhere_keeps_its_own_noon() -> None:
    span = Span(start_us=us("2021-06-01"), end_us=us("2021-06-02"), offset_us=9 * US_PER_H)
    laid = hour_of_year(year_of_hours(2021, CENTRAL_US), span, source_offset_us=CENTRAL_US)
    assert laid.value_at(us("2021-06-01T03:00")) == 60_112.0


def test_a_year_with_a_hole_or_an_overlap_is_refused_by_name_of_the_hour() -> None:
    short = year_of_hours(2021)
    cut = Series.of(
        short.t_us[:-5], {"price_usd_per_mwh": short.column("price_usd_per_mwh")[:-5]},
        end_us=short.end_us - 5 * US_PER_H,
    )  # fmt: skip
    span = Span(start_us=us("2022-01-01"), end_us=us("2022-02-01"))
    with pytest.raises(DataError) as caught:
        hour_of_year(cut, span)
    assert "lacks a part of the year, at 12-31T19:00" in caught.value.faults[0].what
    bridged = Span(start_us=span.start_us, end_us=span.end_us, gap_max_us=5 * US_PER_H)
    assert hour_of_year(cut, bridged).value_at(us("2022-12-31T23:00")) == 123_118.0
    long = Series.of(
        short.t_us, {"price_usd_per_mwh": short.column("price_usd_per_mwh")},
        end_us=short.end_us + US_PER_H,
    )  # fmt: skip
    with pytest.raises(DataError) as caught:
        hour_of_year(long, span)
    assert "twice" in caught.value.faults[0].what


def test_more_than_a_year_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        hour_of_year(constant({"dry_bulb_c": 1.0}), Span(start_us=0, end_us=1))
    assert "more than a year" in caught.value.faults[0].what


def test_an_absolute_series_must_cover_the_run() -> None:
    first, last = us("2021-01-01"), us("2022-01-01")
    assert absolute(COMMON, Span(start_us=first, end_us=last)).value_at(last) == 123_123.0
    for start_us, end_us in ((first - 1, last), (first, last + 1)):
        with pytest.raises(DataError) as caught:
            absolute(COMMON, Span(start_us=start_us, end_us=end_us))
        assert caught.value.faults[0].allowed == "2021-01-01T00:00:00Z up to 2022-01-01T00:00:00Z"


def test_the_end_of_a_run_may_be_held_for_the_allowed_gap() -> None:
    span = Span(start_us=COMMON.start_us, end_us=COMMON.end_us + US_PER_H, gap_max_us=US_PER_H)
    assert absolute(COMMON, span).value_at(span.end_us) == 123_123.0


@given(
    length_h=st.integers(1, 60),
    start=st.integers(0, 10**15),
    days=st.integers(0, 20),
    where=st.floats(0, 1),
)
def test_a_cycle_begins_with_the_run_and_repeats(
    length_h: int, start: int, days: int, where: float
) -> None:
    t_us = np.arange(length_h, dtype=np.int64) * US_PER_H + 12_345
    series = Series.of(t_us, {"load_frac": t_us / 1e12}, end_us=int(t_us[-1]) + US_PER_H)
    span = Span(start_us=start, end_us=start + days * US_PER_DAY)
    laid = cycle(series, span)
    at_us = start + int(where * (span.end_us - start))
    phase = (at_us - start) % (length_h * US_PER_H)
    assert laid.value_at(at_us) == series.value_at(12_345 + phase)
    assert laid.value_at(span.end_us) is not None


def test_without_an_end_there_is_nothing_to_repeat() -> None:
    with pytest.raises(DataError):
        cycle(constant({"load_frac": 1.0}), Span(start_us=0, end_us=1))


@given(st.integers(1, 400), st.integers(0, 400))
def test_values_do_not_depend_on_where_the_run_ends(days: int, more: int) -> None:
    start_us = us("2023-03-01T06:00")
    short = Span(start_us=start_us, end_us=start_us + days * US_PER_DAY, offset_us=CENTRAL_US)
    long = Span(start_us=start_us, end_us=short.end_us + more * US_PER_DAY, offset_us=CENTRAL_US)
    for lay in (hour_of_year, cycle):
        one, two = lay(COMMON, short), lay(COMMON, long)
        for t_us in (start_us, short.end_us):
            assert one.value_at(t_us) == two.value_at(t_us)
