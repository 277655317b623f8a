"""Parquet tables are read with their own types of time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.clocks import best_cpu_s
from twin.errors import DataError
from twin.series.check import Rules, series_of
from twin.series.zones import zone
from twin.sources.asked import Asked
from twin.sources.parquet import read_parquet
from twin.units import US_PER_S

ASKED = Asked(columns=("price_usd_per_mwh",))
NOON_US = 1_613_390_400 * US_PER_S
NOON = datetime(2021, 2, 15, 12, tzinfo=UTC)


def file(folder: Path, stamps: object, values: object = None) -> Path:
    path = folder / "p.parquet"
    columns = {"time": stamps, "price_usd_per_mwh": [1.0] if values is None else values}
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_of_any_precision_are_instants(tmp_path: Path, unit: str) -> None:
    path = file(tmp_path, pa.array([NOON], pa.timestamp(unit, tz="America/Chicago")))
    assert read_parquet(path, ASKED).t_us.tolist() == [NOON_US]


def test_wall_clock_stamps_are_in_the_asked_zone(tmp_path: Path) -> None:
    path = file(tmp_path, pa.array([NOON.replace(tzinfo=None)], pa.timestamp("us")))
    got = read_parquet(path, Asked(columns=ASKED.columns, zone=zone("-06:00")))
    assert got.t_us.tolist() == [NOON_US + 6 * 3600 * US_PER_S]
    assert "time zone" in read_parquet(path, ASKED).faults[0].what


def test_text_stamps_are_read_like_a_csvs(tmp_path: Path) -> None:
    assert read_parquet(file(tmp_path, ["2021-02-15T12:00Z"]), ASKED).t_us.tolist() == [NOON_US]


def test_a_null_is_a_missing_value_and_integers_are_numbers(tmp_path: Path) -> None:
    stamps = pa.array([NOON, NOON], pa.timestamp("us", tz="UTC"))
    got = read_parquet(file(tmp_path, stamps, pa.array([None, 3], pa.int32())), ASKED)
    assert np.isnan(got.columns["price_usd_per_mwh"]).tolist() == [True, False]


@pytest.mark.parametrize(
    ("stamps", "values", "what"),
    [
        ([1.5], [1.0], "holds no times"),
        (pa.array([None], pa.timestamp("us", tz="UTC")), [1.0], "has no stamp"),
        (["2021-02-15T12:00Z"], ["abc"], "holds no numbers"),
    ],
)
def test_wrong_types_are_refused(tmp_path: Path, stamps: object, values: object, what: str) -> None:
    with pytest.raises(DataError) as caught:
        read_parquet(file(tmp_path, stamps, values), ASKED)
    assert what in caught.value.faults[0].what


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.parquet").write_text("time,price\n")
    for name, what in (("p.parquet", "is no Parquet"), ("none.parquet", "No such file")):
        with pytest.raises(DataError) as caught:
            read_parquet(tmp_path / name, ASKED)
        assert what in caught.value.faults[0].what


def test_a_year_of_five_minutes_reads_at_once(tmp_path: Path) -> None:
    stamps = pa.array(np.arange(105_120) * 300 * US_PER_S, pa.timestamp("us", tz="UTC"))
    path = file(tmp_path, stamps, np.arange(105_120.0) % 977)
    best_s = best_cpu_s(lambda: series_of(read_parquet(path, ASKED), Rules()))
    assert best_s < 0.5, "aim 0.05 s; ten times that on a busy machine"
