"""Batteries are told by commands, answer to the frequency, and are full or empty to the instant."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from tests.facility.test_storage import WITH_BATTERY
from tests.plants import T0_US, S, Story, small_parts
from twin.facts.control import DispatchBattery
from twin.scenario.events import Event, orders_of
from twin.units import J_PER_KWH

STAGE = (
    "halls:\n",
    "frequency: {restore_after_min: 2, stages: [{id: FFR, below_hz: 59.85, delay_s: 0.25, "
    "batteries: [BAT]}]}\nhalls:\n",
)


def told(*orders, hertz=(), changes=WITH_BATTERY, until_h=1.0):
    story = Story(orders=orders, hertz=hertz, policies=(), parts=small_parts(*changes))
    return story.told(until_h)


def test_it_is_full_at_the_exact_instant_and_takes_no_more():
    story = told((60.0, DispatchBattery("cheap", "BAT", charge_w=2.5e6)), until_h=2.0)
    (full,) = story.of("BatteryStepped")
    fills_s = 0.4 * 5000 * J_PER_KWH / (2.5e6 * 0.94)
    exact_s = full.at_s - full.fact.early_us * 1e-6
    assert exact_s == pytest.approx(60.0 + fills_s, abs=1e-6)
    assert full.fact.limit == "full"
    assert story.plant.grid.batteries.flow_w(0) == (0.0, 0.0)
    assert story.root(full).kind == "CommandAccepted"


def test_an_event_charges_for_its_time_and_then_lets_it_rest():
    said = {"kind": "battery", "after": "10min", "battery": "BAT", "duration_min": 5}
    event = TypeAdapter(Event).validate_python({**said, "charge_mw": 2, "why": "cheap energy"})
    commands = list(orders_of([event], 0))
    assert [(t_us / 60e6, one.charge_w) for t_us, one in commands] == [(10, 2e6), (15, 0.0)]
    story = told(*((t_us / S, one) for t_us, one in commands))
    assert [(one.at_s, one.fact.net_w) for one in story.of("BatteryDispatched")] == [
        (600.0, 2e6),
        (900.0, 0.0),
    ]


def test_droop_follows_the_frequency_with_the_frequency_as_its_cause():
    story = told(hertz=((600.0, 59.9), (720.0, 60.0)))
    first, last = story.of("BatteryAnswered")
    assert (first.at_s, last.at_s) == (600.0, 720.0)
    assert first.fact.net_w == pytest.approx(-5e6 * 0.083 / 2.983)
    assert last.fact.net_w == 0.0
    assert story.said[first.cause - 1].kind == "GridFrequencyChanged"


def test_a_stage_calls_all_of_it_until_it_is_put_back():
    low = ((600.0, 59.8), (660.0, 60.0))
    story = told(hertz=low, changes=(*WITH_BATTERY, STAGE))
    answers = [(one.at_s, one.fact.net_w) for one in story.of("BatteryAnswered")]
    assert answers[1] == (600.25, -5e6)
    assert answers[-1] == (780.0, 0.0)
    assert story.of("BreakerOpened") == []


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (DispatchBattery("", "BAT9", 1e6), "there is no battery BAT9 in service"),
        (DispatchBattery("", "BAT", 1e6, 1e6), "not both"),
        (DispatchBattery("", "BAT", 9e6), "takes up to 2.5 MW and gives up to 5 MW"),
        (DispatchBattery("", "BAT", 0.0, -1.0), "not both"),
    ],
)
def test_what_it_can_not_do_is_refused_with_the_reason(command, why):
    (refused,) = told((60.0, command)).of("CommandRefused")
    assert why in refused.fact.why
    assert T0_US % S == 0
