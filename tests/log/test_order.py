"""Facts in event order, against sorting them all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.log.layers import Recorder
from tests.log.stories import KINDS, facts, new_run
from twin.log import EventColumns, LogWriter, open_log
from twin.log.columns import no_facts
from twin.log.index import Entry
from twin.log.order import Cut
from twin.log.records import CommitRecord, producer_key

CUT = Cut(from_seq=3, from_us=30, to_seq=8, to_us=70)


def entry(first_seq: int, last_seq: int, min_us: int, max_us: int) -> Entry:
    record = CommitRecord(
        segment_index=1,
        offset=0,
        length=0,
        first_seq=first_seq,
        row_count=last_seq - first_seq + 1,
        min_us=min_us,
        max_us=max_us,
        max_recorded_us=max_us,
        has_late=False,
        producer_key=producer_key(""),
        producer_seq=0,
    )
    return Entry(
        run_dir=Path(),
        record=record,
        last_seq=last_seq,
        min_us=min_us,
        max_us=max_us,
        max_recorded_us=max_us,
    )


def test_a_cut_leaves_out_what_the_keyframe_holds_and_what_is_not_wanted() -> None:
    assert not CUT.holds(3, 30)
    assert CUT.holds(3, 31), "known then, but it had not happened yet"
    assert CUT.holds(4, 30)
    assert CUT.holds(8, 70)
    assert not CUT.holds(9, 70)
    assert not CUT.holds(8, 71)


def test_a_cut_knows_which_batches_matter() -> None:
    assert not CUT.touches(entry(1, 3, 0, 30))
    assert CUT.touches(entry(1, 3, 0, 31))
    assert CUT.touches(entry(3, 4, 0, 30))
    assert not CUT.touches(entry(9, 10, 40, 50))
    assert not CUT.touches(entry(4, 8, 71, 80))
    assert CUT.covers(entry(4, 8, 30, 70))
    assert not CUT.covers(entry(4, 9, 30, 70))
    assert not CUT.covers(entry(3, 8, 30, 70))


@given(
    batches=st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=5), min_size=1, max_size=6),
    cut=st.tuples(st.integers(0, 12), st.integers(0, 30)),
)
def test_chunks_are_what_sorting_gives(batches: list[list[int]], cut: tuple[int, int]) -> None:
    until_us, known_seq = cut
    rows: list[tuple[int, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        run_dir = new_run(Path(folder) / "r", files=Recorder())
        with LogWriter(run_dir, KINDS, files=Recorder()) as writer:
            for times in batches:
                rows += [(t_us, writer.next_seq + i) for i, t_us in enumerate(times)]
                writer.append(writer.next_seq, facts(writer.next_seq, len(times), times))
        found = no_facts()
        chunks = open_log(run_dir).in_event_order(until_us=until_us, known_seq=known_seq)
        for chunk in chunks:
            assert isinstance(chunk, EventColumns)
            found.extend(chunk)
    expected = sorted(row for row in rows if row[0] <= until_us and row[1] <= known_seq)
    assert list(zip(found.t_us, found.seq, strict=True)) == expected


def test_a_log_in_order_is_read_straight_through(tmp_path: Path) -> None:
    run_dir = new_run(tmp_path / "r")
    with LogWriter(run_dir, KINDS) as writer:
        for first in (1, 4, 7):
            writer.append(first, facts(first, 3))
    chunks = list(open_log(run_dir).in_event_order())
    assert [chunk.seq for chunk in chunks] == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
