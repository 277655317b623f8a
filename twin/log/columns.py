"""Facts as columns: one plain list a column, as the engine writes and the fold reads them.

Neither Arrow nor disk in here; `batches` turns these into bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol


class FactColumns(Protocol):
    """What a writer is handed: one list a column, all of one length, row i = fact i."""

    @property
    def t_us(self) -> Sequence[int]:
        """When it happened."""
        ...

    @property
    def kind(self) -> Sequence[str]:
        """The fact's class."""
        ...

    @property
    def subject(self) -> Sequence[str]:
        """What it happened to."""
        ...

    @property
    def value(self) -> Sequence[float | None]:
        """Its principal quantity in SI, None when it has none."""
        ...

    @property
    def body(self) -> Sequence[str | None]:
        """The rest as JSON, None when there is none."""
        ...

    @property
    def origin(self) -> Sequence[str]:
        """Who made it happen."""
        ...

    @property
    def cause(self) -> Sequence[int | None]:
        """Seq of the fact that caused it, None for a root."""
        ...

    @property
    def recorded_us(self) -> Sequence[int]:
        """When it was learnt."""
        ...


@dataclass(slots=True, kw_only=True)
class EventColumns:
    """Facts read back, one list a column.

    Attributes:
        seq: the fact's number in its lineage, from 1.
        t_us: when it happened.
        kind: the fact's class.
        subject: what it happened to.
        value: its principal quantity in SI.
        body: the rest as JSON, None when there is none.
        origin: who made it happen.
        cause: seq of the fact that caused it.
        recorded_us: when it was learnt.
    """

    seq: list[int]
    t_us: list[int]
    kind: list[str]
    subject: list[str]
    value: list[float | None]
    body: list[str | None]
    origin: list[str]
    cause: list[int | None]
    recorded_us: list[int]

    def __len__(self) -> int:
        """Facts held."""
        return len(self.seq)

    def rows(self, picks: Iterable[int]) -> EventColumns:
        """The facts at some positions, in the order asked for."""
        at = list(picks)
        return EventColumns(**{name: [column[i] for i in at] for name, column in self._columns()})

    def between(self, start: int, stop: int) -> EventColumns:
        """The facts at positions `start` to `stop`, the end excluded."""
        if start <= 0 and stop >= len(self.seq):
            return self
        return EventColumns(**{name: column[start:stop] for name, column in self._columns()})

    def extend(self, more: EventColumns) -> None:
        """Append facts in place."""
        for name, column in self._columns():
            column.extend(getattr(more, name))

    def _columns(self) -> list[tuple[str, list[Any]]]:
        return [(name, getattr(self, name)) for name in COLUMN_NAMES]


COLUMN_NAMES: tuple[str, ...] = tuple(field.name for field in fields(EventColumns))


def no_facts() -> EventColumns:
    """Columns without a row."""
    columns: dict[str, list[Any]] = {name: [] for name in COLUMN_NAMES}
    return EventColumns(**columns)
