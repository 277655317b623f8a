"""Made-up prices have the mean, the spikes and the negative hours they promise."""

from __future__ import annotations

import numpy as np
import pytest

from twin.luck import Luck
from twin.scenario.generators import PriceGenerator
from twin.series.align import Span
from twin.series.price import price
from twin.units import US_PER_DAY, US_PER_H

SHAPE = PriceGenerator(kind="price")
CENTRAL_US = -6 * US_PER_H
CALM = SHAPE.model_copy(update={"spike_frac": 0.0, "negative_frac": 0.0})


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


SPAN = Span(
    start_us=us("2021-01-01T06:00"), end_us=us("2022-01-01T06:00") - 1, offset_us=CENTRAL_US
)


def year(shape: PriceGenerator = SHAPE, seed: int = 0) -> np.ndarray:
    """The price of every five minutes of a year."""
    series = price(shape, Luck(seed), SPAN)
    t_us = np.arange(SPAN.start_us, SPAN.end_us, 300_000_000)
    return series.column("price_usd_per_mwh")[np.searchsorted(series.t_us, t_us, side="right") - 1]


YEARS = [year(seed=seed) for seed in range(8)]


def test_the_mean_is_near_the_markets() -> None:
    """ERCOT real time 2024: about 32 USD/MWh without adders."""
    assert np.mean([y.mean() for y in YEARS]) == pytest.approx(32.0, abs=3.0)


def test_prices_are_negative_in_the_share_asked_for() -> None:
    below = np.concatenate(YEARS) < 0.0
    assert below.mean() == pytest.approx(SHAPE.negative_frac, abs=0.006)
    mean = np.concatenate(YEARS)[below].mean()
    assert mean == pytest.approx(SHAPE.negative_usd_per_mwh, rel=0.1)


def test_spikes_fill_the_share_asked_for_and_stay_below_the_cap() -> None:
    """Told from the same luck without spikes."""
    shape = SHAPE.model_copy(update={"spike_frac": 0.01})
    none = SHAPE.model_copy(update={"spike_frac": 0.0})
    apart = np.concatenate([year(shape, seed) != year(none, seed) for seed in range(8)])
    assert apart.mean() == pytest.approx(0.01, rel=0.25)
    assert max(y.max() for y in YEARS) == SHAPE.cap_usd_per_mwh


def test_a_spike_lasts_hours_and_stands_well_above_the_day() -> None:
    apart = np.flatnonzero(year() != year(SHAPE.model_copy(update={"spike_frac": 0.0})))
    runs = np.split(apart, np.flatnonzero(np.diff(apart) > 1) + 1)
    lengths_h = [len(run) / 12 for run in runs]
    assert min(lengths_h) >= SHAPE.spike_min_h - 1 / 12
    assert max(lengths_h) <= 2 * SHAPE.spike_max_h
    assert year()[apart].min() > 0.6 * SHAPE.spike_floor_usd_per_mwh


def test_evenings_cost_more_than_nights() -> None:
    prices = year(CALM)
    hour = (np.arange(prices.size) // 12) % 24
    assert np.median(prices[hour == 19]) > 1.25 * np.median(prices[hour == 2])
    assert np.median(prices[hour == 2]) == pytest.approx(SHAPE.median_usd_per_mwh, rel=0.1)


def test_the_logarithm_has_the_sigma_asked_for() -> None:
    prices = np.concatenate([year(CALM, seed) for seed in range(4)])
    night = (np.arange(prices.size) // 12) % 24 < 4
    sigma = np.log(prices[night]).std()
    assert sigma == pytest.approx(np.hypot(SHAPE.sigma_ratio, SHAPE.flutter_ratio), rel=0.08)


def test_a_price_depends_on_its_instant_only_even_inside_a_spike() -> None:
    shape = SHAPE.model_copy(update={"spike_frac": 0.2})
    whole = price(shape, Luck(5), SPAN)
    start_us = us("2021-05-05T03:10")
    part = price(shape, Luck(5), Span(start_us=start_us, end_us=start_us + 3 * US_PER_DAY,
                                      offset_us=CENTRAL_US))  # fmt: skip
    for t_us in range(start_us, start_us + 3 * US_PER_DAY, 300_000_000):
        assert part.value_at(t_us) == whole.value_at(t_us)


def test_prices_are_in_cents() -> None:
    assert np.array_equal(YEARS[0].round(2), YEARS[0])
