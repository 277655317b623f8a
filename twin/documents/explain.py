"""pydantic's errors in a site engineer's words.

What is wrong, the value with its unit, what is allowed, what to do.
The allowed range is read from the model's JSON Schema, the same one that editors complete from.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from twin.documents.source import Path, Plain, show
from twin.units import unit_of

_KINDS = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "tuple": "a list",
    "dict": "a mapping",
    "model": "a mapping",
    "model_attributes": "a mapping",
    "datetime": "a date and time",
    "datetime_from_date": "a date and time",
    "timezone_aware": "a date and time with its offset",
    "date": "a date",
}
_RANGE = ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "multiple_of")
_CHOICE = ("literal_error", "enum", "union_tag_invalid")
_SAID = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is no field of this", ""),
    "timezone_aware": ("has no offset from UTC", "write it as 2021-01-01T00:00:00-06:00"),
    **dict.fromkeys(_RANGE, ("is out of range", "")),
    **dict.fromkeys(_CHOICE, ("is not one of the choices", "")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One pydantic error, placed in the document and put in words (see `Fault` for the fields)."""

    path: Path
    kind: str
    what: str
    value: object = None
    allowed: str = ""
    remedy: str = ""


def problems(error: ValidationError, model: type[BaseModel], value: object) -> list[Problem]:
    """Every error of one validation, in order.

    Args:
        error: what pydantic raised.
        model: the model it raised for.
        value: the plain value that was validated.
    """
    schema = _schema_of(model)
    found: list[Problem] = []
    seen: set[Path] = set()
    for detail in error.errors(include_url=False):
        path = _path(detail["loc"], value, detail["type"]) + _tag_field(detail)
        if path not in seen:
            seen.add(path)
            found.append(_problem(detail, path, schema, value))
    return [problem for problem in found if not _follows(problem, seen)]


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _follows(problem: Problem, faulty: set[Path]) -> bool:
    """Whether a list is too short only because an entry of it is faulty."""
    depth = len(problem.path)
    return problem.kind == "too_short" and any(
        len(path) > depth and path[:depth] == problem.path for path in faulty
    )


def _path(loc: tuple[int | str, ...], value: Plain, kind: str) -> Path:
    """The part of pydantic's location that is in the document (union tags are not)."""
    path: list[str | int] = []
    here = value
    for position, part in enumerate(loc):
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            if not (kind == "missing" and position == len(loc) - 1):
                continue
        path.append(part)
    return tuple(path)


def _tag_field(detail: ErrorDetails) -> Path:
    """The field that chooses the kind, where the fault is in the choice."""
    name = str(detail.get("ctx", {}).get("discriminator", "")).strip("'")
    return (name,) if detail["type"].startswith("union_tag") and name.isidentifier() else ()


def _problem(detail: ErrorDetails, path: Path, schema: dict[str, Any], value: Plain) -> Problem:
    kind = detail["type"]
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    rules = list(_rules(schema, path, value))
    context = detail.get("ctx", {})
    shown = None if kind in {"missing", "extra_forbidden"} else context.get("tag", detail["input"])
    what, remedy = _words(kind, detail["msg"], name)
    allowed = str(context.get("allowed", "")) or _allowed(rules, name)
    if kind == "extra_forbidden":
        allowed, remedy = _near(name, schema, path, value)
    elif kind in _CHOICE:
        remedy = _suggest(str(shown), _choices(rules))
    elif kind == "union_tag_not_found":
        what, shown, remedy = "is missing", None, "add it"
    remedy = str(context.get("remedy", "")) or remedy
    return Problem(path=path, kind=kind, what=what, value=shown, allowed=allowed, remedy=remedy)


def _words(kind: str, message: str, name: str) -> tuple[str, str]:
    """What is wrong and what to do, by pydantic's error type."""
    if kind in _SAID:
        return _SAID[kind]
    if kind == "value_error":
        return message.removeprefix("Value error, "), ""
    stem = kind.removesuffix("_type").removesuffix("_parsing").removesuffix("_from_float")
    if stem in _KINDS and stem != kind:
        unit = unit_of(name)
        label = f" in {unit.label}" if unit and unit.label and stem in {"int", "float"} else ""
        quotes = " (in quotes if it looks like a number)" if stem == "string" else ""
        return f"is not {_KINDS[stem]}", f"give {_KINDS[stem]}{label}{quotes}"
    return message[:1].lower() + message[1:], ""


def _rules(schema: dict[str, Any], path: Path, value: Plain) -> Iterator[dict[str, Any]]:
    """Every JSON Schema node that may describe a path (several where a value has several kinds).

    Of kinds that a tag tells apart only the one that the document names.
    """
    nodes = [schema]
    here: Plain = value
    for part in path:
        nodes = [child for node in nodes for child in _step(schema, node, part, here)]
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
    for node in nodes:
        yield from _open(schema, node, here)


def _open(schema: dict[str, Any], node: dict[str, Any], here: Plain) -> Iterator[dict[str, Any]]:
    if "$ref" in node:
        yield from _open(schema, _referred(schema, node["$ref"]), here)
    tagged = node.get("discriminator", {})
    holder = cast("dict[str, object]", here) if isinstance(here, dict) else {}
    tag = holder.get(tagged.get("propertyName", ""))
    named = tagged.get("mapping", {}).get(tag) if isinstance(tag, str) else None
    if named is not None:
        yield from _open(schema, _referred(schema, named), here)
    else:
        for member in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
            yield from _open(schema, member, here)
    yield node


def _referred(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return schema["$defs"][name.rsplit("/", 1)[1]]


def _step(
    schema: dict[str, Any], node: dict[str, Any], part: str | int, here: Plain
) -> Iterator[dict[str, Any]]:
    for rule in _open(schema, node, here):
        if isinstance(part, int):
            prefix = rule.get("prefixItems", ())
            child = prefix[part] if part < len(prefix) else rule.get("items")
        else:
            others = [*rule.get("patternProperties", {}).values(), rule.get("additionalProperties")]
            child = rule.get("properties", {}).get(part, others[0])
        if isinstance(child, dict):
            yield child


def _choices(rules: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for rule in rules:
        found += [str(item) for item in rule.get("enum", ())]
        found += [str(rule["const"])] if "const" in rule else []
        found += [str(tag) for tag in rule.get("discriminator", {}).get("mapping", {})]
    return list(dict.fromkeys(found))


def _allowed(rules: list[dict[str, Any]], name: str) -> str:
    """The range or the choices in words: `0 to 30 %`, `above 0 kV`, `iec or ieee`."""
    choices = _choices(rules)
    if choices:
        return " or ".join(choices)
    texts = [text for rule in rules if (text := _range(rule, name))]
    return " or ".join(dict.fromkeys(texts))


def _range(rule: dict[str, Any], name: str) -> str:
    low, above = rule.get("minimum"), rule.get("exclusiveMinimum")
    high, below = rule.get("maximum"), rule.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f"{low:g} to {show(high, name)}"
    parts = [
        f"{words} {show(bound, name)}"
        for words, bound in (
            ("at least", low),
            ("above", above),
            ("at most", high),
            ("below", below),
        )
        if bound is not None
    ]
    if "pattern" in rule:
        parts.append(f"text like {rule['pattern']}")
    if rule.get("minItems"):
        parts.append(f"at least {rule['minItems']} of them")
    return " and ".join(parts)


def _near(name: str, schema: dict[str, Any], path: Path, value: Plain) -> tuple[str, str]:
    """Known fields beside an unknown one, and the nearest in spelling."""
    names = [
        known for rule in _rules(schema, path[:-1], value) for known in rule.get("properties", {})
    ]
    names = list(dict.fromkeys(names))
    suggestion = _suggest(name, names)
    return ", ".join(names), suggestion or "remove it, or use a known field"


def _suggest(word: str, known: list[str]) -> str:
    """`did you mean "z_pct"?` or nothing; a unit typed differently counts as near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if not near:
        stem = word.rsplit("_", 1)[0]
        near = [item for item in known if item.rsplit("_", 1)[0] == stem]
    return f'did you mean "{near[0]}"?' if near else ""
