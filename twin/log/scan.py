"""What a run's own files hold: valid commit records, what is torn off at the end, what is damaged.

Reads, never writes. A valid record promises a whole batch, so a record whose batch is short or
wrong is damage; bytes without a record are a torn tail, which is what a crash leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from twin.errors import Fault, LogError
from twin.log.files import Files
from twin.log.manifest import Manifest
from twin.log.records import FIRST_SEQ, RECORD_BYTES, ZEROS, CommitRecord, chain, crc32c, decode


def events_path(run_dir: Path, segment_index: int) -> Path:
    """The Arrow stream of a segment."""
    return run_dir / "events" / f"{segment_index:06d}.arrows"


def commits_path(run_dir: Path, segment_index: int) -> Path:
    """The commit records of a segment."""
    return run_dir / "events" / f"{segment_index:06d}.commits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Torn:
    """Bytes past the last good one of a file.

    Attributes:
        path: the file.
        offset: where they start.
        length: how many.
    """

    path: Path
    offset: int
    length: int


@dataclass(slots=True, kw_only=True)
class Scan:
    """A run's own log as found.

    Attributes:
        records: the valid prefix.
        segment_index: the segment they end in, 1 when there is none yet.
        torn: what lies beyond the prefix.
        faults: damage; empty when the log is sound.
        head: chain value after the prefix.
        last_seq: last fact of the prefix.
        events_end: end of the prefix in its segment's events file.
        commits_end: end of the prefix in its segment's commits file.
    """

    head: bytes
    last_seq: int
    events_end: int = 0
    commits_end: int = 0
    records: list[CommitRecord] = field(default_factory=list[CommitRecord])
    segment_index: int = 1
    torn: list[Torn] = field(default_factory=list[Torn])
    faults: list[Fault] = field(default_factory=list[Fault])


def segments(files: Files, run_dir: Path) -> list[int]:
    """Numbers of the segments that have a file of either sort."""
    found: set[int] = set()
    for name in files.names(run_dir / "events"):
        stem, _, ending = name.partition(".")
        if ending in {"arrows", "commits"} and stem.isdecimal():
            found.add(int(stem))
    return sorted(found)


def scan(files: Files, run_dir: Path, manifest: Manifest, *, deep_from: int | None = 1) -> Scan:
    """Walk a run's own segments.

    Args:
        files: the disk.
        run_dir: the run.
        manifest: its manifest, for where it starts and what must be there.
        deep_from: first segment whose batches are read and checked too; 0 for the last one only;
            None for none.

    Returns:
        The valid prefix and what is wrong with the rest.
    """
    found = Scan(head=manifest.base_head, last_seq=manifest.base_seq)
    numbers = segments(files, run_dir)
    last = numbers[-1] if numbers else 0
    for place, number in enumerate(numbers, start=1):
        if found.faults or number != place:
            _refuse_rest(files, run_dir, found, number, expected=place)
            continue
        deep = deep_from is not None and number >= (deep_from or last)
        _scan_segment(_Walk(files, run_dir, number, deep=deep, last=number == last), found)
    _check_anchor(run_dir, manifest, found)
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """One segment being walked."""

    files: Files
    run_dir: Path
    number: int
    deep: bool = field(kw_only=True)
    last: bool = field(kw_only=True)

    @property
    def events(self) -> Path:
        """Where the segment's facts are."""
        return events_path(self.run_dir, self.number)

    @property
    def commits(self) -> Path:
        """Where the segment's commits are."""
        return commits_path(self.run_dir, self.number)

    def fault(self, what: str, path: Path) -> Fault:
        """What is wrong with one of its files, and what to do."""
        return Fault(what=what, file=str(path), remedy=remedy(self.run_dir))


def remedy(run_dir: Path) -> str:
    """What to do about a damaged log."""
    command = f"`twin log repair {run_dir}`"
    return f"bring the file back from a copy, or keep what comes before with {command}"


def lost(after_seq: int, up_to_seq: int | None = None) -> str:
    """What is lost, in words."""
    if up_to_seq is None:
        return f"all facts after {after_seq} are lost"
    return f"facts {after_seq + 1} to {up_to_seq} are lost"


def follow(files: Files, run_dir: Path, found: Scan) -> list[CommitRecord]:
    """What was acknowledged since a scan; extends the scan.

    A record that is being written just now is left for the next call.

    Raises:
        LogError: a new record is damaged, also when read again.
    """
    before = len(found.records)
    while True:
        walk = _Walk(files, run_dir, found.segment_index, deep=False, last=True)
        if (fault := _take_records(walk, found)) and (fault := _take_records(walk, found)):
            raise LogError(fault)
        if files.size(commits_path(run_dir, found.segment_index + 1)) <= 0:
            return found.records[before:]
        found.segment_index += 1
        found.events_end = found.commits_end = 0


def _scan_segment(walk: _Walk, found: Scan) -> None:
    found.segment_index, found.events_end, found.commits_end = walk.number, 0, 0
    fault = _take_records(walk, found)
    found.faults += [fault] if fault else []
    torn = False
    for path, keep in ((walk.events, found.events_end), (walk.commits, found.commits_end)):
        rest = walk.files.size(path) - keep
        if rest > 0:
            torn = True
            found.torn.append(Torn(path=path, offset=keep, length=rest))
    if not walk.last and not found.faults and (torn or not found.commits_end):
        what = f"the segment ends in a torn batch but another one follows: {lost(found.last_seq)}"
        found.faults.append(walk.fault(what, walk.events))


def _take_records(walk: _Walk, found: Scan) -> Fault | None:
    """Add the records from `found.commits_end` on, up to the end or the first that is wrong."""
    size = walk.files.size(walk.commits)
    if size <= found.commits_end:
        return None
    data = walk.files.read_at(walk.commits, found.commits_end, size - found.commits_end)
    held = walk.files.size(walk.events)
    for chunk in _whole_records(data):
        record = decode(chunk)
        fault = _wrong_with(walk, found, record, held=held)
        if record is None or fault is not None:
            return fault
        found.records.append(record)
        found.head, found.last_seq = record.head, record.last_seq
        found.events_end, found.commits_end = record.end, found.commits_end + RECORD_BYTES
    return None


def _whole_records(data: bytes) -> Iterator[bytes]:
    """The records of a file up to the zeros a power cut leaves at its end."""
    for offset in range(0, len(data) - RECORD_BYTES + 1, RECORD_BYTES):
        chunk = data[offset : offset + RECORD_BYTES]
        if chunk == ZEROS and not data[offset:].strip(b"\0"):
            return
        yield chunk


def _wrong_with(
    walk: _Walk, found: Scan, record: CommitRecord | None, *, held: int
) -> Fault | None:
    """Why a record can't be taken; None for a good one."""
    if record is None:
        place = len(found.records) + 1
        return walk.fault(f"commit record {place} is damaged: {lost(found.last_seq)}", walk.commits)
    if (record.segment_index, record.offset, record.first_seq) != (
        walk.number,
        found.events_end,
        found.last_seq + 1,
    ):
        return walk.fault(f"a commit record is out of line: {lost(found.last_seq)}", walk.commits)
    if record.end > held:
        return walk.fault(
            f"the file is cut short: {lost(found.last_seq, record.last_seq)} at least", walk.events
        )
    return _wrong_batch(walk, found, record) if walk.deep else None


def _wrong_batch(walk: _Walk, found: Scan, record: CommitRecord) -> Fault | None:
    body = walk.files.read_at(walk.events, record.offset, record.length)
    if len(body) != record.length or crc32c(body) != record.body_crc:
        what = f"a batch is damaged: {lost(found.last_seq, record.last_seq)}"
        return walk.fault(what, walk.events)
    if chain(found.head, record, body) != record.head:
        return walk.fault(f"the chain is broken: {lost(found.last_seq)}", walk.commits)
    return None


def _refuse_rest(files: Files, run_dir: Path, found: Scan, number: int, *, expected: int) -> None:
    """Everything in and after a segment that can't be reached."""
    if not found.faults:
        what = f"segment {expected} is missing: {lost(found.last_seq)}"
        path = str(events_path(run_dir, expected))
        found.faults.append(Fault(what=what, file=path, remedy=remedy(run_dir)))
    for path in (events_path(run_dir, number), commits_path(run_dir, number)):
        if files.size(path) >= 0:
            found.torn.append(Torn(path=path, offset=0, length=files.size(path)))


def _check_anchor(run_dir: Path, manifest: Manifest, found: Scan) -> None:
    anchor = manifest.anchor
    if anchor is None or found.faults:
        return
    if anchor.seq > found.last_seq:
        gone = lost(found.last_seq, anchor.seq)
        what = f"the log ends before a fact that its manifest knows to be there: {gone}"
    else:
        head = head_at(found.records, manifest, anchor.seq)
        if head is not None and head.hex() == anchor.head:
            return
        what = f"the log is not the one its manifest knows: the chain differs at fact {anchor.seq}"
    found.faults.append(Fault(what=what, file=str(run_dir), remedy=remedy(run_dir)))


def head_at(records: list[CommitRecord], manifest: Manifest, seq: int) -> bytes | None:
    """Chain value after the run's own batch that holds a fact; None when none does."""
    if seq == manifest.base_seq:
        return manifest.base_head
    low, high = 0, len(records)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if records[middle].last_seq < seq else (low, middle)
    reached = low < len(records) and records[low].first_seq <= seq and seq >= FIRST_SEQ
    return records[low].head if reached else None
