"""What a run keeps stands for itself, and notices when a file is not the one it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from twin.errors import DataError, LogError
from twin.facts.control import CapHall, FailTransformer
from twin.run.kept import Kept, check_files, file_hash, packed, unpacked


def kept(**fields) -> Kept:
    return Kept(scenario="{}", scenario_file="a", site="", site_file="b", **fields)


def test_what_is_packed_unpacks_to_the_same() -> None:
    orders = ((5, FailTransformer("drill", "T1")), (7, CapHall("", "H1", 0.5)))
    whole = kept(orders=orders, files={"p.csv": "00"}, fork_us=5, changes=("seed=2",))
    json = msgspec.json.decode(msgspec.json.encode(packed(whole)))
    assert unpacked(json, Path()) == whole


def test_a_manifest_of_something_else_is_refused() -> None:
    with pytest.raises(LogError, match="no inputs"):
        unpacked({"plan": 1}, Path("run"))


def test_a_files_hash_is_sha256_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    path.write_bytes(b"x" * 3_000_000)
    assert file_hash(path) == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_each_file_that_changed_or_is_gone_is_named(tmp_path: Path) -> None:
    for name in ("same.csv", "other.csv", "gone.csv"):
        (tmp_path / name).write_text(name)
    files = {path.name: file_hash(path) for path in tmp_path.iterdir()}
    whole = kept(base_dir=str(tmp_path), files=files)
    check_files(whole)
    (tmp_path / "other.csv").write_text("changed")
    (tmp_path / "gone.csv").unlink()
    with pytest.raises(DataError) as caught:
        check_files(whole)
    assert {fault.file for fault in caught.value.faults} == {"other.csv", "gone.csv"}
    assert "changed" in str(caught.value)
    assert "gone" in str(caught.value)
