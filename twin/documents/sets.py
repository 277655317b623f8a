"""`--set path=value`: single values of a document replaced from outside, before it is checked.

A path is written as faults print it: `policies[0].params.hold_min`. In place of a number a list
entry may be named by its id: `transformers[T1].z_pct`; `ties[+]` adds one at the end. The value is
YAML, so `[1, 2]` works too.
"""

from __future__ import annotations

import copy
import dataclasses
import difflib
import re
from collections.abc import Sequence
from typing import cast

from twin.documents.reading import read
from twin.documents.source import Path, Plain, Source
from twin.errors import Fault, TwinError

_PART = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)|\[([^\[\]]+)\]")
_NEW_ENTRY = "[+]"
_NAMED_BY = ("id", "policy", "name", "model")


def with_sets(source: Source, sets: Sequence[str], error: type[TwinError]) -> Source:
    """A document's source with values replaced; its file and lines stay.

    Args:
        source: the document.
        sets: assignments, applied in order.
        error: the error to raise.

    Raises:
        TwinError: as `error`, with every assignment that has no `=`, or leads nowhere.
    """
    if not sets:
        return source
    value = copy.deepcopy(source.value)
    faults: list[Fault] = []
    given = dict(source.given)
    for text in sets:
        outcome = _assign(value, text, error)
        if isinstance(outcome, Fault):
            faults.append(outcome)
        else:
            given[outcome] = f"--set {text}"
    if faults:
        raise error(faults)
    return dataclasses.replace(source, value=value, given=given)


def apply_sets(value: Plain, sets: Sequence[str], error: type[TwinError]) -> Plain:
    """A document's plain value with values replaced; the value given is left alone.

    >>> apply_sets({"policies": [{"hold_min": 15}]}, ["policies[0].hold_min=30"], TwinError)
    {'policies': [{'hold_min': 30}]}
    """
    return with_sets(Source(file="", value=value, root=None), sets, error).value


def _assign(value: Plain, text: str, error: type[TwinError]) -> Path | Fault:
    place = f"--set {text}"
    left, equals, right = text.partition("=")
    parts = _parts(left.strip())
    if not equals or parts is None:
        return Fault(
            what="is no assignment", file=place, remedy="write it as path[0].to.field=value"
        )
    try:
        source = read(right if right.strip() else "null", file=place, error=error)
    except TwinError as trouble:
        return trouble.faults[0]
    if source.faults:
        return source.faults[0]
    here: Plain = value
    path: list[str | int] = []
    for part in parts[:-1]:
        step = _step(here, part, may_be_new=_is_far_from_all(here, part))
        if isinstance(step, Fault):
            return dataclasses.replace(step, file=place)
        path.append(step)
        if isinstance(step, str):
            here.setdefault(step, {})
        here = here[step]
    last = _step(here, parts[-1], may_be_new=True)
    if isinstance(last, Fault):
        return dataclasses.replace(last, file=place)
    _put(here, last, source.value)
    return (*path, last)


def _put(here: Plain, step: str | int, value: Plain) -> None:
    """A field or an entry replaced; one past the last of a list is added."""
    if isinstance(here, list) and step == len(cast("list[Plain]", here)):
        cast("list[Plain]", here).append(value)
    else:
        cast("dict[str | int, Plain]", here)[step] = value


def _parts(text: str) -> list[str] | None:
    parts: list[str] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        named = match is not None and match[1] is not None
        if match is None or (named and (text[at] == ".") == (at == 0)) or (at == 0 and not named):
            return None
        parts.append(match[1] or f"[{match[2].strip()}]")
        at = match.end()
    return parts or None


def _step(here: Plain, part: str, *, may_be_new: bool = False) -> str | int | Fault:
    """The key or index a part means here, or why it leads nowhere."""
    if isinstance(here, list):
        entries = cast("list[Plain]", here)
        return len(entries) if may_be_new and part == _NEW_ENTRY else _entry(entries, part)
    if not isinstance(here, dict):
        return Fault(
            what=f"{part} leads nowhere: there is a single value", remedy="end the path there"
        )
    fields = cast("dict[str, Plain]", here)
    name = part.strip("[]")
    if name in fields or may_be_new:
        return name
    near = difflib.get_close_matches(name, fields, n=1)
    remedy = f'did you mean "{near[0]}"?' if near else "name a field that the document has"
    return Fault(what=f"there is no {name}", allowed=", ".join(fields), remedy=remedy)


def _is_far_from_all(here: Plain, part: str) -> bool:
    """Whether a name is new in a mapping rather than mistyped: what it may be, the model says."""
    return isinstance(here, dict) and not difflib.get_close_matches(
        part, cast("dict[str, Plain]", here), n=1
    )


def _entry(entries: list[Plain], part: str) -> int | Fault:
    label = part.strip("[]")
    names = [_name_of(entry) for entry in entries]
    if label.isdecimal() and int(label) < len(entries):
        return int(label)
    if label in names and not label.isdecimal():
        return names.index(label)
    known = ", ".join(name for name in names if name)
    allowed = f"0 to {len(entries) - 1}" if entries else "none, the list is empty"
    return Fault(
        what=f"there is no entry {label}",
        allowed=f"{allowed} or {known}" if known else allowed,
        remedy="name an entry by its number from 0, or by its id",
    )


def _name_of(entry: Plain) -> str:
    if not isinstance(entry, dict):
        return ""
    fields = cast("dict[str, Plain]", entry)
    return next((str(fields[key]) for key in _NAMED_BY if key in fields), "")
