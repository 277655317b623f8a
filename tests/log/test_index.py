"""Where every fact of a lineage is, and which came late."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.log.stories import KINDS, facts, new_run, written
from twin.errors import LogError
from twin.log import DiskFiles, LogWriter, Manifest, fork_run
from twin.log.index import NEVER_US, LogIndex, parent_of
from twin.log.loader import BatchLoader
from twin.log.manifest import Parent


def index_of(run_dir: Path) -> LogIndex:
    files = DiskFiles()
    return LogIndex(run_dir, files, BatchLoader(files))


@pytest.fixture
def late(tmp_path: Path) -> Path:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        writer.append(1, facts(1, 3, [10, 20, 30]))
        writer.append(4, facts(4, 3, [40, 15, 50]))
        writer.append(7, facts(7, 2, [5, 60]))
    return tmp_path / "r"


def test_batches_are_found_by_the_facts_they_hold(tmp_path: Path) -> None:
    index = index_of(written(tmp_path / "r", [3, 4, 5]))
    firsts = [[entry.first_seq for entry in index.between(*span)] for span in ((1, 3), (3, 4))]
    assert firsts == [[1], [1, 4]]
    assert [entry.last_seq for entry in index.between(5, 99)] == [7, 12]


def test_the_record_says_which_batches_hold_late_facts(late: Path) -> None:
    index = index_of(late)
    assert [entry.record.has_late for entry in index.entries] == [False, True, True]
    assert index.latest_before(index.entries[0]) == NEVER_US
    assert index.latest_before(index.entries[2]) == 50
    assert index.latest_us == 60


def test_a_batch_that_is_late_only_against_earlier_ones_is_marked(tmp_path: Path) -> None:
    with LogWriter(new_run(tmp_path / "r"), KINDS) as writer:
        writer.append(1, facts(1, 2, [10, 20]))
        writer.append(3, facts(3, 2, [12, 15]))
    with LogWriter(tmp_path / "r", KINDS) as writer:
        writer.append(5, facts(5, 1, [19]))
        writer.append(6, facts(6, 1, [20]))
    marks = [entry.record.has_late for entry in index_of(tmp_path / "r").entries]
    assert marks == [False, True, True, False]


def test_earlier_facts_are_found_exactly_in_any_range(late: Path) -> None:
    index = index_of(late)
    times = [10, 20, 30, 40, 15, 50, 5, 60]
    for after in range(9):
        for to in range(after, 9):
            for t_us in (4, 5, 6, 15, 16, 45, 99):
                expected = any(found < t_us for found in times[after:to])
                assert index.has_before(t_us, after, to) is expected, (after, to, t_us)


def test_a_clipped_batch_speaks_of_the_shared_facts_only(late: Path, tmp_path: Path) -> None:
    fork_run(late, tmp_path / "c", 4, Manifest(run_id="c"))
    index = index_of(tmp_path / "c")
    assert (index.last_seq, index.latest_us) == (4, 40)
    assert (index.entries[-1].min_us, index.entries[-1].last_seq) == (40, 4)
    assert not index.has_before(40, 3, 4)


def test_lateness_is_measured_against_the_shared_past(late: Path, tmp_path: Path) -> None:
    fork_run(late, tmp_path / "c", 4, Manifest(run_id="c"))
    with LogWriter(tmp_path / "c", KINDS) as writer:
        writer.append(5, facts(5, 1, [39]))
        writer.append(6, facts(6, 1, [40]))
    assert [entry.record.has_late for entry in index_of(tmp_path / "c").entries[-2:]] == [
        True,
        False,
    ]


def test_the_members_are_listed_from_the_oldest(late: Path, tmp_path: Path) -> None:
    fork_run(late, tmp_path / "c", 4, Manifest(run_id="c"))
    members = [(m.run_dir.name, m.limit_seq) for m in index_of(tmp_path / "c").members]
    assert members == [("r", 4), ("c", None)]


def test_a_parent_that_lost_the_shared_facts_is_refused(tmp_path: Path) -> None:
    parent = written(tmp_path / "r", [3, 3])
    fork_run(parent, tmp_path / "c", 5, Manifest(run_id="c"))
    for path in (parent / "events").iterdir():
        path.unlink()
    with pytest.raises(LogError, match="ends before a fact"):
        index_of(tmp_path / "c")


def test_a_parents_folder_is_seen_from_the_child(tmp_path: Path) -> None:
    parent = Parent(path="../../base", run_id="b", seq=0, head="")
    assert parent_of(tmp_path / "x" / "y", parent) == tmp_path / "base"
