"""Reading any range, live and from the past."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.log.stories import KINDS, facts, file_of, new_run, written
from twin.errors import LogError
from twin.log import LogReader, LogWriter, WriteSettings, open_log


def test_any_range_over_any_batches_is_exact(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3, 1, 7, 4], WriteSettings(segment_bytes=2_500))
    reader = open_log(run_dir)
    for first in range(1, 16):
        for last in range(first, 17):
            expected = facts(first, min(last, 15) - first + 1)
            assert reader.columns(first, last) == expected


def test_backwards_passes_over_batches_without_the_words(tmp_path: Path) -> None:
    reader = open_log(written(tmp_path / "r", [3, 1, 7, 4]))
    every = facts(1, 15)
    assert [piece.seq for piece in reader.backwards(9, 0, {})] == [[5, 6, 7, 8, 9], [4], [1, 2, 3]]
    for word in set(every.subject):
        found = [seq for piece in reader.backwards(15, 0, {"subject": word}) for seq in piece.seq]
        holding = [n for n in range(15) if every.subject[n] == word]
        assert {every.seq[n] for n in holding} <= set(found)
    assert list(reader.backwards(15, 0, {"subject": "nobody"})) == []
    late_us = every.t_us[11]
    assert [piece.seq[0] for piece in reader.backwards(15, late_us, {})] == [12]


def test_batches_are_checked_arrow_with_the_schema_of_the_format(tmp_path: Path) -> None:
    reader = open_log(written(tmp_path / "r", [3, 4]))
    table = pa.Table.from_batches(reader.batches(2, 6))
    assert table.column("seq").to_pylist() == [2, 3, 4, 5, 6]
    assert pa.types.is_dictionary(table.schema.field("kind").type)


def test_a_live_reader_follows_the_writer_over_segments(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    reader = open_log(run_dir)
    with LogWriter(run_dir, KINDS, WriteSettings(segment_bytes=2_000)) as writer:
        for _ in range(12):
            writer.append(writer.next_seq, facts(writer.next_seq, 6))
            assert reader.refresh() == writer.last_seq
            assert reader.columns(writer.last_seq - 3) == facts(writer.last_seq - 3, 4)
    assert file_of(run_dir, "arrows", 3).exists()
    assert reader.columns() == facts(1, 72)


def test_a_reader_waits_for_a_record_that_is_half_written(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3, 4])
    commits = file_of(run_dir, "commits")
    whole = commits.read_bytes()
    reader = open_log(run_dir)
    with LogWriter(run_dir, KINDS) as writer:
        writer.append(8, facts(8, 2))
    record = commits.read_bytes()[len(whole) :]
    commits.write_bytes(whole + record[:77])
    assert reader.refresh() == 7
    commits.write_bytes(whole + record)
    assert reader.refresh() == 9


def test_a_reader_that_meets_a_damaged_new_record_says_so(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3])
    reader = open_log(run_dir)
    commits = file_of(run_dir, "commits")
    commits.write_bytes(commits.read_bytes() + b"x" * 128)
    with pytest.raises(LogError, match="commit record 2 is damaged"):
        reader.refresh()


def test_damage_is_met_where_it_is_read_and_nowhere_else(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [5, 5, 5])
    events = file_of(run_dir, "arrows")
    whole = bytearray(events.read_bytes())
    whole[-300] ^= 1
    events.write_bytes(whole)
    reader = open_log(run_dir)
    assert reader.columns(1, 10) == facts(1, 10)
    with pytest.raises(LogError, match="facts 11 to 15 are lost"):
        reader.columns(9, 12)


def test_a_torn_tail_is_not_read(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [5])
    events = file_of(run_dir, "arrows")
    events.write_bytes(events.read_bytes() + events.read_bytes()[-200:])
    assert open_log(run_dir).columns() == facts(1, 5)


def test_a_reader_knows_whether_something_came_late(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS) as writer:
        writer.append(1, facts(1, 3, [10, 20, 30]))
        writer.append(4, facts(4, 2, [40, 15]))
    reader = open_log(run_dir)
    assert reader.is_late_before(20, after_seq=2)
    assert not reader.is_late_before(15, after_seq=2)
    assert not reader.is_late_before(20, after_seq=2, known_seq=4)
    assert reader.latest_us == 40


def test_a_run_without_facts_has_no_latest_instant(tmp_path: Path) -> None:
    assert open_log(new_run(tmp_path / "r")).latest_us == -(2**63)


def test_the_manifest_is_at_hand(tmp_path: Path) -> None:
    reader = LogReader(new_run(tmp_path / "r"))
    assert reader.manifest.run_id == "r1"
    reader.close()


def test_reading_needs_no_right_to_write(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [5])
    before = sorted(path.name for path in run_dir.rglob("*"))
    open_log(run_dir).columns()
    assert sorted(path.name for path in run_dir.rglob("*")) == before
