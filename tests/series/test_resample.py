"""Re-sampling keeps every integral."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DataError
from twin.series.resample import resample
from twin.series.steps import Series, constant
from twin.units import US_PER_MIN, US_PER_S


@given(
    gaps_s=st.lists(st.integers(1, 4000), min_size=1, max_size=30),
    every_s=st.integers(1, 5000),
    seed=st.integers(0, 9),
)
def test_the_integral_is_kept(gaps_s: list[int], every_s: int, seed: int) -> None:
    t_us = np.cumsum(gaps_s) * US_PER_S
    levels = ((np.arange(t_us.size) * (seed + 7)) % 11).astype(np.float64)
    series = Series.of(t_us, {"load_frac": levels}, end_us=int(t_us[-1]) + 77 * US_PER_S)
    again = resample(series, float(every_s))
    window = (series.start_us, series.end_us)
    assert (again.start_us, again.end_us) == window
    assert again.mean("load_frac", *window) == pytest.approx(series.mean("load_frac", *window))


def test_five_minutes_become_quarter_hours_by_their_mean() -> None:
    t_us = np.arange(6) * 5 * US_PER_MIN
    values = {"price_usd_per_mwh": np.array([1.0, 2.0, 6.0, 10.0, 10.0, 40.0])}
    series = Series.of(t_us, values, end_us=30 * US_PER_MIN)
    again = resample(series, 900.0)
    assert again.t_us.tolist() == [0, 15 * US_PER_MIN]
    assert again.column("price_usd_per_mwh").tolist() == pytest.approx([3.0, 20.0])


def test_a_series_without_end_can_not_be_re_sampled() -> None:
    with pytest.raises(DataError):
        resample(constant({"load_frac": 0.5}), 60.0)
