"""What a run keeps of its inputs, so that its directory stands alone.

The site's text, the resolved scenario, orders, and the hashes of the series files it was made with.
It travels in the manifest's scenario blob.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from twin.errors import DataError, Fault, LogError
from twin.facts.control import AnyCommand

_CHUNK = 1 << 20


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Inputs of a run, as JSON values.

    Attributes:
        scenario: the resolved scenario as JSON text: sets, seed and span are in it.
        scenario_file: its name in messages.
        site: the site's text as it was read.
        site_file: its name in messages.
        site_sets: assignments to the site.
        base_dir: folder that relative paths of series files start from.
        files: series files as the scenario names them -> SHA-256 of their bytes.
        orders: commands from outside with their instants.
        fork_us: the instant a fork leaves its parent, None for a run of its own.
        changes: `path=value` assignments that took hold at that instant.
        luck_index: how often the seed was changed along the line of forks.
    """

    scenario: str
    scenario_file: str
    site: str
    site_file: str
    site_sets: tuple[str, ...] = ()
    base_dir: str = ""
    files: dict[str, str] = {}
    orders: tuple[tuple[int, AnyCommand], ...] = ()
    fork_us: int | None = None
    changes: tuple[str, ...] = ()
    luck_index: int = 0


def packed(kept: Kept) -> dict[str, Any]:
    """As plain JSON values, for the manifest."""
    return msgspec.to_builtins(kept)


def unpacked(blob: dict[str, Any], run_dir: Path) -> Kept:
    """From the manifest's values.

    Raises:
        LogError: they don't hold a run's inputs: something else wrote this log.
    """
    try:
        return msgspec.convert(blob, Kept)
    except msgspec.ValidationError as error:
        what = f"the manifest keeps no inputs that can be run: {error}"
        remedy = "only runs made by `twin run` and `twin fork` can be continued"
        raise LogError(Fault(what=what, file=str(run_dir), remedy=remedy)) from error


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    running = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            running.update(chunk)
    return running.hexdigest()


def check_files(kept: Kept) -> None:
    """See that every series file is still the one the run was made with.

    Raises:
        DataError: naming each file that is gone or has changed.
    """
    faults: list[Fault] = []
    for name, known in kept.files.items():
        path = Path(kept.base_dir) / name
        if not path.is_file():
            what, value = "the run was made with this file, and it is gone", ""
        elif file_hash(path) != known:
            what, value = "has changed since the run was made", file_hash(path)[:12]
        else:
            continue
        remedy = "bring the file back, or fork the run with --set series...=the new one"
        allowed = f"SHA-256 {known[:12]}..."
        faults.append(Fault(what=what, file=name, value=value, allowed=allowed, remedy=remedy))
    if faults:
        raise DataError(faults)
