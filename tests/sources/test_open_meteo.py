"""Open-Meteo: one offset for the whole file, units as the file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from twin.errors import DataError
from twin.series.zones import zone
from twin.sources.asked import Asked
from twin.sources.open_meteo import read_open_meteo
from twin.units import US_PER_H

ASKED = Asked(columns=("dry_bulb_c",))


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def document(**hourly: Any) -> dict[str, Any]:
    columns = {
        "time": ["2021-03-14T01:00", "2021-03-14T02:00", "2021-03-14T03:00"],
        "temperature_2m": [1.0, 2.0, 3.0],
        "relative_humidity_2m": [50, 60, 70],
    }
    return {
        "utc_offset_seconds": -18000,
        "timezone": "America/Chicago",
        "elevation": 142.0,
        "hourly_units": {"time": "iso8601", "temperature_2m": "°C", "relative_humidity_2m": "%",
                         "dew_point_2m": "°C", "surface_pressure": "hPa"},
        "hourly": {k: v for k, v in (columns | hourly).items() if v is not None},
    }  # fmt: skip


def file(folder: Path, content: object) -> Path:
    path = folder / "w.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_the_offset_holds_even_where_the_named_zone_changes_its_clocks(tmp_path: Path) -> None:
    """02:00 on this night doesn't exist in Chicago; in the file it does."""
    got = read_open_meteo(file(tmp_path, document()), ASKED)
    assert got.t_us.tolist() == [us(f"2021-03-14T0{h}:00") for h in (6, 7, 8)]
    assert got.elevation_m == 142.0
    assert got.columns["relative_humidity_frac"].tolist() == pytest.approx([0.5, 0.6, 0.7])


def test_a_zone_the_scenario_states_goes_before_the_files_offset(tmp_path: Path) -> None:
    asked = Asked(columns=ASKED.columns, zone=zone("UTC"))
    assert read_open_meteo(file(tmp_path, document()), asked).t_us[0] == us("2021-03-14T01:00")


def test_unix_times_are_instants(tmp_path: Path) -> None:
    times = [us("2021-03-14") // 1_000_000 + 3600 * h for h in range(3)]
    got = read_open_meteo(file(tmp_path, document(time=times)), ASKED)
    assert got.t_us[0] == us("2021-03-14")
    assert np.diff(got.t_us).tolist() == [US_PER_H] * 2


def test_fahrenheit_is_turned_into_celsius(tmp_path: Path) -> None:
    content = document(temperature_2m=[32.0, 212.0, -40.0])
    content["hourly_units"]["temperature_2m"] = "°F"
    got = read_open_meteo(file(tmp_path, content), ASKED)
    assert got.columns["dry_bulb_c"].tolist() == pytest.approx([0.0, 100.0, -40.0])


def test_dew_point_and_pressure_are_used(tmp_path: Path) -> None:
    content = document(
        relative_humidity_2m=None, dew_point_2m=[1.0, 2.0, 3.0], surface_pressure=[990, 991, None]
    )
    got = read_open_meteo(file(tmp_path, content), ASKED)
    assert got.columns["relative_humidity_frac"].tolist() == [1.0, 1.0, 1.0]
    assert got.columns["pressure_pa"].tolist()[:2] == [99_000.0, 99_100.0]
    assert np.isnan(got.columns["pressure_pa"][2])
    assert "dew_point_c" not in got.columns


def test_a_unit_that_is_not_read_is_named(tmp_path: Path) -> None:
    content = document()
    content["hourly_units"]["temperature_2m"] = "K"
    with pytest.raises(DataError):
        read_open_meteo(file(tmp_path, content), ASKED)
    content["hourly_units"] |= {"temperature_2m": "°C", "relative_humidity_2m": "g/kg"}
    (fault,) = read_open_meteo(file(tmp_path, content), ASKED).faults
    assert (fault.path, fault.value) == ("hourly_units.relative_humidity_2m", "g/kg")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{", "line 1 is no JSON"),
        ([1], "it lacks"),
        ({"hourly": {}}, "it lacks"),
        (document(time=None), "hourly has no time"),
        (document(temperature_2m=None), "no temperature_2m"),
        (document(temperature_2m=[1.0]), "1 values for 3 stamps"),
        (document(temperature_2m=[1.0, "x", 2.0]), "is no number"),
        (document(temperature_2m=[1.0, [], 2.0]), "is no number"),
    ],
)
def test_what_is_no_open_meteo_is_refused(tmp_path: Path, content: object, what: str) -> None:
    with pytest.raises(DataError) as caught:
        read_open_meteo(file(tmp_path, content), ASKED)
    assert what in caught.value.faults[0].what


@pytest.mark.parametrize(("year", "hours"), [(2020, 8784), (2021, 8760), (2022, 8760)])
def test_the_recorded_years_are_whole(shared_data: Path, year: int, hours: int) -> None:
    got = read_open_meteo(shared_data / "weather" / f"{year}.json", ASKED)
    assert (got.t_us.size, got.faults) == (hours, ())
    assert got.t_us[0] == us(f"{year}-01-01T05:00")
    assert (np.diff(got.t_us) == US_PER_H).all()
