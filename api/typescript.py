"""The page's types, made from the OpenAPI document: `python -m api.typescript` writes them.

One interface for each type of the document, named as it is there without `View`. The file is
committed, so that the page is built without a server; a test says when it is stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.app import make_app
from api.workspace import Workspace

FILE = Path(__file__).resolve().parent.parent / "web" / "src" / "wire" / "openapi.ts"
COMMAND = "make wire"
_HEAD = f"""// Made by `{COMMAND}` from the API's OpenAPI document: change `api/` instead.
/* eslint-disable max-lines */
"""
_PLAIN = {
    "string": "string",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
    "null": "null",
}

Plain = dict[str, Any]


def typescript(document: Plain) -> str:
    """All types of a document.

    Args:
        document: an OpenAPI document.
    """
    schemas: Plain = document["components"]["schemas"]
    return "\n".join((_HEAD, *(_declared(name, schemas[name]) for name in sorted(schemas))))


def _declared(name: str, schema: Plain) -> str:
    words = _comment(schema.get("description", ""), "")
    if schema.get("type") != "object" or "properties" not in schema:
        return f"{words}export type {_named(name)} = {_typed(schema)};\n"
    needed = set(schema.get("required", ()))
    lines = [
        f"{_comment(one.get('description', ''), '  ')}"
        f"  {field}{'' if field in needed else '?'}: {_typed(one)};\n"
        for field, one in schema["properties"].items()
    ]
    return f"{words}export interface {_named(name)} {{\n{''.join(lines)}}}\n"


def _comment(words: str, indent: str) -> str:
    return f"{indent}/** {' '.join(words.split())} */\n" if words else ""


def _named(name: str) -> str:
    """The name of a type in the page.

    >>> _named("RunView"), _named("NewRun")
    ('Run', 'NewRun')
    """
    return name.removesuffix("View")


def _typed(schema: Plain) -> str:
    """One type.

    >>> _typed({"anyOf": [{"type": "array", "items": {"type": "number"}}, {"type": "null"}]})
    'number[] | null'
    """
    if "$ref" in schema:
        return _named(str(schema["$ref"]).rpartition("/")[2])
    said = [schema["const"]] if "const" in schema else schema.get("enum")
    if said is not None:
        return " | ".join(json.dumps(one).replace('"', "'") for one in said)
    for either in ("anyOf", "oneOf"):
        if either in schema:
            return " | ".join(_typed(one) for one in schema[either])
    kind = schema.get("type")
    if kind == "array":
        inner = _typed(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if kind == "object":
        return _record(schema)
    return _PLAIN.get(str(kind), "unknown")


def _record(schema: Plain) -> str:
    inner = schema.get("additionalProperties", True)
    return f"Record<string, {_typed(inner) if isinstance(inner, dict) else 'unknown'}>"  # pyright: ignore[reportUnknownArgumentType]


def made() -> str:
    """The file as it should be."""
    with TemporaryDirectory() as name:
        return typescript(make_app(Workspace(Path(name))).openapi())


def main() -> None:
    """Write the file."""
    FILE.write_text(made(), encoding="utf-8")
    sys.stdout.write(f"wrote {FILE.name}\n")


if __name__ == "__main__":
    main()
