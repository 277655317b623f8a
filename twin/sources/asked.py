"""What a reader is asked for, and how it says that a file can't be read.

A reader takes a path and an `Asked` and returns `Readings`: what is in the file, as it is, with the
faults it met. Judging gaps and ranges is `twin.series.check`'s work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from twin.errors import DataError, Fault
from twin.series.check import Readings
from twin.series.zones import Missing, Repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which columns to read, and what stamps without an offset mean.

    Attributes:
        columns: our column names this quantity can have, the necessary one first.
        named: the file's column for ours, where the file's name is not a known one.
        time_column: the file's column of stamps; found by name when None.
        zone: of stamps without an offset; None when nobody said.
        repeated: what the hour that comes twice means.
        missing: what a stamp in the hour that doesn't exist means.
    """

    columns: tuple[str, ...]
    named: Mapping[str, str] = field(default_factory=dict[str, str])
    time_column: str | None = None
    zone: tzinfo | None = None
    repeated: Repeated = "in_order"
    missing: Missing = "refuse"


Reader = Callable[[Path, Asked], Readings]


def text_of(path: Path) -> str:
    """A text file's content, without byte-order mark.

    Raises:
        DataError: it can't be opened, or is no UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(unreadable(path, error)) from None
    except UnicodeDecodeError as error:
        fault = Fault(
            what=f"byte {error.start} is no UTF-8 text",
            file=path.name,
            remedy="give the file as UTF-8, or say its format if it is no text",
        )
        raise DataError(fault) from None


def unreadable(path: Path, error: OSError) -> Fault:
    """The fault of a file that can't be opened."""
    return Fault(
        what=f"can't be read: {error.strerror or error}",
        file=str(path),
        remedy="paths are relative to the document that names them",
    )


def not_this_format(path: Path, what: str, name: str) -> DataError:
    """The error of a file that isn't what its format says."""
    remedy = "give the file's true format, or leave format out to have it recognised"
    return DataError(Fault(what=f"is no {name}: {what}", file=path.name, remedy=remedy))
