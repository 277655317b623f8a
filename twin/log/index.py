"""Where every fact of a lineage is: the batches of a run and its parents, by their records.

A fork shares its parents' facts up to a seq that may lie inside a batch; that batch is clipped
here, so that what is said of it (times, lateness) is said of the shared facts only.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

from twin.errors import Fault, LogError
from twin.log.batches import instants_of, recorded_of
from twin.log.files import Files, trouble
from twin.log.loader import BatchLoader
from twin.log.manifest import Manifest, Parent, read_manifest
from twin.log.records import CommitRecord
from twin.log.scan import Scan, follow, head_at, scan

NEVER_US = -(2**63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One batch of the lineage, clipped to the shared facts.

    Attributes:
        run_dir: the run it is in.
        record: its commit record.
        last_seq: last fact of it that counts.
        min_us: earliest of the facts that count.
        max_us: latest of them.
        max_recorded_us: latest recording of them.
    """

    run_dir: Path
    record: CommitRecord
    last_seq: int
    min_us: int
    max_us: int
    max_recorded_us: int

    @property
    def first_seq(self) -> int:
        """First fact of it."""
        return self.record.first_seq


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One run of a lineage.

    Attributes:
        run_dir: the run.
        limit_seq: last of its facts that is shared, None for all.
    """

    run_dir: Path
    limit_seq: int | None


class LogIndex:
    """All batches of a lineage in seq order.

    Attributes:
        manifest: of the youngest run.
        entries: the batches.
        members: the runs, the oldest first.
    """

    def __init__(self, run_dir: Path, files: Files, loader: BatchLoader) -> None:
        """Read the records of a run and its parents.

        Raises:
            LogError: a manifest or the records are damaged, a parent is gone or not the one the
            run was forked from.
        """
        self._run_dir = run_dir
        self._files = files
        self._loader = loader
        self.entries: list[Entry] = []
        self.members: list[Member] = []
        self._firsts: list[int] = []
        self._minima_us: list[int] = []
        self._latest_us: list[int] = []
        self._recorded_us: list[int] = []
        try:
            self.manifest, self._own = self._read(run_dir, None)
        except OSError as error:
            raise trouble(error, run_dir, "opening the log") from error

    @property
    def last_seq(self) -> int:
        """Last acknowledged fact."""
        return self._own.last_seq

    @property
    def latest_us(self) -> int:
        """Latest time of any fact, `NEVER_US` when there is none."""
        return self._latest_us[-1] if self._latest_us else NEVER_US

    def refresh(self) -> None:
        """Take in what was acknowledged since.

        Raises:
            LogError: a new record is damaged, or the disk refuses.
        """
        try:
            new = follow(self._files, self._run_dir, self._own)
        except OSError as error:
            raise trouble(error, self._run_dir, "following the log") from error
        for record in new:
            self._add(_whole(self._run_dir, record))

    def between(self, from_seq: int, to_seq: int) -> list[Entry]:
        """The batches that hold any of the facts `from_seq` to `to_seq`."""
        start = max(bisect_right(self._firsts, from_seq) - 1, 0)
        return self.entries[start : bisect_right(self._firsts, to_seq)]

    def latest_before(self, entry: Entry) -> int:
        """Latest time of any fact before a batch."""
        place = bisect_left(self._firsts, entry.first_seq)
        return self._latest_us[place - 1] if place else NEVER_US

    def passing(self, t_us: int, *, recorded: bool = False) -> Entry | None:
        """The batch with the first fact that happened, or was recorded, after an instant."""
        place = bisect_right(self._recorded_us if recorded else self._latest_us, t_us)
        return self.entries[place] if place < len(self.entries) else None

    def has_before(self, t_us: int, after_seq: int, to_seq: int) -> bool:
        """Whether any of the facts `after_seq + 1` to `to_seq` happened before an instant."""
        start = max(bisect_right(self._firsts, after_seq + 1) - 1, 0)
        stop = bisect_right(self._firsts, to_seq)
        if min(self._minima_us[start:stop], default=t_us) >= t_us:
            return False
        for entry in self.entries[start:stop]:
            if entry.min_us < t_us:
                low, high = max(after_seq + 1, entry.first_seq), min(to_seq, entry.last_seq)
                rows = instants_of(self._loader.load(entry.run_dir, entry.record))
                if (rows[low - entry.first_seq : high - entry.first_seq + 1] < t_us).any():
                    return True
        return False

    def _read(self, run_dir: Path, limit_seq: int | None) -> tuple[Manifest, Scan]:
        manifest = read_manifest(self._files, run_dir)
        if manifest.parent is not None:
            self._read_parent(run_dir, manifest.parent)
        found = scan(self._files, run_dir, manifest, deep_from=None)
        if found.faults:
            raise LogError(found.faults)
        self.members.append(Member(run_dir=run_dir, limit_seq=limit_seq))
        for record in found.records:
            if limit_seq is None or record.last_seq <= limit_seq:
                self._add(_whole(run_dir, record))
            elif record.first_seq <= limit_seq:
                self._add(self._clipped(run_dir, record, limit_seq))
        return manifest, found

    def _read_parent(self, run_dir: Path, parent: Parent) -> None:
        parent_dir = parent_of(run_dir, parent)
        manifest, found = self._read(parent_dir, parent.seq)
        head = head_at(found.records, manifest, parent.seq)
        if manifest.run_id != parent.run_id or head is None or head.hex() != parent.head:
            what = f"is not the run that {run_dir} was forked from at fact {parent.seq}"
            remedy = f"bring run {parent.run_id} back to this place"
            raise LogError(
                Fault(
                    what=what, file=str(parent_dir), value=f"run {manifest.run_id}", remedy=remedy
                )
            )

    def _clipped(self, run_dir: Path, record: CommitRecord, limit_seq: int) -> Entry:
        batch = self._loader.load(run_dir, record).slice(0, limit_seq - record.first_seq + 1)
        instants = instants_of(batch)
        return Entry(
            run_dir=run_dir,
            record=record,
            last_seq=limit_seq,
            min_us=int(instants.min()),
            max_us=int(instants.max()),
            max_recorded_us=int(recorded_of(batch).max()),
        )

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._firsts.append(entry.first_seq)
        self._minima_us.append(entry.min_us)
        self._latest_us.append(max(self.latest_us, entry.max_us))
        self._recorded_us.append(
            max(self._recorded_us[-1] if self._recorded_us else NEVER_US, entry.max_recorded_us)
        )


def parent_of(run_dir: Path, parent: Parent) -> Path:
    """The parent's folder."""
    return (run_dir.resolve() / parent.path).resolve()


def _whole(run_dir: Path, record: CommitRecord) -> Entry:
    return Entry(
        run_dir=run_dir,
        record=record,
        last_seq=record.last_seq,
        min_us=record.min_us,
        max_us=record.max_us,
        max_recorded_us=record.max_recorded_us,
    )
