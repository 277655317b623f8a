"""Supplies live through outages: every instant is the closed form's, every fact has its cause."""

from __future__ import annotations

import pytest

from tests.facility.test_backup import WITH_UPS
from tests.plants import Story, small_parts
from twin.devices.backup.ups_spec import ride_through_s
from twin.facts.control import CommandRefused, ResetUps

PARTS = small_parts(WITH_UPS)
DARK_S, BACK_S = 60.0, 2460.0


def told(*grid, orders=(), until_h=2.0):
    return Story(grid=grid, orders=orders, parts=PARTS).told(until_h)


def states(story, **span):
    return [(one.at_s, one.fact.state) for one in story.of("UpsStateChanged", **span)]


def test_a_short_outage_costs_the_racks_nothing():
    story = told((DARK_S, 0.0), (DARK_S + 120.0, 1.0))
    assert not [one for one in story.of("SupplyLost") if one.subject == "H1"]
    assert states(story, before_s=400.0) == [
        (60.0, "battery"),
        (190.0, "walk_in"),
        (205.0, "online"),
    ]
    assert story.plant.halls.unserved_w == [0]


def test_a_long_outage_empties_the_battery_at_the_instant_of_the_closed_form():
    story = told((DARK_S, 0.0), (BACK_S, 1.0))
    (empty,) = [one for one in story.of("UpsStepped") if one.fact.limit == "empty"]
    it_w = 40 * 30e3 + 400e3
    exact_s = DARK_S + ride_through_s(PARTS.ups_specs[0], it_w)
    assert empty.at_s - empty.fact.early_us / 1e6 == pytest.approx(exact_s, abs=2e-6)
    (lost,) = [one for one in story.of("SupplyLost") if one.subject == "H1"]
    assert lost.at_s == empty.at_s
    assert lost.cause == empty.seq
    assert story.root(lost).kind == "GridVoltageChanged"


def test_after_a_dropped_load_the_hall_comes_back_once_its_input_is_trusted():
    story = told((DARK_S, 0.0), (BACK_S, 1.0))
    (back,) = [one for one in story.of("SupplyReturned") if one.subject == "H1"]
    assert back.at_s == BACK_S + 10.0
    assert states(story, after_s=BACK_S)[0] == (BACK_S + 10.0, "online")


def test_the_third_sag_within_a_minute_locks_the_supply_until_somebody_resets_it():
    sags = [
        (60.0 + 15.0 * n + wait_s, pu)
        for n in range(3)
        for wait_s, pu in ((0.0, 0.6), (0.067, 1.0))
    ]
    story = told(*sags, orders=[(120.0, ResetUps("after the storm", "H1-UPS"))])
    found = states(story)
    assert [state for at_s, state in found if at_s < 100.0].count("locked") == 1
    assert found[-1][1] == "online"
    assert story.of("UpsReset")[0].at_s == 120.0
    locked = next(one for one in story.of("UpsStateChanged") if one.fact.state == "locked")
    assert locked.at_s == pytest.approx(90.0)
    assert story.said[locked.cause - 1].kind == "GridVoltageChanged"


def test_a_supply_that_is_not_there_is_not_reset():
    story = told(orders=[(1.0, ResetUps("a slip", "H9-UPS"))], until_h=0.1)
    (refused,) = story.of("CommandRefused")
    assert isinstance(refused.fact, CommandRefused)
    assert refused.fact.why == "there is no supply H9-UPS"
