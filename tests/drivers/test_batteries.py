"""Batteries are told by commands, answer to the frequency, and are full or empty to the instant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from tests.facility.test_storage import BATTERY, FEEDER, WITH_BATTERY
from tests.plants import T0_US, S, Story, small_parts
from tests.stories import stories
from twin.facility import storage
from twin.facts.control import CurtailRows, DispatchBattery, RestoreRows
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


def after_events(*orders, until_h=1.0):
    """Charge from 10 to 40 min, give from 20 to 30 min, and what somebody orders besides."""
    said = {"kind": "battery", "battery": "BAT"}
    events = [
        {**said, "after": "10min", "duration_min": 30, "charge_mw": 2},
        {**said, "after": "20min", "duration_min": 10, "discharge_mw": 3},
    ]
    found = orders_of([TypeAdapter(Event).validate_python(one) for one in events], 0)
    return told(*((t_us / S, one) for t_us, one in found), *orders, until_h=until_h)


def dispatched(story):
    return [(one.at_s / 60.0, one.fact.net_w / 1e6) for one in story.of("BatteryDispatched")]


def test_an_event_that_goes_on_holds_again_and_the_last_one_lets_it_rest():
    assert dispatched(after_events()) == [(10, 2), (20, -3), (30, 2), (40, 0)]


def test_the_end_of_an_event_leaves_alone_what_an_operator_ordered_since():
    story = after_events((25 * 60.0, DispatchBattery("dear", "BAT", discharge_w=1e6)))
    assert dispatched(story) == [(10, 2), (20, -3), (25, -1)]
    refused = [(one.at_s / 60.0, one.fact.why) for one in story.of("CommandRefused")]
    assert refused == [(at, "BAT was told otherwise since") for at in (30, 40)]


def test_an_event_that_begins_takes_over_what_an_operator_ordered_before():
    story = after_events((15 * 60.0, DispatchBattery("dear", "BAT", discharge_w=1e6)))
    assert dispatched(story) == [(10, 2), (15, -1), (20, -3), (30, 2), (40, 0)]


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


def rows_of(block):
    parts = small_parts(*WITH_BATTERY)
    return tuple(
        name for name, at in zip(parts.row_ids, parts.row_block, strict=True) if at == block
    )


GIVES = (60.0, DispatchBattery("dear", "BAT", discharge_w=5e6))
SLEEP = (600.0, CurtailRows("dear", "B2", rows_of("B2")))
WAKE = (1800.0, RestoreRows("cheap", "B2", rows_of("B2")))


def test_what_it_gives_never_leaves_the_site():
    story = told(GIVES, SLEEP)
    limits = story.of("BatteryLimited")
    assert limits[0].at_s >= 600.0
    assert 0.0 < limits[-1].fact.most_w < 5e6
    assert story.plant.net.import_w > 0.0
    group = story.plant.net.group_of_bus[1]
    assert story.plant.net.group_p_w[group] == pytest.approx(0.0, abs=1500.0)
    assert story.root(limits[0]).at_s == 600.0


def test_it_gives_all_again_when_loads_are_back():
    story = told(GIVES, SLEEP, WAKE, until_h=0.6)
    assert story.of("BatteryLimited")[-1].fact.most_w == 5e6
    assert story.plant.grid.batteries.flow_w(0) == (0.0, 5e6)


def test_an_answer_to_the_frequency_leaves_the_site_as_little():
    dark = tuple((60.0, CurtailRows("", block, rows_of(block))) for block in ("B1", "B2"))
    story = told(*dark, hertz=((600.0, 58.0),), changes=(*WITH_BATTERY, STAGE))
    assert story.of("BatteryLimited")
    assert story.plant.net.import_w > 0.0


def test_a_site_whose_loads_draw_more_is_never_told_of_a_limit():
    assert told(GIVES).of("BatteryLimited") == []


SECOND = (
    (FEEDER[0], f"{FEEDER[1]}- {{id: FBAT2, bus: M2, rated_a: 600}}\n"),
    (BATTERY[0], BATTERY[1] + BATTERY[1].splitlines(keepends=True)[-1].replace("BAT", "BAT2")),
)
BOTH_GIVE = (
    (60.0, DispatchBattery("dear", "BAT", discharge_w=3e6)),
    (61.0, DispatchBattery("dear", "BAT2", discharge_w=2e6)),
)


def gives_w(plant):
    return [plant.grid.batteries.flow_w(battery)[1] for battery in range(2)]


def test_two_batteries_share_what_loads_beside_them_draw_by_what_each_is_to_give():
    story = told(*BOTH_GIVE, SLEEP, changes=SECOND)
    first_w, second_w = gives_w(story.plant)
    assert 0.0 < first_w + second_w < 5e6
    assert first_w / second_w == pytest.approx(1.5, rel=0.01)
    group = story.plant.net.group_of_bus[1]
    assert story.plant.net.group_p_w[group] == pytest.approx(0.0, abs=2000.0)
    assert {story.root(one).at_s for one in story.of("BatteryLimited")} == {600.0}


def test_both_give_all_again_when_loads_are_back():
    story = told(*BOTH_GIVE, SLEEP, WAKE, changes=SECOND, until_h=0.8)
    assert gives_w(story.plant) == [3e6, 2e6]


def test_one_gives_what_another_that_is_empty_leaves():
    story = told(*BOTH_GIVE, SLEEP, changes=SECOND, until_h=6.0)
    empty = story.of("BatteryStepped")
    assert [one.fact.limit for one in empty] == ["empty", "empty"]
    raised = story.of("BatteryLimited", after_s=empty[0].at_s)[0]
    assert raised.at_s == empty[0].at_s
    assert raised.subject != empty[0].subject
    assert raised.fact.most_w > 0.0


def test_an_answer_of_two_batteries_to_the_frequency_leaves_the_site_as_little():
    dark = tuple((60.0, CurtailRows("", block, rows_of(block))) for block in ("B1", "B2"))
    story = told(*dark, hertz=((600.0, 58.0),), changes=SECOND)
    assert story.of("BatteryLimited")
    assert story.plant.net.import_w > 0.0


def event(after, minutes, **power):
    said = {"kind": "battery", "after": after, "battery": "BAT", "duration_min": minutes}
    return TypeAdapter(Event).validate_python({**said, **power})


def test_the_end_of_an_event_ends_only_that_event():
    long, short = event("10min", 60, charge_mw=1), event("20min", 10, discharge_mw=2)
    found = [
        (t_us / 60e6, one.charge_w, one.discharge_w) for t_us, one in orders_of([long, short], 0)
    ]
    assert found == [(10, 1e6, 0.0), (20, 0.0, 2e6), (30, 1e6, 0.0), (70, 0.0, 0.0)]


def test_an_event_that_outlives_another_is_not_stopped_by_its_end():
    first, second = event("10min", 20, charge_mw=1), event("20min", 30, charge_mw=2)
    found = [(t_us / 60e6, one.charge_w) for t_us, one in orders_of([first, second], 0)]
    assert found == [(10, 1e6), (20, 2e6), (50, 0.0)]


@settings(max_examples=25)
@given(stories())
def test_whatever_happens_a_battery_stays_in_its_window_and_nothing_leaves_the_site(story):
    seen: list[tuple[float, float]] = []

    def watch(plant, t_us):
        batteries = plant.grid.batteries
        socs = [batteries.soc_frac(one, t_us) for one in range(len(batteries.specs))]
        seen.extend((plant.net.import_w, soc_frac) for soc_frac in socs)

    story.told(1.0, watch=watch)
    for import_w, soc_frac in seen:
        assert 0.1 - 1e-9 <= soc_frac <= 0.9 + 1e-9
        assert import_w >= -storage.LEAST_W
