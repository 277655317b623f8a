"""Cooling in stories: pumps that stop, coolers that break, racks that slow down and stop."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.facility.test_cooling import WITH_BOTH, WITH_LOOP
from tests.plants import Story, small_parts
from twin.facts.control import FailEquipment
from twin.run.words import sentence

NARROW = (WITH_LOOP[0], WITH_LOOP[1].replace("{", "{throttle_c: 47.5, stop_c: 60, "))


def told(change, *, until_h=1.0, **more):
    return Story(parts=small_parts(change), **more).told(until_h)


def test_every_distribution_unit_lost_stops_the_racks_at_the_instant_of_the_closed_form():
    """Without flow the technology loop is alone: dT/dt = Q / C1 from where it stood."""
    order = [(600.0, FailEquipment("a drill", "H1-CDU", 1e6, 5))]
    story = told(WITH_BOTH, requests=((0.0, 0.8),), orders=order)
    steps = {one.fact.limit: one for one in story.of("CoolingStepped", after_s=600.0)}
    loops = story.plant.loops
    c1 = loops.plants[0].capacities_j_per_k[0]
    spec = loops.specs[0]
    half_w = loops.liquid_w[0]
    assert story.of("HallThrottled")[0].fact.cap_frac == 0.5
    assert story.of("HallThrottled")[0].at_s == steps["warm"].at_s
    assert half_w == 0.0, "the racks are off in the end"
    between_s = steps["hot"].at_s - steps["warm"].at_s
    throttled_w = c1 * (spec.stop_c - spec.throttle_c) / between_s
    rack_w = 20 * 0.5 * 132e3 + 20 * 30e3
    assert throttled_w == pytest.approx(rack_w * 0.87, rel=0.05)
    lost = next(one for one in story.of("SupplyLost") if one.subject == "H1")
    assert lost.at_s == steps["hot"].at_s
    assert story.root(lost).kind == "CommandAccepted"


def test_pumps_on_the_supply_keep_racks_cool_through_a_minute_that_stops_the_others():
    for change, slowed in ((WITH_BOTH, False), (WITH_LOOP, True)):
        story = told(change, requests=((0.0, 0.8),), grid=((600.0, 0.0), (660.0, 1.0)))
        warm = [one for one in story.of("CoolingStepped") if one.fact.limit == "warm"]
        lost = [one for one in story.of("SupplyLost") if one.subject == "H1"]
        assert not warm
        assert bool(lost) == slowed


def test_one_cooler_of_six_is_missed_by_nobody_on_the_design_day():
    order = [(600.0, FailEquipment("a drill", "H1-COOLER", 1e6, 1))]
    story = told(
        WITH_BOTH, weather=((0.0, 42.0),), requests=((0.0, 1.0),), orders=order, until_h=6.0
    )
    assert not story.of("HallThrottled")
    assert not [one for one in story.of("SupplyLost") if one.subject == "H1"]


def test_units_that_are_not_there_do_not_fail():
    orders = [
        (1.0, FailEquipment("a slip", "H1-COOLER", 60.0, 99)),
        (2.0, FailEquipment("a slip", "H9-COOLER", 60.0, 1)),
    ]
    refused = [
        one.fact.why for one in told(WITH_BOTH, orders=orders, until_h=0.1).of("CommandRefused")
    ]
    assert refused == [
        "6 of H1-COOLER are whole, so 99 can't fail",
        "there is no equipment H9-COOLER",
    ]


def test_units_that_are_told_to_fail_twice_in_an_instant_fail_once():
    orders = [(1.0, FailEquipment(f"drill {n}", "H1-COOLER", 60.0, 4)) for n in range(3)]
    story = told(WITH_BOTH, orders=orders, until_h=0.1)
    assert [one.fact.units_count for one in story.of("EquipmentFailed")] == [4, 2]
    assert [one.fact.units_count for one in story.of("EquipmentRepaired")] == [4, 2]
    (refused,) = story.of("CommandRefused")
    assert refused.fact.why == "all of H1-COOLER have failed at this instant already"
    assert not story.plant.broken


def test_racks_that_stopped_for_heat_come_back_because_they_cooled():
    order = [(600.0, FailEquipment("a drill", "H1-CDU", 1800.0, 5))]
    story = told(WITH_BOTH, requests=((0.0, 0.8),), orders=order)
    back = next(one for one in story.of("SupplyReturned") if one.subject == "H1")
    step = story.said[back.cause - 1]
    assert (step.kind, step.fact.cap_frac, step.at_s) == ("HallThrottled", 0.5, back.at_s)
    cause = story.said[step.cause - 1]
    assert (cause.kind, cause.fact.rising) == ("CoolingStepped", False)
    assert cause.fact.limit in ("hot", "warm")
    stop = next(one for one in story.of("HallThrottled") if one.fact.cap_frac == 0.0)
    assert back.at_s == max(stop.at_s + 600.0, cause.at_s)


def test_units_too_few_for_their_racks_change_their_power_a_few_times_an_hour():
    """One distribution unit of five: before racks were held off they changed 87 times an hour."""
    order = [(600.0, FailEquipment("a drill", "H1-CDU", 1e6, 4))]
    story = told(NARROW, weather=((0.0, 38.0),), requests=((0.0, 1.0),), orders=order, until_h=2.5)
    changes = story.of("HallThrottled")
    assert 2 <= len(changes) <= 3 * 2.5 * 6
    hold_s = 600.0
    for was, now in pairwise(changes):
        assert now.fact.cap_frac < was.fact.cap_frac or now.at_s - was.at_s >= hold_s


def test_the_log_says_heat_where_heat_stops_racks_and_not_a_want_of_power():
    order = [(600.0, FailEquipment("a drill", "H1-CDU", 1800.0, 5))]
    story = told(WITH_BOTH, requests=((0.0, 0.8),), orders=order, until_h=2.0)
    stop = next(one for one in story.of("HallThrottled") if one.fact.cap_frac == 0.0)
    lost = next(one for one in story.of("SupplyLost") if one.subject == "H1")
    back = next(one for one in story.of("SupplyReturned") if one.subject == "H1")
    assert (lost.fact.why, back.fact.why) == ("heat", "heat")
    assert lost.cause == stop.seq
    assert sentence("H1", lost.fact) == "racks of H1 were switched off for heat"
    dark = told(WITH_LOOP, grid=((60.0, 0.0), (120.0, 1.0)), until_h=0.1)
    plain = next(one for one in dark.of("SupplyLost") if one.subject == "H1")
    assert plain.fact.why == ""
