"""An Arrow stream that grows, with an index beside it: the file behind keyframes and samples.

Only for caches, so nothing is synced. Each message has a slot in the index: its owner's words, then
where the message is, its CRC32C and the slot's own. What is torn or flipped is as good as absent.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from twin.log.files import Files
from twin.log.records import crc32c
from twin.log.streams import Stream

_PLACE = struct.Struct("<QII")
_CRC_BYTES = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One message of the stream.

    Attributes:
        words: what its owner says of it.
        offset: first byte of it.
        length: bytes.
        crc: CRC32C of them.
    """

    words: bytes
    offset: int
    length: int
    crc: int


class CacheFile:
    """One growing stream and its index. One writer at a time: whoever holds the run's lock."""

    def __init__(self, files: Files, path: Path, word_count: int) -> None:
        """Nothing is touched yet.

        Args:
            files: the disk.
            path: the stream; the index is beside it with the ending `.index`.
            word_count: bytes of an owner's words, always as many.
        """
        self._files = files
        self._path = path
        self._index = path.with_suffix(".index")
        self._slot_length = word_count + _PLACE.size + _CRC_BYTES
        self._end = -1
        self._index_end = 0

    def slots(self) -> list[Slot]:
        """All sound slots, in the order of writing."""
        try:
            index = self._files.read(self._index)
        except OSError:
            return []
        starts = range(0, len(index) - self._slot_length + 1, self._slot_length)
        found = (_unpack(index[start : start + self._slot_length]) for start in starts)
        return [slot for slot in found if slot is not None]

    def index_size(self) -> int:
        """Length of the index, to see whether it grew; -1 when there is none."""
        return self._files.size(self._index)

    def append(self, words: bytes, stream: Stream) -> Slot:
        """Write one message and its slot.

        Raises:
            OSError: the disk refuses.
        """
        if self._end < 0:
            self._begin(stream.opening)
        message = stream.message
        slot = Slot(words, self._end, len(message), crc32c(message))
        self._files.write(self._path, self._end, message)
        self._files.write(self._index, self._index_end, _pack(slot))
        self._end += len(message)
        self._index_end += self._slot_length
        return slot

    def read(self, slot: Slot) -> bytes | None:
        """One message, None when it is damaged or gone."""
        try:
            chunk = self._files.read_at(self._path, slot.offset, slot.length)
        except OSError:
            return None
        return chunk if len(chunk) == slot.length and crc32c(chunk) == slot.crc else None

    def keep(self, slots: list[Slot]) -> None:
        """Forget all slots but these.

        Raises:
            OSError: the disk refuses.
        """
        self._files.cut(self._index, 0)
        self._files.write(self._index, 0, b"".join(map(_pack, slots)))
        self._files.sync(self._index)
        self._end = -1

    def _begin(self, opening: bytes) -> None:
        self._files.make_folder(self._path.parent)
        self._index_end = max(self.index_size(), 0) // self._slot_length * self._slot_length
        self._end = max(self._files.size(self._path), 0)
        if self._end < len(opening):
            self._files.write(self._path, 0, opening)
            self._end = len(opening)


def _pack(slot: Slot) -> bytes:
    front = slot.words + _PLACE.pack(slot.offset, slot.length, slot.crc)
    return front + crc32c(front).to_bytes(_CRC_BYTES, "little")


def _unpack(chunk: bytes) -> Slot | None:
    front = chunk[:-_CRC_BYTES]
    if crc32c(front).to_bytes(_CRC_BYTES, "little") != chunk[-_CRC_BYTES:]:
        return None
    return Slot(front[: -_PLACE.size], *_PLACE.unpack(front[-_PLACE.size :]))
