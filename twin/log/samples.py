"""Decimated signals for charts, written as the engine goes: a cache of four levels.

Level k has one row for 8**k samples, with their min, mean and max. `samples/1.arrow`, `8.arrow`,
`64.arrow` and `512.arrow` are Arrow streams; a block of rows is one record batch with its instants
and then one for every 16 signals, so that reading a signal touches little. Missing, torn or damaged
blocks make a window unanswered, never an error: ask the log itself then.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from twin.log.arrays import lists, texts
from twin.log.cachefile import CacheFile, Slot
from twin.log.files import DiskFiles, Files
from twin.log.pyramid import FACTOR, LEVEL_COUNT, Floats, Samples, by_factor, joined, raw
from twin.log.streams import INSTANT, Stream, plain_stream

BLOCK_ROWS = 256
GROUP = 16
WORDS = struct.Struct(f"<{8 * GROUP}sqqqQ")
TIME = ""
SCHEMA = pa.schema(
    [
        pa.field("signal", pa.string(), nullable=False),
        pa.field("t_us", pa.list_(INSTANT)),
        pa.field("last_us", pa.list_(INSTANT)),
        pa.field("count", pa.list_(pa.int64())),
        pa.field("min", pa.list_(pa.float32())),
        pa.field("mean", pa.list_(pa.float32())),
        pa.field("max", pa.list_(pa.float32())),
    ]
)


def signal_key(name: str) -> bytes:
    """The 8 bytes by which the index finds a signal."""
    return hashlib.sha256(name.encode()).digest()[:8]


def level_file(files: Files, run_dir: Path, level: int) -> CacheFile:
    """Where a level is kept."""
    return CacheFile(files, run_dir / "samples" / f"{FACTOR**level}.arrow", WORDS.size)


class SampleWriter:
    """Takes samples in blocks and writes all levels. Memory holds a block a level, no more."""

    def __init__(
        self, run_dir: Path, names: Sequence[str], period_us: int, files: Files | None = None
    ) -> None:
        """Open a run's samples for appending; hold the run's lock.

        Args:
            run_dir: the run.
            names: the signals, one a column of what `append` gets.
            period_us: the longest time between two samples; a longer one is a hole.
            files: the disk.
        """
        self._files = files or DiskFiles()
        self._names = tuple(names)
        self._period_us = period_us
        self._levels = [level_file(self._files, run_dir, level) for level in range(LEVEL_COUNT)]
        self._waiting: list[list[Samples]] = [[] for _ in range(LEVEL_COUNT)]
        self._until_us: int | None = None

    @property
    def covered_until_us(self) -> int | None:
        """Instant of the last sample on disk or waiting; None when there is none."""
        if self._until_us is None:
            slots = self._levels[0].slots()
            self._until_us = max((last_us(slot) for slot in slots), default=None)
        return self._until_us

    def append(self, t_us: Sequence[int], matrix: Floats) -> None:
        """Take some samples.

        Args:
            t_us: their instants, rising, after all before.
            matrix: rows = instants, columns = signals in the order of the names.

        Raises:
            OSError: the disk refuses; a caller may go on without samples.
        """
        instants = np.asarray(t_us, dtype=np.int64)
        assert matrix.shape == (len(instants), len(self._names)), (
            "a row a sample, a column a signal"
        )
        if not len(instants):
            return
        before_us = instants[0] if self._until_us is None else self._until_us
        holes = np.diff(instants, prepend=before_us) > self._period_us
        starts = [0, *np.flatnonzero(holes).tolist(), len(instants)]
        for start, stop in pairwise(starts):
            if start or holes[0]:
                self.flush()
            if start < stop:
                self._take(0, raw(instants[start:stop], matrix[start:stop]))
        self._until_us = int(instants[-1])

    def flush(self) -> None:
        """Write what waits, in short blocks; after it the samples reach to the last one appended.

        Raises:
            OSError: the disk refuses.
        """
        for level in range(LEVEL_COUNT):
            if self._waiting[level]:
                block = joined(self._waiting[level])
                self._waiting[level] = []
                self._write(level, block)

    def close(self) -> None:
        """Write what waits and let go of the files.

        Raises:
            OSError: the disk refuses.
        """
        self.flush()
        self._files.close()

    def forget_after(self, t_us: int) -> None:
        """Drop what was sampled after an instant: the run goes on differently from there.

        Whole blocks that reach beyond it go, on every level; `covered_until_us` says what is left.

        Raises:
            OSError: the disk refuses.
        """
        self._waiting = [[] for _ in range(LEVEL_COUNT)]
        self._until_us = None
        for level in self._levels:
            slots = level.slots()
            kept = [slot for slot in slots if last_us(slot) <= t_us]
            if len(kept) < len(slots):
                level.keep(kept)

    def _take(self, level: int, samples: Samples) -> None:
        waiting = self._waiting[level]
        waiting.append(samples)
        if sum(map(len, waiting)) < BLOCK_ROWS:
            return
        whole = joined(waiting)
        full = len(whole) // BLOCK_ROWS * BLOCK_ROWS
        self._waiting[level] = [whole.part(slice(full, None))] if full < len(whole) else []
        for start in range(0, full, BLOCK_ROWS):
            self._write(level, whole.part(slice(start, start + BLOCK_ROWS)))

    def _write(self, level: int, block: Samples) -> None:
        words = (int(block.t_us[0]), int(block.last_us[-1]), self._period_us, len(block))
        file = self._levels[level]
        file.append(WORDS.pack(signal_key(TIME), *words), _time_stream(block))
        for start in range(0, len(self._names), GROUP):
            group = slice(start, start + GROUP)
            keys = b"".join(map(signal_key, self._names[group]))
            stream = _group_stream(self._names[group], block, group, single=level == 0)
            file.append(WORDS.pack(keys, *words), stream)
        if level + 1 < LEVEL_COUNT:
            self._take(level + 1, by_factor(block))


def last_us(slot: Slot) -> int:
    """Last instant of a slot's block."""
    return WORDS.unpack(slot.words)[2]


def _time_stream(block: Samples) -> Stream:
    times = [(block.t_us, INSTANT), (block.last_us, INSTANT), (block.count, pa.int64())]
    columns = [lists(values[np.newaxis], of) for values, of in times]
    nothing = pa.nulls(1, pa.list_(pa.float32()))
    return _stream([texts([TIME]), *columns, nothing, nothing, nothing])


def _group_stream(names: Sequence[str], block: Samples, group: slice, *, single: bool) -> Stream:
    """Up to 16 signals; a level of single samples has a mean only."""
    timeless = [pa.nulls(len(names), SCHEMA.field(i).type) for i in (1, 2, 3)]
    nothing = pa.nulls(len(names), pa.list_(pa.float32()))
    mean = lists(block.mean[group], pa.float32())
    low = nothing if single else lists(block.minimum[group], pa.float32())
    high = nothing if single else lists(block.maximum[group], pa.float32())
    return _stream([texts(names), *timeless, low, mean, high])


def _stream(columns: list[Any]) -> Stream:
    return plain_stream(pa.RecordBatch.from_arrays(columns, schema=SCHEMA), codec="lz4")
