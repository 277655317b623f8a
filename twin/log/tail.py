"""The growing end of a log: the one place where its bytes are written.

Raises `OSError` as the disk does; the writer turns it into words and stops. Order is everything
here: the batches of a group, their sync, their records, their sync.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from twin.errors import Fault, LogError
from twin.log.batches import BatchEncoder, EncodedBatch
from twin.log.files import Files, trouble
from twin.log.manifest import Anchor, Manifest, write_manifest
from twin.log.records import RECORD_BYTES, SECTOR_BYTES, CommitRecord, chain, crc32c, encode
from twin.log.scan import Scan, Torn, commits_path, events_path
from twin.log.settings import WriteSettings


class Tail:
    """The open segment of one run.

    Attributes:
        last_seq: last fact written.
    """

    def __init__(
        self, files: Files, run_dir: Path, encoder: BatchEncoder, settings: WriteSettings
    ) -> None:
        self._files = files
        self._run_dir = run_dir
        self._encoder = encoder
        self._settings = settings
        self._pending: list[CommitRecord] = []
        self._unanchored_count = 0
        self._events_end = 0
        self._commits_end = 0

    def resume(self, manifest: Manifest, found: Scan, latest_us: int) -> None:
        """Take up a recovered log where it ends.

        Args:
            manifest: the run's.
            found: a scan without faults, whose torn bytes were set aside.
            latest_us: latest time of any fact so far, parents included.
        """
        self._manifest = manifest
        self._head = found.head
        self.last_seq = found.last_seq
        self._latest_us = latest_us
        self._segment_index = found.segment_index
        self._events_end, self._commits_end = found.events_end, found.commits_end
        opening = self._encoder.opening()
        if not self._commits_end:
            self._begin_segment(self._segment_index)
            return
        self._harden_records()
        if self._files.read_at(self._events, 0, len(opening)) != opening:
            self._begin_segment(self._segment_index + 1)

    @property
    def durable_seq(self) -> int:
        """Last acknowledged fact."""
        return self._pending[0].first_seq - 1 if self._pending else self.last_seq

    @property
    def sector_is_full(self) -> bool:
        """Whether the waiting records fill their sector, and so must not wait for more."""
        return (self._commits_end + RECORD_BYTES * len(self._pending)) % SECTOR_BYTES == 0

    def write(self, batch: EncodedBatch, producer: tuple[bytes, int]) -> None:
        """Write a batch; its record waits for `commit`."""
        if self._events_end >= self._settings.segment_bytes:
            self.commit()
            self._begin_segment(self._segment_index + 1)
        body = batch.message if self._events_end else self._encoder.opening() + batch.message
        record = CommitRecord(
            segment_index=self._segment_index,
            offset=self._events_end,
            length=len(body),
            first_seq=self.last_seq + 1,
            row_count=batch.row_count,
            min_us=batch.min_us,
            max_us=batch.max_us,
            max_recorded_us=batch.max_recorded_us,
            has_late=not batch.in_order or batch.min_us < self._latest_us,
            producer_key=producer[0],
            producer_seq=producer[1],
            body_crc=crc32c(body),
        )
        record = replace(record, head=chain(self._head, record, body))
        self._files.write(self._events, self._events_end, body)
        self._pending.append(record)
        self._events_end += len(body)
        self._head = record.head
        self.last_seq = record.last_seq
        self._latest_us = max(self._latest_us, batch.max_us)

    def commit(self) -> None:
        """Acknowledge what waits: sync the batches, then write and sync their records."""
        if not self._pending:
            return
        self._files.sync(self._events)
        records = b"".join(encode(record) for record in self._pending)
        self._files.write(self._commits, self._commits_end, records)
        self._files.sync(self._commits)
        self._commits_end += len(records)
        self._unanchored_count += len(self._pending)
        self._pending.clear()
        if self._unanchored_count >= self._settings.anchor_batch_count:
            self.renew_anchor()

    def renew_anchor(self) -> None:
        """Write into the manifest up to where the log is acknowledged."""
        anchor = Anchor(seq=self.last_seq, head=self._head.hex())
        if anchor != self._manifest.anchor:
            self._manifest = msgspec.structs.replace(self._manifest, anchor=anchor)
            write_manifest(self._files, self._run_dir, self._manifest)
        self._unanchored_count = 0

    @property
    def _events(self) -> Path:
        return events_path(self._run_dir, self._segment_index)

    @property
    def _commits(self) -> Path:
        return commits_path(self._run_dir, self._segment_index)

    def _begin_segment(self, segment_index: int) -> None:
        self._segment_index = segment_index
        self._events_end = self._commits_end = 0
        self._files.make_folder(self._events.parent)
        self._files.write(self._events, 0, b"")
        self._files.write(self._commits, 0, b"")
        self._files.sync_folder(self._events.parent)
        self._files.sync_folder(self._run_dir)

    def _harden_records(self) -> None:
        """Write the last sector of records once more and sync it.

        A record can be seen after a crash or a failed sync without being on the disk; what follows
        builds on it.
        """
        start = (self._commits_end - 1) // SECTOR_BYTES * SECTOR_BYTES
        self._files.write(
            self._commits,
            start,
            self._files.read_at(self._commits, start, self._commits_end - start),
        )
        self._files.sync(self._commits)


def set_aside(files: Files, torn: Torn) -> Path:
    """Move bytes past the last good one into a `*.torn` file beside it; nothing is thrown away.

    Returns:
        Where they are now.

    Raises:
        OSError: the disk refuses; the bytes are then still where they were.
    """
    rest = files.read_at(torn.path, torn.offset, torn.length)
    count = 0
    while True:
        suffix = f".{torn.offset}.torn" if not count else f".{torn.offset}.{count}.torn"
        aside = torn.path.with_name(torn.path.name + suffix)
        if files.size(aside) < 0 or files.read(aside) == rest:
            break
        count += 1
    files.write(aside, 0, rest)
    files.sync(aside)
    files.sync_folder(aside.parent)
    files.cut(torn.path, torn.offset)
    files.sync(torn.path)
    return aside


def take_lock(files: Files, run_dir: Path) -> int:
    """Become the one writer of a run.

    Returns:
        A handle for `Files.unlock`.

    Raises:
        LogError: somebody else writes, or there is no such run.
    """
    try:
        return files.lock(run_dir / "lock")
    except BlockingIOError as error:
        remedy = "wait until it ends, or stop it: readers and forks don't need the lock"
        raise LogError(
            Fault(what="another process writes to this run", file=str(run_dir), remedy=remedy)
        ) from error
    except FileNotFoundError as error:
        remedy = "name a folder that `twin run --out` or `twin fork --out` made"
        raise LogError(Fault(what="is not a run", file=str(run_dir), remedy=remedy)) from error
    except OSError as error:
        raise trouble(error, run_dir, "taking the lock") from error
