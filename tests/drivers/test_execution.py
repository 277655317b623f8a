"""What is accepted happens in the next round, and names the acceptance as its cause."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.plants import Story
from tests.stories import orders
from twin.drivers.execution import fact_of
from twin.facts import compute, control, power

DONE = [
    (control.CapHall("w", "H1", 0.5), "H1", compute.HallCapped(0.5)),
    (control.OpenBreaker("w", "F1"), "F1", power.BreakerOpened("w")),
    (control.CloseBreaker("w", "F1"), "F1", power.BreakerClosed("w")),
    (control.OpenTie("w", "TIE"), "TIE", power.TieOpened("w")),
    (control.CloseTie("w", "TIE"), "TIE", power.TieClosed("w")),
    (control.FailTransformer("w", "T1", 60.0), "T1", power.TransformerFailed(60.0, "w")),
    (control.SetParameter("w", "a.b", "1"), "a.b", control.ParameterChanged("a.b", "1")),
]


@pytest.mark.parametrize(("command", "subject", "fact"), DONE, ids=lambda one: type(one).__name__)
def test_each_command_that_acts_at_once_becomes_its_fact(command, subject, fact):
    assert fact_of(command) == (subject, fact)


def test_rows_are_told_by_the_acceptance_itself():
    assert fact_of(control.CurtailRows("w", "B1", ("B1-U1-s21",))) is None
    assert fact_of(control.RestoreRows("w", "B1", ("B1-U1-s21",))) is None


@given(orders())
def test_no_command_is_left_without_an_answer(command):
    done = fact_of(command)
    assert done is None or isinstance(done[0], str)


def test_it_happens_at_once_and_because_of_the_acceptance():
    told = Story(orders=[(10, control.CapHall("w", "H1", 0.5))], policies=()).told(0.01)
    capped = told.of("HallCapped")[0]
    assert (capped.at_s, told.said[capped.cause - 1].kind) == (10, "CommandAccepted")


def test_what_is_refused_does_not_happen():
    told = Story(orders=[(10, control.CapHall("w", "H1", 7.0))], policies=()).told(0.01)
    assert told.of("HallCapped") == []


def test_of_two_orders_that_exclude_each_other_only_the_first_happens():
    orders = [
        (10, control.OpenBreaker("one", "T1-LV")),
        (10, control.OpenBreaker("two", "T1-LV")),
    ]
    told = Story(orders=orders, policies=()).told(0.01)
    assert len(told.of("BreakerOpened")) == 1
