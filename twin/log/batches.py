"""Facts as Arrow bytes: the schema, lists to one IPC message and back.

No disk in here. A batch is one Arrow IPC message, with zstd bodies unless it is small; `kind` and
`origin` are dictionaries that are written once, before a segment's first batch. A dictionary
column's message holds only its indices, so later batches are written and read with the plain
integer schema: each message stands alone.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from twin.errors import Fault, LogError
from twin.log.arrays import fixed, integers, memory_of, numbers, present, texts
from twin.log.columns import COLUMN_NAMES, EventColumns, FactColumns
from twin.log.streams import INSTANT, batch_of, plain_stream

ROWS_MAX = 65_536
_PLAIN_ROWS_MAX = 16
"""A batch of so few facts is not compressed.

Zstd makes one of four facts 2 % smaller and takes 0.22 ms to read (a new context for each of 13
buffers) where 0.004 ms is enough; one of sixteen is 1.8 times as large without it.
"""
_DICTIONARIES: dict[str, Any] = {"kind": pa.int16(), "origin": pa.int8()}


@cache
def schema(*, plain: bool = False) -> pa.Schema:
    """The schema of a segment.

    Args:
        plain: with the dictionaries' integer indices in place of the dictionaries.
    """
    found: list[pa.Field[Any]] = []
    for name, kind, nullable in (
        ("seq", pa.int64(), False),
        ("t_us", INSTANT, False),
        ("kind", pa.string(), False),
        ("subject", pa.string(), False),
        ("value", pa.float64(), True),
        ("body", pa.string(), True),
        ("origin", pa.string(), False),
        ("cause", pa.int64(), True),
        ("recorded_us", INSTANT, False),
    ):
        index = _DICTIONARIES.get(name)
        stored = kind if index is None else index if plain else pa.dictionary(index, kind)
        found.append(pa.field(name, stored, nullable=nullable))
    return pa.schema(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedBatch:
    """A batch ready to be written.

    Attributes:
        message: its Arrow IPC message.
        row_count: facts in it.
        min_us: earliest fact.
        max_us: latest fact.
        max_recorded_us: latest recording.
        in_order: whether its facts' times never fall.
    """

    message: bytes
    row_count: int
    min_us: int
    max_us: int
    max_recorded_us: int
    in_order: bool


class BatchEncoder:
    """Turns lists into Arrow messages for one closed set of kinds and origins."""

    def __init__(self, kinds: Sequence[str], origins: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        self.origins = tuple(origins)
        self._kind_codes = {kind: code for code, kind in enumerate(self.kinds)}
        self._origin_codes = {origin: code for code, origin in enumerate(self.origins)}

    def opening(self) -> bytes:
        """What a segment begins with: the schema and both dictionaries, as Arrow IPC messages."""
        nothing = np.empty(0, np.int64)
        columns: list[Any] = []
        for field in schema(plain=True):
            words = {"kind": self.kinds, "origin": self.origins}.get(field.name)
            column = texts([]) if field.type == pa.string() else fixed(nothing, field.type)
            if words is not None:
                column = pa.DictionaryArray.from_arrays(column, texts(words))
            columns.append(column)
        return plain_stream(pa.RecordBatch.from_arrays(columns, schema=schema())).opening

    def encode(self, columns: FactColumns, first_seq: int) -> EncodedBatch:
        """One batch.

        Args:
            columns: the facts.
            first_seq: seq of the first of them.

        Returns:
            The Arrow message and what its commit record says.

        Raises:
            LogError: the lists differ in length, a kind or origin is not of the closed set, a
                value has the wrong type, or a cause does not come before its fact.
        """
        # Asked for once: a caller may work its lists out on demand.
        lists = {name: getattr(columns, name) for name in COLUMN_NAMES[1:]}
        count = len(lists["t_us"])
        self._check_lengths(lists, count)
        try:
            arrays, instants, recorded = self._arrays(lists, first_seq, count)
            batch = pa.RecordBatch.from_arrays(arrays, schema=schema(plain=True))
        except KeyError as error:
            word = error.args[0]
            allowed = "the kinds and origins the log was opened with"
            raise LogError(
                Fault(what="a fact of an unknown kind or origin", value=repr(word), allowed=allowed)
            ) from error
        except (TypeError, ValueError, struct.error, pa.ArrowException) as error:
            raise LogError(Fault(what=f"a fact can't be stored: {error}")) from error
        codec = None if count <= _PLAIN_ROWS_MAX else "zstd"
        return EncodedBatch(
            message=plain_stream(batch, codec=codec).message,
            row_count=count,
            min_us=int(instants.min()),
            max_us=int(instants.max()),
            max_recorded_us=int(recorded.max()),
            in_order=not bool((instants[1:] < instants[:-1]).any()),
        )

    @staticmethod
    def _check_lengths(lists: dict[str, Sequence[Any]], count: int) -> None:
        if not 0 < count <= ROWS_MAX:
            raise LogError(
                Fault(
                    what="a batch of this many facts", value=str(count), allowed=f"1 to {ROWS_MAX}"
                )
            )
        for name, cells in lists.items():
            if len(cells) != count:
                what = f"column {name} has another length"
                raise LogError(Fault(what=what, value=str(len(cells)), allowed=str(count)))

    def _arrays(
        self, lists: dict[str, Sequence[Any]], first_seq: int, count: int
    ) -> tuple[list[Any], np.ndarray, np.ndarray]:
        instants = integers(lists["t_us"])
        same = lists["recorded_us"] == lists["t_us"]
        recorded = instants if same else integers(lists["recorded_us"])
        seq = np.arange(first_seq, first_seq + count)
        caused = present(lists["cause"])
        cause = integers([cause or 0 for cause in lists["cause"]])
        if bool((cause >= seq).any()):
            what = "a fact's cause must come before it"
            raise LogError(Fault(what=what, allowed="a smaller seq"))
        t_us = fixed(instants, INSTANT)
        return (
            [
                fixed(seq, pa.int64()),
                t_us,
                _codes(lists["kind"], self._kind_codes, "h"),
                texts(lists["subject"]),
                numbers(lists["value"]),
                texts(lists["body"]),
                _codes(lists["origin"], self._origin_codes, "b"),
                fixed(cause, pa.int64(), caused),
                t_us if same else fixed(recorded, INSTANT),
            ],
            instants,
            recorded,
        )


def _codes(words: Sequence[str], codes: dict[str, int], width: str) -> pa.Array[Any]:
    """Dictionary indices of some words; `width` is their `struct` letter."""
    found = struct.pack(f"<{len(words)}{width}", *map(codes.__getitem__, words))
    of = _DICTIONARIES["kind" if width == "h" else "origin"]
    return pa.Array.from_buffers(of, len(words), [None, pa.py_buffer(found)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The dictionaries of one segment."""

    kinds: pa.Array[Any]
    origins: pa.Array[Any]


def decode_first(chunk: bytes) -> tuple[pa.RecordBatch, Words]:
    """A segment's first batch and its dictionaries, from all bytes up to the batch's end."""
    batch = pa.ipc.open_stream(pa.BufferReader(chunk)).read_next_batch()
    columns: list[Any] = batch.columns
    return batch, Words(kinds=columns[2].dictionary, origins=columns[6].dictionary)


def decode_later(chunk: bytes, words: Words) -> pa.RecordBatch:
    """Any later batch of a segment.

    Args:
        chunk: the bytes of its one message, already checked.
        words: the segment's dictionaries.
    """
    plain = batch_of(chunk, schema(plain=True))
    arrays = plain.columns
    arrays[2] = pa.DictionaryArray.from_arrays(arrays[2], words.kinds)
    arrays[6] = pa.DictionaryArray.from_arrays(arrays[6], words.origins)
    return pa.RecordBatch.from_arrays(arrays, schema=schema())


def to_lists(batch: pa.RecordBatch) -> EventColumns:
    """A batch as plain lists, the form the fold takes."""
    columns: list[Any] = batch.columns
    kind_words = columns[2].dictionary.to_pylist()
    origin_words = columns[6].dictionary.to_pylist()
    return EventColumns(
        seq=columns[0].to_pylist(),
        t_us=columns[1].view(pa.int64()).to_pylist(),
        kind=[kind_words[code] for code in columns[2].indices.to_pylist()],
        subject=columns[3].to_pylist(),
        value=columns[4].to_pylist(),
        body=columns[5].to_pylist(),
        origin=[origin_words[code] for code in columns[6].indices.to_pylist()],
        cause=columns[7].to_pylist(),
        recorded_us=columns[8].view(pa.int64()).to_pylist(),
    )


def holds(batch: pa.RecordBatch, column: str, word: str) -> bool:
    """Whether any fact of a batch has a word in a column; a tenth of the time that lists take.

    Args:
        batch: the facts.
        column: `kind`, `subject` or `origin`.
        word: that is looked for.
    """
    cells: Any = batch.column(column)
    wanted: Any = pa.scalar(word)
    if column in _DICTIONARIES:
        wanted = cells.dictionary.index(wanted).cast(cells.indices.type)
        cells = cells.indices
    return cells.index(wanted).as_py() >= 0


def kind_counts(batch: pa.RecordBatch) -> dict[str, int]:
    """How often each kind occurs in a batch, those only that do."""
    column: Any = batch.column("kind")
    counts = np.bincount(memory_of(column.indices, np.int16))
    return {column.dictionary[int(n)].as_py(): int(counts[n]) for n in np.flatnonzero(counts)}


def instants_of(batch: pa.RecordBatch) -> np.ndarray:
    """The facts' times as int64 microseconds."""
    return memory_of(batch.column(1), np.int64)


def recorded_of(batch: pa.RecordBatch) -> np.ndarray:
    """The facts' recording times as int64 microseconds."""
    return memory_of(batch.column(8), np.int64)
