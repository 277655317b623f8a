"""The OpenAPI document, completed: who may, what goes wrong, an example of everything.

FastAPI writes what the routes say; what all of them have in common is said here once.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.examples import EXAMPLES
from api.plan_examples import PLAN_EXAMPLES
from api.problems import MEDIA_TYPE, FaultView, Problem
from api.security import COOKIE
from twin.run.summary import Summary

Plain = dict[str, Any]

_REF = "#/components/schemas/{model}"

(SUMMARY,), SUMMARY_PARTS = msgspec.json.schema_components(
    [Summary], ref_template="#/components/schemas/{name}"
)
"""How a run is summed up, as the document has it."""
DESCRIPTION = (
    "Times are float milliseconds since 1970 UTC; every number's name ends in its SI unit; `null` "
    "where a number stands has no meaning at that instant. Errors are problem documents with all "
    "faults at once. The websocket of a run is described in PROTOCOL.md."
)


def install(app: FastAPI) -> None:
    """Let an app tell its completed document."""
    known: list[Plain] = []

    def document() -> Plain:
        """Made once."""
        if not known:
            known.append(complete(app))
        return known[0]

    app.openapi = document


def complete(app: FastAPI) -> Plain:
    """The document of an app."""
    found: Plain = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=DESCRIPTION,
        routes=app.routes,
    )
    parts: Plain = found["components"]
    schemas: Plain = parts["schemas"]
    for model in (FaultView, Problem):
        schema = model.model_json_schema(ref_template=_REF, mode="serialization")
        schemas[model.__name__] = {k: v for k, v in schema.items() if k != "$defs"}
    schemas |= SUMMARY_PARTS
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for name, example in (EXAMPLES | PLAN_EXAMPLES).items():
        schemas[name]["examples"] = [example]
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "For scripts."},
        "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "A browser."},
    }
    found["security"] = [{"token": []}, {"session": []}]
    return found


def problem_response(why: str) -> Plain:
    """What an operation may answer instead, by reference."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    content = {MEDIA_TYPE: {"schema": schema, "example": EXAMPLES[Problem.__name__]}}
    return {"description": why, "content": content}


def operations(document: Plain) -> list[tuple[str, str, Plain]]:
    """Method, path and operation of all."""
    return [
        (method, path, cast("Plain", operation))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
