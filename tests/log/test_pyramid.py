"""Thinned signals keep their extremes, their mean and their span."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.log.pyramid import FACTOR, Samples, at_most, by_factor, joined, raw, thinned
from twin.log.samples import BLOCK_ROWS


def ramp(count: int) -> Samples:
    return raw(np.arange(count) * 10, np.stack([np.arange(count), -np.arange(count)], axis=1))


def test_single_samples_are_their_own_extremes() -> None:
    samples = ramp(3)
    assert samples.mean.tolist() == [[0, 1, 2], [0, -1, -2]]
    assert samples.minimum is samples.maximum
    assert samples.last_us.tolist() == [0, 10, 20]


def test_a_level_has_an_eighth_of_the_rows_and_the_same_span() -> None:
    level = by_factor(ramp(20))
    assert len(level) == 3
    assert level.count.tolist() == [8, 8, 4]
    assert (level.t_us.tolist(), level.last_us.tolist()) == ([0, 80, 160], [70, 150, 190])
    assert level.minimum[0].tolist() == [0, 8, 16]
    assert level.maximum[1].tolist() == [0, -8, -16]
    assert level.mean[0].tolist() == [3.5, 11.5, 17.5]


@given(st.integers(1, 200), st.integers(1, 40))
def test_thinning_keeps_count_extremes_and_mean(count: int, points: int) -> None:
    samples = ramp(count)
    few = at_most(by_factor(samples), points)
    assert len(few) <= points
    assert few.count.sum() == count
    assert few.minimum.min() == samples.minimum.min()
    assert few.maximum.max() == samples.maximum.max()
    means = (few.mean * few.count).sum(axis=1) / count
    assert means == pytest.approx(samples.mean.mean(axis=1), rel=1e-5)
    assert few.t_us[0] == 0
    assert few.last_us[-1] == samples.last_us[-1]


def test_missing_values_are_passed_over_by_extremes_but_not_by_the_mean() -> None:
    samples = raw(np.arange(3), np.array([[1.0], [np.nan], [3.0]]))
    one = thinned(samples, np.array([0]))
    assert (one.minimum[0, 0], one.maximum[0, 0]) == (1.0, 3.0)
    assert np.isnan(one.mean[0, 0])


def test_parts_join_to_the_whole() -> None:
    samples = ramp(10)
    again = joined([samples.part(slice(0, 4)), samples.part(slice(4, None))])
    assert again.mean.tolist() == samples.mean.tolist()
    assert joined([samples]) is samples


def test_the_factor_divides_a_block() -> None:
    assert BLOCK_ROWS % FACTOR == 0
