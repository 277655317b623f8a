"""Making, forking and deleting runs.

A fork copies nothing: its manifest names the parent, the last shared fact and the chain value
there. The parent keeps a note of each fork in `RUN/forks/`, so that it is not deleted while a fork
lives.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from twin.errors import Fault, LogError
from twin.log.files import DiskFiles, Files, trouble, write_whole
from twin.log.index import parent_of
from twin.log.manifest import (
    Manifest,
    Parent,
    manifest_path,
    read_manifest,
    relative_to,
    write_manifest,
)
from twin.log.reader import LogReader
from twin.log.scan import head_at, scan
from twin.log.tail import take_lock


class _Note(msgspec.Struct, frozen=True, kw_only=True):
    run_id: str
    path: str


def create_run(run_dir: Path, manifest: Manifest, files: Files | None = None) -> None:
    """Make a run directory with its manifest; on return it is on the disk.

    Args:
        run_dir: a folder that does not exist yet, or is empty.
        manifest: what the run is.
        files: the disk.

    Raises:
        LogError: the folder holds something, or the disk refuses.
    """
    files = files or DiskFiles()
    if files.names(run_dir) or (run_dir.exists() and not run_dir.is_dir()):
        remedy = "name a folder that does not exist yet"
        raise LogError(Fault(what="exists and is not empty", file=str(run_dir), remedy=remedy))
    try:
        files.make_folder(run_dir)
        write_manifest(files, run_dir, manifest)
        files.sync_folder(run_dir.parent)
    except OSError as error:
        raise trouble(error, run_dir, "making the run") from error


def fork_run(
    parent_dir: Path, child_dir: Path, seq: int, manifest: Manifest, files: Files | None = None
) -> Manifest:
    """Make a run that shares another's facts up to a seq and goes on by itself.

    Args:
        parent_dir: the run to leave.
        child_dir: a folder that does not exist yet.
        seq: last shared fact, 0 to the parent's last; the fork's first own fact gets `seq + 1`.
        manifest: what the fork is; its `parent` and `anchor` are filled in here.
        files: the disk.

    Returns:
        The fork's manifest.

    Raises:
        LogError: there is no such fact, a folder is wrong, or the disk refuses.
    """
    files = files or DiskFiles()
    reader = LogReader(parent_dir, files)
    if not 0 <= seq <= reader.last_seq:
        allowed = f"0 to {reader.last_seq}"
        raise LogError(
            Fault(
                what="no such fact to fork at",
                file=str(parent_dir),
                value=str(seq),
                allowed=allowed,
            )
        )
    owner_dir, owner = parent_dir, reader.manifest
    while owner.parent is not None and seq < owner.base_seq:
        owner_dir = parent_of(owner_dir, owner.parent)
        owner = read_manifest(files, owner_dir)
    head = head_at(scan(files, owner_dir, owner, deep_from=None).records, owner, seq)
    assert head is not None, "the index holds the fact, so a record does"
    path = relative_to(child_dir, owner_dir)
    parent = Parent(path=path, run_id=owner.run_id, seq=seq, head=head.hex())
    child = msgspec.structs.replace(manifest, parent=parent, anchor=None)
    _write_note(files, owner_dir, child_dir, child.run_id)
    create_run(child_dir, child, files)
    return child


def living_forks(run_dir: Path, files: Files | None = None) -> list[Path]:
    """Folders of the runs that were forked from this one and still exist.

    Looks at the notes in `RUN/forks/` and at the run's neighbours.
    """
    files = files or DiskFiles()
    run_id = read_manifest(files, run_dir, damaged=True).run_id
    home = run_dir.resolve()
    candidates = {home.parent / name for name in files.names(home.parent)}
    for name in files.names(run_dir / "forks"):
        try:
            note = msgspec.json.decode(files.read(run_dir / "forks" / name), type=_Note)
        except (OSError, msgspec.DecodeError):
            continue
        candidates.add((home / note.path).resolve())
    return sorted(path for path in candidates if _is_fork_of(files, path, home, run_id))


def delete_run(run_dir: Path, files: Files | None = None) -> None:
    """Delete a run and all it holds.

    Args:
        run_dir: the run.
        files: the disk.

    Raises:
        LogError: forks of it live (all are named), somebody writes to it, or the disk refuses.
    """
    files = files or DiskFiles()
    read_manifest(files, run_dir, damaged=True)
    handle = take_lock(files, run_dir)
    try:
        forks = living_forks(run_dir, files)
        if forks:
            remedy = "delete the fork first"
            what = "has a living fork that reads its facts"
            raise LogError(
                Fault(what=what, file=str(run_dir), value=str(fork), remedy=remedy)
                for fork in forks
            )
        files.remove(manifest_path(run_dir))
        files.remove_folder(run_dir)
        files.sync_folder(run_dir.resolve().parent)
    except OSError as error:
        raise trouble(error, run_dir, "deleting the run") from error
    finally:
        files.unlock(handle)


def _write_note(files: Files, parent_dir: Path, child_dir: Path, run_id: str) -> None:
    note = _Note(run_id=run_id, path=relative_to(parent_dir, child_dir))
    name = hashlib.sha256(note.path.encode()).hexdigest()[:16] + ".json"
    try:
        files.make_folder(parent_dir / "forks")
        write_whole(files, parent_dir / "forks" / name, msgspec.json.encode(note))
    except OSError as error:
        raise trouble(error, parent_dir, "noting the fork") from error


def _is_fork_of(files: Files, path: Path, home: Path, run_id: str) -> bool:
    if files.size(manifest_path(path)) < 0:
        return False
    try:
        parent = read_manifest(files, path, damaged=True).parent
    except LogError:
        return False
    return parent is not None and parent.run_id == run_id and parent_of(path, parent) == home
