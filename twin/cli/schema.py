"""`twin schema KIND`: JSON Schema of documents and facts, for editors and for who reads a log."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from twin.cli.check import DOCUMENTS
from twin.errors import Fault, RequestError
from twin.facts import COMMANDS, FACTS
from twin.units import unit_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS = (*DOCUMENTS, "facts")


def schema_text(kind: str) -> str:
    """The JSON Schema of a document kind or of the facts, as indented JSON.

    Args:
        kind: `site`, `scenario`, `plan`, `catalogue` or `facts`.

    Raises:
        RequestError: there is no such kind.
    """
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a document kind or of the facts; numbers have their unit as `x-unit`.

    Args:
        kind: `site`, `scenario`, `plan`, `catalogue` or `facts`.

    Raises:
        RequestError: there is no such kind.
    """
    if kind == "facts":
        found = _facts()
    elif kind in DOCUMENTS:
        model = DOCUMENTS[kind]
        found = model.model_json_schema(by_alias=True)
        found["properties"]["schema"]["const"] = model.SCHEMA
        found["title"] = f"switchyard {kind}"
    else:
        fault = Fault(what=f"there is no schema of {kind!r}", allowed=", ".join(KINDS))
        raise RequestError(fault)
    for node in (found, *found.get("$defs", {}).values()):
        _add_units(node)
    return {"$schema": DIALECT, **found}


def _facts() -> dict[str, Any]:
    """Every fact and command: a record's `kind` is the name of its definition."""
    _, components = msgspec.json.schema_components(
        (*FACTS, *COMMANDS), ref_template="#/$defs/{name}"
    )
    refs = [{"$ref": f"#/$defs/{fact.__name__}"} for fact in FACTS]
    return {
        "title": "switchyard facts",
        "description": "What can happen in a run; `kind` in the log names the definition.",
        "anyOf": refs,
        "$defs": dict(sorted(components.items())),
    }


def _add_units(node: dict[str, Any]) -> None:
    for name, rule in node.get("properties", {}).items():
        unit = unit_of(name)
        if unit is not None and unit.label and isinstance(rule, dict):
            rule["x-unit"] = unit.label
