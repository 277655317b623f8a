"""The manifest of a run: who, what, which, and up to where the log is acknowledged.

`RUN/manifest.json` is plain JSON whose first key is a CRC32C of the whole file, taken with that
number zeroed, so a flipped bit anywhere in it is noticed. Fields that a newer version added are
kept when an older one rewrites the file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import msgspec

from twin.errors import Fault, LogError
from twin.log.files import Files, trouble, write_whole
from twin.log.records import crc32c, genesis

FORMAT = 1
_NAME = "manifest.json"
_STAMP = re.compile(rb'"crc32c": "([0-9a-f]{8})"')
_UNSTAMPED = b'"crc32c": "00000000"'


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A fact known to be acknowledged.

    Attributes:
        seq: the last fact of an acknowledged batch.
        head: chain value after that batch, in hex.
    """

    seq: int
    head: str


class Parent(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fork left its parent.

    Attributes:
        path: the parent's folder, relative to the child's.
        run_id: the parent's name, checked on opening.
        seq: last fact that both share.
        head: chain value after the parent's batch that holds that fact, in hex.
    """

    path: str
    run_id: str
    seq: int
    head: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is.

    Attributes:
        run_id: name of the run, unique among its relatives.
        created_us: when it was made, given by the caller.
        site_hash: of the site document.
        scenario_hash: of the resolved scenario.
        plan_hash: of the conversion plan, empty without one.
        seed: of all its luck.
        title: one line for people.
        versions: package name to version; `switchyard` is the writer.
        scenario: the resolved scenario as the caller keeps it, JSON values only.
        parent: where it was forked from, None for a run of its own.
        anchor: an acknowledged fact, renewed at stated intervals.
        format: version of the layout of the run directory.
        extra: fields of a newer version, kept as they are.
    """

    run_id: str
    created_us: int = 0
    site_hash: str = ""
    scenario_hash: str = ""
    plan_hash: str = ""
    seed: int = 0
    title: str = ""
    versions: dict[str, str] = {}
    scenario: dict[str, Any] = {}
    parent: Parent | None = None
    anchor: Anchor | None = None
    format: int = FORMAT
    extra: dict[str, Any] = {}

    @property
    def base_seq(self) -> int:
        """Last fact that lies in the parents: 0 without parents."""
        return self.parent.seq if self.parent else 0

    @property
    def base_head(self) -> bytes:
        """Chain value that the run's own first batch builds on."""
        return bytes.fromhex(self.parent.head) if self.parent else genesis(self.run_id)


def manifest_path(run_dir: Path) -> Path:
    """Where a run keeps its manifest."""
    return run_dir / _NAME


def write_manifest(files: Files, run_dir: Path, manifest: Manifest) -> None:
    """Replace a run's manifest in one step; on return it is on the disk.

    Raises:
        OSError: the disk refuses.
    """
    write_whole(files, manifest_path(run_dir), encode_manifest(manifest))


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as stamped JSON."""
    known: dict[str, Any] = msgspec.to_builtins(manifest)
    extra = known.pop("extra")
    body = (
        msgspec.json.format(msgspec.json.encode({"crc32c": "00000000", **extra, **known}), indent=2)
        + b"\n"
    )
    return body.replace(_UNSTAMPED, b'"crc32c": "%08x"' % crc32c(body), 1)


def read_manifest(files: Files, run_dir: Path, *, damaged: bool = False) -> Manifest:
    """A run's manifest.

    Args:
        files: the disk.
        run_dir: the run.
        damaged: take one whose checksum is wrong, as long as it can be read (for `repair`).

    Raises:
        LogError: there is none, it is damaged, or a newer version wrote it.
    """
    path = manifest_path(run_dir)
    try:
        text = files.read(path)
    except FileNotFoundError as error:
        remedy = "name a folder that `twin run --out` or `twin fork --out` made"
        raise LogError(
            Fault(what="is not a run: it has no manifest", file=str(run_dir), remedy=remedy)
        ) from error
    except OSError as error:
        raise trouble(error, path, "reading the manifest") from error
    if not damaged and not _stamp_is_right(text):
        remedy = f"compare it with a copy, then `twin log repair {run_dir}` takes what it says"
        raise LogError(
            Fault(
                what="the manifest is damaged: its checksum is wrong", file=str(path), remedy=remedy
            )
        )
    return _decode(text, path)


def _stamp_is_right(text: bytes) -> bool:
    stamp = _STAMP.search(text)
    return stamp is not None and int(stamp[1], 16) == crc32c(text.replace(stamp[0], _UNSTAMPED, 1))


def _decode(text: bytes, path: Path) -> Manifest:
    try:
        found: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
        _check_format(found, path)
        known = {
            name: found.pop(name)
            for name in Manifest.__struct_fields__
            if name in found and name != "extra"
        }
        found.pop("crc32c", None)
        return msgspec.convert({**known, "extra": found}, Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        remedy = "bring the manifest back from a copy: the log beside it is not touched"
        raise LogError(
            Fault(what=f"the manifest can't be read: {error}", file=str(path), remedy=remedy)
        ) from error


def _check_format(found: dict[str, Any], path: Path) -> None:
    version: object = found.get("format", FORMAT)
    if not isinstance(version, int) or version <= FORMAT:
        return
    versions: Any = found.get("versions")
    number: object = versions.get("switchyard") if isinstance(versions, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    writer = f"switchyard {number}" if number else "which it does not name"
    wanted = f"{writer} or newer" if number else "the newest version"
    raise LogError(
        Fault(
            what=f"the run was made by a newer version, {writer}",
            file=str(path),
            value=f"format {version}",
            allowed=f"up to format {FORMAT}",
            remedy=f"install {wanted}: this one can neither read nor continue the run",
        )
    )


def relative_to(child_dir: Path, parent_dir: Path) -> str:
    """The parent's folder as seen from the child's, so that both can be moved together."""
    return os.path.relpath(parent_dir.resolve(), child_dir.resolve())
