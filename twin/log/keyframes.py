"""Keyframes: the plant's state at a fact and an instant, so that nobody replays from the start.

Only a cache, written by whoever holds the run's lock and never synced. `keyframes/000001.arrow` is
an Arrow stream with one row a keyframe; beside it `000001.index` has 40 bytes a keyframe that say
where it is, with checksums, so that what is torn or flipped is as good as absent. (One file a
keyframe was measured at 0.35 ms for the creation alone; appending costs a tenth.)
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from twin.log.arrays import blob, fixed, integers
from twin.log.cachefile import CacheFile, Slot
from twin.log.files import Files
from twin.log.streams import INSTANT, batch_of, plain_stream

_WORDS = struct.Struct("<qq")
_SCHEMA = pa.schema(
    [
        pa.field("seq", pa.int64(), nullable=False),
        pa.field("t_us", INSTANT, nullable=False),
        pa.field("state", pa.large_binary(), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True)
class KeyframeKey:
    """Which keyframe: the fold of all facts up to `seq` that happened up to `t_us`.

    Attributes:
        t_us: the instant of the state.
        seq: the last fact known.
        slot: where it is.
    """

    t_us: int
    seq: int
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """A state to start from.

    Attributes:
        seq: the last fact known to it.
        t_us: its instant.
        state: the plant's state as its writer packed it.
    """

    seq: int
    t_us: int
    state: bytes


class KeyframeStore:
    """The keyframes of one run."""

    def __init__(self, run_dir: Path, files: Files) -> None:
        path = run_dir / "keyframes" / "000001.arrow"
        self._file = CacheFile(files, path, _WORDS.size)
        self._known: list[KeyframeKey] | None = None

    @property
    def known(self) -> list[KeyframeKey]:
        """What is there, as last looked; in no order."""
        if self._known is None:
            self._known = [_key(slot) for slot in self._file.slots()]
        return self._known

    def write(self, seq: int, t_us: int, state: bytes) -> None:
        """Keep a state.

        Args:
            seq: the state holds all facts up to this one that happened by `t_us`.
            t_us: its instant.
            state: the packed state.

        Raises:
            OSError: the disk refuses; a caller may go on without.
        """
        columns = [
            fixed(integers([seq]), pa.int64()),
            fixed(integers([t_us]), INSTANT),
            blob(state),
        ]
        stream = plain_stream(pa.RecordBatch.from_arrays(columns, schema=_SCHEMA), codec="lz4")
        known = self.known
        known.append(_key(self._file.append(_WORDS.pack(seq, t_us), stream)))

    def refresh(self) -> None:
        """Look again what is there, when next asked."""
        self._known = None

    def read(self, key: KeyframeKey) -> Keyframe | None:
        """One keyframe; None when it is damaged or gone."""
        chunk = self._file.read(key.slot)
        if chunk is None:
            return None
        state: Any = batch_of(chunk, _SCHEMA).column(2)[0]
        return Keyframe(seq=key.seq, t_us=key.t_us, state=state.as_py())

    def prune(self, last_seq: int) -> None:
        """Forget keyframes that know facts which are not in the log.

        Args:
            last_seq: the last fact there is.

        Raises:
            OSError: the disk refuses.
        """
        self.refresh()
        kept = [key for key in self.known if key.seq <= last_seq]
        if len(kept) < len(self.known):
            self._file.keep([key.slot for key in kept])
        self._known = kept


def _key(slot: Slot) -> KeyframeKey:
    seq, t_us = _WORDS.unpack(slot.words)
    return KeyframeKey(t_us, seq, slot)
