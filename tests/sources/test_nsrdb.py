"""NSRDB: two lines before the header, half hours, fixed zone, mbar, dew point."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psychrolib
import pytest

from twin.errors import DataError
from twin.sources.asked import Asked
from twin.sources.nsrdb import read_nsrdb
from twin.units import US_PER_H

ASKED = Asked(columns=())
SITE = "Source,Location ID,Time Zone,Elevation\nNSRDB,1,-6,761\n"
HEADER = "Year,Month,Day,Hour,Minute,Temperature,Pressure,Dew Point\n"


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def file(folder: Path, text: str) -> Path:
    path = folder / "n.csv"
    path.write_text(text)
    return path


def test_half_past_names_its_hour_in_the_files_zone(tmp_path: Path) -> None:
    rows = "2013,1,1,0,30,1.5,929,-1.8\n2013,1,1,1,30,0.1,930,-1.8\n"
    got = read_nsrdb(file(tmp_path, SITE + HEADER + rows), ASKED)
    assert got.t_us.tolist() == [us("2013-01-01T06:00"), us("2013-01-01T07:00")]
    assert got.rows.tolist() == [4, 5]
    assert (got.offset_us, got.elevation_m, got.at_start) == (-6 * US_PER_H, 761.0, True)
    assert got.columns["pressure_pa"].tolist() == [92_900.0, 93_000.0]


def test_half_hourly_files_keep_their_minutes(tmp_path: Path) -> None:
    rows = "2013,1,1,0,0,1.5,929,-1.8\n2013,1,1,0,30,0.1,930,-1.8\n"
    got = read_nsrdb(file(tmp_path, SITE + HEADER + rows), ASKED)
    assert np.diff(got.t_us).tolist() == [US_PER_H // 2]


def test_humidity_comes_from_the_dew_point_as_psychrolib_says(tmp_path: Path) -> None:
    psychrolib.SetUnitSystem(psychrolib.SI)
    text = SITE + HEADER + "2013,7,1,15,30,38.0,920,12.0\n"
    got = read_nsrdb(file(tmp_path, text), ASKED)
    judge = psychrolib.GetRelHumFromTDewPoint(38.0, 12.0)
    assert got.columns["relative_humidity_frac"][0] == pytest.approx(judge, rel=1e-6)


def test_stated_humidity_goes_before_the_dew_point(tmp_path: Path) -> None:
    header = HEADER.replace("Dew Point", "Relative Humidity")
    got = read_nsrdb(file(tmp_path, SITE + header + "2013,7,1,15,30,38.0,920,25\n"), ASKED)
    assert got.columns["relative_humidity_frac"].tolist() == [0.25]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a,b\n1,2\n", "begin with Source"),
        ("", "begin with Source"),
        ("Source,Location ID,Time Zone\nNSRDB,1,-6\n" + HEADER, "Time Zone and Elevation"),
        (SITE + HEADER.replace("Temperature", "T"), "no column 'Temperature'"),
        (SITE + HEADER.replace("Dew Point", "D"), "no column 'Dew Point'"),
    ],
)
def test_what_is_no_nsrdb_is_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(DataError) as caught:
        read_nsrdb(file(tmp_path, text), ASKED)
    assert what in caught.value.faults[0].what


def test_all_faults_are_told_at_their_lines(tmp_path: Path) -> None:
    rows = "2013,1,1,0,30,warm,929,-1.8\n2013,1,one,1,30,0.1,930,-1.8\n2013,1,1\n"
    got = read_nsrdb(file(tmp_path, SITE + HEADER + rows), ASKED)
    assert sorted(f.line for f in got.faults) == [4, 5, 6]


def test_the_recorded_year_is_whole(shared_data: Path) -> None:
    name = "sweetwater_abilene_32.32N_100.18W_psmv3_2013.csv"
    got = read_nsrdb(shared_data / "weather" / name, ASKED)
    assert (got.t_us.size, got.faults) == (8760, ())
    assert (np.diff(got.t_us) == US_PER_H).all()
    humidity = got.columns["relative_humidity_frac"]
    assert 0.02 < humidity.min() < humidity.max() <= 1.0
