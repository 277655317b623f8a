"""The document is whole: every operation has words, examples and its problems by reference."""

from __future__ import annotations

import pytest

from api import layout_views, luck_views, plan_forms, plan_views, problems, views
from api.app import make_app
from api.contract import operations
from api.workspace import Workspace

REF = "#/components/schemas/"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return make_app(Workspace(tmp_path_factory.mktemp("contract"))).openapi()


def refs(part):
    """Every reference in a part of the document."""
    if isinstance(part, dict):
        found = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return found + [ref for inner in part.values() for ref in refs(inner)]
    return [ref for inner in part for ref in refs(inner)] if isinstance(part, list) else []


def test_every_reference_leads_somewhere(document):
    named = {REF + name for name in document["components"]["schemas"]}
    assert set(refs(document)) <= named


def test_every_type_has_a_name_of_its_own_in_the_page(document):
    names = [name.removesuffix("View") for name in document["components"]["schemas"]]
    assert len(set(names)) == len(names)


def test_every_operation_says_what_may_go_wrong_in_one_form(document):
    for method, path, operation in operations(document):
        wrong = {code: one for code, one in operation["responses"].items() if code[0] in "45"}
        assert {"401", "403", "404", "409", "413", "421", "422"} <= set(wrong), f"{method} {path}"
        for answer in wrong.values():
            assert list(answer["content"]) == ["application/problem+json"]
            assert (
                answer["content"]["application/problem+json"]["schema"]["$ref"] == f"{REF}Problem"
            )


def test_every_body_and_answer_has_an_example(document):
    schemas = document["components"]["schemas"]
    for method, path, operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            schema = body.get("content", {}).get("application/json", {}).get("schema", {})
            for ref in refs(schema.get("items", schema) if schema else {})[:1]:
                name = ref.removeprefix(REF)
                assert schemas[name].get("examples") or name == "Summary", f"{method} {path} {name}"


def test_every_parameter_is_described_or_speaks_for_itself(document):
    for method, path, operation in operations(document):
        for one in operation.get("parameters", []):
            assert "schema" in one, f"{method} {path}"
            assert one["name"] == "run" or one["in"] in ("query", "path", "header")


@pytest.mark.parametrize(
    "room", [views, layout_views, luck_views, plan_forms, plan_views, problems]
)
def test_examples_are_of_their_types(document, room):
    for name, schema in document["components"]["schemas"].items():
        model = getattr(room, name, None)
        for example in schema.get("examples", ()) if model is not None else ():
            assert model.model_validate(example).model_dump(exclude_unset=True) == example, name


def test_who_may_come_in_is_said(document):
    assert set(document["components"]["securitySchemes"]) == {"token", "session"}
    assert document["security"]
