"""A run and the runs it was forked from: who owns which facts, and the plant at any of them.

State is a fold of facts. Where a fork changed what a plant is made of (its seed, its failure
rates), the parent's facts are folded with the parent's parts, the state is handed over at the fork
instant, and the fork's own facts are folded with its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from twin.facility import Parts, Plant
from twin.facility.snapshot import fits, restored
from twin.facts import decode
from twin.log import EventColumns, LogReader, Manifest
from twin.log.index import parent_of
from twin.log.reader import FOREVER_US
from twin.run.inputs import Inputs, inputs_of
from twin.run.kept import Kept, unpacked
from twin.run.seam import hand_over


@dataclass(frozen=True, slots=True)
class Where:
    """An instant as known at a fact."""

    t_us: int = FOREVER_US
    known_seq: int | None = None


@dataclass
class Member:
    """One run of a line of forks.

    Attributes:
        run_dir: its folder.
        reader: its facts, its parents' included.
    """

    run_dir: Path
    reader: LogReader

    @property
    def manifest(self) -> Manifest:
        """Of this run."""
        return self.reader.manifest

    @cached_property
    def kept(self) -> Kept:
        """What it keeps of its inputs."""
        return unpacked(self.manifest.scenario, self.run_dir)

    @cached_property
    def inputs(self) -> Inputs:
        """Its checked inputs."""
        return inputs_of(self.kept)

    @cached_property
    def parts(self) -> Parts:
        """What its plant is made of."""
        return self.inputs.parts()

    @cached_property
    def parent(self) -> Member | None:
        """The run it left, None for a run of its own."""
        parent = self.manifest.parent
        if parent is None:
            return None
        parent_dir = parent_of(self.run_dir, parent)
        return Member(parent_dir, LogReader(parent_dir))

    @cached_property
    def has_seam(self) -> bool:
        """Whether its plant is made of other parts than its parent's."""
        if self.parent is None:
            return False
        own, other = self.inputs.scenario, self.parent.inputs.scenario
        return own.seed != other.seed or own.failures != other.failures

    def owner_at(self, t_us: int) -> Member:
        """The run whose parts hold at an instant."""
        fork_us = self.kept.fork_us
        if self.parent is not None and fork_us is not None and t_us < fork_us:
            return self.parent.owner_at(t_us)
        return self

    @cached_property
    def seam(self) -> Member | None:
        """The youngest run of the line, this one included, whose parts are not its parent's."""
        if self.has_seam or self.parent is None:
            return self if self.has_seam else None
        return self.parent.seam

    def plant(self, where: Where | None = None) -> Plant:
        """The plant after all facts up to an instant, as known at a fact.

        Raises:
            LogError: a batch is damaged, or a newer version wrote a kind of fact.
        """
        where = where or Where()
        keyframe = self.reader.nearest_keyframe(where.t_us, where.known_seq)
        if keyframe is not None and not fits(keyframe.state):
            keyframe = None
        seam = self.seam
        if seam is not None and (keyframe is None or keyframe.seq <= seam.manifest.base_seq):
            return self._plant_from(seam, where)
        if keyframe is None:
            plant = Plant(self.parts, self.start_us)
        else:
            plant = restored(self.parts, keyframe.state)
        for facts in self.reader.in_event_order(keyframe, where.t_us, where.known_seq):
            fold(plant, facts)
        return settled(plant)

    def _plant_from(self, seam: Member, where: Where) -> Plant:
        """The same, where the nearest state known is older than the last change of parts."""
        base_seq, fork_us = seam.manifest.base_seq, seam.kept.fork_us or 0
        assert seam.parent is not None, "a seam is between two runs"
        last_seq = self.reader.last_seq if where.known_seq is None else where.known_seq
        if where.t_us < fork_us or last_seq < base_seq:
            return seam.parent.plant(where)
        plant = hand_over(seam.parent.plant(Where(fork_us, base_seq)), self.parts, fork_us)
        for facts in self.reader.chunks(base_seq + 1, last_seq):
            fold(plant, facts, where.t_us)
        return settled(plant)

    @property
    def start_us(self) -> int:
        """The first instant of the whole line."""
        return self.inputs.scenario.start_us

    def replay(self) -> Iterator[tuple[Plant, EventColumns]]:
        """The whole run from its first fact: the plant, and the facts it has not seen yet.

        Whoever asks folds them before asking for the next.
        """
        plant: Plant | None = None
        for member, first_seq, last_seq in stretches(self, self.reader.last_seq):
            if plant is None:
                plant = Plant(member.parts, self.start_us)
            elif member.has_seam:
                plant = hand_over(plant, member.parts, member.kept.fork_us or 0)
            for facts in member.reader.chunks(first_seq, last_seq):
                yield plant, facts

    def close(self) -> None:
        """Let go of all files."""
        self.reader.close()
        if "parent" in self.__dict__ and self.parent is not None:
            self.parent.close()


def stretches(member: Member, last_seq: int) -> list[tuple[Member, int, int]]:
    """Which run of a line owns which facts up to a seq, the oldest first."""
    base_seq = member.manifest.base_seq
    before = stretches(member.parent, min(base_seq, last_seq)) if member.parent else []
    return [*before, (member, base_seq + 1, last_seq)] if last_seq > base_seq else before


def fold(plant: Plant, facts: EventColumns, until_us: int = FOREVER_US) -> None:
    """Let facts happen to a plant, those up to an instant."""
    apply = plant.apply
    rows = zip(
        facts.t_us, facts.seq, facts.subject, facts.kind, facts.value, facts.body, strict=True
    )
    for t_us, seq, subject, kind, value, body in rows:
        if t_us <= until_us:
            apply(t_us, seq, subject, decode(kind, value, body))


def settled(plant: Plant) -> Plant:
    """The plant at the end of its last instant: what holds during an instant only is forgotten."""
    plant.take_repaced()
    plant.take_stopped()
    plant.take_accepted()
    plant.touched = 0
    return plant


def open_member(run_dir: Path) -> Member:
    """A run as it stands on the disk.

    Raises:
        LogError: it is no run, or it or a parent is damaged.
    """
    return Member(run_dir, LogReader(run_dir))
