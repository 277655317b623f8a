"""The manifest says who a run is, survives newer fields and notices damage."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.log.layers import Recorder
from tests.log.stories import new_run
from twin.errors import LogError
from twin.log import DiskFiles, Manifest
from twin.log.manifest import (
    Anchor,
    Parent,
    encode_manifest,
    manifest_path,
    read_manifest,
    relative_to,
    write_manifest,
)
from twin.log.records import genesis

FULL = Manifest(
    run_id="dallas-2021",
    created_us=1,
    site_hash="ab",
    scenario_hash="cd",
    plan_hash="ef",
    seed=7,
    title='February "storm"',
    versions={"switchyard": "0.1.0"},
    scenario={"days": 365, "series": [{"name": "price", "gap": None}]},
    parent=Parent(path="../base", run_id="base", seq=12, head="00" * 32),
    anchor=Anchor(seq=20, head="11" * 32),
)


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    write_manifest(DiskFiles(), tmp_path, FULL)
    assert read_manifest(DiskFiles(), tmp_path) == FULL


def test_it_is_json_for_people(tmp_path: Path) -> None:
    found = msgspec.json.decode(encode_manifest(FULL))
    assert found["title"] == 'February "storm"'
    assert found["scenario"]["days"] == 365
    assert "extra" not in found


def test_fields_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    newer = msgspec.structs.replace(FULL, extra={"colour": {"deep": ["blue"]}})
    write_manifest(DiskFiles(), tmp_path, newer)
    found = read_manifest(DiskFiles(), tmp_path)
    assert found.extra == {"colour": {"deep": ["blue"]}}
    write_manifest(DiskFiles(), tmp_path, msgspec.structs.replace(found, title="other"))
    assert read_manifest(DiskFiles(), tmp_path).extra == {"colour": {"deep": ["blue"]}}


def test_a_newer_format_is_refused_with_the_version_that_wrote_it(tmp_path: Path) -> None:
    newer = msgspec.structs.replace(FULL, format=2, versions={"switchyard": "3.1.0"})
    write_manifest(DiskFiles(), tmp_path, newer)
    with pytest.raises(LogError, match=r"newer version, switchyard 3\.1\.0") as caught:
        read_manifest(DiskFiles(), tmp_path)
    (fault,) = caught.value.faults
    assert (fault.value, fault.allowed) == ("format 2", "up to format 1")


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    write_manifest(DiskFiles(), tmp_path, FULL)
    path = manifest_path(tmp_path)
    whole = path.read_bytes()
    for bit in range(8 * len(whole)):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(LogError):
            read_manifest(DiskFiles(), tmp_path)


def test_a_damaged_one_can_still_be_looked_at(tmp_path: Path) -> None:
    write_manifest(DiskFiles(), tmp_path, FULL)
    path = manifest_path(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"storm", b"stirm"))
    with pytest.raises(LogError, match="its checksum is wrong"):
        read_manifest(DiskFiles(), tmp_path)
    assert read_manifest(DiskFiles(), tmp_path, damaged=True).title == 'February "stirm"'


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"crc32c": "00000000"}', b"\xff\xfe"])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: bytes) -> None:
    manifest_path(tmp_path).write_bytes(text)
    with pytest.raises(LogError):
        read_manifest(DiskFiles(), tmp_path, damaged=True)


def test_a_folder_without_one_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="is not a run"):
        read_manifest(DiskFiles(), tmp_path)


def test_it_is_replaced_in_one_step(tmp_path: Path) -> None:
    files = Recorder()
    new_run(tmp_path / "r", files=files)
    names = [done.name for done in files.operations]
    start = names.index("write")
    assert names[start : start + 4] == ["write", "sync", "move", "sync_folder"]


def test_a_run_builds_on_its_parent_or_on_its_name() -> None:
    own = Manifest(run_id="a")
    assert (own.base_seq, own.base_head) == (0, genesis("a"))
    assert (FULL.base_seq, FULL.base_head) == (12, bytes(32))


def test_parents_are_named_as_seen_from_the_child(tmp_path: Path) -> None:
    assert relative_to(tmp_path / "deep" / "child", tmp_path / "base") == "../../base"


def test_a_newer_format_whose_writer_is_not_named_asks_for_the_newest(tmp_path: Path) -> None:
    write_manifest(DiskFiles(), tmp_path, msgspec.structs.replace(FULL, format=2, versions={}))
    with pytest.raises(LogError, match="which it does not name") as caught:
        read_manifest(DiskFiles(), tmp_path)
    assert caught.value.faults[0].remedy.startswith("install the newest version")
