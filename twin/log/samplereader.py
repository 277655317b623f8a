"""Reading decimated signals: any window, at most as many points as asked for.

Takes the coarsest level that still has enough rows and fills what it lacks from finer ones. A
window that the samples do not cover without a hole is not answered at all.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from twin.log.arrays import memory_of
from twin.log.cachefile import CacheFile, Slot
from twin.log.files import DiskFiles, Files
from twin.log.pyramid import FACTOR, LEVEL_COUNT, Samples, at_most, joined
from twin.log.samples import GROUP, SCHEMA, TIME, level_file, signal_key
from twin.log.streams import batch_of

_SLOTS = np.dtype(
    [
        ("keys", "<u8", GROUP),
        ("first_us", "<i8"),
        ("last_us", "<i8"),
        ("period_us", "<i8"),
        ("rows", "<u8"),
    ]
)


class _Level:
    """One level's index, read again when it grew."""

    def __init__(self, file: CacheFile) -> None:
        self.file = file
        self.slots: list[Slot] = []
        self.table: npt.NDArray[Any] = np.empty(0, _SLOTS)
        self._size = -2

    def look(self) -> None:
        """Read the index again if its file has another size now."""
        size = self.file.index_size()
        if size != self._size:
            self._size = size
            self.slots = self.file.slots()
            self.table = np.frombuffer(b"".join(slot.words for slot in self.slots), _SLOTS)

    def holding(self, name: str) -> dict[int, tuple[int, int]]:
        """Block (by its first instant) to slot and place in the slot, for one signal."""
        key = int.from_bytes(signal_key(name), "little")
        slots, places = np.nonzero(self.table["keys"] == key)
        firsts = self.table["first_us"][slots]
        return dict(
            zip(firsts.tolist(), zip(slots.tolist(), places.tolist(), strict=True), strict=True)
        )


class _HoleError(Exception):
    """The window is not covered."""


class SampleReader:
    """The samples of one run; a run's parents have their own."""

    def __init__(self, run_dir: Path, files: Files | None = None) -> None:
        self._files = files or DiskFiles()
        self._levels = [
            _Level(level_file(self._files, run_dir, level)) for level in range(LEVEL_COUNT)
        ]

    def covered(self) -> tuple[int, int] | None:
        """First and last instant sampled, holes in between or not; None without samples."""
        base = self._levels[0]
        base.look()
        if not len(base.table):
            return None
        return int(base.table["first_us"].min()), int(base.table["last_us"].max())

    def read(
        self, names: Sequence[str], from_us: int, to_us: int, point_count: int
    ) -> Samples | None:
        """Some signals over a window.

        Args:
            names: the signals, in the order wanted.
            from_us: start of the window.
            to_us: end of it, included.
            point_count: at most so many buckets.

        Returns:
            Signals x buckets; None when the samples are absent, damaged, or have a hole there.
        """
        for level in self._levels:
            level.look()
        try:
            return self._read(names, from_us, to_us, point_count)
        except _HoleError:
            return None

    def _read(self, names: Sequence[str], from_us: int, to_us: int, point_count: int) -> Samples:
        level = self._fit(from_us, to_us, point_count)
        period_us = self._period(from_us, to_us)
        cover = _Cover(self._levels, tuple(names), period_us, {})
        pieces = cover.window(level, from_us, to_us)
        if not pieces:
            raise _HoleError
        found = joined(pieces)
        steps = found.t_us[1:] - found.last_us[:-1]
        starts_late = found.t_us[0] > from_us + period_us
        ends_early = found.last_us[-1] < to_us - period_us
        if starts_late or ends_early or (len(steps) and steps.max() > period_us):
            raise _HoleError
        return at_most(found, point_count)

    def _overlapping(self, from_us: int, to_us: int) -> npt.NDArray[Any]:
        table = self._levels[0].table
        times = table["keys"][:, 0] == int.from_bytes(signal_key(TIME), "little")
        return table[times & (table["first_us"] <= to_us) & (table["last_us"] >= from_us)]

    def _period(self, from_us: int, to_us: int) -> int:
        return int(self._overlapping(from_us, to_us)["period_us"].max(initial=0))

    def _fit(self, from_us: int, to_us: int, point_count: int) -> int:
        """The coarsest level with enough rows."""
        blocks = self._overlapping(from_us, to_us)
        spans_us = np.maximum(blocks["last_us"] - blocks["first_us"], 1)
        inside_us = np.minimum(blocks["last_us"], to_us) - np.maximum(blocks["first_us"], from_us)
        rows = float((blocks["rows"] * (inside_us / spans_us)).sum())
        level = 0
        while level + 1 < LEVEL_COUNT and rows / FACTOR ** (level + 1) >= point_count:
            level += 1
        return level


@dataclass(frozen=True, slots=True)
class _Cover:
    """A window put together from blocks of several levels."""

    levels: list[_Level]
    names: tuple[str, ...]
    period_us: int
    places: dict[int, list[dict[int, tuple[int, int]]]]

    def window(self, level: int, from_us: int, to_us: int) -> list[Samples]:
        """Pieces in order; blocks of this level, finer ones where it has none."""
        if level < 0 or from_us > to_us:
            return []
        table = self.levels[level]
        if level not in self.places:
            self.places[level] = [table.holding(name) for name in (TIME, *self.names)]
        places = self.places[level]
        pieces: list[Samples] = []
        at_us = from_us
        for first_us in sorted(places[0]):
            last_us = int(table.table["last_us"][places[0][first_us][0]])
            if last_us < at_us or first_us > to_us:
                continue
            if first_us - at_us >= self.period_us:
                pieces += self.window(level - 1, at_us, first_us - 1)
            block = self._block(table, [place.get(first_us) for place in places])
            inside = (block.last_us >= at_us) & (block.t_us <= to_us)
            low, high = int(inside.argmax()), int(inside.sum())
            pieces += [block.part(slice(low, low + high))] if high else []
            at_us = last_us + 1
        return pieces + self.window(level - 1, at_us, to_us)

    def _block(self, level: _Level, places: list[tuple[int, int] | None]) -> Samples:
        batches: dict[int, pa.RecordBatch] = {}
        lists: list[tuple[npt.NDArray[Any], ...]] = []
        for place in places:
            if place is None:
                raise _HoleError
            slot, row = place
            batch = batches.get(slot)
            if batch is None:
                chunk = level.file.read(level.slots[slot])
                if chunk is None:
                    raise _HoleError
                batch = batches[slot] = batch_of(chunk, SCHEMA)
            lists.append(_row(batch, row, is_time=not lists))
        t_us, last_us, count = lists[0]
        low, mean, high = (np.stack(part) for part in zip(*lists[1:], strict=True))
        return Samples(
            t_us=t_us, last_us=last_us, count=count, minimum=low, mean=mean, maximum=high
        )


def _row(batch: pa.RecordBatch, row: int, *, is_time: bool) -> tuple[npt.NDArray[Any], ...]:
    """The lists of one row: instants, last instants, counts; or min, mean, max."""
    places, dtype = ((1, 2, 3), np.int64) if is_time else ((4, 5, 6), np.float32)
    lists: list[Any] = [batch.column(place)[row].values for place in places]
    mean = lists[1]
    return tuple(memory_of(mean if found is None else found, dtype) for found in lists)
