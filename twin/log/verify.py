"""Is the log whole, and what can be kept when it is not.

`verify` reads everything and changes nothing. `repair` keeps the longest sound prefix, moves the
rest into `*.torn` files and says what is lost; nothing is thrown away and nothing happens in
silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from twin.errors import Fault, LogError
from twin.log.files import DiskFiles, Files, trouble
from twin.log.index import LogIndex, parent_of
from twin.log.keyframes import KeyframeStore
from twin.log.lifecycle import living_forks
from twin.log.loader import BatchLoader
from twin.log.manifest import Anchor, Manifest, read_manifest, write_manifest
from twin.log.scan import Scan, Torn, scan
from twin.log.tail import set_aside, take_lock


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What `verify` found.

    Attributes:
        fact_count: facts of the lineage that are sound and in line.
        batch_count: their batches.
        byte_count: bytes of their batches.
        head: chain value after the last of them, in hex.
        torn: bytes beyond the acknowledged ones, which the next writer sets aside; not damage.
        faults: damage; empty when all is well.
    """

    fact_count: int
    batch_count: int
    byte_count: int
    head: str
    torn: tuple[Torn, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What `repair` did.

    Attributes:
        kept_seq: last fact that is kept.
        lost: what is lost, a fault each.
        moved: files that now hold the bytes that were set aside.
    """

    kept_seq: int
    lost: tuple[Fault, ...]
    moved: tuple[Path, ...]


def verify(run_dir: Path, files: Files | None = None) -> VerifyReport:
    """Check every checksum, the chain and the anchor of a run and its parents.

    Args:
        run_dir: the run.
        files: the disk.

    Returns:
        What is there and all that is wrong with it.
    """
    files = files or DiskFiles()
    faults: list[Fault] = []
    counts = [0, 0, 0]
    head, torn = "", ()
    try:
        for member_dir, manifest, limit_seq in _lineage(files, run_dir):
            found = scan(files, member_dir, manifest)
            faults += found.faults
            _count(found, limit_seq, counts)
            head, torn = found.head.hex(), tuple(found.torn)
        if not faults:
            LogIndex(run_dir, files, BatchLoader(files))
    except OSError as error:
        faults += trouble(error, run_dir, "reading the log").faults
    except LogError as error:
        faults += error.faults
    return VerifyReport(
        fact_count=counts[0],
        batch_count=counts[1],
        byte_count=counts[2],
        head=head,
        torn=torn,
        faults=tuple(faults),
    )


def repair(run_dir: Path, files: Files | None = None) -> RepairReport:
    """Keep what is sound.

    A run's parents are not touched: repair them by themselves, first.

    Args:
        run_dir: the run.
        files: the disk.

    Returns:
        What is kept, lost and moved.

    Raises:
        LogError: the manifest can't be read at all, somebody writes to the run, or the disk
            refuses.
    """
    files = files or DiskFiles()
    handle = take_lock(files, run_dir)
    try:
        return _repair(files, run_dir)
    except OSError as error:
        raise trouble(error, run_dir, "repairing the log") from error
    finally:
        files.unlock(handle)


def _repair(files: Files, run_dir: Path) -> RepairReport:
    lost: list[Fault] = []
    try:
        manifest = read_manifest(files, run_dir)
    except LogError as error:
        manifest = read_manifest(files, run_dir, damaged=True)
        lost += error.faults
    found = scan(files, run_dir, manifest)
    lost += found.faults
    moved: list[Path] = []
    for torn in found.torn:
        moved.append(set_aside(files, torn))
        if torn.offset == 0:
            files.remove(torn.path)
    KeyframeStore(run_dir, files).prune(found.last_seq)
    anchor = Anchor(seq=found.last_seq, head=found.head.hex())
    write_manifest(files, run_dir, msgspec.structs.replace(manifest, anchor=anchor))
    lost += _orphans(files, run_dir, found.last_seq)
    return RepairReport(kept_seq=found.last_seq, lost=tuple(lost), moved=tuple(moved))


def _orphans(files: Files, run_dir: Path, kept_seq: int) -> list[Fault]:
    """Forks that share facts which are gone."""
    lost: list[Fault] = []
    for fork in living_forks(run_dir, files):
        parent = read_manifest(files, fork, damaged=True).parent
        if parent is not None and parent.seq > kept_seq:
            what = f"a fork shares facts up to {parent.seq}, which are lost"
            remedy = "bring this run back from a copy before you use the fork"
            lost.append(Fault(what=what, file=str(fork), remedy=remedy))
    return lost


def _lineage(files: Files, run_dir: Path) -> list[tuple[Path, Manifest, int | None]]:
    """The runs of a lineage with the last seq each shares, the oldest first."""
    members: list[tuple[Path, Manifest, int | None]] = []
    limit_seq: int | None = None
    while True:
        manifest = read_manifest(files, run_dir)
        members.insert(0, (run_dir, manifest, limit_seq))
        if manifest.parent is None:
            return members
        limit_seq = manifest.parent.seq
        run_dir = parent_of(run_dir, manifest.parent)


def _count(found: Scan, limit_seq: int | None, counts: list[int]) -> None:
    for record in found.records:
        if limit_seq is None or record.first_seq <= limit_seq:
            last_seq = record.last_seq if limit_seq is None else min(record.last_seq, limit_seq)
            counts[0] += last_seq - record.first_seq + 1
            counts[1] += 1
            counts[2] += record.length
