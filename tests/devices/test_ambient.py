"""Ambient as oil sees it: first-order lags shared by all units."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.ambient import AmbientFilters

S = 1_000_000
weather = st.lists(
    st.tuples(st.integers(1, 7200 * S), st.floats(-30.0, 50.0)), min_size=1, max_size=10
)


@given(weather, st.floats(60.0, 20_000.0), st.integers(0, 86_400 * S))
def test_a_filter_is_the_exact_lag_of_a_staircase(steps, lag_s, wait_us):
    filters = AmbientFilters([lag_s], 0, 20.0)
    now_us, lagged_c, ambient_c = 0, 20.0, 20.0
    for wait, next_c in steps:
        lagged_c = ambient_c + (lagged_c - ambient_c) * exp(-wait / S / lag_s)
        now_us, ambient_c = now_us + wait, next_c
        filters.set_ambient(now_us, next_c)
    lagged_c = ambient_c + (lagged_c - ambient_c) * exp(-wait_us / S / lag_s)
    assert filters.lagged_c(0, now_us + wait_us) == pytest.approx(lagged_c, abs=1e-10)


@given(weather, st.integers(0, 86_400 * S))
def test_bounds_hold_until_the_ambient_changes(steps, wait_us):
    filters = AmbientFilters([600.0, 9000.0, 0.0], 0, 20.0)
    now_us = 0
    for wait, next_c in steps:
        now_us += wait
        filters.set_ambient(now_us, next_c)
    for j in range(3):
        value_c = filters.lagged_c(j, now_us + wait_us)
        assert filters.lowest_c[j] - 1e-12 <= value_c <= filters.highest_c[j] + 1e-12


def test_no_lag_is_the_ambient_itself():
    filters = AmbientFilters([0.0, 600.0], 0, 20.0)
    filters.set_ambient(5 * S, 31.0)
    assert filters.lagged_c(filters.index_of(0.0), 5 * S) == 31.0
    assert filters.lagged_c(filters.index_of(600.0), 5 * S) == 20.0


def test_equal_lags_are_one_filter():
    assert AmbientFilters([600.0, 60.0, 600.0], 0, 20.0).lag_s == [60.0, 600.0]


def test_an_equal_ambient_is_no_change():
    filters = AmbientFilters([600.0], 0, 20.0, record=True)
    filters.set_ambient(5 * S, 30.0)
    filters.set_ambient(9 * S, 30.0)
    assert filters.anchor_us == [5 * S]
    assert len(filters.history) == 2


def test_a_snapshot_keeps_values_and_bounds():
    filters, other = AmbientFilters([600.0], 0, 20.0), AmbientFilters([600.0], 0, -5.0)
    filters.set_ambient(5 * S, 30.0)
    other.restore(filters.snapshot())
    assert other.lagged_c(0, 99 * S) == filters.lagged_c(0, 99 * S)
    assert (other.lowest_c, other.highest_c) == (filters.lowest_c, filters.highest_c)
