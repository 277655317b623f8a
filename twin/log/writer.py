"""The one writer of a run's log: append, acknowledge, recover, roll.

A batch is acknowledged when its bytes are on the disk and then its commit record is. The records
of one group never leave one 512-byte sector of the commits file, so a power cut leaves all of them
or none. After any refusal of the disk the writer stops: a failed sync is never tried again,
because the system may have dropped what it could not write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twin.errors import Fault, LogError
from twin.log.batches import BatchEncoder
from twin.log.columns import FactColumns
from twin.log.files import DiskFiles, Files, trouble
from twin.log.keyframes import KeyframeStore
from twin.log.manifest import read_manifest
from twin.log.reader import LogReader
from twin.log.records import producer_key
from twin.log.scan import Torn, scan
from twin.log.settings import Durability, WriteSettings
from twin.log.tail import Tail, set_aside, take_lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The answer to an append.

    Attributes:
        first_seq: seq of the first fact handed over.
        last_seq: seq of the last one.
        durable: whether they are acknowledged already; if not, the next `checkpoint` does it.
    """

    first_seq: int
    last_seq: int
    durable: bool


class LogWriter:
    """Appends facts to one run. Holds the run's lock until closed.

    Attributes:
        recovered: what a crash had left beyond the last acknowledged batch; moved to `*.torn`
            files on opening.
    """

    def __init__(
        self,
        run_dir: Path,
        kinds: Sequence[str],
        settings: WriteSettings | None = None,
        files: Files | None = None,
    ) -> None:
        """Open a run for appending, recovering it first.

        Args:
            run_dir: a run with a manifest (`create_run`, `fork_run`).
            kinds: the closed set of fact kinds.
            settings: how to write.
            files: the disk.

        Raises:
            LogError: another writer has it, it is damaged, or the disk refuses.
        """
        self._run_dir = run_dir
        self._files = files or DiskFiles()
        self._settings = settings or WriteSettings()
        self._encoder = BatchEncoder(kinds, self._settings.origins)
        self._answers: dict[tuple[bytes, int], tuple[int, int]] = {}
        self._stopped = False
        self.recovered: tuple[Torn, ...] = ()
        self._lock: int | None = take_lock(self._files, run_dir)
        try:
            self._tail = self._open()
        except OSError as error:
            raise trouble(error, run_dir, "opening the log") from error
        finally:
            if not hasattr(self, "_tail"):
                self._let_go()

    @property
    def next_seq(self) -> int:
        """Seq that the next fact will get: what `append` expects."""
        return self._tail.last_seq + 1

    @property
    def last_seq(self) -> int:
        """Seq of the last fact appended, acknowledged or not."""
        return self._tail.last_seq

    @property
    def durable_seq(self) -> int:
        """Seq of the last acknowledged fact."""
        return self._tail.durable_seq

    def append(
        self, expected_seq: int, columns: FactColumns, *, producer: str = "", producer_seq: int = 0
    ) -> Ack:
        """Append one batch, whole or not at all.

        Args:
            expected_seq: seq the caller believes its first fact will get.
            columns: the facts; about 1,024 make a good batch.
            producer: who hands them over; empty for a caller that never repeats itself.
            producer_seq: the producer's own number for this batch. The same pair again gets the
                first answer and writes nothing, also after the log was closed and opened again:
                the pair is in the commit record.

        Returns:
            Which seqs they got and whether they are acknowledged.

        Raises:
            LogError: `expected_seq` is wrong (a conflict), the facts can't be stored, or the disk
                refuses.
        """
        self._check_alive()
        key = (producer_key(producer), producer_seq)
        if producer and key in self._answers:
            first_seq, last_seq = self._answers[key]
            return Ack(first_seq=first_seq, last_seq=last_seq, durable=last_seq <= self.durable_seq)
        if expected_seq != self.next_seq:
            what = (
                "another append came first: the facts would not get the seq their writer believes"
            )
            raise LogError(
                Fault(
                    what=what, value=f"expected seq {expected_seq}", allowed=f"seq {self.next_seq}"
                )
            )
        if not -(2**63) <= producer_seq < 2**63:
            what = "a producer's number is too long"
            raise LogError(Fault(what=what, value=str(producer_seq), allowed="64 bits"))
        batch = self._encoder.encode(columns, expected_seq)
        try:
            self._tail.write(batch, key)
            if self._settings.durability is Durability.EVERY_BATCH or self._tail.sector_is_full:
                self._tail.commit()
        except OSError as error:
            raise self._stop(
                error, f"writing facts {expected_seq} to {expected_seq + batch.row_count - 1}"
            ) from error
        if producer:
            self._answers[key] = (expected_seq, self.last_seq)
        return Ack(
            first_seq=expected_seq,
            last_seq=self.last_seq,
            durable=self.last_seq == self.durable_seq,
        )

    def checkpoint(self) -> int:
        """Acknowledge all that was appended.

        Returns:
            Seq of the last acknowledged fact.

        Raises:
            LogError: the disk refuses.
        """
        self._check_alive()
        try:
            self._tail.commit()
        except OSError as error:
            raise self._stop(error, self._acknowledging()) from error
        return self.last_seq

    def _acknowledging(self) -> str:
        if self.durable_seq == self.last_seq:
            return f"renewing the manifest after fact {self.last_seq}"
        return f"acknowledging facts {self.durable_seq + 1} to {self.last_seq}"

    def close(self) -> None:
        """Acknowledge all, renew the anchor and let the run go.

        Raises:
            LogError: the disk refuses.
        """
        if self._lock is None:
            return
        try:
            if not self._stopped:
                self._tail.commit()
                self._tail.renew_anchor()
        except OSError as error:
            raise self._stop(error, self._acknowledging()) from error
        finally:
            self._let_go()

    def __enter__(self) -> LogWriter:
        """The writer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _open(self) -> Tail:
        manifest = read_manifest(self._files, self._run_dir)
        found = scan(self._files, self._run_dir, manifest, deep_from=0)
        if found.faults:
            raise LogError(found.faults)
        for torn in found.torn:
            set_aside(self._files, torn)
        self.recovered = tuple(found.torn)
        KeyframeStore(self._run_dir, self._files).prune(found.last_seq)
        for record in found.records:
            if any(record.producer_key):
                self._answers[record.producer_key, record.producer_seq] = (
                    record.first_seq,
                    record.last_seq,
                )
        latest_us = LogReader(self._run_dir, self._files).latest_us
        tail = Tail(self._files, self._run_dir, self._encoder, self._settings)
        tail.resume(manifest, found, latest_us)
        return tail

    def _check_alive(self) -> None:
        if self._stopped or self._lock is None:
            what = (
                "the writer stopped after the disk refused"
                if self._stopped
                else "the writer is closed"
            )
            raise LogError(
                Fault(
                    what=what,
                    file=str(self._run_dir),
                    remedy="open the log again: it is checked then",
                )
            )

    def _stop(self, error: OSError, doing: str) -> LogError:
        self._stopped = True
        return trouble(error, self._run_dir, doing)

    def _let_go(self) -> None:
        if self._lock is not None:
            self._files.unlock(self._lock)
            self._lock = None
        self._files.close()
