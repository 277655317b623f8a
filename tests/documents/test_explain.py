"""Each kind of pydantic error becomes words, a value with unit, a range and a remedy."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from twin.documents.explain import Problem, problems


class Fixed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["fixed"]
    level_mw: float = Field(ge=0)


class Walk(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["walk"]
    step_mw: float = Field(gt=0, lt=5)


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")
    z_pct: Annotated[float, Field(ge=0, le=30)] = 8.5
    mode: Literal["iec", "ieee"] = "ieee"
    rack_count: int | None = Field(default=None, ge=1)
    start: AwareDatetime | None = None
    draw: Annotated[Fixed | Walk, Field(discriminator="kind")] | None = None
    pair: tuple[str, str] | None = None
    share_by_name: dict[str, Annotated[float, Field(le=1)]] = {}
    by_id: dict[Annotated[str, Field(pattern="^[A-Z]+$")], Annotated[int, Field(ge=2)]] = {}
    name: str = Field(default="a", pattern="^[a-z]+$")


def only(value: object) -> Problem:
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate(value, strict=True)
    (problem,) = problems(caught.value, Thing, value)
    return problem


@pytest.mark.parametrize(
    ("value", "path", "what", "allowed"),
    [
        ({"z_pct": -3.0}, ("z_pct",), "is out of range", "0 to 30 %"),
        ({"z_pct": "3"}, ("z_pct",), "is not a number", "0 to 30 %"),
        ({"mode": "ice"}, ("mode",), "is not one of the choices", "iec or ieee"),
        ({"rack_count": 1.5}, ("rack_count",), "is not a whole number", "at least 1"),
        ({"rack_count": True}, ("rack_count",), "is not a whole number", "at least 1"),
        (
            {"draw": {"kind": "walk", "step_mw": 9.0}},
            ("draw", "step_mw"),
            "is out of range",
            "above 0 MW and below 5 MW",
        ),
        ({"draw": {"kind": "fixed"}}, ("draw", "level_mw"), "is missing", "at least 0 MW"),
        (
            {"draw": {"kind": "wlak"}},
            ("draw", "kind"),
            "is not one of the choices",
            "fixed or walk",
        ),
        ({"draw": {}}, ("draw", "kind"), "is missing", "fixed or walk"),
        ({"draw": 3}, ("draw",), "is not a mapping", "fixed or walk"),
        ({"share_by_name": {"x": 2.0}}, ("share_by_name", "x"), "is out of range", "at most 1"),
        ({"by_id": {"X": 1}}, ("by_id", "X"), "is out of range", "at least 2"),
        ({"name": "A"}, ("name",), "string should match pattern '^[a-z]+$'", "text like ^[a-z]+$"),
    ],
)
def test_a_problem_says_where_what_and_what_is_allowed(
    value: object, path: object, what: str, allowed: str
) -> None:
    problem = only(value)
    assert (problem.path, problem.what) == (path, what)
    assert problem.allowed == allowed


def test_an_unknown_field_suggests_the_nearest_name() -> None:
    assert only({"z_pc": 3}).remedy == 'did you mean "z_pct"?'
    assert only({"z_pc": 3}).allowed.startswith("z_pct, mode, rack_count")
    assert only({"z_frac": 3}).remedy == 'did you mean "z_pct"?'
    assert only({"qqqq": 3}).remedy == "remove it, or use a known field"


def test_a_near_choice_is_suggested() -> None:
    assert only({"mode": "iece"}).remedy == 'did you mean "iec"?'


def test_a_number_given_as_text_is_told_its_unit() -> None:
    assert only({"z_pct": "a"}).remedy == "give a number in %"


def test_a_union_gives_one_problem_for_one_place() -> None:
    class Either(BaseModel):
        level: float | list[float]

    with pytest.raises(ValidationError) as caught:
        Either.model_validate({"level": "x"}, strict=True)
    (problem,) = problems(caught.value, Either, {"level": "x"})
    assert problem.path == ("level",)


def test_a_validators_own_words_range_and_remedy_are_kept() -> None:
    class Careful(BaseModel):
        kv: float

        @field_validator("kv")
        @classmethod
        def _check(cls, value: float) -> float:
            if value > 800:
                raise PydanticCustomError(
                    "kv",
                    "is volts, not kilovolts",
                    {"allowed": "up to 800 kV", "remedy": "divide by 1000"},
                )
            if value == 0:
                raise ValueError("is zero")
            return value

    with pytest.raises(ValidationError) as caught:
        Careful.model_validate({"kv": 13800.0})
    (problem,) = problems(caught.value, Careful, {"kv": 13800.0})
    assert (problem.what, problem.allowed, problem.remedy) == (
        "is volts, not kilovolts",
        "up to 800 kV",
        "divide by 1000",
    )
    with pytest.raises(ValidationError) as caught:
        Careful.model_validate({"kv": 0.0})
    assert problems(caught.value, Careful, {"kv": 0.0})[0].what == "is zero"
