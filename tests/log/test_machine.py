"""Any order of appends, crashes, forks and late facts: the disk answers as the memory does."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.log.layers import Recorder
from tests.log.stories import KINDS, START_US, facts, new_run
from twin.errors import LogError
from twin.log import (
    Durability,
    KeyframeStore,
    LogReader,
    LogWriter,
    Manifest,
    MemoryLog,
    WriteSettings,
    digest,
    fork_run,
    verify,
)
from twin.log.columns import no_facts
from twin.log.digest import digest_of

SECONDS = st.integers(0, 30)


class LogAgainstOracle(RuleBasedStateMachine):
    """A run on disk beside a list in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.run_count = 0
        self.number = 0
        self.torn = 0

    @initialize(lazy=st.booleans(), segment_bytes=st.sampled_from([1_500, 4_000, 1 << 20]))
    def begin(self, lazy: bool, segment_bytes: int) -> None:
        durability = Durability.AT_CHECKPOINTS if lazy else Durability.EVERY_BATCH
        self.settings = WriteSettings(
            durability=durability, segment_bytes=segment_bytes, anchor_batch_count=3
        )
        self.run_dir = new_run(self.folder / "0", "run 0", Recorder())
        self.oracle = MemoryLog(KINDS)
        self.open()

    def open(self) -> None:
        self.files = Recorder()
        self.writer = LogWriter(self.run_dir, KINDS, self.settings, self.files)
        self.keyframes = KeyframeStore(self.run_dir, self.files)

    @rule(seconds=st.lists(SECONDS, min_size=1, max_size=5), late=st.integers(0, 5))
    def append(self, seconds: list[int], late: int) -> None:
        batch = facts(
            self.oracle.next_seq, len(seconds), [START_US + s * 1_000_000 for s in seconds]
        )
        batch.recorded_us = [t_us + late * 1_000_000 for t_us in batch.t_us]
        self.number += 1
        answers = [
            store.append(batch.seq[0], batch, producer="p", producer_seq=self.number)
            for store in (self.writer, self.oracle)
        ]
        assert answers[0].first_seq == answers[1].first_seq
        assert answers[0].last_seq == answers[1].last_seq

    @precondition(lambda self: self.number)
    @rule(back=st.integers(0, 3))
    def append_again(self, back: int) -> None:
        number = max(1, self.number - back)
        key = ("p", number)
        if key in self.oracle._answers:
            answer = self.writer.append(77_777, facts(1, 1), producer="p", producer_seq=number)
            assert answer.first_seq == self.oracle._answers[key].first_seq

    @rule(off=st.sampled_from([-1, 1, 5]))
    def conflict(self, off: int) -> None:
        with pytest.raises(LogError):
            self.writer.append(self.oracle.next_seq + off, facts(self.oracle.next_seq + off, 1))

    @rule()
    def checkpoint(self) -> None:
        assert self.writer.checkpoint() == self.oracle.last_seq

    @precondition(lambda self: self.oracle.last_seq)
    @rule(second=SECONDS)
    def keyframe(self, second: int) -> None:
        seq, t_us = self.oracle.last_seq, START_US + second * 1_000_000
        state = f"{seq} {t_us}".encode()
        self.keyframes.write(seq, t_us, state)
        self.oracle.write_keyframe(seq, t_us, state)

    @rule()
    def close_and_open(self) -> None:
        self.writer.close()
        self.open()
        assert self.writer.recovered == ()

    @rule(tail=st.binary(max_size=700))
    def crash(self, tail: bytes) -> None:
        """The process dies: what was not acknowledged is a torn tail, and half a write too."""
        durable = self.writer.durable_seq
        self.files.unlock(self.writer._lock)
        events = self.writer._tail._events
        with events.open("ab") as file:
            file.write(tail)
        self.torn += 1
        self.open()
        forget(self.oracle, durable)
        assert self.writer.next_seq == durable + 1

    @rule(share=st.floats(0, 1))
    def fork(self, share: float) -> None:
        self.writer.close()
        seq = round(share * self.oracle.last_seq)
        self.run_count += 1
        child = self.folder / str(self.run_count)
        fork_run(self.run_dir, child, seq, Manifest(run_id=f"run {self.run_count}"), Recorder())
        self.run_dir, self.oracle = child, self.oracle.fork(seq)
        self.number = 0
        self.open()

    @rule(second=SECONDS, back=st.integers(0, 6))
    def ask(self, second: int, back: int) -> None:
        durable = self.writer.durable_seq
        reader = LogReader(self.run_dir)
        t_us, known = START_US + second * 1_000_000, max(0, durable - back)
        ours = reader.nearest_keyframe(t_us, known)
        assert ours == self.oracle.nearest_keyframe(t_us, known)
        assert joined(reader.in_event_order(ours, t_us, known)) == joined(
            self.oracle.in_event_order(ours, t_us, known)
        )
        if durable == self.oracle.last_seq:
            assert reader.seq_at(t_us) == self.oracle.seq_at(t_us)
            assert reader.known_seq(t_us) == self.oracle.known_seq(t_us)
            assert digest(reader) == digest_of(self.oracle.chunks())

    @invariant()
    def the_reader_sees_what_is_acknowledged(self) -> None:
        if not hasattr(self, "run_dir"):
            return
        reader = LogReader(self.run_dir)
        assert reader.last_seq == self.writer.durable_seq
        assert reader.columns() == self.oracle.columns(1, reader.last_seq)
        assert reader.columns(2, 4) == self.oracle.columns(2, min(4, reader.last_seq))

    def teardown(self) -> None:
        if hasattr(self, "writer"):
            self.writer.close()
            assert verify(self.run_dir).faults == ()
        shutil.rmtree(self.folder)


def forget(oracle: MemoryLog, last_seq: int) -> None:
    """What a crash does to facts that were not acknowledged."""
    oracle._rows = oracle._rows[:last_seq]
    oracle._keyframes = [kept for kept in oracle._keyframes if kept.seq <= last_seq]
    answers = oracle._answers.items()
    oracle._answers = {key: ack for key, ack in answers if ack.last_seq <= last_seq}


def joined(chunks: Any) -> Any:
    found = no_facts()
    for chunk in chunks:
        found.extend(chunk)
    return found


LogAgainstOracle.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLogAgainstOracle = LogAgainstOracle.TestCase
