"""Parsing collects every fault; salvage keeps what is sound."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tests.clocks import best_cpu_s
from twin.documents import Document, parse, read, salvage, schema_of
from twin.errors import Fault, ScenarioError, SiteError, TwinError


class Unit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    z_pct: float = Field(ge=0, le=30)
    rated_mva: float | None = Field(default=None, gt=0)


class Yard(Document):
    SCHEMA: ClassVar[str] = "switchyard.yard/2"
    STAND_IN: ClassVar[dict[str, Any]] = {"title": "?"}
    title: str
    limit_set: Literal["iec", "ieee"] = "ieee"
    units: tuple[Unit, ...] = ()


class Inner(BaseModel):
    kept: int
    choice: int


class Refused(BaseModel):
    @model_validator(mode="after")
    def _never(self) -> Refused:
        raise ValueError("never")


class Nested(BaseModel):
    STAND_IN: ClassVar[dict[str, object]] = {"inner": {"kept": 1, "choice": 5}}
    inner: Inner


GOOD = """\
schema: switchyard.yard/2
title: North
units:
- {id: T1, z_pct: 8.5}
- {id: T2, z_pct: 9, rated_mva: 25}
"""
BAD = """\
schema: switchyard.yard/2
limit_set: iex
units:
- id: T1
  z_pct: -3
  z_pct: 4
- {id: T2, z_pct: 9}
- id: 12
  z_pct: .nan
  rated_mw: 3
- {id: T4, z_pct: "5", rated_mva: -1}
colour: red
"""


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(SiteError) as caught:
        parse(text, file="yard.yaml", model=Yard, error=SiteError)
    return caught.value.faults


def test_a_good_document_is_a_frozen_model() -> None:
    yard = parse(GOOD, file="yard.yaml", model=Yard, error=SiteError)
    assert [unit.id for unit in yard.units] == ["T1", "T2"]
    assert yard.units[1].rated_mva == 25.0
    with pytest.raises(ValueError, match="frozen"):
        yard.title = "South"  # type: ignore[misc]


def test_all_faults_come_at_once_in_the_documents_order() -> None:
    assert [(fault.line, fault.path) for fault in faults_of(BAD)] == [
        (1, "title"),
        (2, "limit_set"),
        (6, "units[0].z_pct"),
        (8, "units[2].id"),
        (9, "units[2].z_pct"),
        (10, "units[2].rated_mw"),
        (11, "units[3].z_pct"),
        (11, "units[3].rated_mva"),
        (12, "colour"),
    ]


def test_a_fault_reads_as_one_sentence_with_unit_range_and_remedy() -> None:
    (fault,) = faults_of(GOOD.replace("8.5", "-3"))
    assert (
        str(fault) == "yard.yaml:4: units[0].z_pct: is out of range (is -3 %); allowed: 0 to 30 %"
    )
    (fault,) = faults_of(GOOD.replace("rated_mva", "rated_mv"))
    assert fault.remedy == 'did you mean "rated_mva"?'


@pytest.mark.parametrize(
    ("schema", "what"),
    [
        ("", "is missing"),
        ("schema: switchyard.yard/3\n", "was written for a newer version"),
        ("schema: switchyard.plan/2\n", "is another kind of document"),
        ("schema: [1]\n", "is another kind of document"),
        ("schema: switchyard.yard\n", "is another kind of document"),
    ],
)
def test_a_document_of_another_kind_or_a_newer_version_gets_that_one_fault(
    schema: str, what: str
) -> None:
    (fault,) = faults_of(schema + "colour: red\n")
    assert fault.what == what
    assert "switchyard.yard/2" in fault.allowed
    assert fault.remedy


@pytest.mark.parametrize("text", ["- 1\n", "12\n", "hello\n"])
def test_what_is_no_mapping_is_one_fault(text: str) -> None:
    (fault,) = faults_of(text)
    assert fault.what == "is not a mapping of fields"


def test_true_is_no_number_and_text_is_no_number() -> None:
    assert faults_of(GOOD.replace("8.5", "true"))[0].what == "is not a number"
    assert faults_of(GOOD.replace("8.5", "'8.5'"))[0].what == "is not a number"


def test_a_model_without_a_schema_needs_none() -> None:
    unit = parse("{id: T1, z_pct: 3}", file="spec.yaml", model=Unit, error=SiteError)
    assert unit.z_pct == 3.0


def test_salvage_leaves_out_what_is_faulty_and_keeps_the_rest() -> None:
    _, yard, faults = salvage(read(BAD, file="yard.yaml", error=SiteError), Yard, SiteError)
    assert yard is not None
    assert [unit.id for unit in yard.units] == ["T2"]
    assert (yard.title, yard.limit_set) == ("?", "ieee")
    assert faults == list(faults_of(BAD))


def test_paths_of_what_was_salvaged_are_told_as_they_were_written() -> None:
    source, yard, _ = salvage(read(BAD, file="yard.yaml", error=SiteError), Yard, SiteError)
    assert yard is not None
    fault = source.fault(("units", 0, "z_pct"), "is odd", value=yard.units[0].z_pct)
    assert (fault.line, fault.path) == (7, "units[1].z_pct")


def test_salvage_of_a_good_document_is_the_document() -> None:
    _, yard, faults = salvage(read(GOOD, file="yard.yaml", error=SiteError), Yard, SiteError)
    assert faults == []
    assert yard == parse(GOOD, file="yard.yaml", model=Yard, error=SiteError)


def test_salvage_gives_up_where_a_required_part_has_no_stand_in() -> None:
    class Strict(Yard):
        STAND_IN: ClassVar[dict[str, Any]] = {}

    _, found, faults = salvage(
        read("schema: switchyard.yard/2\n", file="y", error=SiteError), Strict, SiteError
    )
    assert found is None
    assert [fault.path for fault in faults] == ["title"]


def test_the_kind_of_a_document_is_read_without_knowing_it() -> None:
    assert schema_of(GOOD, file="y", error=ScenarioError) == "switchyard.yard/2"
    assert schema_of("a: 1", file="y", error=ScenarioError) == ""
    assert schema_of("[1]", file="y", error=ScenarioError) == ""


def test_a_hundred_kilobytes_parse_in_well_under_a_second() -> None:
    text = "schema: switchyard.yard/2\ntitle: Large\nunits:\n" + "".join(
        f"- id: T{n}\n  z_pct: 8.5\n  rated_mva: 25.0\n" for n in range(2400)
    )
    assert len(text) > 100_000
    yard = parse(text, file="large.yaml", model=Yard, error=SiteError)
    assert len(yard.units) == 2400
    assert best_cpu_s(lambda: parse(text, file="large.yaml", model=Yard, error=SiteError)) < 1.0


def test_a_fault_that_nothing_left_out_can_mend_ends_in_no_model() -> None:
    source = read("inner: {kept: 1, choice: 2}\n", file="x", error=TwinError)
    source, found, faults = salvage(source, Refused, TwinError)
    assert found is None
    assert [fault.what for fault in faults] == ["never"]
    assert not source.has_dropped("inner")


def test_a_stand_in_may_be_nested() -> None:
    source = read("inner: {kept: 2, choice: {kind: z}}\n", file="x", error=TwinError)
    _, found, faults = salvage(source, Nested, TwinError)
    assert found is not None
    assert (found.inner.kept, found.inner.choice) == (2, 5)
    assert [fault.path for fault in faults] == ["inner.choice"]
