"""The table of generators answers for every kind a scenario can name."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from twin.errors import DataError
from twin.luck import Luck
from twin.scenario.generators import (
    Change,
    Constant,
    Generator,
    PriceGenerator,
    WeatherGenerator,
)
from twin.series.align import Span
from twin.series.check import Readings
from twin.series.steps import Series
from twin.sources.generated import GENERATORS, completed, drawn, generated

SPAN = Span(start_us=1_609_459_200_000_000, end_us=1_609_545_600_000_000)


def weather_readings(**columns: float) -> Readings:
    return Readings(
        file="w.csv",
        rows=np.array([2]),
        t_us=np.array([0]),
        columns={name: np.array([value]) for name, value in columns.items()},
    )


def test_every_kind_of_the_scenario_has_its_generator() -> None:
    models = get_args(get_args(Generator)[0])
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in models}
    assert kinds == {*GENERATORS, "weather", "constant"}


def test_humidity_comes_from_the_dew_point_else_is_half() -> None:
    dew = completed(weather_readings(dry_bulb_c=20.0, dew_point_c=20.0), "weather", 0.0)
    assert dew.columns["relative_humidity_frac"].tolist() == [1.0]
    none = completed(weather_readings(dry_bulb_c=20.0), "weather", 1500.0)
    assert none.columns["relative_humidity_frac"].tolist() == [0.5]
    assert none.columns["pressure_pa"].tolist() == [84_556.0]


def test_a_dew_point_above_its_dry_bulb_is_a_fault_at_its_row() -> None:
    fog = completed(weather_readings(dry_bulb_c=20.0, dew_point_c=20.9), "weather", 0.0)
    assert fog.faults == ()
    swapped = completed(weather_readings(dry_bulb_c=12.0, dew_point_c=20.0), "weather", 0.0)
    (fault,) = swapped.faults
    assert (fault.file, fault.line, fault.path) == ("w.csv", 2, "dew_point_c")
    assert (fault.value, fault.allowed) == ("20 °C", "up to 12 °C there")


def test_weather_without_a_dry_bulb_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        completed(weather_readings(pressure_pa=1e5), "weather", 0.0)
    assert "dry_bulb_c" in caught.value.faults[0].what


def test_other_quantities_are_left_alone() -> None:
    readings = weather_readings(price_usd_per_mwh=1.0)
    assert completed(readings, "price", 0.0) is readings


def test_made_up_weather_knows_the_sites_elevation() -> None:
    shape = WeatherGenerator(kind="weather")
    low, high = (
        generated(shape, "weather", Luck(1), SPAN, elevation_m=height) for height in (0.0, 1500.0)
    )
    fall_pa = low.at(SPAN.start_us)[2] - high.at(SPAN.start_us)[2]
    assert fall_pa == pytest.approx(101_325 - 84_556, abs=2)


def test_a_constant_is_checked_like_a_file() -> None:
    shape = Constant(kind="constant", values={"price_usd_per_mwh": 1e6})
    with pytest.raises(DataError) as caught:
        generated(shape, "price", Luck(1), SPAN, elevation_m=0.0)
    assert "impossible" in caught.value.faults[0].what


def test_a_stated_value_holds_until_its_change_and_the_last_for_ever() -> None:
    changes = (
        {"after": "90m", "values": {"dry_bulb_c": 46.0}},
        {"after": "9h", "values": {"relative_humidity_frac": 0.1}},
    )
    shape = Constant(
        kind="constant",
        values={"dry_bulb_c": 42.0, "relative_humidity_frac": 0.2},
        changes=tuple(Change.model_validate(change) for change in changes),
    )
    made = generated(shape, "weather", Luck(1), SPAN, elevation_m=0.0)
    minutes = (0, 89, 90, 539, 540, 10**9)
    found = [made.at(SPAN.start_us + minute * 60_000_000)[:2] for minute in minutes]
    assert found == [(42.0, 0.2)] * 2 + [(46.0, 0.2)] * 2 + [(46.0, 0.1)] * 2


@pytest.mark.parametrize(
    "shape", [WeatherGenerator(kind="weather"), PriceGenerator(kind="price")], ids=["air", "price"]
)
def test_a_series_that_is_kept_is_what_is_drawn_anew(shape: Generator) -> None:
    def ask(seed: int) -> Series:
        return generated(shape, "any", Luck(seed), SPAN, elevation_m=0.0)

    kept, other = ask(1), ask(2)
    assert ask(1) is kept
    drawn.cache_clear()
    anew = ask(1)
    assert anew is not kept
    assert list(anew.changes(0)) == list(kept.changes(0)) != list(other.changes(0))
