"""Made-up inference load follows day and week."""

from __future__ import annotations

import numpy as np
import pytest

from twin.luck import Luck
from twin.scenario.generators import InferenceGenerator
from twin.series.align import Span
from twin.series.inference import as_load, inference
from twin.series.steps import Series
from twin.units import US_PER_DAY, US_PER_H

SHAPE = InferenceGenerator(kind="inference")
SPAN = Span(
    start_us=1_609_480_800_000_000,
    end_us=1_609_480_800_000_000 + 364 * US_PER_DAY - 1,
    offset_us=-6 * US_PER_H,
)


def year(seed: int = 1, **more: float) -> np.ndarray:
    shape = SHAPE.model_copy(update=more)
    series = inference(shape, Luck(seed), SPAN, hall="H1")
    t_us = np.arange(SPAN.start_us, SPAN.end_us, 900_000_000)
    return series.column("load_frac")[np.searchsorted(series.t_us, t_us, side="right") - 1]


def test_the_night_is_40_to_60_percent_of_the_peak() -> None:
    hour = (np.arange(364 * 96) // 4) % 24
    load = year()
    peak, trough = load[hour == 15].mean(), load[hour == 3].mean()
    assert 0.4 < trough / peak < 0.6
    assert peak / load.mean() == pytest.approx(1.3, abs=0.06)


def test_weekends_are_quieter_by_what_is_asked() -> None:
    """2021-01-01 was a Friday."""
    day = np.arange(364 * 96) // 96
    weekend = np.isin(day % 7, (1, 2))
    load = year(noise_frac=0.0)
    assert load[weekend].mean() / load[~weekend].mean() == pytest.approx(0.9, abs=0.002)


def test_the_noise_has_the_size_asked_for() -> None:
    rest = year(noise_frac=0.03) - year(noise_frac=0.0)
    assert rest.std() == pytest.approx(0.03, rel=0.05)


def test_load_stays_between_nothing_and_all() -> None:
    load = year(mean_frac=0.9, swing_frac=0.4, noise_frac=0.3)
    assert (load.min(), load.max()) == (0.0, 1.0)


def test_the_same_seed_gives_the_same_load_from_any_start() -> None:
    later = Span(
        start_us=SPAN.start_us + 100 * US_PER_DAY, end_us=SPAN.end_us, offset_us=SPAN.offset_us
    )
    whole = inference(SHAPE, Luck(1), SPAN)
    part = inference(SHAPE, Luck(1), later)
    at_us = later.start_us + 7 * US_PER_H
    assert part.value_at(at_us) == whole.value_at(at_us)
    assert inference(SHAPE, Luck(1), SPAN, hall="H2").value_at(at_us) != whole.value_at(at_us)


def test_requests_become_shares_of_the_busiest_interval() -> None:
    rates = {"requests_per_s": np.array([1.0, 4.0, 0.0]), "context_tokens_per_s": np.ones(3)}
    load = as_load(Series.of(np.array([0, 10, 20]), rates, end_us=30))
    assert load.names == ("load_frac",)
    assert load.column("load_frac").tolist() == [0.25, 1.0, 0.0]


def test_no_requests_at_all_are_no_load() -> None:
    none = Series.of(np.array([0]), {"requests_per_s": np.zeros(1)}, end_us=30)
    assert as_load(none).column("load_frac").tolist() == [0.0]
