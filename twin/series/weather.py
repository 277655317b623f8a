"""Made-up weather: year, day and passing fronts, for a run that has no weather file.

Fronts are two noises, one of the given memory and one of six times that, larger in winter and
smaller in summer: the slow one makes heat waves and cold snaps of a week and more. The air is drier
in the afternoon and follows a noise of its own. All shares are assumptions fitted by eye to Texas.
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from twin.luck import Luck
from twin.series.air import humidity_from_dew_point, pressure_at
from twin.series.align import Span
from twin.series.noise import Grid, drifting, hours, season
from twin.series.steps import Series
from twin.units import S_PER_H

_SLOW_MEMORIES = 6.0
_FAST_SHARE, _SLOW_SHARE = 0.8, 0.6
_WINTER_EXCESS = 0.45
_DRY_AFTERNOON = 0.55
_MOISTURE_SIGMA = 0.4
_DRIEST_FRAC = 0.05
_PRESSURE_SWING_PA = 450.0


class WeatherShape(Protocol):
    """The numbers of a climate; the scenario document gives them with defaults and ranges."""

    step_s: float
    mean_c: float
    annual_swing_k: float
    hottest_day_index: int
    diurnal_swing_k: float
    hottest_hour_index: int
    front_swing_k: float
    front_h: float
    dewpoint_depression_k: float
    extra_k: float


def weather(shape: WeatherShape, luck: Luck, span: Span, *, elevation_m: float = 0.0) -> Series:
    """Dry bulb, humidity and pressure from the seed, at every step of a run.

    Returns:
        Columns `dry_bulb_c`, `relative_humidity_frac`, `pressure_pa`, rounded to 0.01 K, 0.0001
        and 1 Pa.
    """
    grid = Grid.over(span.start_us, span.end_us, shape.step_s)
    summer = season(grid, span.offset_us, shape.hottest_day_index)
    since_h = hours(grid, span.offset_us) - (shape.hottest_hour_index + 0.5)
    afternoon = np.cos(since_h * (2.0 * math.pi / 24.0))
    memory_s = shape.front_h * S_PER_H
    front = drifting(luck.stream("weather", "front"), grid, memory_s)
    slow = drifting(luck.stream("weather", "spell"), grid, _SLOW_MEMORIES * memory_s)
    passing = (_FAST_SHARE * front + _SLOW_SHARE * slow) * (1.0 - _WINTER_EXCESS * summer)
    dry_bulb_c = (
        (shape.mean_c + shape.extra_k)
        + shape.annual_swing_k * summer
        + shape.diurnal_swing_k * afternoon
        + shape.front_swing_k * passing
    )
    moisture = drifting(luck.stream("weather", "moisture"), grid, memory_s)
    spread = np.exp(_MOISTURE_SIGMA * moisture - 0.5 * _MOISTURE_SIGMA**2)
    depression_k = shape.dewpoint_depression_k * (1.0 + _DRY_AFTERNOON * afternoon) * spread
    humidity_frac = humidity_from_dew_point(dry_bulb_c, dry_bulb_c - depression_k)
    pressure_pa = pressure_at(elevation_m) - _PRESSURE_SWING_PA * front
    return Series.of(
        grid.t_us,
        {
            "dry_bulb_c": dry_bulb_c.round(2),
            "relative_humidity_frac": np.maximum(humidity_frac, _DRIEST_FRAC).round(4),
            "pressure_pa": pressure_pa.round(),
        },
        end_us=grid.end_us,
        holds="interval_mean",
    )
