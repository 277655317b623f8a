"""Reading a run: any range, any instant, as known at any time, through all its parents.

Opening reads the commit records only; a batch is read and checked when it is needed. Readers take
no lock and may read while the one writer appends: `refresh` takes in what was acknowledged since.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from twin.log.batches import holds, instants_of, recorded_of, to_lists
from twin.log.columns import EventColumns, no_facts
from twin.log.files import DiskFiles, Files
from twin.log.index import NEVER_US, LogIndex
from twin.log.keyframes import Keyframe, KeyframeKey, KeyframeStore
from twin.log.loader import BatchLoader
from twin.log.manifest import Manifest
from twin.log.order import Cut, in_event_order
from twin.log.records import FIRST_SEQ

FOREVER_US = 2**63 - 1
_PIECE_ROWS = 2048


class LogReader:
    """One run and its parents, as a single sequence of facts from seq 1.

    Attributes:
        run_dir: the run.
    """

    def __init__(self, run_dir: Path, files: Files | None = None) -> None:
        """Open a run for reading.

        Args:
            run_dir: a run directory.
            files: the disk.

        Raises:
            LogError: it is no run, or it or a parent is damaged; says what is lost and what to do.
        """
        self.run_dir = run_dir
        self._files = files or DiskFiles()
        self._loader = BatchLoader(self._files)
        self._index = LogIndex(run_dir, self._files, self._loader)
        self._keyframes = [
            (KeyframeStore(member.run_dir, self._files), member.limit_seq)
            for member in self._index.members
        ]

    @property
    def manifest(self) -> Manifest:
        """The run's manifest as it was on opening."""
        return self._index.manifest

    @property
    def last_seq(self) -> int:
        """Last acknowledged fact, 0 when there is none."""
        return self._index.last_seq

    @property
    def latest_us(self) -> int:
        """Latest time of any fact, `-2**63` when there is none."""
        return self._index.latest_us

    def refresh(self) -> int:
        """Take in what was acknowledged since.

        Returns:
            The last fact now.

        Raises:
            LogError: a new record is damaged.
        """
        self._index.refresh()
        for store, _ in self._keyframes:
            store.refresh()
        return self.last_seq

    def batches(
        self, from_seq: int = FIRST_SEQ, to_seq: int | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Checked record batches with the facts `from_seq` to `to_seq`, both included.

        Raises:
            LogError: a batch is damaged.
        """
        stop = self.last_seq if to_seq is None else min(to_seq, self.last_seq)
        if stop < from_seq:
            return
        for entry in self._index.between(from_seq, stop):
            low, high = max(from_seq, entry.first_seq), min(stop, entry.last_seq)
            if low <= high:
                whole = self._loader.load(entry.run_dir, entry.record)
                yield whole.slice(low - entry.first_seq, high - low + 1)

    def columns(self, from_seq: int = FIRST_SEQ, to_seq: int | None = None) -> EventColumns:
        """The facts `from_seq` to `to_seq`, both included, as plain lists in seq order.

        Raises:
            LogError: a batch is damaged.
        """
        facts = no_facts()
        for place, batch in enumerate(self.batches(from_seq, to_seq)):
            if place == 0:
                facts = to_lists(batch)
            else:
                facts.extend(to_lists(batch))
        return facts

    def chunks(
        self, from_seq: int = FIRST_SEQ, to_seq: int | None = None
    ) -> Iterator[EventColumns]:
        """The facts `from_seq` to `to_seq` as plain lists in seq order, a batch at a time.

        Raises:
            LogError: a batch is damaged.
        """
        for batch in self.batches(from_seq, to_seq):
            yield to_lists(batch)

    def backwards(
        self, last_seq: int, from_us: int, having: Mapping[str, str]
    ) -> Iterator[EventColumns]:
        """The facts up to `last_seq` as plain lists in seq order, the newest piece first.

        Args:
            last_seq: where to begin.
            from_us: pieces that end before this instant are not reached.
            having: column (`kind`, `subject`, `origin`) and word; batches without a fact that has
                them are passed over.

        Raises:
            LogError: a batch is damaged.
        """
        for entry in reversed(self._index.between(FIRST_SEQ, last_seq)):
            batch = self._loader.load(entry.run_dir, entry.record)
            if all(holds(batch, column, word) for column, word in having.items()):
                stop = min(last_seq, entry.last_seq) - entry.first_seq + 1
                for end in range(stop, 0, -_PIECE_ROWS):
                    start = max(end - _PIECE_ROWS, 0)
                    yield to_lists(batch.slice(start, end - start))
            if self._index.latest_before(entry) < from_us:
                return

    def seq_at(self, t_us: int, as_known_us: int | None = None) -> int:
        """The last seq before the first fact after an instant: where a fork at it leaves.

        Args:
            t_us: the instant.
            as_known_us: look only at what was recorded by then.

        Returns:
            A seq, 0 when the first fact is later.
        """
        seq = self._last_by(t_us, recorded=False)
        return seq if as_known_us is None else min(seq, self.known_seq(as_known_us))

    def known_seq(self, recorded_us: int) -> int:
        """The last seq before the first fact that was recorded after an instant."""
        return self._last_by(recorded_us, recorded=True)

    def _last_by(self, t_us: int, *, recorded: bool) -> int:
        entry = self._index.passing(t_us, recorded=recorded)
        if entry is None:
            return self.last_seq
        batch = self._loader.load(entry.run_dir, entry.record)
        after = (recorded_of(batch) if recorded else instants_of(batch)) > t_us
        return entry.first_seq + int(after.argmax()) - 1

    def is_late_before(self, t_us: int, after_seq: int, known_seq: int | None = None) -> bool:
        """Whether any fact after `after_seq` (up to `known_seq`) happened before an instant."""
        return self._index.has_before(t_us, after_seq, self._known(known_seq))

    def in_event_order(
        self,
        keyframe: Keyframe | None = None,
        until_us: int = FOREVER_US,
        known_seq: int | None = None,
    ) -> Iterator[EventColumns]:
        """The facts to fold for the state at an instant, by (t_us, seq) over all chunks.

        Args:
            keyframe: the state to start from, from `nearest_keyframe` with the same limits; None
                for the beginning.
            until_us: the instant; facts at it count.
            known_seq: only facts up to this seq are known; all by default.

        Raises:
            LogError: a batch is damaged.
        """
        from_seq, from_us = (keyframe.seq, keyframe.t_us) if keyframe else (0, NEVER_US)
        cut = Cut(from_seq=from_seq, from_us=from_us, to_seq=self._known(known_seq), to_us=until_us)
        return in_event_order(self._index, self._loader, cut)

    def nearest_keyframe(
        self, t_us: int = FOREVER_US, known_seq: int | None = None
    ) -> Keyframe | None:
        """The latest usable keyframe for the state at an instant; None to fold from the start.

        Damaged ones are passed over, and so are those that a fact made known since shows to be out
        of date.

        Args:
            t_us: the instant.
            known_seq: only facts up to this seq are known; all by default.
        """
        known = self._known(known_seq)
        candidates: list[tuple[KeyframeKey, KeyframeStore]] = []
        for store, limit_seq in self._keyframes:
            limit = known if limit_seq is None else min(known, limit_seq)
            candidates += [
                (key, store) for key in store.known if key.t_us <= t_us and key.seq <= limit
            ]
        candidates.sort(key=_by_time, reverse=True)
        for key, store in candidates:
            if not self._index.has_before(key.t_us, key.seq, known):
                found = store.read(key)
                if found is not None:
                    return found
        return None

    def close(self) -> None:
        """Let go of all files."""
        self._files.close()

    def _known(self, known_seq: int | None) -> int:
        return self.last_seq if known_seq is None else min(known_seq, self.last_seq)


def _by_time(candidate: tuple[KeyframeKey, KeyframeStore]) -> tuple[int, int]:
    return candidate[0].t_us, candidate[0].seq


def open_log(run_dir: Path, files: Files | None = None) -> LogReader:
    """Open a run for reading.

    Args:
        run_dir: a run directory.
        files: the disk; the real one by default.

    Raises:
        LogError: it is no run, or it or a parent is damaged.
    """
    return LogReader(run_dir, files)
