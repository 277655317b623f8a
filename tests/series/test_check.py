"""Readings become a series, or every fault is told at its row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DataError, Fault
from twin.series.check import SHOWN_MAX, Readings, Rules, Stamp, series_of
from twin.series.steps import FOREVER_US, Series
from twin.units import US_PER_H

N = np.nan


def readings(hours: list[float], values: list[float], **more: object) -> Readings:
    made = Readings(
        file="p.csv",
        rows=np.arange(2, 2 + len(hours)),
        t_us=(np.array(hours, dtype=np.float64) * US_PER_H).astype(np.int64),
        columns={"price_usd_per_mwh": np.array(values, dtype=np.float64)},
    )
    return replace(made, **more)  # type: ignore[arg-type]


def faults(of: Readings, rules: Rules | None = None) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        series_of(of, rules or Rules())
    return list(caught.value.faults)


def test_clean_readings_are_the_series() -> None:
    series = series_of(readings([0, 1, 2], [10, 20, 30]), Rules(holds="interval_mean"))
    assert series.t_us.tolist() == [0, US_PER_H, 2 * US_PER_H]
    assert (series.end_us, series.holds) == (3 * US_PER_H, "interval_mean")


@pytest.mark.parametrize(("stamp", "first_h"), [("start", 0.0), ("middle", -0.5), ("end", -1.0)])
def test_a_stamp_names_the_start_middle_or_end_of_its_interval(
    stamp: Stamp, first_h: float
) -> None:
    rules = Rules(holds="interval_mean", stamp=stamp)
    series = series_of(readings([0, 1, 2], [10, 20, 30]), rules)
    assert series.start_us == first_h * US_PER_H
    assert series.end_us == (first_h + 3) * US_PER_H


def test_a_format_that_fixes_its_stamps_is_not_shifted_again() -> None:
    series = series_of(readings([0, 1], [1, 2], at_start=True), Rules(stamp="end"))
    assert series.start_us == 0


def test_changes_at_odd_times_hold_and_the_last_one_for_ever() -> None:
    series = series_of(readings([0, 1, 1.5, 7], [1, 2, 3, 4]), Rules())
    assert series.end_us == FOREVER_US
    assert series.value_at(100 * US_PER_H) == 4.0


def test_odd_times_cannot_be_interval_means() -> None:
    (fault,) = faults(readings([0, 1, 1.5, 7], [1, 2, 3, 4]), Rules(holds="interval_mean"))
    assert fault.what == "the stamps keep no usual step"


def test_a_gap_names_its_row_length_and_limit() -> None:
    hours = [*range(10), *range(13, 30)]
    (fault,) = faults(readings(list(hours), [1.0] * len(hours)))
    assert (fault.line, fault.value) == (12, "10800 s from 1970-01-01T10:00:00Z")
    assert "gap_max_s" in fault.remedy


def test_a_gap_up_to_the_limit_is_held_and_no_longer() -> None:
    hours = [*range(10), *range(13, 30)]
    of = readings(list(hours), [float(h) for h in hours])
    assert series_of(of, Rules(gap_max_s=3 * 3600.0)).value_at(12 * US_PER_H) == 9.0
    assert len(faults(of, Rules(gap_max_s=3 * 3600.0 - 1.0))) == 1


def test_missing_values_are_told_by_runs_of_rows() -> None:
    found = faults(readings(list(range(8)), [1, N, N, 4, N, 6, 7, 8]))
    told = [(f.what, f.line) for f in found if f.path]
    assert told == [
        ("price_usd_per_mwh has no value up to row 4", 3),
        ("price_usd_per_mwh has no value", 6),
    ]


def test_missing_values_within_the_limit_are_held() -> None:
    of = readings(list(range(20)), [1, N, N, *range(4, 21)])
    series = series_of(of, Rules(gap_max_s=7200.0))
    assert series.value_at(2 * US_PER_H) == 1.0
    assert len(faults(of, Rules(gap_max_s=3600.0))) == 1


def test_a_missing_first_value_can_not_be_held() -> None:
    (fault,) = faults(readings(list(range(20)), [N, *range(19)]), Rules(gap_max_s=7200.0))
    assert (fault.what, fault.line) == ("price_usd_per_mwh has no value", 2)


def test_duplicates_and_wrong_order_are_different_faults() -> None:
    found = faults(readings([0, 1, 1, 3, 2], [1, 2, 3, 4, 5]))
    assert [(f.what, f.line) for f in found][:2] == [
        ("two rows have the same stamp", 4),
        ("the stamps go back in time", 6),
    ]


def test_all_faults_come_at_once_those_of_the_reader_first() -> None:
    own = Fault(what="is no number", file="p.csv", line=3, value="'x'")
    of = readings([0, 1, 1, 3, 9], [1, N, N, np.inf, 1e9], faults=(own,))
    found = faults(of)
    words = " ".join(f.what for f in found)
    assert found[0] is own
    for part in ("infinite", "impossible", "same stamp", "no value"):
        assert part in words
    assert not [f for f in found[1:] if f.line == 3], "the reader told of row 3 already"


def test_many_faults_of_a_kind_are_counted() -> None:
    of = readings(list(range(200)), [1.0, N] * 100)
    told = [f for f in faults(of) if "no value" in f.what]
    assert len(told) == SHOWN_MAX + 1
    assert "80 more places" in told[-1].what


def test_no_readings_is_a_fault() -> None:
    assert faults(readings([], []))[0].what == "the file has no readings"


def test_a_stated_interval_makes_any_longer_step_a_gap() -> None:
    (fault,) = faults(readings([0, 2], [1, 2]), Rules(interval_s=3600.0))
    assert fault.value == "3600 s from 1970-01-01T01:00:00Z"


@given(st.lists(st.floats(-100, 1000, allow_nan=False), min_size=2, max_size=50))
def test_every_reading_is_what_holds_at_its_stamp(values: list[float]) -> None:
    series = series_of(readings(list(range(len(values))), values), Rules())
    assert isinstance(series, Series)
    assert [series.value_at(h * US_PER_H) for h in range(len(values))] == values
