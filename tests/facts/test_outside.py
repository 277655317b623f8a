"""Facts from outside the fence store the number that matters and change power only by weather."""

from __future__ import annotations

from twin.facts import FACTS, outside, value_of


def test_only_weather_and_grid_move_power_by_themselves():
    family = [kind for kind in FACTS if kind.__module__ == outside.__name__]
    assert [kind.__name__ for kind in family if kind.CHANGES_POWER] == [
        "WeatherChanged",
        "GridVoltageChanged",
    ]


def test_each_of_them_is_stored_by_its_own_number():
    assert value_of(outside.WeatherChanged(31.5, 0.4)) == 31.5
    assert value_of(outside.DifficultyRetargeted(1.2e14, 840_000)) == 1.2e14
    assert value_of(outside.SubsidyHalved(1.5625, 1_050_000)) == 1.5625
