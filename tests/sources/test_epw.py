"""EPW: hours 1 to 24, local standard time, months of different years."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from twin.errors import DataError
from twin.sources.asked import Asked
from twin.sources.epw import read_epw
from twin.units import US_PER_DAY, US_PER_H

ASKED = Asked(columns=())
HEADER = ["LOCATION,Town,TX,USA,SRC,1,32.9,-97.0,-6.0,170.7", *["x"] * 7]


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def row(stamp: str, dry: str = "2.8", dew: str = "1.0", humidity: str = "90") -> str:
    return f"{stamp},0,?9?9,{dry},{dew},{humidity},98128,0,0"


def file(folder: Path, *rows: str, header: list[str] = HEADER) -> Path:
    path = folder / "w.epw"
    path.write_text("\r\n".join([*header, *rows]) + "\r\n")
    return path


def test_hour_h_begins_an_hour_before_its_stamp(tmp_path: Path) -> None:
    got = read_epw(file(tmp_path, row("2021,1,1,1"), row("2021,1,1,24")), ASKED)
    assert got.t_us.tolist() == [us("2021-01-01T06:00"), us("2021-01-02T05:00")]
    assert (got.at_start, got.offset_us, got.elevation_m) == (True, -6 * US_PER_H, 170.7)
    assert not got.typical


def test_columns_are_degrees_shares_and_pascal(tmp_path: Path) -> None:
    columns = read_epw(file(tmp_path, row("2021,1,1,1")), ASKED).columns
    assert [values.tolist() for values in columns.values()] == [[2.8], [0.9], [98_128.0]]


def test_months_of_different_years_make_a_nominal_year(tmp_path: Path) -> None:
    rows = [row("2021,1,31,24"), row("2020,2,1,1"), row("2011,3,1,1")]
    got = read_epw(file(tmp_path, *rows), ASKED)
    assert got.typical
    assert np.diff(got.t_us).tolist() == [US_PER_H, 28 * US_PER_DAY]


def test_a_real_run_over_new_year_is_not_typical(tmp_path: Path) -> None:
    got = read_epw(file(tmp_path, row("2020,12,31,24"), row("2021,1,1,1")), ASKED)
    assert not got.typical


def test_a_typical_year_with_a_leap_day_keeps_it(tmp_path: Path) -> None:
    rows = [row("2021,1,31,24"), row("2020,2,29,1"), row("2011,3,1,1")]
    got = read_epw(file(tmp_path, *rows), ASKED)
    assert np.diff(got.t_us).tolist()[1] == US_PER_DAY


def test_the_formats_own_marks_are_missing_values(tmp_path: Path) -> None:
    got = read_epw(file(tmp_path, row("2021,1,1,1", dry="99.9", humidity="999")), ASKED)
    assert np.isnan(got.columns["dry_bulb_c"]).all()


def test_missing_humidity_comes_from_the_dew_point(tmp_path: Path) -> None:
    got = read_epw(file(tmp_path, row("2021,1,1,1", dew="2.8", humidity="999")), ASKED)
    assert got.columns["relative_humidity_frac"].tolist() == [1.0]


def test_all_faults_are_told_at_their_lines(tmp_path: Path) -> None:
    rows = [row("2021,1,1,25"), row("2021,x,1,1"), row("2021,1,1,3", dry="warm"), "2021,1,1"]
    got = read_epw(file(tmp_path, *rows), ASKED)
    assert {(f.line, f.what) for f in got.faults} == {
        (9, "is no hour"),
        (10, "is no hour"),
        (11, "is no number"),
        (12, "has fewer than 10 columns"),
    }


@pytest.mark.parametrize("first", ["", "DESIGN,1", "LOCATION,a,b,c,d,e,f,g,west,high"])
def test_what_is_no_epw_is_refused(tmp_path: Path, first: str) -> None:
    with pytest.raises(DataError) as caught:
        read_epw(file(tmp_path, header=[first, *["x"] * 7]), ASKED)
    assert "is no EPW" in caught.value.faults[0].what


def test_the_recorded_year_is_whole(shared_data: Path) -> None:
    got = read_epw(shared_data / "weather" / "USA_TX_Dallas-Fort.Worth.epw", ASKED)
    assert (got.t_us.size, got.typical, got.faults) == (8760, True, ())
    assert (np.diff(got.t_us) == US_PER_H).all()
    assert got.columns["dry_bulb_c"].mean() == pytest.approx(19.4, abs=1.0)
