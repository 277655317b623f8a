"""Recorded requests become rates that keep their sums."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin.errors import DataError
from twin.series.zones import zone
from twin.sources.asked import Asked
from twin.sources.llm_requests import read_requests
from twin.units import US_PER_MIN

UTC = Asked(columns=(), zone=zone("UTC"))
HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n"


def file(folder: Path, rows: str) -> Path:
    path = folder / "r.csv"
    path.write_text(HEADER + rows)
    return path


def test_requests_are_counted_by_minute_and_the_broken_last_one_is_left_out(
    tmp_path: Path,
) -> None:
    rows = (
        "2023-11-16 18:17:03.9799600,4808,10\n"
        "2023-11-16 18:17:03.9799600,100,20\n"
        "2023-11-16 18:19:30.0000000,60,6\n"
        "2023-11-16 18:20:01.0000000,1,1"
    )
    series = read_requests(file(tmp_path, rows), UTC)
    assert len(series) == 3
    assert series.end_us - series.start_us == 3 * US_PER_MIN
    first, second, third = (series.row(i) for i in range(3))
    assert first == pytest.approx((2 / 60, 4908 / 60, 0.5))
    assert second == (0.0, 0.0, 0.0)
    assert third == pytest.approx((1 / 60, 1.0, 0.1))


def test_a_single_interval_is_kept(tmp_path: Path) -> None:
    series = read_requests(file(tmp_path, "2023-11-16 18:17:03,1,1\n"), UTC, every_s=300.0)
    assert series.row(0)[0] == pytest.approx(1 / 300)


@pytest.mark.parametrize(
    ("rows", "asked", "what"),
    [
        ("", UTC, "no requests"),
        ("2023-11-16 18:17:03,1,x\n", UTC, "is no number"),
        ("2023-11-16 18:17:03,1,\n", UTC, "has no value"),
        ("noon,1,1\n", UTC, "is no time"),
        ("2023-11-16 18:17:03,1,1\n", Asked(columns=()), "no time zone"),
    ],
)
def test_bad_rows_are_told(tmp_path: Path, rows: str, asked: Asked, what: str) -> None:
    with pytest.raises(DataError) as caught:
        read_requests(file(tmp_path, rows), asked)
    assert what in caught.value.faults[0].what


def test_another_table_is_no_file_of_requests(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("TIMESTAMP,a\n")
    with pytest.raises(DataError) as caught:
        read_requests(path, UTC)
    assert "ContextTokens, GeneratedTokens" in caught.value.faults[0].what


def test_the_recorded_hour_keeps_its_requests(shared_data: Path) -> None:
    """8,819 requests, less the 237 of the minute the recording breaks off in."""
    path = shared_data / "llm-requests" / "AzureLLMInferenceTrace_code.csv"
    series = read_requests(path, UTC)
    span_s = (series.end_us - series.start_us) / 1e6
    kept = series.mean("requests_per_s", series.start_us, series.end_us) * span_s
    assert round(kept) == 8_819 - 237
    assert span_s == 57 * 60
