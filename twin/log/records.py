"""The commit record: 128 bytes that say a batch of facts is there, whole and next in line.

Pure: bytes in, values out. A record is written only after its batch is on the disk, so a valid
record is a promise. The layout is in FORMAT.md. `chain` binds a batch to all before it; it proves
that files are intact, not which run it is (the digest does that).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import google_crc32c

RECORD_BYTES = 128
SECTOR_BYTES = 512
HAS_LATE = 1
FIRST_SEQ = 1
_MAGIC = b"SYC1"
_FRONT = struct.Struct("<4sHHIIQQQqqqq16s")
_WHOLE = struct.Struct("<88s32sII")
_VERSION = 1
_crc32c = cast(Callable[[bytes], int], google_crc32c.value)  # pyright: ignore[reportUnknownMemberType]
ZEROS = bytes(RECORD_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitRecord:
    """One acknowledged batch.

    Attributes:
        segment_index: number of the segment its bytes are in, from 1.
        offset: first byte in the segment's file.
        length: bytes, the schema and dictionaries included when it is the segment's first.
        first_seq: seq of its first fact.
        row_count: facts in it.
        min_us: earliest fact.
        max_us: latest fact.
        max_recorded_us: latest instant at which one of its facts was recorded.
        has_late: whether a fact in it happened before one that has a smaller seq.
        producer_key: `producer_key` of who handed it over, zeros for nobody.
        producer_seq: that producer's own number for it.
        head: chain value after this batch.
        body_crc: CRC32C of its bytes.
    """

    segment_index: int
    offset: int
    length: int
    first_seq: int
    row_count: int
    min_us: int
    max_us: int
    max_recorded_us: int
    has_late: bool
    producer_key: bytes
    producer_seq: int
    head: bytes = b""
    body_crc: int = 0

    @property
    def last_seq(self) -> int:
        """Seq of its last fact."""
        return self.first_seq + self.row_count - 1

    @property
    def end(self) -> int:
        """First byte after it in the segment's file."""
        return self.offset + self.length


def crc32c(chunk: bytes) -> int:
    """CRC32C (Castagnoli) of some bytes.

    >>> hex(crc32c(b"123456789"))
    '0xe3069283'
    """
    return _crc32c(chunk)


def producer_key(producer: str) -> bytes:
    """The 16 bytes under which a producer is remembered; zeros for nobody."""
    return hashlib.sha256(producer.encode()).digest()[:16] if producer else bytes(16)


def genesis(run_id: str) -> bytes:
    """Chain value before the first fact of a run without parents."""
    return hashlib.sha256(b"switchyard log 1\n" + run_id.encode()).digest()


def _front(record: CommitRecord) -> bytes:
    return _FRONT.pack(
        _MAGIC,
        _VERSION,
        HAS_LATE if record.has_late else 0,
        record.segment_index,
        record.row_count,
        record.offset,
        record.length,
        record.first_seq,
        record.min_us,
        record.max_us,
        record.max_recorded_us,
        record.producer_seq,
        record.producer_key,
    )


def chain(before: bytes, record: CommitRecord, body: bytes) -> bytes:
    """Chain value after a batch: SHA-256 of the value before, the front and the bytes' SHA-256."""
    return hashlib.sha256(before + _front(record) + hashlib.sha256(body).digest()).digest()


def encode(record: CommitRecord) -> bytes:
    """The record's 128 bytes."""
    front = _front(record)
    unsealed = front + record.head + record.body_crc.to_bytes(4, "little")
    return unsealed + crc32c(unsealed).to_bytes(4, "little")


def decode(chunk: bytes) -> CommitRecord | None:
    """The record in 128 bytes, None when they are not one.

    Args:
        chunk: exactly 128 bytes.

    Returns:
        The record, None when its checksum, mark or version is wrong.
    """
    front, head, body_crc, own_crc = _WHOLE.unpack(chunk)
    if own_crc != crc32c(chunk[:-4]):
        return None
    mark, version, flags, segment, rows, offset, length, first, low, high, recorded, number, key = (
        _FRONT.unpack(front)
    )
    if mark != _MAGIC or version != _VERSION:
        return None
    return CommitRecord(
        segment_index=segment,
        offset=offset,
        length=length,
        first_seq=first,
        row_count=rows,
        min_us=low,
        max_us=high,
        max_recorded_us=recorded,
        has_late=bool(flags & HAS_LATE),
        producer_key=key,
        producer_seq=number,
        head=head,
        body_crc=body_crc,
    )
