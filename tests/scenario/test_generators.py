"""The numbers of the generators: ranges, defaults, kinds."""

from __future__ import annotations

import typing

import pytest
from pydantic import TypeAdapter, ValidationError

from twin.scenario.generators import Constant, Generator, Part

MEMBERS: tuple[type[Part], ...] = typing.get_args(typing.get_args(Generator)[0])


@pytest.mark.parametrize(
    "member", [m for m in MEMBERS if m is not Constant], ids=lambda m: m.__name__
)
def test_every_generator_needs_only_its_kind(member: type[Part]) -> None:
    (kind,) = typing.get_args(typing.get_type_hints(member)["kind"])
    made = TypeAdapter(Generator).validate_python({"kind": kind})
    assert type(made) is member


@pytest.mark.parametrize("member", MEMBERS, ids=lambda m: m.__name__)
def test_every_number_has_a_unit_and_a_range(member: type[Part]) -> None:
    schema = member.model_json_schema()
    for name, rule in schema["properties"].items():
        if rule.get("type") in {"number", "integer"}:
            assert {"minimum", "exclusiveMinimum"} & set(rule), name
            assert "default" in rule, name


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "constant", "values": {}}',
        '{"kind": "constant", "values": {"x": NaN}}',
        '{"kind": "walk", "x": 1}',
        '{"kind": "constant", "values": {"x": 1}, '
        '"changes": [{"after": "0s", "values": {"x": 2}}]}',
        '{"kind": "constant", "values": {"x": 1}, '
        '"changes": [{"after": "1h", "values": {"y": 2}}]}',
    ],
)
def test_empty_infinite_and_unknown_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Generator).validate_json(text, strict=True)
