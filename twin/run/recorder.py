"""Where the engine's facts go: to the log in batches, with keyframes between, and into samples.

A batch is written at the end of an instant, never within one, so a run that is continued goes on
from the end of an instant. Facts are kept as they are until then: putting one costs five appends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from twin.facility import Plant
from twin.facility.snapshot import snapshot
from twin.facts import KINDS, Fact, body_of, value_of
from twin.facts.code import KIND_OF
from twin.log import DiskFiles, Durability, KeyframeStore, LogWriter, WriteSettings
from twin.run.sampler import Sampler

BATCH_COUNT = 1024
KEYFRAME_COUNT = 160


@dataclass(slots=True)
class _Batch:
    """Facts that wait to be written, one list a column."""

    t_us: list[int] = field(default_factory=list[int])
    facts: list[Fact] = field(default_factory=list[Fact])
    subject: list[str] = field(default_factory=list[str])
    origin: list[str] = field(default_factory=list[str])
    cause: list[int | None] = field(default_factory=list["int | None"])

    @property
    def kind(self) -> list[str]:
        """Each fact's class."""
        return [KIND_OF[type(fact)] for fact in self.facts]

    @property
    def value(self) -> list[float | None]:
        """Each fact's principal quantity, None where it has none."""
        return [value_of(fact) for fact in self.facts]

    @property
    def body(self) -> list[str | None]:
        """Each fact's rest as JSON, None where there is none."""
        return [body_of(fact) for fact in self.facts]

    @property
    def recorded_us(self) -> list[int]:
        """A run learns of each fact when it happens."""
        return self.t_us


class Recorder:
    """The engine's sink for one run; holds the run's lock until closed.

    Attributes:
        last_seq: the last fact put.
        done_us: the last instant that is complete.
    """

    def __init__(self, run_dir: Path) -> None:
        """Open a run for writing, recovering its log first.

        Raises:
            LogError: another writer has it, it is damaged, or the disk refuses.
        """
        self._run_dir = run_dir
        self._files = DiskFiles()
        settings = WriteSettings(durability=Durability.AT_CHECKPOINTS)
        self._writer = LogWriter(run_dir, KINDS, settings, self._files)
        self._keyframes = KeyframeStore(run_dir, self._files)
        self._plant: Plant | None = None
        self._sampler: Sampler | None = None
        self._cached = True
        self._begins = self._writer.last_seq == 0
        self.last_seq = self._writer.last_seq
        self._keyframe_seq = self.last_seq + KEYFRAME_COUNT
        self.done_us = 0
        self.on_batch: Callable[[int, int], object] | None = None
        self._fresh()

    @property
    def files(self) -> DiskFiles:
        """The disk this writes to."""
        return self._files

    def follow(self, plant: Plant, sampler: Sampler | None, from_us: int) -> None:
        """Take facts of a plant from an instant on."""
        self._plant = plant
        self._sampler = sampler
        self.done_us = from_us

    # ---------------------------------------------------------------- the engine's side
    def put(self, t_us: int, subject: str, fact: Fact, cause: int | None, origin: str) -> int:
        """Keep one fact and number it."""
        self._add_t_us(t_us)
        self._add_fact(fact)
        self._add_subject(subject)
        self._add_cause(cause)
        self._add_origin(origin)
        self.last_seq = seq = self.last_seq + 1
        return seq

    def before(self, t_us: int) -> None:
        """The plant still stands as it was before `t_us`: sample the grid up to there."""
        sampler = self._sampler
        if sampler is not None and sampler.next_us < t_us:
            sampler.take(t_us)

    def after(self, t_us: int) -> None:
        """All facts of `t_us` are in: write when enough have gathered.

        The first instant of a run is acknowledged at once, so that others see that it began.
        """
        self.done_us = t_us
        if self.last_seq >= self._keyframe_seq:
            self._keep_state()
        if self._begins or len(self._batch.facts) >= BATCH_COUNT:
            self.write()
            if self._begins:
                self._begins = False
                self._writer.checkpoint()

    # ---------------------------------------------------------------- the disk's side
    def write(self) -> None:
        """Append what has gathered, and the samples so far.

        Raises:
            LogError: the disk refuses the facts. Caches it refuses are done without.
        """
        batch = self._batch
        if batch.facts:
            self._writer.append(self._writer.next_seq, batch)
            self._fresh()
        if self._cached and self._sampler is not None:
            try:
                self._sampler.hand_over()
            except OSError:
                self._cached = False
        if self.on_batch is not None:
            self.on_batch(self.done_us, self.last_seq)

    def seqs_of(self, facts: Sequence[Fact]) -> list[int]:
        """Numbers of facts that were put since the last write, themselves and not their equals."""
        first_seq = self.last_seq - len(self._batch.facts) + 1
        place_of = {id(fact): place for place, fact in enumerate(self._batch.facts)}
        return [first_seq + place_of[id(fact)] for fact in facts]

    def flush(self) -> int:
        """Write what has gathered and acknowledge it, for whoever looks on or waits for an answer.

        Returns:
            The last acknowledged fact.

        Raises:
            LogError: the disk refuses.
        """
        self.write()
        return self._writer.checkpoint()

    def close(self, *, whole: bool) -> None:
        """Write the rest when the last instant is complete, acknowledge all and let the run go.

        Raises:
            LogError: the disk refuses.
        """
        try:
            if whole:
                self.write()
        finally:
            self._writer.close()
            if whole and self._sampler is not None and self._cached:
                self._close_samples()

    def _close_samples(self) -> None:
        assert self._sampler is not None
        try:
            self._sampler.close()
        except OSError:
            self._cached = False

    def _keep_state(self) -> None:
        """Write a keyframe; a reader takes it up once the facts it knows are acknowledged."""
        assert self._plant is not None, "a recorder follows a plant"
        self._keyframe_seq = self.last_seq + KEYFRAME_COUNT
        if self._cached:
            try:
                self._keyframes.write(self.last_seq, self.done_us, snapshot(self._plant))
            except OSError:
                self._cached = False

    def _fresh(self) -> None:
        self._batch = batch = _Batch()
        self._add_t_us = batch.t_us.append
        self._add_fact = batch.facts.append
        self._add_subject = batch.subject.append
        self._add_cause = batch.cause.append
        self._add_origin = batch.origin.append
