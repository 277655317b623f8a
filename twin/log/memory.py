"""A log in plain lists, for tests and throw-away runs: the same promises, no disk.

It is also the oracle: so simple that it is right by reading, sorted and filtered anew for each
question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twin.errors import Fault, LogError
from twin.facts import ORIGINS
from twin.log.columns import COLUMN_NAMES, EventColumns, FactColumns, no_facts
from twin.log.keyframes import Keyframe
from twin.log.writer import Ack

_SEQ, _T_US, _KIND, _ORIGIN, _CAUSE, _RECORDED_US = 0, 1, 2, 6, 7, 8


class MemoryLog:
    """Writer and reader in one; acknowledged at once."""

    def __init__(self, kinds: Sequence[str], origins: Sequence[str] = ORIGINS) -> None:
        self._kinds = frozenset(kinds)
        self._origins = frozenset(origins)
        self._rows: list[tuple[Any, ...]] = []
        self._answers: dict[tuple[str, int], Ack] = {}
        self._keyframes: list[Keyframe] = []

    @property
    def next_seq(self) -> int:
        """Seq that the next fact will get."""
        return len(self._rows) + 1

    @property
    def last_seq(self) -> int:
        """Seq of the last fact, 0 when there is none."""
        return len(self._rows)

    @property
    def durable_seq(self) -> int:
        """Seq of the last acknowledged fact: the last one."""
        return len(self._rows)

    def append(
        self, expected_seq: int, columns: FactColumns, *, producer: str = "", producer_seq: int = 0
    ) -> Ack:
        """Append one batch, as `LogWriter.append`.

        Raises:
            LogError: a conflict, or facts that can't be stored.
        """
        if producer and (producer, producer_seq) in self._answers:
            return self._answers[producer, producer_seq]
        if expected_seq != self.next_seq:
            raise LogError(Fault(what="another append came first", value=str(expected_seq)))
        lists = [list(getattr(columns, name)) for name in COLUMN_NAMES[1:]]
        if not lists[0] or any(len(column) != len(lists[0]) for column in lists):
            raise LogError(Fault(what="columns of no or of different length"))
        rows = [(expected_seq + i, *row) for i, row in enumerate(zip(*lists, strict=True))]
        for row in rows:
            known = row[_KIND] in self._kinds and row[_ORIGIN] in self._origins
            if not known or (row[_CAUSE] is not None and row[_CAUSE] >= row[_SEQ]):
                raise LogError(Fault(what="a fact of an unknown kind, origin or cause"))
        self._rows += rows
        ack = Ack(first_seq=expected_seq, last_seq=self.last_seq, durable=True)
        if producer:
            self._answers[producer, producer_seq] = ack
        return ack

    def checkpoint(self) -> int:
        """Nothing waits here: the last fact."""
        return self.last_seq

    def refresh(self) -> int:
        """Nothing is behind here: the last fact."""
        return self.last_seq

    def fork(self, seq: int) -> MemoryLog:
        """A log that shares the facts up to a seq; keyframes and answers stay behind.

        Raises:
            LogError: there is no such fact.
        """
        if not 0 <= seq <= self.last_seq:
            raise LogError(Fault(what="no such fact to fork at", value=str(seq)))
        child = MemoryLog(sorted(self._kinds), sorted(self._origins))
        child._rows = self._rows[:seq]
        child._keyframes = [kept for kept in self._keyframes if kept.seq <= seq]
        return child

    def chunks(self, from_seq: int = 1, to_seq: int | None = None) -> Iterator[EventColumns]:
        """The facts `from_seq` to `to_seq`, both included, in one chunk."""
        yield self.columns(from_seq, to_seq)

    def columns(self, from_seq: int = 1, to_seq: int | None = None) -> EventColumns:
        """The facts `from_seq` to `to_seq`, both included, in seq order."""
        return _columns(self._rows[max(from_seq, 1) - 1 : to_seq])

    def seq_at(self, t_us: int, as_known_us: int | None = None) -> int:
        """The last seq before the first fact after an instant."""
        seq = self._last_by(_T_US, t_us)
        return seq if as_known_us is None else min(seq, self.known_seq(as_known_us))

    def known_seq(self, recorded_us: int) -> int:
        """The last seq before the first fact that was recorded after an instant."""
        return self._last_by(_RECORDED_US, recorded_us)

    def in_event_order(
        self,
        keyframe: Keyframe | None = None,
        until_us: int | None = None,
        known_seq: int | None = None,
    ) -> Iterator[EventColumns]:
        """The facts to fold for the state at an instant, by (t_us, seq), in one chunk."""
        known = self._rows[:known_seq]
        wanted = [row for row in known if until_us is None or row[_T_US] <= until_us]
        if keyframe is not None:
            wanted = [r for r in wanted if r[_SEQ] > keyframe.seq or r[_T_US] > keyframe.t_us]
        yield _columns(sorted(wanted, key=lambda row: (row[_T_US], row[_SEQ])))

    def write_keyframe(self, seq: int, t_us: int, state: bytes) -> None:
        """Keep a state: all facts up to `seq` that happened by `t_us`."""
        self._keyframes.append(Keyframe(seq=seq, t_us=t_us, state=state))

    def nearest_keyframe(
        self, t_us: int | None = None, known_seq: int | None = None
    ) -> Keyframe | None:
        """The latest usable keyframe for the state at an instant, None without one."""
        known = self.last_seq if known_seq is None else min(known_seq, self.last_seq)
        usable = [
            kept
            for kept in self._keyframes
            if kept.seq <= known
            and (t_us is None or kept.t_us <= t_us)
            and all(row[_T_US] >= kept.t_us for row in self._rows[kept.seq : known])
        ]
        return max(usable, key=lambda kept: (kept.t_us, kept.seq), default=None)

    def _last_by(self, column_index: int, t_us: int) -> int:
        for row in self._rows:
            if row[column_index] > t_us:
                return row[_SEQ] - 1
        return self.last_seq


def _columns(rows: Sequence[tuple[Any, ...]]) -> EventColumns:
    if not rows:
        return no_facts()
    return EventColumns(**dict(zip(COLUMN_NAMES, map(list, zip(*rows, strict=True)), strict=True)))
