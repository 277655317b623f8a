"""CSV files are read as they are, and their faults told by line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from twin.errors import DataError
from twin.sources.asked import Asked
from twin.sources.delimited import read_csv, table_of

ASKED = Asked(columns=("price_usd_per_mwh",))


def file(folder: Path, text: str | bytes) -> Path:
    path = folder / "p.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_table_is_stamps_and_numbers(tmp_path: Path) -> None:
    path = file(tmp_path, "time,price_usd_per_mwh\n2021-01-01T00:00Z,1.5\n2021-01-01T01:00Z,-2\n")
    got = read_csv(path, ASKED)
    assert got.columns["price_usd_per_mwh"].tolist() == [1.5, -2.0]
    assert got.rows.tolist() == [2, 3]
    assert np.diff(got.t_us).tolist() == [3_600_000_000]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_delimiters_byte_order_marks_and_windows_lines_are_no_trouble(
    tmp_path: Path, delimiter: str
) -> None:
    text = "time,price_usd_per_mwh\r\n2021-01-01T00:00Z,1\r\n\r\n".replace(",", delimiter)
    got = read_csv(file(tmp_path, b"\xef\xbb\xbf" + text.encode()), ASKED)
    assert got.columns["price_usd_per_mwh"].tolist() == [1.0]


@pytest.mark.parametrize("cell", ["", "NaN", "null", " n/a ", "-"])
def test_an_empty_cell_is_a_missing_value(tmp_path: Path, cell: str) -> None:
    text = f"time,price_usd_per_mwh\n2021-01-01T00:00Z,{cell}\n2021-01-01T01:00Z,1\n"
    got = read_csv(file(tmp_path, text), ASKED)
    assert np.isnan(got.columns["price_usd_per_mwh"]).tolist() == [True, False]
    assert got.faults == ()


def test_all_faults_of_a_table_are_told_at_their_lines(tmp_path: Path) -> None:
    text = (
        "time,price_usd_per_mwh\n"
        "2021-01-01T00:00Z,abc\n"
        "2021-01-01T01:00Z,1,2\n"
        "noon,3\n"
        "2021-01-01T03:00Z,4 USD\n"
    )
    got = read_csv(file(tmp_path, text), ASKED)
    told = {(f.line, f.what) for f in got.faults}
    assert told == {
        (2, "is no number"),
        (3, "has 3 cells, the header 2"),
        (4, "is no time"),
        (5, "is no number"),
    }


def test_quoted_cells_over_lines_keep_their_line(tmp_path: Path) -> None:
    text = 'time,note,price_usd_per_mwh\n2021-01-01T00:00Z,"a, b",1\n'
    got = read_csv(file(tmp_path, text), ASKED)
    assert got.columns["price_usd_per_mwh"].tolist() == [1.0]


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "no header"), (b"a,b\n\xff\xfe,1\n", "no UTF-8")]
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(DataError) as caught:
        table_of(file(tmp_path, content))
    assert what in caught.value.faults[0].what


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        table_of(tmp_path)
    assert "directory" in caught.value.faults[0].what
