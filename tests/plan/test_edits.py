"""Gestures on a chart, as edits of a plan's text: the dates are those that were asked for."""

from datetime import date

import pytest

from tests.plan.made import site
from twin import shipped
from twin.documents.editing import edited
from twin.errors import PlanError
from twin.plan import examine_document, examine_plan
from twin.plan.edits import Move, Stretch, Tie, Untie, edits_of

TEXT = shipped.text("plans", "w100-rev2")


def opened(text=TEXT):
    source, document, faults = examine_document(text, file="plan")
    assert document is not None
    found, faults = examine_plan(source, document, site(), faults)
    assert found is not None, faults
    return source, found


def after(*gestures, text=TEXT):
    """The text and the plan after some gestures."""
    for gesture in gestures:
        text = edited(text, edits_of(gesture, *opened(text)), file="plan", error=PlanError)
    return text, opened(text)[1]


def waits(text, name):
    network = opened(text)[1].network
    return network.activities[network.index_of[name]].waits


def test_a_task_that_is_moved_starts_that_day_and_moves_what_waits():
    text, found = after(Move(name="A-L3", start_days=560))
    assert found.early.start("A-L3") == date(2028, 7, 17)
    assert found.early.start_days("A-L4") == 581.0
    assert "  earliest_start: 2028-07-17\n" in text


def test_a_task_moved_back_to_where_links_put_it_is_let_go():
    text, _ = after(Move(name="A-L3", start_days=560), Move(name="A-L3", start_days=546))
    assert text == TEXT


def test_what_is_ordered_on_a_day_is_ordered_on_another():
    text, found = after(Move(name="A-GPU", start_days=0))
    assert "order_on: 2027-01-04" in text
    assert found.early.start_days("A-GPU") == 0.0


@pytest.mark.parametrize(("name", "before"), [("A-USS", "DES-60"), ("PER-AIR", "DES-60")])
def test_what_follows_a_task_is_moved_once_it_is_let_go(name, before):
    with pytest.raises(PlanError, match=f"after {before}, not on a day of its own"):
        after(Move(name=name, start_days=100))
    where = opened()[1].early.start_days(name)
    let_go = Untie(name=name, pred=before)
    assert after(let_go)[1].early.start_days(name) == where
    assert after(let_go, Move(name=name, start_days=100))[1].early.start_days(name) == 100.0


def test_a_distribution_that_is_stretched_keeps_its_shape():
    text, found = after(Stretch(name="A-L3", span_days=42.0))
    assert "{kind: pert, low: 28, mode: 42, high: 70}" in text
    assert found.early.finish_days("A-L3") - found.early.start_days("A-L3") == 42.0


def test_a_milestone_that_is_stretched_becomes_a_task():
    _, found = after(Stretch(name="NTP", span_days=3.0))
    assert found.early.finish_days("NTP") == 3.0


@pytest.mark.parametrize(
    ("name", "pred"), [("RING", "A-L3"), ("RING", "A-GPU"), ("RING", "PER-AIR"), ("A-GPU", "RING")]
)
def test_a_link_is_waited_for_and_can_be_taken_out_again(name, pred):
    text, found = after(Tie(name=name, pred=pred))
    assert found.early.start_days(name) >= found.early.finish_days(pred)
    again, _ = after(Untie(name=name, pred=pred), text=text)
    assert pred not in [opened(again)[1].network.activities[w.index].id for w in waits(again, name)]


def test_a_link_of_another_type_says_so():
    text, _ = after(Tie(name="RING", pred="A-L3", type="SS", lag_days=7.0))
    assert "{pred: A-L3, type: SS, lag_days: 7}" in text


def test_the_last_link_that_is_taken_out_leaves_no_empty_list():
    text, found = after(Untie(name="STUDY", pred="NTP"))
    assert found.document.tasks[1].links == ()
    assert "[]" not in text


def test_a_ring_is_told_with_its_path():
    text = edited(
        TEXT, edits_of(Tie(name="NTP", pred="A-L3"), *opened()), file="plan", error=PlanError
    )
    faults = examine_document(text, file="plan")[2]
    assert any("NTP waits for A-L3 waits for" in fault.what for fault in faults)


@pytest.mark.parametrize(
    ("gesture", "words"),
    [
        (Move(name="Z-9", start_days=1), "is nothing in this plan"),
        (Tie(name="A-GPU", pred="PER-AIR"), "is no task"),
        (Move(name="A-L3", start_days=9_999_999), "is no day of a calendar"),
    ],
)
def test_what_can_not_be_done_is_said(gesture, words):
    with pytest.raises(PlanError, match=words):
        edits_of(gesture, *opened())
