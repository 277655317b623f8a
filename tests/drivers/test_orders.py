"""Orders come, are kept through the arbiter, are judged at their deadline, and end."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.facility.test_storage import WITH_BATTERY
from tests.plants import T0_US, S, Story, small_parts
from tests.stories import STORED, goes_on_the_same, stories
from twin.facility.storage import LEAST_W
from twin.facts.control import CurtailRows, DispatchBattery, RestoreRows
from twin.run.energy import energy_of
from twin.scenario.events import Event
from twin.scenario.grid_events import Order, numbered

event = TypeAdapter(Event).validate_python


@dataclass(slots=True)
class Ordered(Story):
    """A story with orders."""

    asked: tuple = ()
    reserve_frac: float | None = None

    def world(self, parts, until_h):
        found = Story.world(self, parts, until_h)
        asked = {"grid_orders": numbered(self.asked, T0_US)}
        return dataclasses.replace(found, **asked, battery_reserve_frac=self.reserve_frac)


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


def by_battery(*asked, reserve_frac=0.2, changes=(), until_h=1.5, **more):
    parts = small_parts(*WITH_BATTERY, *changes)
    story = Ordered(asked=asked, policies=(), parts=parts, reserve_frac=reserve_frac, **more)
    return story.told(until_h)


def slept_rows(story):
    commands = [*story.by_policy("grid_orders", "CurtailRows")]
    return sum(len(one.fact.command.rows) for one in commands)


def test_a_battery_gives_first_and_fewer_rows_sleep():
    asked = order(10, 25.0, duration_min=20)
    with_it, without = by_battery(asked), by_battery(asked, reserve_frac=None)
    assert 0 < slept_rows(with_it) < slept_rows(without)
    (judged,) = with_it.of("OrderJudged")
    assert judged.fact.met
    first, *_, last = with_it.of("BatteryCalled")
    assert (first.at_s, first.fact.number, first.fact.soc_frac) == (1200.0, 1, 0.5)
    assert -5e6 <= first.fact.net_w < 0.0
    assert (last.at_s, last.fact.net_w, last.fact.number) == (2400.0, 0.0, 0)
    assert with_it.root(first).kind == "OrderIssued"
    assert without.of("BatteryCalled") == []


def test_it_stops_at_the_charge_that_it_keeps_and_miners_are_down_by_then():
    """5 MWh at half of its charge, 40 % kept: 0.5 MWh of cells, times 0.94, lasts minutes."""
    story = by_battery(order(10, 25.0, duration_min=60), reserve_frac=0.4, until_h=2.0)
    first, *_, last = story.of("BatteryCalled")
    assert last.fact.net_w == 0.0
    assert last.fact.soc_frac == 0.4
    assert first.at_s == 1200.0
    assert last.at_s < 4800.0
    soc_frac = story.plant.grid.batteries.soc_frac(0, story.plant.t_us)
    assert soc_frac == pytest.approx(0.4, abs=1e-9)
    told = [one for one in story.by_policy("grid_orders", "CurtailRows") if one.at_s > first.at_s]
    assert told
    assert told[-1].at_s < last.at_s


def test_a_battery_at_the_charge_that_it_keeps_leaves_orders_to_miners():
    story = by_battery(order(10, 25.0), reserve_frac=0.5)
    without = by_battery(order(10, 25.0), reserve_frac=None)
    assert story.of("BatteryCalled") == []
    assert slept_rows(story) == slept_rows(without)


def test_an_order_at_once_is_bridged_by_the_battery_while_rows_go_down():
    story = by_battery(order(10, 27.0, notice_min=0))
    (judged,) = story.of("OrderJudged")
    called = story.of("BatteryCalled")[0]
    assert judged.fact.met
    assert called.at_s == judged.at_s == 600.0


def test_a_battery_that_charges_stops_for_an_order_even_without_charge_to_spare():
    charge = (300.0, DispatchBattery("cheap", "BAT", charge_w=2e6))
    story = by_battery(order(10, 20.0), reserve_frac=0.9, orders=(charge,))
    first, last = story.of("BatteryCalled")
    assert -2e6 <= first.fact.net_w < -0.5e6
    assert last.fact.net_w == 0.0
    assert [one.fact.limit for one in story.of("BatteryStepped", after_s=last.at_s)] == ["full"]


def test_what_it_gives_for_an_order_stays_on_the_site():
    least_w: list[float] = []
    parts = small_parts(*WITH_BATTERY, ("count: 40}", "count: 4}"))
    story = Ordered(asked=(order(10, 1.0),), policies=(), parts=parts, reserve_frac=0.1)
    told = story.told(1.5, watch=lambda plant, _t_us: least_w.append(plant.net.import_w))
    assert told.of("BatteryCalled")
    assert min(least_w) >= 0.0


ASKED = st.builds(
    order,
    st.integers(1, 50),
    st.sampled_from([5.0, 15.0, 22.0, 26.0, 28.0]),
    st.sampled_from([0, 1, 10]),
    st.integers(1, 30),
)


@settings(max_examples=20)
@given(
    stories(), st.lists(ASKED, min_size=1, max_size=3), st.sampled_from([0.1, 0.3, 0.6]), st.data()
)
def test_orders_by_battery_keep_the_laws_whatever_else_happens(story, asked, reserve_frac, data):
    own = {one.name: getattr(story, one.name) for one in dataclasses.fields(story)}
    all_of_it = own | {"parts": STORED, "asked": tuple(asked), "reserve_frac": reserve_frac}
    ordered = Ordered(**all_of_it)
    least_w: list[float] = []
    told = ordered.told(1.5, watch=lambda plant, _t_us: least_w.append(plant.net.import_w))
    assert min(least_w) >= -LEAST_W
    assert len(told.of("BatteryCalled")) <= 90
    at_us = data.draw(st.sampled_from(sorted(set(told.ears.instants))))
    assert goes_on_the_same(ordered, told, at_us, 1.5)
    assert abs(energy_of(told.plant, told.plant.t_us + S).balance_ratio) < 1e-9
