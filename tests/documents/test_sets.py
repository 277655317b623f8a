"""`--set` replaces one value, and says what is wrong with itself."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict, Field

from twin.documents import apply_sets, read, validate, with_sets
from twin.errors import Fault, ScenarioError, TwinError

VALUE = {
    "seed": 1,
    "policies": [{"policy": "n1_shedding"}, {"policy": "price", "params": {"hold_min": 15}}],
    "units": [{"id": "T1", "z_pct": 8.5}, {"id": "T2"}],
    "none": [],
}


def one(text: str) -> Fault:
    with pytest.raises(TwinError) as caught:
        apply_sets(VALUE, [text], TwinError)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("seed=7", ("seed",), 7),
        ("policies[1].params.hold_min=30", ("policies", 1, "params", "hold_min"), 30),
        ("policies[price].params.hold_min=3e1", ("policies", 1, "params", "hold_min"), 30.0),
        ("units[T1].z_pct=9", ("units", 0, "z_pct"), 9),
        ("units[1].z_pct=10", ("units", 1, "z_pct"), 10),
        ("units[0]={id: T9}", ("units", 0), {"id": "T9"}),
        ("title=a=b", ("title",), "a=b"),
        ("title=", ("title",), None),
        ("policies=[]", ("policies",), []),
        ('seed="12"', ("seed",), "12"),
        ("policies[0].params.hold_min=4", ("policies", 0, "params", "hold_min"), 4),
        ("fresh.deep.value=1", ("fresh",), {"deep": {"value": 1}}),
    ],
)
def test_one_value_is_replaced(text: str, path: tuple[str | int, ...], expected: object) -> None:
    found = apply_sets(VALUE, [text], TwinError)
    for part in path:
        found = found[part]
    assert found == expected


def test_the_value_given_is_left_alone() -> None:
    apply_sets(VALUE, ["policies[1].params.hold_min=30", "seed=9"], TwinError)
    assert VALUE["seed"] == 1
    assert VALUE["policies"][1]["params"] == {"hold_min": 15}  # type: ignore[index]


def test_later_assignments_win_and_see_earlier_ones() -> None:
    found = apply_sets(VALUE, ["units[0].extra={a: 1}", "units[0].extra.a=2"], TwinError)
    assert found["units"][0]["extra"] == {"a": 2}


@pytest.mark.parametrize("text", ["seed", "=3", "a..b=1", "[=1", ".a=1", "a[0=1", "a b=1", "a[]=1"])
def test_what_is_no_assignment_says_so(text: str) -> None:
    assert one(text).what == "is no assignment"


def test_a_path_that_leads_nowhere_says_where_it_could_lead() -> None:
    assert one("policy[0].x=1").remedy == 'did you mean "policies"?'
    assert one("units[5].z_pct=1").allowed == "0 to 1 or T1, T2"
    assert one("units[T3].z_pct=1").what == "there is no entry T3"
    assert one("units[-1].z_pct=1").what == "there is no entry -1"
    assert one("none[0]=1").allowed == "none, the list is empty"
    assert one("seed.x=1").what.startswith("x leads nowhere")


def test_a_value_that_is_no_yaml_says_so() -> None:
    assert one("seed=[1").what.startswith("is not YAML")
    assert one("seed=.nan").what == "is not a finite number"


def test_all_bad_assignments_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        apply_sets(VALUE, ["seed", "unit.y=1", "seed=3"], ScenarioError)
    assert [fault.file for fault in caught.value.faults] == ["--set seed", "--set unit.y=1"]


def test_a_fault_in_a_set_value_names_the_assignment_and_others_keep_their_lines() -> None:
    class Spec(BaseModel):
        model_config = ConfigDict(extra="forbid")
        z_pct: float = Field(ge=0, le=30)
        x_pct: float = Field(ge=0, le=30)

    source = read("z_pct: 8\nx_pct: -1\n", file="spec.yaml", error=TwinError)
    source = with_sets(source, ["z_pct=-3"], TwinError)
    _, faults = validate(Spec, source.value, source=source)
    assert [(fault.file, fault.line) for fault in faults] == [
        ("--set z_pct=-3", 0),
        ("spec.yaml", 2),
    ]


def test_a_new_entry_is_added_at_the_end_of_a_list_and_its_fields_can_be_set_then() -> None:
    found = apply_sets({"units": [{"id": "A"}]}, ["units[+]={id: B}", "units[B].x=1"], TwinError)
    assert found == {"units": [{"id": "A"}, {"id": "B", "x": 1}]}
    with pytest.raises(TwinError, match="there is no entry"):
        apply_sets({"units": []}, ["units[+].x=1"], TwinError)
