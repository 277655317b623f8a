"""A document's plain values, where each was written, and faults about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from twin.errors import Fault
from twin.units import unit_of

Path = tuple[str | int, ...]
Plain: TypeAlias = Any  # dict, list, str, int, float, bool or None, nested
Node: TypeAlias = Any  # a node of PyYAML's tree, which has no types


def dotted(path: Path) -> str:
    """A path as people write it.

    >>> dotted(("transformers", 2, "z_pct"))
    'transformers[2].z_pct'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def show(value: object, name: str = "") -> str:
    """A value as people write it, with the unit its field's name ends in.

    >>> show(-3.0, "z_pct")
    '-3 %'
    >>> show("red", "colour")
    "'red'"
    """
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool) or value is None:
        return "nothing" if value is None else str(value).lower()
    if isinstance(value, int | float):
        unit = unit_of(name)
        return f"{value:.10g} {unit.label if unit else ''}".strip()
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:56]}...'"


@dataclass(frozen=True, slots=True)
class Source:
    """A document's values and where each was written.

    Attributes:
        file: the document's name in messages.
        value: plain dicts, lists, str, int, float, bool, None.
        root: the YAML node tree behind it, for lines.
        faults: what was wrong already in the YAML (keys given twice, tags, non-finite numbers).
        given: values that were replaced from outside, path -> where from (`--set a=1`).
        dropped: faulty parts that a salvaged model has not, so that its list indices are smaller.
    """

    file: str
    value: Plain
    root: Node
    faults: tuple[Fault, ...] = ()
    given: Mapping[Path, str] = field(default_factory=dict[Path, str])
    dropped: frozenset[Path] = frozenset()

    def written(self, path: Path) -> Path:
        """Where a path of the salvaged model stands in the document as written."""
        found: Path = ()
        for part in path:
            step = part
            if isinstance(step, int):
                siblings = (at[-1] for at in self.dropped if at[:-1] == found)
                for gone in sorted(index for index in siblings if isinstance(index, int)):
                    step += gone <= step
            found = (*found, step)
        return found

    def has_dropped(self, field: str) -> bool:
        """Whether a top-level field, or a part of it, was dropped or stands in."""
        return any(path[:1] == (field,) for path in self.dropped)

    def line(self, path: Path) -> int:
        """The line (from 1) of a path's key; of the nearest parent when it is not there."""
        node, line = self.root, 1
        for part in path:
            found = _child(node, part)
            if found is None:
                break
            line, node = found
        return line

    def get(self, path: Path) -> Plain:
        """The value at a path, None when there is none."""
        value = self.value
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def fault(
        self, path: Path, what: str, *, value: object = None, allowed: str = "", remedy: str = ""
    ) -> Fault:
        """A fault at a path of this document; `value` is shown with the unit of its last name."""
        path = self.written(path)
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        origin = next((text for at, text in self.given.items() if path[: len(at)] == at), "")
        return Fault(
            what=what,
            file=origin or self.file,
            line=0 if origin else self.line(path),
            path=dotted(path),
            value="" if value is None else show(value, name),
            allowed=allowed,
            remedy=remedy,
        )


def _child(node: Node, part: str | int) -> tuple[int, Node] | None:
    if isinstance(node, yaml.MappingNode):
        found = None
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line + 1, value
            if key.value == "<<":
                found = found or _merged_child(value, part)
        return found
    if (
        isinstance(node, yaml.SequenceNode)
        and isinstance(part, int)
        and 0 <= part < len(node.value)
    ):
        item = node.value[part]
        return item.start_mark.line + 1, item
    return None


def _merged_child(node: Node, part: str | int) -> tuple[int, Node] | None:
    parents = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return next((found for parent in parents if (found := _child(parent, part))), None)
