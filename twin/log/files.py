"""Every touch of the disk by the log, behind one small door.

Nothing here knows facts, batches or Arrow. Paths are given, file handles stay inside, so that a
test can put a layer in between that records each operation, fails the n-th one or rebuilds what a
power cut would have left.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import weakref
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from twin.errors import Fault, LogError

_HANDLES = 64
_MODE = 0o644


class Files(Protocol):
    """What the log asks of a disk. Every method may raise `OSError`."""

    def read(self, path: Path) -> bytes:
        """The whole file as it is now, whatever was renamed onto it."""
        ...

    def read_at(self, path: Path, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; fewer at the end of the file."""
        ...

    def size(self, path: Path) -> int:
        """Length in bytes, -1 when there is no such file."""
        ...

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, sorted; empty when there is no such folder."""
        ...

    def make_folder(self, folder: Path) -> None:
        """Create a folder with its parents, or leave the one that is there."""
        ...

    def write(self, path: Path, offset: int, chunk: bytes) -> None:
        """Write all bytes at `offset`, creating the file when it is missing."""
        ...

    def sync(self, path: Path) -> None:
        """Return when the file's bytes and length are on the disk."""
        ...

    def cut(self, path: Path, length: int) -> None:
        """Make the file `length` bytes long."""
        ...

    def move(self, source: Path, target: Path) -> None:
        """Rename, replacing the target in one step."""
        ...

    def remove(self, path: Path) -> None:
        """Delete one file; a missing one is fine."""
        ...

    def remove_folder(self, folder: Path) -> None:
        """Delete a folder and all in it."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Return when the folder's list of names is on the disk."""
        ...

    def lock(self, path: Path) -> int:
        """Take the lock file until the process ends, or raise `BlockingIOError`."""
        ...

    def unlock(self, handle: int) -> None:
        """Give a lock back."""
        ...

    def close(self) -> None:
        """Let go of all handles."""
        ...


class DiskFiles:
    """The real disk, with a bounded number of open handles."""

    def __init__(self) -> None:
        self._handles: OrderedDict[tuple[Path, bool], int] = OrderedDict()
        weakref.finalize(self, _close_all, self._handles)

    def _handle(self, path: Path, *, writing: bool) -> int:
        key = (path, writing)
        handle = self._handles.get(key)
        if handle is not None:
            self._handles.move_to_end(key)
            return handle
        flags = os.O_RDWR | os.O_CREAT if writing else os.O_RDONLY
        handle = os.open(path, flags | os.O_CLOEXEC, _MODE)
        self._handles[key] = handle
        if len(self._handles) > _HANDLES:
            os.close(self._handles.popitem(last=False)[1])
        return handle

    def _forget(self, path: Path) -> None:
        for writing in (False, True):
            handle = self._handles.pop((path, writing), None)
            if handle is not None:
                os.close(handle)

    def read(self, path: Path) -> bytes:
        """The whole file as it is now."""
        return path.read_bytes()

    def read_at(self, path: Path, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`."""
        return os.pread(self._handle(path, writing=False), length, offset)

    def size(self, path: Path) -> int:
        """Length in bytes, -1 when there is no such file."""
        try:
            return path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return -1

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, sorted."""
        try:
            return sorted(path.name for path in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def make_folder(self, folder: Path) -> None:
        """Create a folder with its parents."""
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, offset: int, chunk: bytes) -> None:
        """Write all bytes at `offset`."""
        handle = self._handle(path, writing=True)
        left = memoryview(chunk)
        while left:
            done = os.pwrite(handle, left, offset)
            left = left[done:]
            offset += done

    def sync(self, path: Path) -> None:
        """Force bytes and length to the disk."""
        os.fsync(self._handle(path, writing=True))

    def cut(self, path: Path, length: int) -> None:
        """Make the file `length` bytes long."""
        os.ftruncate(self._handle(path, writing=True), length)

    def move(self, source: Path, target: Path) -> None:
        """Rename in one step."""
        self._forget(source)
        self._forget(target)
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Delete one file."""
        self._forget(path)
        path.unlink(missing_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """Delete a folder and all in it."""
        for path, writing in list(self._handles):
            if path.is_relative_to(folder):
                os.close(self._handles.pop((path, writing)))
        shutil.rmtree(folder)

    def sync_folder(self, folder: Path) -> None:
        """Force a folder's names to the disk."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def lock(self, path: Path) -> int:
        """Take the lock file."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle

    def unlock(self, handle: int) -> None:
        """Give a lock back."""
        os.close(handle)

    def close(self) -> None:
        """Close all handles."""
        _close_all(self._handles)


def _close_all(handles: OrderedDict[tuple[Path, bool], int]) -> None:
    while handles:
        os.close(handles.popitem()[1])


def write_whole(files: Files, path: Path, chunk: bytes) -> None:
    """Replace a small file so that a crash leaves the old one or the new one, never a mix.

    Args:
        files: the disk.
        path: file to replace; its folder exists.
        chunk: all its bytes.
    """
    beside = path.with_name(path.name + ".new")
    files.remove(beside)
    files.write(beside, 0, chunk)
    files.sync(beside)
    files.move(beside, path)
    files.sync_folder(path.parent)


_NOT_FOR_WRITING = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR)


def trouble(error: OSError, path: Path, doing: str) -> LogError:
    """The operating system's refusal as bad input that says what to do.

    Args:
        error: what the system said.
        path: the file or folder it was about.
        doing: what the log was doing, as "writing facts 1 to 1024".

    Returns:
        The error to raise.
    """
    reason = error.strerror or type(error).__name__
    remedy = "free space or repair the disk, then run it again: acknowledged facts are kept"
    if error.errno in _NOT_FOR_WRITING:
        remedy = "choose a folder that you may write to; acknowledged facts are kept"
    return LogError(Fault(what=f"{doing} failed: {reason}", file=str(path), remedy=remedy))
