"""A log that is cut or flipped anywhere says so, and repair keeps an exact prefix."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.log.stories import KINDS, facts, file_of, written
from tests.log.trials import flip_every_bit, judge_damage, judge_repair
from twin.errors import LogError
from twin.log import DiskFiles, LogWriter, WriteSettings, open_log, repair
from twin.log.manifest import manifest_path, read_manifest, write_manifest


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return written(tmp_path / "r", (2, 3, 1))


@pytest.fixture
def crashed(closed: Path) -> Path:
    """The same run as a crash leaves it: nothing in the manifest yet says how far it got."""
    manifest = read_manifest(DiskFiles(), closed)
    manifest = type(manifest)(run_id=manifest.run_id, versions=manifest.versions)
    write_manifest(DiskFiles(), closed, manifest)
    return closed


def test_no_flipped_bit_is_read_in_silence(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", (1, 1))
    counts = flip_every_bit(run_dir, 2)
    assert counts["silent"] == 0, counts
    assert counts["harmless"] == 0, counts
    assert counts["refused"] == 8 * sum(
        path.stat().st_size for path in run_dir.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("ending", ["arrows", "commits"])
def test_a_closed_log_cut_at_any_byte_is_refused(closed: Path, ending: str) -> None:
    path = file_of(closed, ending)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert judge_damage(closed, 6) == "refused", length


def test_a_manifest_cut_at_any_byte_is_refused(closed: Path) -> None:
    path = manifest_path(closed)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert judge_damage(closed, 6) == "refused", length


def test_records_cut_after_a_crash_leave_an_exact_prefix(crashed: Path) -> None:
    path = file_of(crashed, "commits")
    whole = path.read_bytes()
    last_seqs = []
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        reader = open_log(crashed)
        assert reader.columns() == facts(1, reader.last_seq)
        last_seqs.append(reader.last_seq)
    assert sorted(set(last_seqs)) == [0, 2, 5, 6]
    assert last_seqs == sorted(last_seqs)


def test_batches_cut_after_a_crash_are_damage_not_a_torn_tail(crashed: Path) -> None:
    path = file_of(crashed, "arrows")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(LogError, match=r"cut short: facts 6 to 6 are lost") as caught:
        open_log(crashed)
    assert f"twin log repair {crashed}" in str(caught.value)
    with pytest.raises(LogError, match="cut short"):
        LogWriter(crashed, KINDS)


@pytest.mark.parametrize("ending", ["arrows", "commits"])
def test_repair_of_any_cut_keeps_a_prefix_and_goes_on(closed: Path, ending: str) -> None:
    size = file_of(closed, ending).stat().st_size
    for length in range(0, size, 41):
        copy = closed.parent / "copy"
        shutil.copytree(closed, copy)
        with file_of(copy, ending).open("r+b") as file:
            file.truncate(length)
        assert judge_repair(copy) == "prefix", length
        shutil.rmtree(copy)


def test_repair_of_a_flip_keeps_what_comes_before_and_says_what_is_lost(closed: Path) -> None:
    events = file_of(closed, "arrows")
    whole = bytearray(events.read_bytes())
    whole[-400] ^= 4
    events.write_bytes(whole)
    report = repair(closed)
    assert report.kept_seq == 5
    assert "facts 6 to 6 are lost" in str(report.lost[0])
    assert {path.suffix for path in report.moved} == {".torn"}
    moved = b"".join(path.read_bytes() for path in report.moved if "arrows" in path.name)
    assert events.read_bytes() + moved == whole, "nothing is thrown away"
    assert open_log(closed).columns() == facts(1, 5)


def test_a_lost_segment_in_the_middle_is_noticed(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [9] * 6, WriteSettings(segment_bytes=2_000))
    assert file_of(run_dir, "arrows", 3).exists()
    file_of(run_dir, "arrows", 2).unlink()
    file_of(run_dir, "commits", 2).unlink()
    with pytest.raises(LogError, match="segment 2 is missing: all facts after"):
        open_log(run_dir)
    report = repair(run_dir)
    assert report.kept_seq < 54
    assert open_log(run_dir).columns() == facts(1, report.kept_seq)
    with LogWriter(run_dir, KINDS) as writer:
        writer.append(writer.next_seq, facts(writer.next_seq, 1))


def test_a_log_behind_its_anchor_is_refused(closed: Path) -> None:
    for ending in ("arrows", "commits"):
        file_of(closed, ending).write_bytes(b"")
    with pytest.raises(LogError, match=r"ends before a fact.*facts 1 to 6 are lost"):
        open_log(closed)


def test_a_log_of_another_run_is_refused(closed: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", (2, 3))
    manifest = read_manifest(DiskFiles(), other)
    lied = type(manifest)(run_id="somebody else", anchor=manifest.anchor)
    write_manifest(DiskFiles(), other, lied)
    assert open_log(other).last_seq == 5, "reading checks batches; the chain is for the writer"
    with pytest.raises(LogError, match="the chain is broken"):
        LogWriter(other, KINDS)
    file_of(closed, "commits").write_bytes(file_of(other, "commits").read_bytes())
    with pytest.raises(LogError):
        open_log(closed).columns()


def test_zeros_after_the_last_record_are_what_a_power_cut_leaves(crashed: Path) -> None:
    path = file_of(crashed, "commits")
    path.write_bytes(path.read_bytes() + bytes(300))
    assert open_log(crashed).last_seq == 6
    with LogWriter(crashed, KINDS) as writer:
        assert [torn.length for torn in writer.recovered] == [300]


def test_a_record_after_zeros_is_damage(crashed: Path) -> None:
    path = file_of(crashed, "commits")
    whole = path.read_bytes()
    path.write_bytes(whole[:128] + bytes(128) + whole[256:])
    with pytest.raises(LogError, match="commit record 2 is damaged: all facts after 2 are lost"):
        open_log(crashed)
