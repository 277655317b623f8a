"""Shipped documents: the catalogue, sites, scenarios and device examples, by name.

The one place that knows where they lie: in the installed package, or in the checkout it was
started from. What is in them is for `twin.site` and `twin.scenario` to say; nothing is parsed
here and no machine path is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import resources
from importlib.resources.abc import Traversable

from twin.errors import DataError, Fault

SUFFIX = ".yaml"
TABLE_SUFFIX = ".csv"

# Where each folder of documents may lie, seen from the package: in a wheel, then in a checkout.
FOLDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "catalogue": (("site", "catalogue"),),
    "sites": (("fixtures", "sites"), ("..", "fixtures", "sites")),
    "scenarios": (("fixtures", "scenarios"), ("..", "fixtures", "scenarios")),
    "plans": (("fixtures", "plans"), ("..", "fixtures", "plans")),
    "devices": (("fixtures", "devices"), ("..", "fixtures", "devices")),
}


def names(folder: str) -> tuple[str, ...]:
    """Name what is shipped in a folder, without suffix, in alphabetical order.

    Args:
        folder: `catalogue`, `sites`, `scenarios`, `plans` or `devices`.

    Returns:
        The names `text` takes; empty when the package ships none.

    Raises:
        DataError: there is no such folder.
    """
    return tuple(sorted(_documents(folder)))


def text(folder: str, name: str) -> str:
    """Read a shipped document.

    Args:
        folder: `catalogue`, `sites`, `scenarios`, `plans` or `devices`.
        name: the document's name, with or without `.yaml`.

    Returns:
        Its text, exactly as shipped.

    Raises:
        DataError: there is no such folder, or none of that name in it.
    """
    documents = _documents(folder)
    found = documents.get(name.removesuffix(SUFFIX))
    if found is None:
        raise DataError(_unknown(f"{folder} has no shipped document {name!r}", name, documents))
    return found.read_text(encoding="utf-8")


def table(folder: str, name: str) -> str:
    """Read the table that lies beside a shipped document: of a device example, its inputs.

    Args:
        folder: as `text` takes it.
        name: the document's name.

    Returns:
        Its CSV, exactly as shipped.

    Raises:
        DataError: there is no such folder, or none of that name in it.
    """
    tables = _documents(folder, TABLE_SUFFIX)
    found = tables.get(name)
    if found is None:
        raise DataError(_unknown(f"{folder} has no shipped table {name!r}", name, tables))
    return found.read_text(encoding="utf-8")


def label(folder: str, name: str) -> str:
    """Name a shipped document for a message: what stands where a user's own file has its path.

    >>> label("sites", "w100")
    'shipped:sites/w100.yaml'
    """
    return f"shipped:{folder}/{name.removesuffix(SUFFIX)}{SUFFIX}"


def _documents(folder: str, suffix: str = SUFFIX) -> dict[str, Traversable]:
    places = FOLDERS.get(folder)
    if places is None:
        raise DataError(_unknown(f"nothing is shipped as {folder!r}", folder, FOLDERS))
    package = resources.files("twin")
    for place in places:
        found = package.joinpath(*place)
        if found.is_dir():
            entries = (entry for entry in found.iterdir() if entry.name.endswith(suffix))
            return {entry.name.removesuffix(suffix): entry for entry in entries}
    return {}


def _unknown(what: str, given: str, known: Iterable[str]) -> Fault:
    choices = sorted(known)
    close = get_close_matches(given.removesuffix(SUFFIX), choices, n=1)
    remedy = (
        f"did you mean {close[0]!r}?" if close else "take one of these or give a file of your own"
    )
    return Fault(what=what, allowed=", ".join(choices) or "none is shipped", remedy=remedy)
