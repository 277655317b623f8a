"""What differs between two documents: values by their place, entries of lists by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from twin.documents.source import Plain

_NAMED_BY = ("id", "policy", "pred", "resource", "kpi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that is not the same.

    Attributes:
        path: as tasks[A-L4].links.
        was: in the first document; None where it is not there.
        now: in the second.
    """

    path: str
    was: Plain
    now: Plain


def differences(was: Plain, now: Plain, at: str = "") -> Iterator[Difference]:
    """Every value that differs, in the order of the first document.

    A list whose entries all have an id is compared by them, whatever their order; another one as a
    whole. What is only in one of the two is one difference, however much is below it.

    >>> one = {"tasks": [{"id": "A", "days": 3}, {"id": "B"}], "title": "x"}
    >>> two = {"tasks": [{"id": "A", "days": 5}], "title": "x"}
    >>> [(each.path, each.was, each.now) for each in differences(one, two)]
    [('tasks[A].days', 3, 5), ('tasks[B]', {'id': 'B'}, None)]

    Args:
        was: plain values of the first document.
        now: of the second.
        at: where both stand.
    """
    mine, theirs = _fields(was), _fields(now)
    if mine is None or theirs is None:
        if was != now:
            yield Difference(path=at, was=was, now=now)
        return
    for name in dict.fromkeys((*mine, *theirs)):
        yield from differences(mine.get(name), theirs.get(name), _below(at, name))


def _below(at: str, name: str) -> str:
    return f"{at}{name}" if name.startswith("[") or not at else f"{at}.{name}"


def _fields(value: Plain) -> dict[str, Plain] | None:
    """A mapping's fields, or a list's entries by their ids; None of anything else."""
    if isinstance(value, dict):
        return cast("dict[str, Plain]", value)
    if not isinstance(value, list) or not value:
        return None
    entries = cast("list[Plain]", value)
    names = [_name_of(entry) for entry in entries]
    if None in names or len(set(names)) < len(names):
        return None
    return {f"[{name}]": entry for name, entry in zip(names, entries, strict=True)}


def _name_of(entry: Plain) -> str | None:
    if not isinstance(entry, dict):
        return None
    fields = cast("dict[str, Plain]", entry)
    return next((str(fields[key]) for key in _NAMED_BY if key in fields), None)
