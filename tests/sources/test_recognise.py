"""A file's format is seen from its first line, then from its ending."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin.errors import DataError
from twin.sources.load import READERS
from twin.sources.recognise import FORMATS, recognise


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.bin", b"PAR1....", "parquet"),
        ("a.txt", b"LOCATION,Town", "epw"),
        ("a.csv", b"Source,Location ID,City\n", "nsrdb"),
        ("a.csv", b"TIMESTAMP,ContextTokens,GeneratedTokens\n", "llm_requests"),
        ("a.csv", b"epoch,start_height,start_utc_derived,difficulty\n", "checkpoints"),
        ("a.json", b'[["00", 1]]', "checkpoints"),
        ("a.json", b'\n{"hourly": {}}', "open_meteo"),
        ("a.csv", b"\xef\xbb\xbftime,price\n", "csv"),
        ("a.TSV", b"time\tprice\n", "csv"),
    ],
)
def test_a_format_is_recognised(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert recognise(tmp_path / name) == kind


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"PK\x03\x04"), ("a.csv", b"")])
def test_an_unknown_format_is_refused_with_the_known_ones(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        recognise(tmp_path / name)
    assert caught.value.faults[0].allowed == ", ".join(FORMATS)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        recognise(tmp_path / "none.csv")
    assert "No such file" in caught.value.faults[0].what


def test_every_reader_has_a_name_that_can_be_recognised() -> None:
    assert set(READERS) < set(FORMATS)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("weather/2021.json", "open_meteo"),
        ("weather/USA_TX_Dallas-Fort.Worth.epw", "epw"),
        ("weather/sweetwater_abilene_32.32N_100.18W_psmv3_2013.csv", "nsrdb"),
        ("power-prices/processed_2022.csv", "csv"),
        ("bitcoin/checkpoints_mainnet.json", "checkpoints"),
        ("bitcoin/derived_difficulty_epochs.csv", "checkpoints"),
        ("llm-requests/AzureLLMInferenceTrace_code.csv", "llm_requests"),
    ],
)
def test_the_recorded_files_are_recognised(shared_data: Path, path: str, kind: str) -> None:
    assert recognise(shared_data / path) == kind
