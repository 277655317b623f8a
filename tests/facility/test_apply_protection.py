"""A fault, its relay, its breaker; what stands behind, beside and above it; its mending."""

from __future__ import annotations

import pytest

from tests.facility.guarded import AT_S, fault, guarded, told
from tests.plants import T0_US, apply, started
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import JamBreaker
from twin.facts.protection import BreakerFreed, BreakerJammed, FaultBegan


def test_the_nearest_relay_clears_and_nothing_above_it_opens():
    story = told(fault("F1"))
    (trip,) = story.of("RelayTripped")
    assert (trip.subject, trip.fact.limit) == ("F1", "instantaneous_trip")
    assert trip.at_s == pytest.approx(AT_S + 0.03, abs=1e-9)
    (opened,) = story.of("BreakerOpened")
    assert opened.at_s == pytest.approx(AT_S + 0.03 + 0.08, abs=1e-9)
    assert story.root(opened).fact.command.asset == "F1"
    assert not story.plant.guard.relays.tripped_by[story.plant.parts.guard.index["T1-LV"]]


def test_miners_on_the_bus_let_go_in_the_sag_and_those_beside_the_feeder_come_back():
    story = told(fault("F1"))
    fell = story.of("RideThroughFailed")
    assert [(one.subject, round(one.at_s - AT_S, 6)) for one in fell if one.subject == "M1"] == [
        ("M1", 0.015001)
    ]
    assert story.said[fell[0].cause - 1].kind == "FaultBegan"
    assert {one.subject for one in story.of("SupplyLost")} >= {"B1"}
    back = {one.subject for one in story.of("SupplyReturned")}
    assert "B1" not in back


def test_a_breaker_that_sticks_leaves_it_to_the_one_above():
    story = told(fault("F1", breaker_fails=True))
    (stuck,) = story.of("BreakerFailed")
    assert (stuck.subject, stuck.at_s) == ("F1", pytest.approx(AT_S + 0.11, abs=1e-9))
    trips = {one.subject: one for one in story.of("RelayTripped")}
    assert set(trips) == {"F1", "T1-LV"}
    guard = story.plant.parts.guard
    unit = guard.units[guard.index["T1-LV"]]
    takes_s = unit.operate_s(trips["T1-LV"].fact.current_a)
    assert trips["T1-LV"].at_s - AT_S == pytest.approx(takes_s, abs=2e-6)
    opened = [one.subject for one in story.of("BreakerOpened")]
    assert opened == ["T1-LV"]
    assert not story.of("TransferStarted"), "no tie feeds a bus that a relay cut off"


def test_a_breaker_jammed_beforehand_does_the_same():
    story = told(JamBreaker("rust", "F1", 7200.0), fault("F1"))
    assert [one.subject for one in story.of("BreakerOpened")] == ["T1-LV"]
    assert [one.subject for one in story.of("BreakerFailed")] == ["F1"]


def test_after_mending_the_feeder_closes_and_its_block_comes_back():
    story = told(fault("F1", repair_s=600.0), until_h=0.5)
    (closed,) = story.of("BreakerClosed")
    assert (closed.subject, closed.at_s) == ("F1", AT_S + 600.0)
    assert "B1" in {one.subject for one in story.of("SupplyReturned", after_s=AT_S + 600.0)}
    assert not story.plant.guard.faults
    assert not story.plant.guard.locked


def test_after_a_bus_is_mended_its_transformer_takes_it_back():
    story = told(fault("M1", repair_s=600.0), until_h=0.5)
    assert [one.subject for one in story.of("BreakerOpened")] == ["T1-LV"]
    back = story.of("BreakerClosed")
    assert [one.subject for one in back] == ["T1-LV"]
    assert back[0].at_s >= AT_S + 600.0
    assert story.plant.net.live_bus == [True, True]


def test_a_high_resistance_is_cleared_by_the_inverse_time():
    story = told(fault("F1", resistance_ohm=4.0))
    (trip,) = story.of("RelayTripped")
    guard = story.plant.parts.guard
    takes_s = guard.units[guard.index["F1"]].operate_s(trip.fact.current_a)
    assert trip.fact.limit == "inverse_trip"
    assert trip.at_s - AT_S == pytest.approx(takes_s, abs=2e-6)


def test_a_snapshot_in_the_middle_of_a_fault_is_all_of_it():
    plant = started(Plant(guarded(), T0_US))
    apply(plant, T0_US + 10, "F1", BreakerJammed(60.0))
    apply(plant, T0_US + 10, "F1", FaultBegan(0.0, 0.5, 60.0))
    again = restored(plant.parts, snapshot(plant))
    assert snapshot(again) == snapshot(plant)
    assert again.guard.fault_a == plant.guard.fault_a
    assert again.guard.bus_pu == plant.guard.bus_pu
    apply(plant, T0_US + 20, "F1", BreakerFreed())
    assert not plant.guard.jammed
