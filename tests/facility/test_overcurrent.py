"""Overloads run the inverse time exactly; relays at rest are left alone; a trip locks out."""

from __future__ import annotations

from math import exp, expm1, sqrt

import pytest

from tests.facility.guarded import AT_S, TIGHT, fault, guarded, told
from tests.plants import T0_US, Story, apply, started
from twin.facility import Plant, overcurrent, supply
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import CloseBreaker, FailTransformer, OpenBreaker
from twin.facts.power import BreakerClosed, BreakerOpened
from twin.facts.protection import FaultBegan

LOST = FailTransformer("a drill", "T1")


def overloaded(policies=(), **more):
    """T1 fails, T2 takes over all blocks at once and every rack is asked for."""
    asked = {"requests": ((0.0, 1.0),), "policies": policies, "parts": guarded(TIGHT)}
    return told(LOST, until_h=0.5, **(asked | more))


def test_an_overload_that_nobody_relieves_trips_at_the_instant_of_its_curve():
    story = overloaded()
    (trip,) = story.of("RelayTripped")
    (began,) = story.of("OverloadBegan")
    guard = story.plant.parts.guard
    relay = guard.index["T2-LV"]
    seen_a = began.fact.load_pu * 25e6 / sqrt(3) / 13.8e3
    multiple = seen_a / guard.pickups_a[relay]
    dial = guard.units[relay].operate_s(2 * guard.pickups_a[relay]) / (19.61 / 3 + 0.491)
    expected_s = dial * (19.61 / (multiple**2 - 1) + 0.491)
    assert trip.at_s - began.at_s == pytest.approx(expected_s, rel=1e-5)
    assert trip.subject == "T2-LV"
    assert trip.fact.limit == "inverse_trip"
    assert trip.fact.current_a == pytest.approx(seen_a, rel=1e-5)
    (opened,) = story.of("BreakerOpened", after_s=700.0)
    assert opened.at_s - trip.at_s == pytest.approx(0.08, abs=1e-9)
    assert {one.subject for one in story.of("SupplyLost", after_s=700.0)} == {"B1", "B2", "H1"}
    assert story.root(trip).kind == "CommandAccepted"


def test_shedding_relieves_it_first():
    story = overloaded(policies=("n1_shedding",))
    assert story.of("OverloadBegan")
    assert not story.of("RelayTripped")
    assert not story.plant.guard.busy
    assert not any(story.plant.guard.relays.current_a)


def test_no_tie_is_tried_for_a_bus_that_a_relay_cut_off_until_somebody_closes_it():
    story = overloaded()
    assert story.plant.guard.locked.keys() == {"T2-LV"}
    assert not story.of("TransferStarted", after_s=700.0)
    assert list(supply.dead_buses(story.plant)) == []
    apply(story.plant, story.plant.t_us + 1, "T2-LV", BreakerClosed())
    assert not story.plant.guard.locked
    assert story.plant.net.live_bus == [True, True]


def test_below_every_pickup_no_relay_is_touched():
    story = told(until_h=0.2)
    assert not story.plant.guard.busy
    assert set(story.plant.guard.relays.anchor_us) == {T0_US}


def test_a_breaker_that_someone_opens_is_not_locked():
    plant = started(Plant(guarded(), T0_US))
    apply(plant, T0_US + 1, "F1", BreakerOpened("for work"))
    assert not plant.guard.locked
    assert not overcurrent.is_locked_out(plant, 0)


def test_nobody_closes_onto_a_fault_and_who_waits_is_told_which():
    story = told(fault("F1"), until_h=0.2)
    assert "F1 has a short circuit" in supply.why_not_close_breaker(story.plant, "F1")
    plant = started(Plant(guarded(), T0_US))
    apply(plant, T0_US + 1, "T1-LV", BreakerOpened("for work"))
    apply(plant, T0_US + 2, "M1", FaultBegan(0.0, 0.0, 60.0))
    assert "M1 has a short circuit" in supply.why_not_close(plant, "TIE")


def test_an_order_to_close_onto_a_fault_is_refused():
    story = told(fault("F1"), CloseBreaker("try again", "F1"), until_h=0.3)
    assert story.of("CommandRefused", after_s=AT_S)


def test_a_tie_carries_what_one_side_takes_beyond_its_own():
    story = told(LOST, until_h=0.5)
    plant, guard = story.plant, story.plant.parts.guard
    assert "TIE" in plant.closed_ties
    taken_w = sum(plant.net.feeder_in_w[feeder] for feeder in (0, 2))
    taken_var = sum(plant.net.feeder_in_var[feeder] for feeder in (0, 2))
    amps = overcurrent.seen_by_a(plant, guard.index["TIE"])
    assert amps == pytest.approx((taken_w**2 + taken_var**2) ** 0.5 / sqrt(3) / 13.8e3)


# ---------------------------------------------------------------- inrush
TOO_LOW = (
    "protection: {}",
    "protection: {relays: [{id: F1, harmonic_block_frac: null, instantaneous_a: null, "
    "pickup_a: 700, dial_ratio: 0.05, curve: iec_vi}]}",
)
UNBLOCKED = (
    "protection: {}",
    "protection: {harmonic_block_frac: null, relays: ["
    + ", ".join(f"{{id: {name}, instantaneous_a: null}}" for name in ("F1", "F2", "FA", "FB"))
    + "]}",
)
OFF_S, ON_S = 600.0, 700.0
UNITS_VA, PEAK_RATIO, DECAY_S = 4 * 3.5e6, 10.0, 0.3


def energised(*changes, until_h=0.25):
    orders = ((OFF_S, OpenBreaker("a drill", "F1")), (ON_S, CloseBreaker("a drill", "F1")))
    return Story(orders=orders, policies=(), parts=guarded(*changes)).told(until_h)


def test_a_relay_set_too_low_trips_on_the_inrush_of_its_block_at_the_instant_it_is_full():
    """IEC very inverse is linear in the current: its fill on an exponential has a closed form."""
    story = energised(TOO_LOW)
    (trip,) = story.of("RelayTripped")
    assert (trip.subject, trip.fact.limit) == ("F1", "inverse_trip")
    after_s = trip.at_s - ON_S - trip.fact.early_us * 1e-6
    peak_a = PEAK_RATIO * UNITS_VA / sqrt(3) / 13.8e3
    assert trip.fact.inrush_a == pytest.approx(peak_a * exp(-after_s / DECAY_S), rel=1e-5)
    load_a = trip.fact.current_a - trip.fact.inrush_a
    risen_s = (load_a / 700.0 - 1.0) * after_s
    risen_s += peak_a / 700.0 * DECAY_S * -expm1(-after_s / DECAY_S)
    assert risen_s / (0.05 * 13.5) == pytest.approx(1.0, abs=1e-5)


def test_its_breaker_opens_and_the_energising_is_why():
    story = energised(TOO_LOW)
    (trip,) = story.of("RelayTripped")
    (opened,) = story.of("BreakerOpened", after_s=ON_S)
    assert opened.at_s - trip.at_s == pytest.approx(0.08, abs=1e-6)
    assert story.said[trip.cause - 1].kind == "SupplyReturned"
    assert story.root(trip).kind == "CommandAccepted"
    assert "F1" in story.plant.guard.locked


@pytest.mark.parametrize("change", [(), (UNBLOCKED,)])
def test_relays_that_block_or_wait_let_it_pass(change):
    story = energised(*change)
    assert story.of("SupplyReturned", after_s=ON_S)
    assert story.of("RelayTripped") == []
    assert bool(story.plant.parts.guard.rush_relays) is bool(change)


def test_every_relay_on_the_way_sees_what_it_feeds():
    plant = started(Plant(guarded(UNBLOCKED), T0_US))
    apply(plant, T0_US, "F1", BreakerOpened(""))
    apply(plant, T0_US, "T1-HV", BreakerOpened(""))
    apply(plant, T0_US, "T1-HV", BreakerClosed(""))
    relays, index = plant.guard.relays, plant.parts.guard.index
    hall_va, main_va = 3 * 3.5e6, 25e6
    for name, rated_va, kv in (
        ("FA", hall_va, 13.8),
        ("F1", 0.0, 13.8),
        ("T1-LV", hall_va, 13.8),
        ("T1-HV", hall_va + main_va, 138.0),
        ("T2-LV", 0.0, 13.8),
        ("TIE", 0.0, 13.8),
    ):
        wanted_a = PEAK_RATIO * rated_va / sqrt(3) / (kv * 1e3)
        assert relays.inrush_a[index[name]] == pytest.approx(wanted_a, rel=1e-12), name
    again = restored(plant.parts, snapshot(plant))
    assert again.guard.relays.inrush_a == relays.inrush_a
