"""Which format a file is in, by its ending and its first line."""

from __future__ import annotations

from pathlib import Path

from twin.errors import DataError, Fault
from twin.sources.asked import unreadable

FORMATS = ("csv", "parquet", "epw", "nsrdb", "open_meteo", "checkpoints", "llm_requests")
_HEAD = 4096


def recognise(path: Path) -> str:
    """The name of the file's format, one of `FORMATS`.

    Raises:
        DataError: it can't be opened, or is none of them.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    except OSError as error:
        raise DataError(unreadable(path, error)) from None
    first = head.split("\n", 1)[0].strip()
    found = _by_first_line(head, first) or _by_ending(path, first)
    if found is None:
        raise DataError(
            Fault(what="is in no known format", file=path.name, allowed=", ".join(FORMATS))
        )
    return found


def _by_first_line(head: str, first: str) -> str | None:
    signs = {
        "parquet": head.startswith("PAR1"),
        "epw": first.upper().startswith("LOCATION,"),
        "nsrdb": first.startswith("Source,Location ID,"),
        "llm_requests": first.startswith("TIMESTAMP,ContextTokens,"),
        "checkpoints": head.lstrip().startswith("[") or "start_utc_derived" in first,
        "open_meteo": head.lstrip().startswith("{"),
    }
    return next((name for name, found in signs.items() if found), None)


def _by_ending(path: Path, first: str) -> str | None:
    return "csv" if first and path.suffix.lower() in {".csv", ".tsv", ".txt"} else None
