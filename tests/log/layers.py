"""File layers for tests: one that records and fails, one that writes in small pieces."""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twin.log import DiskFiles

CHANGING = ("write", "sync", "cut", "move", "remove", "sync_folder", "make_folder")


@dataclass(eq=False)
class Operation:
    """One change of the disk, as it was asked for."""

    name: str
    path: Path
    arguments: tuple[Any, ...] = ()


@dataclass
class Recorder(DiskFiles):
    """Records each change; fails the n-th one (from 1), after half of it when it is a write.

    Syncs nothing in truth: `powercut` reckons what a sync would have kept.
    """

    fail_at: int = 0
    code: int = errno.EIO
    only: tuple[str, ...] = CHANGING
    operations: list[Operation] = field(default_factory=list)
    failed: Operation | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def note(self, name: str, *arguments: Any) -> None:
        """Put a word of the test between the operations."""
        self.operations.append(Operation(name, Path(), arguments))

    def _change(self, name: str, path: Path, *arguments: Any) -> None:
        self.operations.append(Operation(name, path, arguments))
        counted = sum(1 for done in self.operations if done.name in self.only)
        if self.fail_at and name in self.only and counted == self.fail_at:
            self.failed = self.operations[-1]
            if name == "write":
                super().write(path, arguments[0], arguments[1][: len(arguments[1]) // 2])
            raise OSError(self.code, "injected by the test")

    def write(self, path: Path, offset: int, chunk: bytes) -> None:
        self._change("write", path, offset, bytes(chunk))
        super().write(path, offset, chunk)

    def sync(self, path: Path) -> None:
        self._change("sync", path)

    def cut(self, path: Path, length: int) -> None:
        self._change("cut", path, length)
        super().cut(path, length)

    def move(self, source: Path, target: Path) -> None:
        self._change("move", source, target)
        super().move(source, target)

    def remove(self, path: Path) -> None:
        self._change("remove", path)
        super().remove(path)

    def sync_folder(self, folder: Path) -> None:
        self._change("sync_folder", folder)

    def make_folder(self, folder: Path) -> None:
        self._change("make_folder", folder)
        super().make_folder(folder)


class WideFiles(DiskFiles):
    """Writes in small pieces with pauses, so that a kill often lands inside a write.

    Syncs nothing: a killed process leaves its writes to the system, which keeps them.
    """

    piece_bytes = 160
    pause_s = 0.0002

    def write(self, path: Path, offset: int, chunk: bytes) -> None:
        for start in range(0, max(len(chunk), 1), self.piece_bytes):
            super().write(path, offset + start, chunk[start : start + self.piece_bytes])
            time.sleep(self.pause_s)

    def sync(self, path: Path) -> None:
        time.sleep(self.pause_s)

    def sync_folder(self, folder: Path) -> None:
        time.sleep(self.pause_s)
