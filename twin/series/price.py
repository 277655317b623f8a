"""Made-up energy prices in three regimes: an ordinary day, rare spikes, hours below zero.

Ordinary prices are lognormal around a median, with memory, flutter and a day shape; spikes start at
random hours (likelier in the evening), last hours and have a Pareto level; when a noise of its own
(wind and sun) is in its highest share, prices go below zero.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Protocol

import numpy as np

from twin.luck import Luck
from twin.series.align import Span
from twin.series.noise import Grid, bump, drifting, fresh, hours
from twin.series.steps import Numbers, Series
from twin.units import S_PER_H, US_PER_DAY, US_PER_H

_EVENING_H, _MORNING_H = 3.0, 2.0
_MORNING_BEFORE_EVENING_H = 11
_MORNING_SHARE = 0.4
_EVENING_ODDS = 3.0
_DRAWS_A_SPIKE = 3


class PriceShape(Protocol):
    """The numbers of a market; the scenario document gives them with defaults and ranges."""

    step_s: float
    median_usd_per_mwh: float
    sigma_ratio: float
    memory_h: float
    flutter_ratio: float
    diurnal_ratio: float
    peak_hour_index: int
    spike_frac: float
    spike_min_h: float
    spike_max_h: float
    spike_floor_usd_per_mwh: float
    spike_alpha_ratio: float
    cap_usd_per_mwh: float
    negative_frac: float
    negative_usd_per_mwh: float


def price(shape: PriceShape, luck: Luck, span: Span) -> Series:
    """Prices from the seed at every step of a run: the column `price_usd_per_mwh`, in cents."""
    grid = Grid.over(span.start_us, span.end_us, shape.step_s)
    levels = _ordinary(shape, luck, grid, span.offset_us)
    _go_below_zero(levels, shape, luck, grid)
    _spike(levels, shape, luck, grid, span.offset_us)
    prices = np.minimum(levels, shape.cap_usd_per_mwh).round(2)
    return Series.of(
        grid.t_us, {"price_usd_per_mwh": prices}, end_us=grid.end_us, holds="interval_mean"
    )


def _ordinary(shape: PriceShape, luck: Luck, grid: Grid, offset_us: int) -> Numbers:
    memory_s = shape.memory_h * S_PER_H
    logarithm = shape.sigma_ratio * drifting(luck.stream("price", "base"), grid, memory_s)
    logarithm += shape.flutter_ratio * fresh(luck.stream("price", "flutter"), grid)
    hour = hours(grid, offset_us)
    morning_index = shape.peak_hour_index - _MORNING_BEFORE_EVENING_H
    logarithm += shape.diurnal_ratio * bump(hour, shape.peak_hour_index, _EVENING_H)
    logarithm += shape.diurnal_ratio * _MORNING_SHARE * bump(hour, morning_index, _MORNING_H)
    return shape.median_usd_per_mwh * np.exp(logarithm)


def _go_below_zero(levels: Numbers, shape: PriceShape, luck: Luck, grid: Grid) -> None:
    if shape.negative_frac == 0.0:
        return
    normal = NormalDist()
    threshold = normal.inv_cdf(max(1e-12, 1.0 - shape.negative_frac))
    mean_excess = normal.pdf(threshold) / shape.negative_frac - threshold
    surplus = drifting(luck.stream("price", "surplus"), grid, shape.memory_h * S_PER_H)
    below = surplus > threshold
    levels[below] = shape.negative_usd_per_mwh * (surplus[below] - threshold) / mean_excess


def _spike(levels: Numbers, shape: PriceShape, luck: Luck, grid: Grid, offset_us: int) -> None:
    t_us = grid.t_us
    first = max(0, int(t_us[0]) // US_PER_H - math.ceil(shape.spike_max_h))
    count = grid.end_us // US_PER_H - first + 1
    draws = luck.stream("price", "spike").uniforms(first * _DRAWS_A_SPIKE, count * _DRAWS_A_SPIKE)
    starts, lasts, heights = draws.reshape(count, _DRAWS_A_SPIKE).T
    begins_us = np.arange(first, first + count, dtype=np.int64) * US_PER_H
    mean_h = 0.5 * (shape.spike_min_h + shape.spike_max_h)
    odds = _odds((begins_us + offset_us) % US_PER_DAY / US_PER_H, shape.peak_hour_index)
    for index in np.flatnonzero(starts < odds * shape.spike_frac / mean_h).tolist():
        last_h = shape.spike_min_h + (shape.spike_max_h - shape.spike_min_h) * lasts[index]
        begin_us = begins_us[index]
        low, high = np.searchsorted(t_us, (begin_us, begin_us + int(last_h * US_PER_H)))
        level = shape.spike_floor_usd_per_mwh * heights[index] ** (-1.0 / shape.spike_alpha_ratio)
        flutter = luck.stream("price", "flutter").normals(grid.first + int(low), int(high - low))
        levels[low:high] = level * np.exp(shape.flutter_ratio * flutter)


def _odds(hour_of_day: Numbers, peak_hour_index: int) -> Numbers:
    """How likely a spike starts, by hour: 1 on average over the day."""
    whole_day = np.arange(24, dtype=np.float64)
    shape = 1.0 + _EVENING_ODDS * bump(hour_of_day, peak_hour_index, _EVENING_H)
    return shape / (1.0 + _EVENING_ODDS * bump(whole_day, peak_hour_index, _EVENING_H)).mean()
