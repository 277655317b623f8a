"""Text to a frozen model: the base of all documents, `parse`, and `salvage` for further checks."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from typing import Any, ClassVar, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from twin.documents.explain import Problem, problems
from twin.documents.reading import read
from twin.documents.source import Path, Plain, Source
from twin.errors import Fault, TwinError

M = TypeVar("M", bound=BaseModel)

_REPAIRS_MAX = 8


class Document(BaseModel):
    """Base of every document: frozen, no unknown fields, a `schema:` naming its kind and version.

    Attributes:
        SCHEMA: `switchyard.site/1`; a document must name exactly this kind, and no newer version.
        STAND_IN: plain values `salvage` puts in place of missing or faulty fields, nested likewise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    SCHEMA: ClassVar[str] = ""
    STAND_IN: ClassVar[dict[str, Any]] = {}

    schema_name: str = Field(alias="schema", description="Kind and version of this document.")


def parse(text: str, *, file: str, model: type[M], error: type[TwinError]) -> M:
    """A document's text as a checked model.

    Args:
        text: YAML.
        file: the document's name in messages.
        model: what it must be; a `Document` must also name its `SCHEMA`.
        error: the error to raise.

    Raises:
        TwinError: as `error`, with *all* faults: line, path, value, allowed range, remedy.
    """
    source = read(text, file=file, error=error)
    strange = _strange_schema(source, model)
    if strange:
        raise error(strange)
    parsed, faults = validate(model, source.value, source=source)
    if parsed is None or faults:
        raise error(in_order(faults))
    return parsed


def validate(
    model: type[M], value: object, *, source: Source, at: Path = ()
) -> tuple[M | None, list[Fault]]:
    """A plain value as a model; the faults carry the lines of `source`, under the path `at`.

    Strict: text is no number, true is no number, a list is no mapping.
    """
    parsed, found = _check(model, value)
    faults = [] if at else list(source.faults)
    paths = {fault.path for fault in faults}
    rest = [_fault(source, problem, at) for problem in found]
    return parsed, faults + [fault for fault in rest if fault.path not in paths]


def salvage(
    source: Source, model: type[M], error: type[TwinError]
) -> tuple[Source, M | None, list[Fault]]:
    """The document without its faulty parts, and the faults, so that more can be checked.

    A faulty field is left out; where it is needed, what holds it is left out whole, up to its list
    entry, or takes the model's `STAND_IN`. The model is None where that does not help.

    Returns:
        The source, whose faults now understand paths of the salvaged model; the model; the faults.

    Raises:
        TwinError: as `error`, when the document is of another kind or a newer version.
    """
    strange = _strange_schema(source, model)
    if strange:
        raise error(strange)
    parsed, faults = validate(model, source.value, source=source)
    stand_in: dict[str, Any] = getattr(model, "STAND_IN", {})
    for _ in range(_REPAIRS_MAX):
        if parsed is not None:
            break
        found = _check(model, _without(source, stand_in))[1]
        paths = (source.written(_droppable(problem, stand_in)) for problem in found)
        drop = {_still_there(path, source.dropped) for path in paths}
        source = dataclasses.replace(source, dropped=source.dropped | drop)
        parsed = _check(model, _without(source, stand_in))[0]
    return source, parsed, in_order(faults)


def schema_of(text: str, *, file: str, error: type[TwinError]) -> str:
    """The kind a text names in its `schema:`, as `switchyard.site/1`; empty when it names none."""
    named = read(text, file=file, error=error).get(("schema",))
    return named if isinstance(named, str) else ""


def in_order(faults: list[Fault]) -> list[Fault]:
    """Faults in the order of the document, each once."""
    return sorted(dict.fromkeys(faults), key=lambda fault: fault.line)


def _check(model: type[M], value: object) -> tuple[M | None, list[Problem]]:
    try:
        return model.model_validate_json(json.dumps(value), strict=True), []
    except ValidationError as trouble:
        return None, problems(trouble, model, value)


def _fault(source: Source, problem: Problem, at: Path) -> Fault:
    path = (*at, *problem.path)
    return source.fault(
        path, problem.what, value=problem.value, allowed=problem.allowed, remedy=problem.remedy
    )


def _strange_schema(source: Source, model: type[BaseModel]) -> Fault | None:
    """The fault of a document of another kind, or of a newer version than this program knows."""
    if not isinstance(source.value, dict):
        return source.fault(
            (),
            "is not a mapping of fields",
            value=source.value,
            remedy='begin with "name: value" lines',
        )
    wanted = model.SCHEMA if issubclass(model, Document) else ""
    if not wanted:
        return None
    named = source.get(("schema",))
    at: Path = ("schema",)
    if named is None:
        return source.fault(
            at, "is missing", allowed=wanted, remedy=f'begin the document with "schema: {wanted}"'
        )
    kind, version = wanted.rsplit("/", 1)
    match = re.fullmatch(r"(.+)/(\d+)", str(named))
    if match is None or match[1] != kind:
        return source.fault(
            at,
            "is another kind of document",
            value=named,
            allowed=wanted,
            remedy="give the right file",
        )
    if int(match[2]) > int(version):
        remedy = "install a newer version of this program, or write the document for this one"
        return source.fault(
            at,
            "was written for a newer version",
            value=named,
            allowed=f"up to {wanted}",
            remedy=remedy,
        )
    return None


def _droppable(problem: Problem, stand_in: dict[str, Any]) -> Path:
    """What to leave out: the faulty field, or of a missing one the entry that needs it."""
    path = problem.path
    if problem.kind != "missing" or _stand_in(stand_in, path) is not None:
        return path
    item = max((n for n, part in enumerate(path) if isinstance(part, int)), default=0)
    return path[: item + 1]


def _without(source: Source, stand_in: dict[str, Any]) -> Plain:
    """The document's value without what was dropped, stand-ins in place of top-level fields."""
    value = copy.deepcopy(source.value)
    for path in sorted(source.dropped, key=_last_first, reverse=True):
        _remove(value, path)
    for path in sorted(source.dropped, key=len):
        stands = _stand_in(stand_in, path)
        if stands is not None:
            _put(value, path, stands)
    return value


def _still_there(path: Path, dropped: frozenset[Path]) -> Path:
    """A path, or what holds it where leaving it out alone has not helped."""
    while path and path in dropped:
        path = path[:-1]
    return path


def _stand_in(stand_in: dict[str, Any], path: Path) -> Plain:
    """What stands at a path of the stand-ins, None when nothing does."""
    here: Plain = stand_in if path else None
    for part in path:
        here = here[part] if _has(here, part) else None
    return here


def _put(value: Plain, path: Path, stands: Plain) -> None:
    for part in path[:-1]:
        value = value[part] if _has(value, part) else None
    if isinstance(value, dict):
        value[path[-1]] = copy.deepcopy(stands)


def _last_first(path: Path) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in path]


def _remove(value: Plain, path: Path) -> None:
    for part in path[:-1]:
        value = value[part] if _has(value, part) else None
    if path and _has(value, path[-1]):
        del value[path[-1]]


def _has(value: Plain, part: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(part, int) and part < len(cast("list[object]", value))
    return isinstance(value, dict) and part in value
