"""What a disk may hold after a power cut, rebuilt from the recorded operations.

The model is strict: data counts as on the disk only after its file was synced, a name only after
its folder was. What was not synced may be there, or not, or in part: each 512-byte sector of a
write by itself, in any order, a missing one reading as what was there before or as zeros. Names
change in the order they were asked for, up to any point.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.log.layers import Operation

SECTOR = 512


@dataclass
class Inode:
    """One file's bytes: those on the disk and the changes that may still be in memory."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def settle(self) -> None:
        self.durable = self.image(list(self.pending))
        self.pending = []

    def image(self, changes: list[tuple[int, bytes | None]]) -> bytes:
        """The bytes after some changes; None as a chunk is a cut."""
        held = bytearray(self.durable)
        for offset, chunk in changes:
            if chunk is None:
                del held[offset:]
                held.extend(bytes(offset - len(held)))
            else:
                held.extend(bytes(max(0, offset + len(chunk) - len(held))))
                held[offset : offset + len(chunk)] = chunk
        return bytes(held)

    def torn(self, luck: random.Random) -> bytes:
        """Some sectors of some changes; the length may have grown for those that are missing."""
        kept: list[tuple[int, bytes | None]] = []
        for offset, chunk in self.pending:
            if chunk is None:
                kept += [(offset, None)] if luck.random() < 0.5 else []
                continue
            for start, piece in sectors(offset, chunk):
                if luck.random() < 0.5:
                    kept.append((start, piece))
        luck.shuffle(kept)
        image = self.image(kept)
        whole = len(self.image(list(self.pending)))
        return image.ljust(whole, b"\0") if luck.random() < 0.5 else image


def sectors(offset: int, chunk: bytes) -> Iterator[tuple[int, bytes]]:
    """A write cut at the disk's sectors."""
    end = offset + len(chunk)
    while offset < end:
        stop = min(end, (offset // SECTOR + 1) * SECTOR)
        yield offset, chunk[len(chunk) - (end - offset) : len(chunk) - (end - stop)]
        offset = stop


class Disk:
    """Replays operations and says what may be left of them at any point."""

    def __init__(self) -> None:
        self.names: dict[Path, Inode] = {}
        self.durable_names: dict[Path, Inode] = {}
        self.history: dict[Path, list[dict[Path, Inode]]] = {}

    def play(self, operation: Operation) -> None:
        """Take one operation."""
        path, arguments = operation.path, operation.arguments
        match operation.name:
            case "write":
                if path not in self.names:
                    self._rename({**self.names, path: Inode()}, path.parent)
                self.names[path].pending.append(arguments)
            case "cut":
                self.names[path].pending.append((arguments[0], None))
            case "sync":
                self.names[path].settle()
            case "move":
                moved = {name: inode for name, inode in self.names.items() if name != path}
                self._rename({**moved, arguments[0]: self.names[path]}, path.parent)
            case "remove":
                left = {name: inode for name, inode in self.names.items() if name != path}
                self._rename(left, path.parent)
            case "sync_folder":
                self._sync_names(path)
            case _:
                pass

    def _rename(self, names: dict[Path, Inode], folder: Path) -> None:
        self.names = names
        self.history.setdefault(folder, []).append(names)

    def _sync_names(self, folder: Path) -> None:
        others = {name: i for name, i in self.durable_names.items() if name.parent != folder}
        inside = {name: i for name, i in self.names.items() if name.parent == folder}
        self.durable_names = {**others, **inside}
        self.history[folder] = []

    def after_power_cut(self, luck: random.Random) -> dict[Path, bytes]:
        """One legal state: file to bytes."""
        names = dict(self.durable_names)
        for folder, steps in self.history.items():
            if steps and luck.random() < 0.7:
                chosen = luck.choice(steps)
                names = {name: inode for name, inode in names.items() if name.parent != folder}
                names |= {name: i for name, i in chosen.items() if name.parent == folder}
        how = luck.choice(("dropped", "whole", "torn", "torn"))
        held: dict[Path, bytes] = {}
        for name, inode in names.items():
            if how == "dropped":
                held[name] = inode.durable
            else:
                changes = list(inode.pending)
                held[name] = inode.torn(luck) if how == "torn" else inode.image(changes)
        return held


def rebuild(held: dict[Path, bytes], was: Path, now: Path) -> Path:
    """Write a state below another folder."""
    for name, chunk in held.items():
        target = now / name.relative_to(was)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(chunk)
    return now
