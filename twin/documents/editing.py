"""A document's text edited in place: what an edit does not touch stays as it was, comments and all.

Each edit replaces, adds or takes out one value where it is written. The text is then read again
and must say what the edit asked for and nothing else; where it does not (a value that an alias
brought in, a key that begins a list entry), the edit is refused and the text is left as it was.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import yaml

from twin.documents.reading import read
from twin.documents.source import Node, Path, Plain, dotted
from twin.errors import Fault, TwinError

_PLAIN_TEXT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+/-]*\Z")
_SPANS = (yaml.MappingNode, yaml.SequenceNode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Set the value at a path; a key that is not there is added.

    Attributes:
        path: its last part is a key.
        value: plain values.
        after: keys behind which a new one is written, the first that is there.
    """

    path: Path
    value: Plain
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Append to the list at a path; the list is made where it is not there."""

    path: Path
    value: Plain
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Take out a key or a list entry; nothing happens where it is not there."""

    path: Path


Edit = Put | Add | Drop


def edited(text: str, edits: Sequence[Edit], *, file: str, error: type[TwinError]) -> str:
    """The text with edits made, one after another.

    >>> edited("a: {b: 1}  # why", [Put(path=("a", "b"), value=2)], file="", error=TwinError)
    'a: {b: 2}  # why'

    Args:
        text: the document.
        edits: in order.
        file: its name in messages.
        error: raised when the text is no YAML, or an edit can't be made in it.
    """
    for edit in edits:
        before = read(text, file=file, error=error)
        wanted = copy.deepcopy(before.value)
        changed = _done(wanted, edit) and _written(text, before.root, edit)
        if not changed:
            continue
        if _reads(changed, file) != wanted:
            what, remedy = "can't be edited where it is written", "edit the text itself"
            raise error(
                Fault(
                    what=what,
                    file=file,
                    line=before.line(edit.path),
                    path=dotted(edit.path),
                    remedy=remedy,
                )
            )
        text = changed
    return text


def flow(value: Plain) -> str:
    """A value on one line.

    >>> flow({"pred": "A-L3", "lag_days": 7.0})
    '{pred: A-L3, lag_days: 7}'
    """
    if isinstance(value, dict):
        pairs = cast("dict[str, Plain]", value).items()
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, cast("list[Plain]", value))) + "]"
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.12g}"
    return value if _PLAIN_TEXT.match(value) and not _is_other(value) else json.dumps(value)


def _is_other(text: str) -> bool:
    """Whether a text would be read as something else than text."""
    return not isinstance(read(text, file="", error=TwinError).value, str)


def _reads(text: str, file: str) -> Plain:
    try:
        return read(text, file=file, error=TwinError).value
    except TwinError:
        return None


# ---------------------------------------------------------------- what it should say
def _done(value: Plain, edit: Edit) -> bool:
    """Make an edit in plain values; whether it changes any."""
    *way, last = edit.path
    for part in way:
        value = value[part]
    if isinstance(edit, Put):
        same = last in value and value[last] == edit.value
        value[last] = edit.value
        return not same
    if isinstance(edit, Add):
        value[last] = [*(value.get(last) or ()), edit.value]
        return True
    there = last in value if isinstance(value, dict) else 0 <= int(last) < len(value)
    if there:
        del value[last]
    return there


# ---------------------------------------------------------------- how it is written
def _written(text: str, root: Node, edit: Edit) -> str:
    *way, last = edit.path
    parent = root
    for part in way:
        parent = _child(parent, part)
        if parent is None:
            return text
    here = _child(parent, last)
    if isinstance(edit, Drop):
        return text if here is None else _without(text, parent, last, here)
    if here is None:
        value = [edit.value] if isinstance(edit, Add) else edit.value
        return _with_key(text, parent, f"{last}: {flow(value)}", edit.after)
    if isinstance(edit, Add) and isinstance(here, yaml.SequenceNode):
        return _with_item(text, here, flow(edit.value))
    value = [edit.value] if isinstance(edit, Add) else edit.value
    start, end = here.start_mark.index, _end(here)
    space = " " if text[start - 1 : start] == ":" else ""
    return f"{text[:start]}{space}{flow(value)}{text[end:]}"


def _child(node: Node, part: str | int) -> Node:
    """What is written in a node under a key or an index; nothing that a merge brought in."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(part, int) and isinstance(node, yaml.SequenceNode):
        return node.value[part] if 0 <= part < len(node.value) else None
    return None


def _end(node: Node) -> int:
    """Where a node is written to: a block's own mark is where the next thing begins."""
    if isinstance(node, _SPANS) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    return node.end_mark.index


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _with_key(text: str, parent: Node, entry: str, after: tuple[str, ...]) -> str:
    if parent.flow_style or not parent.value:
        return _with_item(text, parent, entry)
    keys = {key.value: value for key, value in parent.value}
    before = next((keys[name] for name in after if name in keys), parent.value[-1][1])
    at = _line_end(text, _end(before))
    indent = " " * parent.value[0][0].start_mark.column
    return f"{text[:at]}\n{indent}{entry}{text[at:]}"


def _with_item(text: str, parent: Node, entry: str) -> str:
    """One more entry at the end of a list, or of a mapping in braces."""
    if parent.flow_style:
        close = parent.end_mark.index - 1
        at = _end(_last(parent)) if parent.value else close
        return f"{text[:at]}{', ' if parent.value else ''}{entry}{text[at:]}"
    first = parent.value[0]
    at = _line_end(text, _end(parent))
    dash = text.rfind("-", 0, first.start_mark.index)
    indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
    return f"{text[:at]}\n{indent}- {entry}{text[at:]}"


def _last(parent: Node) -> Node:
    last = parent.value[-1]
    return last[1] if isinstance(parent, yaml.MappingNode) else last


def _without(text: str, parent: Node, last: str | int, here: Node) -> str:
    if isinstance(parent, yaml.MappingNode):
        place = next(n for n, (key, _) in enumerate(parent.value) if key.value == last)
        starts = [key.start_mark.index for key, _ in parent.value]
    else:
        place = int(last)
        starts = [one.start_mark.index for one in parent.value]
    start, end = starts[place], _end(here)
    if not parent.flow_style:
        start = text.rfind("\n", 0, start) + 1
        return text[:start] + text[min(len(text), _line_end(text, end) + 1) :]
    if place + 1 < len(starts):
        return text[:start] + text[starts[place + 1] :]
    before = text.rfind(",", 0, start) if place else start
    return text[:before] + text[end:]
