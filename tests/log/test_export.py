"""Facts become typed tables, one folder a kind, with units."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from tests.log.stories import facts, new_run
from twin.errors import LogError
from twin.log import LogWriter, open_log
from twin.log.export import export

KINDS = ("PriceChanged", "JobFinished", "NoteTaken")


@pytest.fixture
def run_dir(tmp_path: Path) -> Path:
    columns = facts(1, 6)
    columns.kind = [
        "PriceChanged",
        "JobFinished",
        "PriceChanged",
        "JobFinished",
        *["NoteTaken"] * 2,
    ]
    columns.value = [30.0, 2.0, None, 3.0, None, None]
    columns.body = [
        None,
        '{"job":"j1","served_j":5,"racks":[1,2],"rack_count":2,"done":true,"note":null}',
        None,
        '{"job":"j2","served_j":7,"rack_count":1,"done":false,"seq":9}',
        '{"mixed":1}',
        '{"mixed":"one"}',
    ]
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        writer.append(1, columns)
    return tmp_path / "r"


def test_each_kind_is_a_folder_with_real_columns(run_dir: Path, tmp_path: Path) -> None:
    principals = {"PriceChanged": "price_usd_per_mwh", "JobFinished": "power_w"}
    tables = export(open_log(run_dir), tmp_path / "out", principals)
    assert [(table.kind, table.row_count) for table in tables] == [
        ("JobFinished", 2),
        ("NoteTaken", 2),
        ("PriceChanged", 2),
    ]
    jobs = pq.read_table(tmp_path / "out" / "JobFinished")
    types = {field.name: str(field.type) for field in jobs.schema}
    assert types == {
        "seq": "int64",
        "t_us": "timestamp[us, tz=UTC]",
        "subject": "string",
        "origin": "string",
        "cause": "int64",
        "recorded_us": "timestamp[us, tz=UTC]",
        "body_seq": "int64",
        "done": "bool",
        "job": "string",
        "note": "string",
        "power_w": "double",
        "rack_count": "int64",
        "racks": "string",
        "served_j": "double",
    }
    assert jobs.column("served_j").to_pylist() == [5.0, 7.0]
    assert jobs.column("racks").to_pylist() == ["[1,2]", None]
    assert jobs.column("seq").to_pylist() == [2, 4]


def test_units_are_in_the_field_metadata(run_dir: Path, tmp_path: Path) -> None:
    export(open_log(run_dir), tmp_path / "out", {"PriceChanged": "price_usd_per_mwh"})
    prices = pq.read_table(tmp_path / "out" / "PriceChanged" / "000001.parquet")
    assert prices.column("price_usd_per_mwh").to_pylist() == [30.0, None]
    assert prices.schema.field("price_usd_per_mwh").metadata == {
        b"unit": b"USD/MWh",
        b"quantity": b"energy price",
    }
    jobs = pq.read_table(tmp_path / "out" / "JobFinished" / "000001.parquet")
    assert jobs.schema.field("served_j").metadata[b"unit"] == b"J"
    assert jobs.schema.field("job").metadata is None


def test_fields_of_changing_type_are_text(run_dir: Path, tmp_path: Path) -> None:
    export(open_log(run_dir), tmp_path / "out")
    notes = pq.read_table(tmp_path / "out" / "NoteTaken")
    assert notes.column("mixed").to_pylist() == ["1", "one"]


def test_a_uri_or_a_given_file_system_will_do(run_dir: Path, tmp_path: Path) -> None:
    export(open_log(run_dir), (tmp_path / "uri").as_uri())
    assert (tmp_path / "uri" / "PriceChanged" / "000001.parquet").exists()
    inside = fs.SubTreeFileSystem(str(tmp_path), fs.LocalFileSystem())
    export(open_log(run_dir), "sub/out", filesystem=inside)
    assert (tmp_path / "sub" / "out" / "NoteTaken" / "000001.parquet").exists()


def test_a_folder_that_holds_something_is_refused(run_dir: Path, tmp_path: Path) -> None:
    export(open_log(run_dir), tmp_path / "out")
    with pytest.raises(LogError, match="the export folder is not empty"):
        export(open_log(run_dir), tmp_path / "out")


def test_a_place_nobody_knows_is_refused(run_dir: Path) -> None:
    with pytest.raises(LogError, match="no such place"):
        export(open_log(run_dir), "carrier-pigeon://loft")


def test_a_place_that_can_not_be_written_is_refused(run_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LogError, match="can't export"):
        export(open_log(run_dir), tmp_path / "file" / "below")
