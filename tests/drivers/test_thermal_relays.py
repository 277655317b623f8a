"""Thermal relays in the plant: IEC 60255-149 by hand on the currents that flowed."""

from __future__ import annotations

import dataclasses
from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facility.guarded import AT_S, TIGHT, fault, guarded
from tests.facility.guarded import told as told_fault
from tests.facility.test_overcurrent import LOST
from tests.facility.test_plant import folded
from tests.plants import T0_US, Story
from tests.stories import goes_on_the_same, stories
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import CloseBreaker, FailTransformer
from twin.signals import catalogue

BASE_A, TAU_MIN, K_RATIO = 800.0, 6.0, 1.05
HOT = (
    "high_pickup_ratio: 1.3}",
    "high_pickup_ratio: 1.3, relays: [{id: T2-LV, "
    f"thermal: {{base_a: {BASE_A:g}, tau_min: {TAU_MIN:g}, k_ratio: {K_RATIO}}}}}]}}",
)
FAIL_S = 600.0


def told(*orders, until_h=1.0, watch=None):
    """T1 fails, T2 takes over all of it, and nobody sheds."""
    given = ((FAIL_S, LOST), *orders)
    parts = guarded(TIGHT, HOT)
    story = Story(orders=given, policies=(), requests=((0.0, 0.5),), parts=parts)
    return story.told(until_h, watch=watch)


def test_it_trips_at_the_instant_at_which_its_heat_is_that_of_the_current_it_carries_for_ever():
    flowed: list[tuple[float, float]] = []
    began: list[float] = []

    def watch(plant, t_us):
        flowed.append(((t_us - T0_US) / 1e6, plant.thermal_guard.current_a[0]))
        began.append(plant.thermal_guard.heat(0, t_us))

    story = told(watch=watch)
    trip = next(one for one in story.of("RelayTripped") if one.fact.limit == "thermal_trip")
    tau_s, heat = TAU_MIN * 60.0, began[0]
    before = [(at_s, current_a) for at_s, current_a in flowed if at_s < trip.at_s]
    ends_s = [at_s for at_s, _ in before[1:]]
    for (at_s, current_a), end_s in zip(before, [*ends_s, None], strict=True):
        goal = (current_a / (K_RATIO * BASE_A)) ** 2
        if end_s is not None:
            heat = goal + (heat - goal) * exp(-(end_s - at_s) / tau_s)
        else:
            exact_s = at_s + tau_s * log((goal - heat) / (goal - 1.0))
    assert trip.subject == "T2-LV"
    assert trip.at_s - trip.fact.early_us * 1e-6 == pytest.approx(exact_s, abs=2e-6)
    assert trip.fact.current_a > K_RATIO * BASE_A


def test_an_alarm_comes_first_the_breaker_opens_and_the_loss_is_why():
    story = told()
    alarm, over = story.of("ThermalRelayAlarmed")
    trip = next(one for one in story.of("RelayTripped") if one.fact.limit == "thermal_trip")
    (opened,) = story.of("BreakerOpened", after_s=trip.at_s)
    assert (alarm.fact.rising, over.fact.rising) == (True, False)
    assert (alarm.fact.heat_frac, over.fact.heat_frac) == (0.9, 0.85)
    assert alarm.at_s < trip.at_s < over.at_s
    assert (opened.subject, opened.at_s) == ("T2-LV", pytest.approx(trip.at_s + 0.08, abs=1e-6))
    assert opened.fact.why == "its relay tripped by thermal trip"
    assert story.root(trip).kind == "CommandAccepted"
    assert over.at_s - opened.at_s == pytest.approx(TAU_MIN * 60 * log(1.0 / 0.85), rel=0.01)


def test_it_may_be_closed_again_only_once_its_alarm_is_over():
    trip = next(one for one in told().of("RelayTripped") if one.fact.limit == "thermal_trip")
    soon, late = trip.at_s + 10.0, trip.at_s + 120.0
    story = told(*((at_s, CloseBreaker("a try", "T2-LV")) for at_s in (soon, late)))
    refused = [one.fact.why for one in story.of("CommandRefused") if one.at_s == soon]
    assert refused == ["the thermal relay of T2-LV has not cooled"]
    (closed,) = [one for one in story.of("BreakerClosed") if one.subject == "T2-LV"]
    assert closed.at_s == late


def test_a_feeder_whose_fault_was_mended_closes_by_itself_only_once_it_has_cooled():
    hot = (
        "protection: {}",
        "protection: {relays: [{id: F1, thermal: {base_a: 600, tau_min: 0.2}}]}",
    )
    story = told_fault(fault("F1", repair_s=5.0), parts=guarded(hot), until_h=0.25)
    warned, over = story.of("ThermalRelayAlarmed")
    assert warned.at_s < over.at_s
    assert over.at_s > AT_S + 5.0
    assert [one.at_s for one in story.of("BreakerClosed") if one.subject == "F1"] == [over.at_s]


def test_a_snapshot_remembers_the_heat_and_charts_show_it():
    plant = told(until_h=0.2).plant
    again = restored(plant.parts, snapshot(plant))
    assert snapshot(again) == snapshot(plant)
    signals = catalogue(plant.parts)
    heat = signals["T2-LV.heat_frac"].at(plant, plant.t_us)
    assert heat == plant.thermal_guard.heat(0, plant.t_us) > 0.3
    assert signals["T2-LV.filled_frac"].at(plant, plant.t_us) == 0.0
    assert "T1-LV.filled_frac" not in signals


SENSITIVE = (
    "protection: {}",
    "restart: {limit_pu: 2}\n"
    "protection: {harmonic_block_frac: null, tie_pickup_ratio: 1, low_pickup_ratio: 1.05, "
    "high_pickup_ratio: 1.3, relays: ["
    "{id: F1, instantaneous_a: null, pickup_a: 700, reset: disc, thermal: {base_a: 550, "
    "tau_min: 1}}, {id: F2, instantaneous_a: null, thermal: {base_a: 560, tau_min: 5}}, "
    "{id: FA, instantaneous_a: null}, {id: FB, instantaneous_a: null}, "
    "{id: T2-LV, thermal: {base_a: 900, tau_min: 5}}]}",
)
PARTS = guarded(SENSITIVE)
DRILLS = st.lists(
    st.tuples(
        st.integers(1, 3000),
        st.one_of(
            st.sampled_from(["F1", "F2", "B1-U1", "M1"]).map(lambda at: fault(at, repair_s=600.0)),
            st.sampled_from(["T1", "T2"]).map(lambda at: FailTransformer("a drill", at, 600.0)),
        ),
    ),
    max_size=3,
)


@settings(max_examples=20)
@given(stories(), DRILLS, st.data())
def test_relays_that_see_inrush_and_heat_keep_the_laws_whatever_happens(story, drills, data):
    hit = dataclasses.replace(story, parts=PARTS, orders=[*story.orders, *drills])
    told = hit.told(1.0)
    assert snapshot(folded(PARTS, told.said)) == snapshot(told.plant)
    at_us = data.draw(st.sampled_from(sorted(set(told.ears.instants))))
    assert goes_on_the_same(hit, told, at_us, 1.0)
