"""A type of the document is a type of the page (whether the file is fresh: tests/tidy)."""

from __future__ import annotations

from api.typescript import typescript


def test_a_type_is_an_interface_with_its_fields():
    view = {
        "type": "object",
        "description": "One  thing.",
        "properties": {
            "seq": {"type": "integer"},
            "state": {"enum": ["a", "b"], "type": "string"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/PartView"}},
            "by_name": {"type": "object", "additionalProperties": {"type": "number"}},
            "body": {"anyOf": [{"type": "object", "additionalProperties": True}, {"type": "null"}]},
            "rest": {},
        },
        "required": ["seq", "state"],
    }
    text = typescript({"components": {"schemas": {"ThingView": view}}})
    assert text.endswith(
        "/** One thing. */\n"
        "export interface Thing {\n"
        "  seq: number;\n"
        "  state: 'a' | 'b';\n"
        "  parts?: Part[];\n"
        "  by_name?: Record<string, number>;\n"
        "  body?: Record<string, unknown> | null;\n"
        "  rest?: unknown;\n"
        "}\n"
    )
