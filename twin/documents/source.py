"""YAML text into plain values that still know their lines.

YAML 1.2 core scalars: `yes`, `off`, `12:30` and dates stay text, `1e3` is a number; so a document
means what it looks like. A key given twice, a tag, and a number that is not finite are faults.
Anchors and `<<` merges work.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml

from twin.errors import Fault, TwinError
from twin.units import unit_of

Path = tuple[str | int, ...]
Plain: TypeAlias = Any  # dict, list, str, int, float, bool or None, nested
Node: TypeAlias = Any  # a node of PyYAML's tree, which has no types

_compose = cast("Callable[..., Node]", yaml.compose)  # pyright: ignore[reportUnknownMemberType]
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", "+.inf", ".Inf", ".INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_DEPTH_MAX = 60
_NODES_MAX = 500_000


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
    """

    file: str
    value: Plain
    root: Node
    faults: tuple[Fault, ...] = ()
    given: Mapping[Path, str] = field(default_factory=dict[Path, str])

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


def read(text: str, *, file: str, error: type[TwinError]) -> Source:
    """Read YAML text.

    Args:
        text: the document.
        file: its name in messages.
        error: raised when the text is no YAML at all.

    Raises:
        TwinError: as `error`, with the line at which reading stopped.
    """
    try:
        root: Node = _compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        what = " ".join(part for part in (trouble.context, trouble.problem) if part)
        fault = Fault(
            what=f"is not YAML: {what}",
            file=file,
            line=mark.line + 1 if mark else 0,
            remedy="check indentation, colons and quotes here and on the line before",
        )
        raise error(fault) from None
    except yaml.YAMLError as trouble:
        raise error(Fault(what=f"is not YAML: {trouble}", file=file)) from None
    if root is None:
        raise error(Fault(what="is empty", file=file, line=1))
    builder = _Builder(Source(file=file, value=None, root=root))
    value = builder.build(root, ())
    return Source(file=file, value=value, root=root, faults=tuple(builder.faults))


@dataclass(slots=True)
class _Builder:
    """Walks the node tree once; faults are collected as they are met."""

    source: Source
    faults: list[Fault] = field(default_factory=list[Fault])
    node_count: int = 0

    def build(self, node: Node, path: Path) -> Plain:
        self.node_count += 1
        if len(path) > _DEPTH_MAX or self.node_count > _NODES_MAX:
            if not any(fault.what.startswith("is nested") for fault in self.faults):
                self._say(
                    path[:1],
                    "is nested or repeated without end",
                    "write it out, or use fewer aliases",
                )
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path) if node.style in (None, "") else node.value
        if node.tag not in _PLAIN_TAGS:
            self._say(path, f"has the tag {node.tag}", "remove the tag")
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: Node, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        first: dict[str, int] = {}
        merges: list[Any] = []
        for key, value in node.value:
            name = key.value if isinstance(key.value, str) else "?"
            if name == "<<":
                merges.append(value)
                continue
            if name in first:
                line = key.start_mark.line + 1
                what = f"is given twice, first at line {first[name]}"
                self._say((*path, name), what, "keep one of them", line=line)
                continue
            first[name] = key.start_mark.line + 1
            built[name] = self.build(value, (*path, name))
        for merge in merges:
            for parent in self._merge_parents(merge, path):
                for name, value in parent.items():
                    built.setdefault(name, value)
        return built

    def _merge_parents(self, node: Node, path: Path) -> list[dict[str, Any]]:
        parent = self.build(node, (*path, "<<"))
        parents = cast("list[Plain]", parent if isinstance(parent, list) else [parent])
        return [item for item in parents if isinstance(item, dict)]

    def _scalar(self, node: Node, path: Path) -> Plain:
        text = node.value
        if node.tag not in _PLAIN_TAGS:
            self._say(path, f"has the tag {node.tag}", "remove the tag")
        if text in _WORDS:
            value = _WORDS[text]
            if isinstance(value, float):
                self._say(path, "is not a finite number", "give a number", value=text)
                return None
            return value
        if _INT.match(text):
            return int(text) if len(text) < 300 else text
        if _FLOAT.match(text):
            return self._float(text, path)
        return text

    def _float(self, text: str, path: Path) -> float | None:
        value = float(text)
        if math.isinf(value):
            self._say(path, "is too large to be a number", "give a number below 1e308", value=text)
            return None
        return value

    def _say(self, path: Path, what: str, remedy: str, *, value: str = "", line: int = 0) -> None:
        self.faults.append(
            Fault(
                what=what,
                file=self.source.file,
                line=line or self.source.line(path),
                path=dotted(path),
                value=value,
                remedy=remedy,
            )
        )
