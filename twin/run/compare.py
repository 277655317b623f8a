"""Comparing two runs: the first fact that differs, found without reading what they share."""

from __future__ import annotations

from dataclasses import dataclass

from twin.log.columns import EventColumns
from twin.run.lineage import Member
from twin.run.reading import Run, Told

_CHUNK_COUNT = 4096
_COMPARED = ("t_us", "kind", "subject", "value", "body", "origin", "cause")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where two runs part.

    Attributes:
        shared_seq: facts known to be shared by descent, not compared.
        same_seq: last fact that is the same in both.
        first: the first fact of the one run that is not in the other at its place; None where the
            run has ended.
        second: the other's.
    """

    shared_seq: int
    same_seq: int
    first: Told | None
    second: Told | None

    @property
    def is_none(self) -> bool:
        """Whether the runs hold the same facts."""
        return self.first is None and self.second is None


def diff(run: Run, other: Run) -> Difference:
    """The first fact that differs between two runs.

    Raises:
        LogError: a batch is damaged.
    """
    shared_seq = shared_by_descent(run.line, other.line)
    last_seq = min(run.fact_count, other.fact_count)
    seq = shared_seq
    while seq < last_seq:
        stop = min(seq + _CHUNK_COUNT, last_seq)
        one = run.line.reader.columns(seq + 1, stop)
        two = other.line.reader.columns(seq + 1, stop)
        place = _first_difference(one, two)
        if place < len(one):
            seq += place
            break
        seq = stop
    ends = [at.fact(seq + 1) if seq < at.fact_count else None for at in (run, other)]
    return Difference(shared_seq=shared_seq, same_seq=seq, first=ends[0], second=ends[1])


def shared_by_descent(one: Member, two: Member) -> int:
    """Facts that two runs have in common because both descend from the same run."""
    mine, theirs = _line(one), _line(two)
    shared_seq = 0
    for (run_id, limit_seq), (other_id, other_seq) in zip(mine, theirs, strict=False):
        if run_id != other_id:
            break
        shared_seq = min(limit_seq, other_seq)
    return shared_seq


def _line(member: Member) -> list[tuple[str, int]]:
    """Each run of a line, the oldest first, with the last of its facts that the youngest shares."""
    line = [(member.manifest.run_id, member.reader.last_seq)]
    while member.parent is not None:
        seq = member.manifest.base_seq
        member = member.parent
        line.insert(0, (member.manifest.run_id, seq))
    return line


def _first_difference(one: EventColumns, two: EventColumns) -> int:
    """Position of the first row that differs; the length when none does."""
    place = len(one)
    for name in _COMPARED:
        mine, theirs = getattr(one, name), getattr(two, name)
        if mine[:place] != theirs[:place]:
            place = next(k for k in range(place) if mine[k] != theirs[k])
    return place
