"""Orders come, are kept through the arbiter, are judged at their deadline, and end."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from pydantic import TypeAdapter

from tests.plants import T0_US, Story, small_parts
from twin.facts.control import CurtailRows, RestoreRows
from twin.scenario.events import Event
from twin.scenario.grid_events import Order, numbered

event = TypeAdapter(Event).validate_python


@dataclass(slots=True)
class Ordered(Story):
    """A story with orders."""

    asked: tuple = ()

    def world(self, parts, until_h):
        found = Story.world(self, parts, until_h)
        return dataclasses.replace(found, grid_orders=numbered(self.asked, T0_US))


def order(after_min, to_mw, notice_min=10, duration_min=30):
    said = {"to_mw": to_mw, "notice_min": notice_min, "duration_min": duration_min}
    found = event({"kind": "order", "after": f"{after_min}min", **said})
    assert isinstance(found, Order)
    return found


def told(*asked, until_h=2.0, **more):
    return Ordered(asked=asked, policies=(), parts=small_parts(), **more).told(until_h)


def test_an_order_is_met_at_its_deadline_and_everything_wakes_after_its_end():
    story = told(order(10, 20.0))
    given, judged, ended = story.of("OrderIssued", "OrderJudged", "OrderEnded")
    assert [one.at_s for one in (given, judged, ended)] == [600.0, 1200.0, 3000.0]
    assert judged.fact.met
    assert judged.fact.import_w <= 20e6
    assert not any(story.plant.control.holds)
    sleeps, wakes = (
        story.by_policy("grid_orders", "CurtailRows"),
        story.by_policy("grid_orders", "RestoreRows"),
    )
    assert {one.cause for one in sleeps} == {given.seq}
    assert {one.cause for one in wakes} == {ended.seq}
    assert {one.origin for one in (*sleeps, *wakes)} == {"operator"}


def test_an_order_that_miners_can_not_keep_is_missed_and_the_hall_is_left_alone():
    story = told(order(10, 1.0), requests=((0.0, 1.0),))
    (judged,) = story.of("OrderJudged")
    assert not judged.fact.met
    assert story.plant.halls.cap_frac == [1.0]
    assert story.of("HallCapped") == []


def test_a_load_that_grows_while_an_order_stands_is_made_up_for():
    story = told(order(10, 25.0, duration_min=60), requests=((0.0, 0.2), (0.5, 1.0)))
    late = [one for one in story.by_policy("grid_orders", "CurtailRows") if one.at_s > 1800.0]
    assert late
    assert late[0].at_s == 1820.0
    assert story.plant.grid.orders == []


def test_an_operator_may_not_wake_rows_above_an_order():
    held = tuple(f"B2-U{unit}-s21" for unit in range(1, 7))
    orders = (
        (60.0, CurtailRows("a drill", "B2", held)),
        (1500.0, RestoreRows("the drill is over", "B2", held)),
    )
    story = told(order(10, 20.0), orders=orders)
    (refused,) = story.of("CommandRefused")
    assert refused.fact.why == "order 1 allows 20.0 MW"


def test_orders_at_one_instant_are_both_judged():
    story = told(order(10, 20.0), order(10, 15.0))
    assert [one.fact.number for one in story.of("OrderIssued")] == [1, 2]
    assert [one.fact.met for one in story.of("OrderJudged")] == [True, True]
