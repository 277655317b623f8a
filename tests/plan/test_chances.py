"""Risks, triggers and what a plan is judged by."""

import pytest
from pydantic import ValidationError

from twin.plan.chances import Constraint, KpiTarget, PolicyRef, RandomVar, Risk, Trigger
from twin.plan.dist import Fixed

ONE = Fixed(kind="fixed", value=1.0)
WHEN = "forecast_finish('A-GPU') - start('A-L4') > 28 d"


def test_a_trigger_names_what_it_looks_at_and_what_it_holds():
    trigger = Trigger(id="T", when=WHEN, then=("hold:A-OFF-B01", "release:A-L3"))
    assert trigger.named == ("A-GPU", "A-L4", "A-OFF-B01", "A-L3")


@pytest.mark.parametrize(
    "when",
    [
        "start('A') - finish('B') <= -3.5 d",
        "arrival('A')-forecast_finish('B')>=0 d",
        "finish('A') - start('B') < 28 d",
    ],
)
def test_a_difference_of_two_dates_is_understood(when):
    assert Trigger(id="T", when=when, then=("hold:A",)).named[0] == "A"


@pytest.mark.parametrize("when", ["", "start('A') > 3", "__import__('os') - start('B') > 1 d"])
def test_anything_else_is_refused(when):
    with pytest.raises(ValidationError, match="no difference of two dates"):
        Trigger(id="T", when=when, then=("hold:A",))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Risk(id="R", prob=1.5, on=("A",)),
        lambda: Risk(id="R", prob=0.5, on=()),
        lambda: Constraint(id="C", rule="luck"),  # type: ignore[arg-type]
        lambda: KpiTarget(kpi="npv", op="==", value=0.0),  # type: ignore[arg-type]
        lambda: PolicyRef(policy="", priority=1),
        lambda: RandomVar(id="R", dist=ONE, applies_to=("x",), source=""),
    ],
)
def test_a_value_out_of_range_is_refused(make):
    with pytest.raises(ValidationError):
        make()
