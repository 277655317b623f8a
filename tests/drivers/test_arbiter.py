"""The arbiter: what can't be done or breaks a rule is refused in words a person understands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.plants import T0_US, S, Story, apply, small_parts, small_plant, started
from tests.stories import orders, stories
from twin.drivers.arbiter import mining_that_relieves, refusal, rule, subject_of
from twin.facility.snapshot import snapshot
from twin.facts.control import (
    CapHall,
    CloseBreaker,
    CloseTie,
    CommandAccepted,
    CommandRefused,
    CurtailRows,
    FailTransformer,
    OpenBreaker,
    OpenTie,
    RestoreRows,
    SetParameter,
)
from twin.facts.mining import RowsSlept
from twin.facts.power import TransformerFailed

ROW = "B1-U1-s21"


def sleep(*rows, block="B1"):
    return CurtailRows("why", block, rows)


def wake(*rows, block="B1"):
    return RestoreRows("why", block, rows)


REFUSED = [
    (sleep("B1-U9-s21"), "there is no row B1-U9-s21 in B1"),
    (sleep("B2-U1-s21"), "there is no row B2-U1-s21 in B1"),
    (sleep(), "it names no rows"),
    (wake(ROW), "operator does not hold B1-U1-s21"),
    (CapHall("why", "H9", 0.5), "there is no hall H9"),
    (CapHall("why", "H1", 0.0), "a cap of 0.0 is not above 0 and up to 1"),
    (CapHall("why", "H1", 1.5), "a cap of 1.5 is not above 0 and up to 1"),
    (OpenBreaker("why", "T9-LV"), "there is no breaker T9-LV"),
    (CloseBreaker("why", "F1"), "F1 is closed already"),
    (OpenTie("why", "TIE"), "TIE is not closed"),
    (CloseTie("why", "TIE-9"), "there is no tie TIE-9"),
    (
        CloseTie("why", "TIE"),
        "M1 and M2 are both live and the site does not allow them to run in parallel",
    ),
    (FailTransformer("why", "H1"), "there is no transformer H1"),
    (FailTransformer("why", ROW), "there is no transformer B1-U1-s21"),
    (FailTransformer("why", "T1", 0.0), "a repair of 0.0 s is not above 0"),
]


@pytest.mark.parametrize(("command", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_it_refuses_and_says_why(command, why):
    assert refusal(started(small_plant()), T0_US, command, "operator") == why


ALLOWED = [
    sleep(ROW),
    CapHall("why", "H1", 0.5),
    OpenBreaker("why", "T1-LV"),
    OpenBreaker("why", "F1"),
    FailTransformer("why", "T1"),
    FailTransformer("why", "B1-U1"),
    SetParameter("why", "policies[0].params.hold_min", "20"),
]


@pytest.mark.parametrize("command", ALLOWED, ids=lambda command: type(command).__name__)
def test_what_can_be_done_is_let_through(command):
    subject, fact = rule(started(small_plant()), T0_US, command, "operator")
    assert (subject, fact) == (subject_of(command), CommandAccepted(command, "operator"))


def test_what_has_failed_does_not_fail_again_and_does_not_close():
    plant = started(small_plant())
    apply(plant, T0_US, "T1", TransformerFailed(60.0))
    assert "has failed already" in refusal(plant, T0_US, FailTransformer("why", "T1"), "operator")
    plant.open_breakers["T1-LV"] = 2
    assert "waits for repair" in refusal(plant, T0_US, CloseBreaker("why", "T1-LV"), "operator")


def test_a_row_rests_before_it_is_switched_again_unless_safety_asks():
    plant = started(small_plant())
    asked = CommandAccepted(sleep(ROW), "price_curtailment")
    apply(plant, T0_US, "B1", asked)
    soon_us = T0_US + 60 * S
    assert "must rest 840 s more" in refusal(plant, soon_us, wake(ROW), "price_curtailment")
    assert refusal(plant, T0_US + 900 * S, wake(ROW), "price_curtailment") == ""
    assert refusal(plant, soon_us, sleep(ROW), "n1_shedding") == ""


def test_a_second_hold_switches_nothing_and_so_needs_no_rest():
    plant = started(small_plant())
    apply(plant, T0_US, "B1", CommandAccepted(sleep(ROW), "n1_shedding"))
    assert refusal(plant, T0_US + S, sleep(ROW), "price_curtailment") == ""


def test_nobody_lifts_what_another_holds():
    plant = started(small_plant())
    apply(plant, T0_US, "B1", CommandAccepted(sleep(ROW), "n1_shedding"))
    why = refusal(plant, T0_US + S, wake(ROW), "operator")
    assert why == f"operator does not hold {ROW}, n1_shedding does"


@pytest.mark.parametrize("by", ["operator", "n1_shedding", "price_curtailment"])
def test_nothing_wakes_under_a_transformer_that_is_or_would_be_overloaded(by):
    plant = started(small_plant())
    apply(plant, T0_US, "B1", CommandAccepted(sleep(ROW), by))
    apply(plant, T0_US + 5 * S, "B1", RowsSlept((ROW,)))
    later_us = T0_US + 1000 * S
    assert refusal(plant, later_us, wake(ROW), by) == ""
    plant.net.main_s_va[0], plant.net.main_out_w[0] = 24.5e6, 24.0e6
    assert refusal(plant, later_us, wake(ROW), by) == "T1 would stand at 1.02 of its rating"


def test_a_policy_may_not_cap_a_hall_while_mining_could_go_but_a_person_may():
    plant = started(small_plant())
    cap = CapHall("why", "H1", 0.5)
    assert "still mines" in refusal(plant, T0_US, cap, "n1_shedding")
    assert refusal(plant, T0_US, cap, "operator") == ""


def test_lifting_a_cap_needs_nobody_else_to_go():
    plant = started(small_plant())
    plant.halls.cap(0, T0_US, 0.5)
    assert refusal(plant, T0_US, CapHall("why", "H1", 0.9), "n1_shedding") == ""


def test_a_hall_may_be_capped_once_every_row_on_its_transformers_is_told_to_sleep():
    plant = started(small_plant())
    for block in ("B1", "B2"):
        rows = tuple(name for name in plant.parts.row_ids if name.startswith(block))
        apply(plant, T0_US, block, CommandAccepted(sleep(*rows, block=block), "n1_shedding"))
    assert mining_that_relieves(plant, 0) == ""
    assert refusal(plant, T0_US, CapHall("why", "H1", 0.5), "n1_shedding") == ""


def test_what_is_not_in_service_is_left_alone():
    parts = small_parts(("shed_order: 1}", "shed_order: 1, in_service: false}"))
    told = Story(orders=[(1, sleep("B2-U1-s21", block="B2"))], policies=(), parts=parts).told(0.01)
    assert "not in service" in told.of("CommandRefused")[0].fact.why


@given(orders())
def test_ruling_changes_nothing(command):
    plant = started(small_plant())
    before = snapshot(plant)
    _, fact = rule(plant, T0_US, command, "operator")
    assert snapshot(plant) == before
    assert isinstance(fact, CommandAccepted | CommandRefused)


@settings(max_examples=30)
@given(stories())
def test_no_policy_asks_for_what_is_refused(story):
    refused = story.told(1.0).of("CommandRefused")
    assert [one for one in refused if one.origin == "policy"] == []
