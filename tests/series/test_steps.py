"""A series is a step function: what holds at an instant, and every change after one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DataError
from twin.series.steps import FOREVER_US, Series, constant, instant

STEPS = st.lists(
    st.tuples(st.integers(1, 50), st.sampled_from([0.0, 1.0, 2.0]), st.sampled_from([5.0, 6.0])),
    min_size=1,
    max_size=30,
)


def stairs(steps: list[tuple[int, float, float]]) -> Series:
    t_us = np.cumsum([gap for gap, _, _ in steps])
    columns = {
        "dry_bulb_c": np.array([a for _, a, _ in steps]),
        "pressure_pa": np.array([b for _, _, b in steps]),
    }
    return Series.of(t_us, columns, end_us=int(t_us[-1]) + 10)


def expected(steps: list[tuple[int, float, float]], t_us: int) -> tuple[float, float]:
    now, held = 0, (np.nan, np.nan)
    for gap, a, b in steps:
        now += gap
        if now <= t_us:
            held = (a, b)
    return held


@given(steps=STEPS, where=st.floats(0.0, 1.0))
def test_a_value_holds_from_its_instant_to_the_next(
    steps: list[tuple[int, float, float]], where: float
) -> None:
    series = stairs(steps)
    t_us = series.start_us + int(where * (series.end_us - 1 - series.start_us))
    assert series.at(t_us) == expected(steps, t_us)


@given(steps=STEPS, where=st.floats(0.0, 1.0))
def test_a_driver_rebuilt_at_any_instant_sees_the_same_changes(
    steps: list[tuple[int, float, float]], where: float
) -> None:
    series = stairs(steps)
    after_us = series.start_us + int(where * (series.end_us - series.start_us))
    every = list(series.changes(series.start_us - 1))
    assert list(series.changes(after_us)) == [c for c in every if c[0] > after_us]


@given(steps=STEPS)
def test_an_equal_value_is_no_change(steps: list[tuple[int, float, float]]) -> None:
    rows = [row for _, row in stairs(steps).changes(-1)]
    assert all(one != two for one, two in pairwise(rows))


@given(steps=STEPS)
def test_the_mean_is_the_integral_over_time(steps: list[tuple[int, float, float]]) -> None:
    series = stairs(steps)
    instants = range(series.start_us, series.end_us)
    by_hand = sum(series.at(t_us)[0] for t_us in instants) / len(instants)
    mean = series.mean("dry_bulb_c", series.start_us, series.end_us)
    assert mean == pytest.approx(by_hand, abs=1e-12)


def test_the_mean_over_part_of_a_step_is_the_step() -> None:
    series = stairs([(10, 1.0, 5.0), (10, 2.0, 5.0)])
    assert series.mean("dry_bulb_c", 12, 15) == 1.0
    assert series.mean("dry_bulb_c", 15, 25) == 1.5


def test_outside_a_series_is_a_fault_that_names_what_it_covers() -> None:
    series = stairs([(10, 1.0, 5.0)])
    for t_us in (9, 20):
        with pytest.raises(DataError) as caught:
            series.at(t_us)
        assert caught.value.faults[0].allowed == "1970-01-01T00:00:00Z up to 1970-01-01T00:00:00Z"
    with pytest.raises(DataError):
        series.mean("dry_bulb_c", 5, 15)


def test_a_constant_never_changes_and_never_ends() -> None:
    series = constant({"price_usd_per_mwh": 32.0})
    assert series.value_at(0) == series.value_at(FOREVER_US - 1) == 32.0
    assert list(series.changes(0)) == []


def test_the_arrays_of_a_series_cannot_be_written() -> None:
    series = stairs([(10, 1.0, 5.0)])
    for values in (series.t_us, series.column("dry_bulb_c")):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 3


def test_another_column_keeps_the_old_ones() -> None:
    series = stairs([(10, 1.0, 5.0), (10, 2.0, 5.0)])
    more = series.with_column("wet_bulb_c", np.array([0.5, 1.5]))
    assert more.names == ("dry_bulb_c", "pressure_pa", "wet_bulb_c")
    assert more.at(20) == (2.0, 5.0, 1.5)


@pytest.mark.parametrize(
    ("t_us", "values"),
    [([], []), ([2, 1], [0.0, 1.0]), ([1, 1], [0.0, 1.0]), ([1, 2], [0.0, np.nan])],
)
def test_an_unchecked_value_is_our_bug(t_us: list[int], values: list[float]) -> None:
    with pytest.raises(AssertionError):
        Series.of(np.array(t_us, dtype=np.int64), {"dry_bulb_c": np.array(values)})


def test_instants_are_written_in_utc() -> None:
    assert instant(0) == "1970-01-01T00:00:00Z"
    assert (instant(-FOREVER_US), instant(FOREVER_US)) == ("the beginning", "for ever")
