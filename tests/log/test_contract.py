"""Every store keeps the same promises: the Arrow log on disk and the one in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.log.stories import KINDS, START_US, facts, new_run
from twin.errors import LogError
from twin.log import (
    EventColumns,
    Keyframe,
    KeyframeStore,
    LogReader,
    LogWriter,
    Manifest,
    MemoryLog,
    fork_run,
)
from twin.log.columns import no_facts
from twin.log.digest import digest_of


class Store(Protocol):
    """What both can do, as the tests ask for it."""

    def append(self, expected_seq: int, columns: EventColumns, **producer: Any) -> Any: ...
    def keyframe(self, seq: int, t_us: int, state: bytes) -> None: ...
    def reader(self) -> Any: ...
    def fork(self, seq: int) -> Store: ...


class OnDisk:
    def __init__(self, run_dir: Path) -> None:
        self.run_dir = run_dir
        self.writer = LogWriter(run_dir, KINDS)
        self.keyframes = KeyframeStore(run_dir, self.writer._files)
        self.append = self.writer.append
        self.keyframe = self.keyframes.write

    def reader(self) -> LogReader:
        return LogReader(self.run_dir)

    def fork(self, seq: int) -> OnDisk:
        child = self.run_dir.with_name(self.run_dir.name + "x")
        fork_run(self.run_dir, child, seq, Manifest(run_id=child.name))
        return OnDisk(child)


class InMemory:
    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.append = log.append
        self.keyframe = log.write_keyframe

    def reader(self) -> MemoryLog:
        return self.log

    def fork(self, seq: int) -> InMemory:
        return InMemory(self.log.fork(seq))


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "disk":
        return OnDisk(new_run(tmp_path / "r"))
    return InMemory(MemoryLog(KINDS))


def at(seconds: list[int], first_seq: int = 1) -> EventColumns:
    """Facts at some seconds of the run, recorded when they happened."""
    return facts(first_seq, len(seconds), [START_US + 1_000_000 * second for second in seconds])


def seconds_of(chunks: Any) -> list[tuple[int, int]]:
    """(second, seq) of each fact of some chunks."""
    found = no_facts()
    for chunk in chunks:
        found.extend(chunk)
    return [
        ((t_us - START_US) // 1_000_000, seq)
        for t_us, seq in zip(found.t_us, found.seq, strict=True)
    ]


def us(second: int) -> int:
    return START_US + 1_000_000 * second


def test_an_empty_log_answers(store: Store) -> None:
    reader = store.reader()
    assert reader.last_seq == 0
    assert reader.columns() == no_facts()
    assert reader.seq_at(us(5)) == 0
    assert reader.nearest_keyframe() is None
    assert seconds_of(reader.in_event_order()) == []


def test_what_was_appended_is_read_back(store: Store) -> None:
    store.append(1, facts(1, 5))
    ack = store.append(6, facts(6, 3))
    assert (ack.first_seq, ack.last_seq, ack.durable) == (6, 8, True)
    reader = store.reader()
    assert reader.columns() == facts(1, 8)
    assert reader.columns(5, 6) == facts(5, 2)
    assert reader.columns(7) == facts(7, 2)
    assert reader.columns(9, 20) == no_facts()
    assert digest_of(reader.chunks()) == digest_of([facts(1, 8)])


def test_conflicts_and_repeated_numbers_are_told_apart(store: Store) -> None:
    first = store.append(1, facts(1, 2), producer="p", producer_seq=1)
    assert store.append(1, facts(1, 2), producer="p", producer_seq=1) == first
    with pytest.raises(LogError, match="another append came first"):
        store.append(1, facts(1, 2), producer="p", producer_seq=2)
    assert store.reader().last_seq == 2


@pytest.mark.parametrize(("column", "cell"), [("kind", "No"), ("origin", "No"), ("cause", 9)])
def test_facts_outside_the_closed_sets_are_refused(store: Store, column: str, cell: Any) -> None:
    bad = facts(1, 2)
    getattr(bad, column)[1] = cell
    with pytest.raises(LogError):
        store.append(1, bad)
    assert store.reader().last_seq == 0


def test_an_instant_finds_the_last_fact_before_the_next(store: Store) -> None:
    store.append(1, at([10, 20, 20, 30]))
    reader = store.reader()
    assert [reader.seq_at(us(s)) for s in (9, 10, 19, 20, 29, 30, 99)] == [0, 1, 1, 3, 3, 4, 4]


def test_a_late_fact_keeps_both_times(store: Store) -> None:
    store.append(1, at([10, 20, 30]))
    late = at([15], first_seq=4)
    late.recorded_us[0] = us(35)
    store.append(4, late)
    reader = store.reader()
    assert seconds_of([reader.columns()]) == [(10, 1), (20, 2), (30, 3), (15, 4)]
    assert seconds_of(reader.in_event_order()) == [(10, 1), (15, 4), (20, 2), (30, 3)]
    assert reader.known_seq(us(34)) == 3
    assert reader.known_seq(us(35)) == 4
    before = reader.in_event_order(known_seq=reader.known_seq(us(34)))
    assert seconds_of(before) == [(10, 1), (20, 2), (30, 3)]


def test_the_state_at_an_instant_takes_facts_at_it_and_late_ones(store: Store) -> None:
    store.append(1, at([10, 20, 30]))
    store.append(4, at([20, 40, 5], first_seq=4))
    reader = store.reader()
    assert seconds_of(reader.in_event_order(until_us=us(20))) == [(5, 6), (10, 1), (20, 2), (20, 4)]
    known = reader.in_event_order(until_us=us(20), known_seq=4)
    assert seconds_of(known) == [(10, 1), (20, 2), (20, 4)]


def test_an_early_fork_point_ignores_what_came_late(store: Store) -> None:
    store.append(1, at([10, 20, 30]))
    store.append(4, at([5, 40], first_seq=4))
    reader = store.reader()
    assert reader.seq_at(us(25)) == 2
    assert reader.seq_at(us(30)) == 4
    assert reader.seq_at(us(99), as_known_us=us(30)) == 4


def test_the_nearest_keyframe_is_the_latest_that_fits(store: Store) -> None:
    store.append(1, at([10, 20, 30, 40]))
    for seq in (1, 2, 3):
        store.keyframe(seq, us(10 * seq), b"state %d" % seq)
    reader = store.reader()
    assert reader.nearest_keyframe() == Keyframe(seq=3, t_us=us(30), state=b"state 3")
    assert reader.nearest_keyframe(us(29)).seq == 2
    assert reader.nearest_keyframe(us(9)) is None
    assert reader.nearest_keyframe(us(99), known_seq=2).seq == 2
    rest = reader.in_event_order(reader.nearest_keyframe(us(29)), us(35))
    assert seconds_of(rest) == [(30, 3)]


def test_a_late_fact_puts_keyframes_after_it_out_of_use(store: Store) -> None:
    store.append(1, at([10, 20, 30]))
    for seq in (1, 2, 3):
        store.keyframe(seq, us(10 * seq), b"state")
    store.append(4, at([15], first_seq=4))
    reader = store.reader()
    assert reader.nearest_keyframe().seq == 1
    assert reader.nearest_keyframe(known_seq=3).seq == 3, "as it was known before, it still fits"
    store.keyframe(4, us(30), b"anew")
    assert store.reader().nearest_keyframe().state == b"anew"


def test_a_fact_at_a_keyframes_own_instant_does_not_spoil_it(store: Store) -> None:
    store.append(1, at([10, 20]))
    store.keyframe(2, us(20), b"state")
    store.append(3, at([20, 30], first_seq=3))
    reader = store.reader()
    keyframe = reader.nearest_keyframe()
    assert keyframe.seq == 2
    assert seconds_of(reader.in_event_order(keyframe)) == [(20, 3), (30, 4)]


def test_a_keyframe_of_an_earlier_instant_leaves_later_known_facts_to_fold(store: Store) -> None:
    store.append(1, at([10, 30, 20]))
    store.keyframe(3, us(20), b"rebuilt after the late fact")
    reader = store.reader()
    assert seconds_of(reader.in_event_order(reader.nearest_keyframe())) == [(30, 2)]


def test_a_fork_shares_the_past_and_goes_its_own_way(store: Store) -> None:
    store.append(1, at([10, 20, 30, 40]))
    child = store.fork(2)
    child.append(3, at([25, 50], first_seq=3))
    store.append(5, at([60], first_seq=5))
    assert seconds_of([child.reader().columns()]) == [(10, 1), (20, 2), (25, 3), (50, 4)]
    assert child.reader().seq_at(us(30)) == 3
    grandchild = child.fork(3)
    grandchild.append(4, at([26], first_seq=4))
    assert seconds_of([grandchild.reader().columns(2, 4)]) == [(20, 2), (25, 3), (26, 4)]
    assert seconds_of([store.reader().columns(5)]) == [(60, 5)]


def test_a_fork_uses_its_parents_keyframes_up_to_where_it_left(store: Store) -> None:
    store.append(1, at([10, 20, 30]))
    store.keyframe(2, us(20), b"shared")
    store.keyframe(3, us(30), b"not shared")
    child = store.fork(2)
    child.append(3, at([35], first_seq=3))
    assert child.reader().nearest_keyframe().state == b"shared"
    child.append(4, at([15], first_seq=4))
    assert child.reader().nearest_keyframe() is None


def test_a_fork_can_leave_before_the_first_fact_or_after_the_last(store: Store) -> None:
    store.append(1, at([10, 20]))
    assert store.fork(0).append(1, at([5])).first_seq == 1


@pytest.mark.parametrize("seq", [-1, 3])
def test_a_fork_needs_a_fact_that_is_there(store: Store, seq: int) -> None:
    store.append(1, at([10, 20]))
    with pytest.raises(LogError, match="no such fact"):
        store.fork(seq)
