"""Verified batches from disk: bytes are checked against their record before Arrow sees them.

Keeps the dictionaries of each segment and the batches that were read last, a few large ones or many
small ones: a run that goes at a pace writes thirty batches a second. Memory stays bounded however
long the log.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import pyarrow as pa

from twin.errors import Fault, LogError
from twin.log.batches import Words, decode_first, decode_later
from twin.log.files import Files, trouble
from twin.log.records import RECORD_BYTES, CommitRecord, crc32c, decode
from twin.log.scan import events_path, lost, remedy

_KEPT_ROWS = 16_384
_KEPT_LEAST, _KEPT_MOST = 16, 2_048
"""Decoded batches: so many at least, then until there are too many rows or too many of them."""


class BatchLoader:
    """Reads batches of any run of a lineage."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._words: dict[Path, Words] = {}
        self._batches: OrderedDict[tuple[Path, int, int], pa.RecordBatch] = OrderedDict()
        self._kept_rows = 0

    def load(self, run_dir: Path, record: CommitRecord) -> pa.RecordBatch:
        """One batch, checked.

        Args:
            run_dir: the run it is in.
            record: its commit record.

        Raises:
            LogError: the bytes are not those that were committed, or the disk refuses.
        """
        key = (run_dir, record.segment_index, record.offset)
        batch = self._batches.get(key)
        if batch is not None:
            self._batches.move_to_end(key)
            return batch
        batch = self._decode(run_dir, events_path(run_dir, record.segment_index), record)
        self._batches[key] = batch
        self._kept_rows += batch.num_rows
        while self._holds_too_much:
            self._kept_rows -= self._batches.popitem(last=False)[1].num_rows
        return batch

    @property
    def _holds_too_much(self) -> bool:
        kept_count = len(self._batches)
        many_rows = self._kept_rows > _KEPT_ROWS and kept_count > _KEPT_LEAST
        return many_rows or kept_count > _KEPT_MOST

    def read(self, run_dir: Path, record: CommitRecord) -> bytes:
        """The bytes of one batch, checked.

        Raises:
            LogError: they are not those that were committed, or the disk refuses.
        """
        path = events_path(run_dir, record.segment_index)
        try:
            body = self._files.read_at(path, record.offset, record.length)
        except OSError as error:
            raise trouble(
                error, path, f"reading facts {record.first_seq} to {record.last_seq}"
            ) from error
        if len(body) != record.length or crc32c(body) != record.body_crc:
            what = f"a batch is damaged: {lost(record.first_seq - 1, record.last_seq)}"
            raise LogError(Fault(what=what, file=str(path), remedy=remedy(run_dir)))
        return body

    def _decode(self, run_dir: Path, path: Path, record: CommitRecord) -> pa.RecordBatch:
        if record.offset == 0:
            batch, self._words[path] = decode_first(self.read(run_dir, record))
            return batch
        words = self._words.get(path)
        return decode_later(self.read(run_dir, record), words or self._read_words(run_dir, path))

    def _read_words(self, run_dir: Path, path: Path) -> Words:
        """The dictionaries, from the segment's first batch, which the first record is about."""
        try:
            first = decode(self._files.read_at(path.with_suffix(".commits"), 0, RECORD_BYTES))
        except OSError as error:
            raise trouble(error, path, "reading a segment's dictionaries") from error
        if first is None:
            raise LogError(
                Fault(
                    what="the first commit record is damaged",
                    file=str(path),
                    remedy=remedy(run_dir),
                )
            )
        _, words = decode_first(self.read(run_dir, first))
        self._words[path] = words
        return words
