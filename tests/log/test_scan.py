"""What a run's own files hold, read without changing them."""

from __future__ import annotations

from pathlib import Path

from tests.log.stories import KINDS, facts, file_of, new_run, written
from twin.log import DiskFiles, LogWriter, WriteSettings
from twin.log.manifest import read_manifest
from twin.log.scan import Scan, follow, head_at, lost, remedy, scan, segments

FILES = DiskFiles()


def scanned(run_dir: Path, deep_from: int | None = 1) -> Scan:
    return scan(DiskFiles(), run_dir, read_manifest(FILES, run_dir), deep_from=deep_from)


def test_a_new_run_is_an_empty_prefix(tmp_path: Path) -> None:
    found = scanned(new_run(tmp_path / "r"))
    assert (found.records, found.last_seq, found.segment_index) == ([], 0, 1)
    assert found.head == read_manifest(FILES, tmp_path / "r").base_head


def test_records_follow_over_segments(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [9] * 7, WriteSettings(segment_bytes=4_000))
    assert segments(FILES, run_dir) == [1, 2, 3]
    found = scanned(run_dir)
    assert found.segment_index == 3
    assert [record.first_seq for record in found.records] == list(range(1, 63, 9))
    assert found.faults == found.torn == []


def test_only_a_deep_look_meets_a_damaged_batch(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [9] * 7, WriteSettings(segment_bytes=4_000))
    events = file_of(run_dir, "arrows", 1)
    whole = bytearray(events.read_bytes())
    whole[-1] ^= 1
    events.write_bytes(whole)
    assert scanned(run_dir, None).faults == []
    assert scanned(run_dir, 0).faults == [], "0 looks into the last segment only"
    assert "a batch is damaged" in scanned(run_dir).faults[0].what


def test_all_that_can_not_be_reached_is_listed_for_moving(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [9] * 7, WriteSettings(segment_bytes=4_000))
    commits = file_of(run_dir, "commits", 2)
    commits.write_bytes(b"y" * len(commits.read_bytes()))
    found = scanned(run_dir)
    names = [(torn.path.name, torn.offset) for torn in found.torn]
    assert names == [
        ("000002.arrows", 0),
        ("000002.commits", 0),
        ("000003.arrows", 0),
        ("000003.commits", 0),
    ]


def test_a_torn_batch_before_another_segment_is_damage(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [9] * 4, WriteSettings(segment_bytes=2_500))
    events = file_of(run_dir, "arrows", 1)
    events.write_bytes(events.read_bytes() + b"more")
    assert "another one follows" in scanned(run_dir).faults[0].what


def test_set_aside_files_are_no_segments(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3])
    (run_dir / "events" / "000009.arrows.12.torn").write_bytes(b"x")
    (run_dir / "events" / "notes.txt").write_bytes(b"x")
    assert segments(FILES, run_dir) == [1]


def test_following_takes_what_is_new_and_no_more(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3])
    found = scanned(run_dir)
    assert follow(FILES, run_dir, found) == []
    with LogWriter(run_dir, KINDS, WriteSettings(segment_bytes=1)) as writer:
        writer.append(4, facts(4, 2))
        writer.append(6, facts(6, 2))
    assert [record.first_seq for record in follow(FILES, run_dir, found)] == [4, 6]
    assert (found.last_seq, found.segment_index) == (7, 3)
    assert found.head == scanned(run_dir).head


def test_the_head_is_known_at_any_fact_of_a_batch(tmp_path: Path) -> None:
    run_dir = written(tmp_path / "r", [3, 4])
    manifest = read_manifest(FILES, run_dir)
    first, second = scanned(run_dir).records
    heads = [head_at([first, second], manifest, seq) for seq in (0, 1, 3, 4, 7, 8)]
    assert heads == [manifest.base_head, first.head, first.head, second.head, second.head, None]


def test_words_say_what_is_lost_and_what_to_do(tmp_path: Path) -> None:
    assert lost(4) == "all facts after 4 are lost"
    assert lost(4, 9) == "facts 5 to 9 are lost"
    assert f"twin log repair {tmp_path}" in remedy(tmp_path)
