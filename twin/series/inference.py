"""Made-up inference load: a day's wave between night and afternoon, quieter weekends, noise."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from twin.luck import Luck
from twin.series.align import Span
from twin.series.noise import Grid, drifting, hours
from twin.series.steps import Series
from twin.units import S_PER_H, US_PER_DAY

_NOISE_MEMORY_S = 1.0 * S_PER_H
_EPOCH_WEEKDAY = 3
_SATURDAY = 5


class InferenceShape(Protocol):
    """The numbers of request load; the scenario document gives them with defaults and ranges."""

    step_s: float
    mean_frac: float
    swing_frac: float
    peak_hour_index: int
    weekend_frac: float
    noise_frac: float


def inference(shape: InferenceShape, luck: Luck, span: Span, *, hall: str = "") -> Series:
    """Load of a hall's inference racks from the seed at every step of a run.

    `mean_frac` and `swing_frac` are those of a weekday; the noise has a memory of an hour.

    Returns:
        The column `load_frac`, 0 to 1, to a thousandth.
    """
    grid = Grid.over(span.start_us, span.end_us, shape.step_s)
    since_h = hours(grid, span.offset_us) - (shape.peak_hour_index + 0.5)
    wave = shape.mean_frac + shape.swing_frac * np.cos(since_h * (2.0 * math.pi / 24.0))
    weekday = ((grid.t_us + span.offset_us) // US_PER_DAY + _EPOCH_WEEKDAY) % 7
    week = np.where(weekday >= _SATURDAY, shape.weekend_frac, 1.0)
    noise = drifting(luck.stream("inference", hall), grid, _NOISE_MEMORY_S)
    load = wave * week + shape.noise_frac * noise
    return Series.of(
        grid.t_us,
        {"load_frac": load.clip(0.0, 1.0).round(3)},
        end_us=grid.end_us,
        holds="interval_mean",
    )


def as_load(requests: Series) -> Series:
    """Requests a second as shares of the busiest interval's: the column `load_frac`."""
    rates = requests.column("requests_per_s")
    load = rates / max(float(rates.max()), 1e-300)
    return Series.of(
        requests.t_us, {"load_frac": load.round(4)}, end_us=requests.end_us, holds=requests.holds
    )
