"""YAML text into plain values that still know their lines.

YAML 1.2 core scalars: `yes`, `off`, `12:30` and dates stay text, `1e3` is a number; so a document
means what it looks like. A key given twice, a tag, and a number that is not finite are faults.
Anchors and `<<` merges work.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import yaml

from twin.documents.source import Node, Path, Plain, Source, dotted
from twin.errors import Fault, TwinError

_compose = cast("Callable[..., Node]", yaml.compose)  # pyright: ignore[reportUnknownMemberType]
_parse = cast("Callable[..., Iterator[object]]", yaml.parse)  # pyright: ignore[reportUnknownMemberType]
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
        line = _too_deep(text)
        if line:
            what, remedy = "is nested without end", f"write it with up to {_DEPTH_MAX} levels"
            raise error(Fault(what=what, file=file, line=line, remedy=remedy))
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
    except yaml.reader.ReaderError as trouble:
        line = text.count("\n", 0, trouble.position) + 1
        what = f"is not YAML: {trouble.reason}"
        raise error(Fault(what=what, file=file, line=line, remedy="remove it")) from None
    if root is None:
        raise error(Fault(what="is empty", file=file, line=1))
    builder = _Builder(Source(file=file, value=None, root=root))
    value = builder.build(root, ())
    return Source(file=file, value=value, root=root, faults=tuple(builder.faults))


def _too_deep(text: str) -> int:
    """The line at which a text has too many levels, 0 where it never has.

    Found without recursion: composing a deep text would exhaust the stack and end the process.
    """
    depth = 0
    for event in _parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEPTH_MAX:
                return event.start_mark.line + 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


@dataclass(slots=True)
class _Builder:
    """Walks the node tree once; faults are collected as they are met."""

    source: Source
    faults: list[Fault] = field(default_factory=list[Fault])
    node_count: int = 0

    def build(self, node: Node, path: Path) -> Plain:
        """The plain value of a node, with all below it."""
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
