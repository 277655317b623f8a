"""What feeds a hall: its supply carries the IT, and takes more than it gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.devices.backup.ups_spec import (
    BATTERY,
    BYPASS,
    ONLINE,
    OVERLOADED,
    conversion_loss_w,
    overload_s,
    rated_w,
)
from twin.facility import backup, supply
from twin.facility.draws import hall_peak_w
from twin.facility.snapshot import restored, snapshot
from twin.facts.backup import GensetsOrdered, GensetsStepped, UpsStepped
from twin.facts.compute import InferenceLoadChanged
from twin.facts.cooling import EquipmentFailed, EquipmentRepaired, HallThrottled
from twin.facts.outside import GridVoltageChanged
from twin.facts.power import BreakerOpened

WITH_UPS = (
    "  other_it_kw: 400\n",
    "  other_it_kw: 400\n  ups: {model: ups-1250, modules_count: 6}\n",
)


WITH_ENGINES = (
    "  other_it_kw: 400\n",
    "  other_it_kw: 400\n"
    "gensets:\n"
    "- {id: G1, model: diesel-2500, units_count: 6, halls: [H1], start_frac: 1, attempt_frac: 1}\n",
)
WITH_BOTH = (WITH_ENGINES[0], WITH_UPS[1] + WITH_ENGINES[1].removeprefix(WITH_ENGINES[0]))


def fed_plant():
    return started(small_plant(WITH_UPS))


def test_a_hall_with_a_supply_takes_the_losses_of_its_conversion_too():
    plant, bare = fed_plant(), started(small_plant())
    it_w = plant.halls.it_w[0]
    loss_w = conversion_loss_w(plant.ups.specs[0], it_w)
    assert it_w == bare.halls.it_w[0]
    assert plant.hall_w[0] == pytest.approx(bare.hall_w[0] + loss_w, rel=1e-12)


def test_a_hall_without_a_supply_is_fed_by_its_feeds_alone():
    plant = started(small_plant())
    assert backup.feeds_it(plant, 0)
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    assert not backup.feeds_it(plant, 0)


def test_in_an_outage_the_battery_carries_the_racks_and_the_hall_takes_nothing():
    plant = fed_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    assert plant.ups.state[0] == BATTERY
    assert backup.feeds_it(plant, 0)
    assert plant.hall_w[0] == 0.0
    assert plant.net.import_w == 0.0
    assert supply.cause_of(plant, "H1", ()) == plant.last_seq


def test_one_dead_feed_of_two_is_no_disturbance():
    plant = fed_plant()
    before_w = plant.hall_w[0]
    apply(plant, T0_US + S, "FA", BreakerOpened("a drill"))
    assert plant.ups.state[0] == ONLINE
    assert plant.ups.disturbed_us[0] == []
    assert plant.hall_w[0] == before_w


def test_a_sag_below_the_window_puts_the_supply_on_battery_and_nothing_else():
    plant = fed_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.6))
    assert plant.ups.state[0] == BATTERY
    assert all(plant.net.live_main)
    apply(plant, T0_US + 2 * S, "POI", GridVoltageChanged(0.9))
    assert plant.ups.is_good(0)


def test_a_resting_supply_asks_nobody_to_look_again():
    plant = fed_plant()
    assert backup.rests(plant, 0)
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    assert not backup.rests(plant, 0)


loads = st.lists(st.tuples(st.integers(1, 3600), st.floats(0.0, 1.0)), min_size=1, max_size=6)


@given(loads, st.integers(0, 5))
def test_what_a_supply_takes_is_what_it_gives_loses_and_stores(steps, dark_from):
    plant, t_us = fed_plant(), T0_US
    start_j = plant.ups.stored_at_j(0, t_us)
    for place, (wait_s, load_frac) in enumerate(steps):
        t_us += wait_s * S
        if place == dark_from:
            apply(plant, t_us, "POI", GridVoltageChanged(0.0))
        apply(plant, t_us, "H1", InferenceLoadChanged(load_frac))
    input_j, output_j, lost_j = plant.ups.metered_j(0, t_us + S)
    stored_j = plant.ups.stored_at_j(0, t_us + S) - start_j
    clipped = plant.ups.stored_at_j(0, t_us + S) == 0.0
    assert clipped or input_j == pytest.approx(output_j + lost_j + stored_j, rel=1e-9)


def test_a_snapshot_in_an_outage_goes_on_the_same():
    plant = fed_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    again = restored(plant.parts, snapshot(plant))
    assert again.hall_w == plant.hall_w
    assert again.ups.next_crossing(0, T0_US + S) == plant.ups.next_crossing(0, T0_US + S)
    for one in (plant, again):
        apply(one, T0_US + H // 60, "POI", GridVoltageChanged(1.0))
    assert snapshot(again) == snapshot(plant)


def test_a_bus_is_offered_to_a_hall_once_its_engines_can_carry_it():
    plant = started(small_plant(WITH_BOTH))
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    apply(plant, T0_US + 2 * S, "G1", GensetsOrdered((0.0,) * 6, (9.0,) * 6))
    offered = []
    for _ in range(40):
        crossing = plant.gensets.next_crossing(0, plant.t_us)
        if crossing is None or (offered and offered[-1][1]):
            break
        apply(plant, crossing.t_us, "G1", GensetsStepped(0.0, crossing.limit))
        offered.append((plant.gensets.on_bus_count[0], plant.transfers.b_pu[0] == 1.0))
    needed_w = plant.halls.it_w[0] * plant.hall_ratio[0]
    assert all(not ready or count * 2.5e6 >= needed_w for count, ready in offered)
    assert offered[-1][1]


def test_engines_too_few_for_a_hall_are_not_loaded_with_it():
    few = WITH_ENGINES[1].replace("units_count: 6", "units_count: 6, rated_kw: 2500")
    plant = started(small_plant((WITH_ENGINES[0], few)))
    apply(plant, T0_US + S, "H1", InferenceLoadChanged(1.0))
    apply(plant, T0_US + 2 * S, "POI", GridVoltageChanged(0.0))
    plant.gensets.on_bus_count[0] = 1
    backup.follow_feeds(plant, T0_US + 2 * S, plant.last_seq)
    assert plant.transfers.b_pu == [0.0]


def test_a_hall_slowed_down_for_heat_is_offered_engines_for_all_of_its_racks():
    few = WITH_ENGINES[1].replace("units_count: 6", "units_count: 6, rated_kw: 3000")
    for on_bus_count, offered_pu in ((1, 0.0), (3, 1.0)):
        plant = started(small_plant((WITH_ENGINES[0], few)))
        apply(plant, T0_US + S, "H1", InferenceLoadChanged(1.0))
        apply(plant, T0_US + 2 * S, "H1", HallThrottled(0.5))
        half_w = plant.halls.it_w[0] * plant.hall_ratio[0]
        assert half_w < 3e6 < hall_peak_w(plant, 0) < 9e6
        plant.gensets.on_bus_count[0] = on_bus_count
        plant.grid_pu = 0.0
        backup.follow_feeds(plant, T0_US + 3 * S, plant.last_seq)
        assert plant.transfers.b_pu == [offered_pu]


# ---------------------------------------------------------------- modules that break
def broken(plant, count, at_us=T0_US + S):
    apply(plant, at_us, "H1-UPS", EquipmentFailed(3600.0, count))
    return plant


def test_a_supply_without_one_of_its_modules_carries_less_and_keeps_its_charge():
    plant = fed_plant()
    stored_j = plant.ups.stored_j[0]
    broken(plant, 1)
    assert plant.ups.specs[0].rated_kw == pytest.approx(5 * 1250.0)
    assert plant.ups.stored_j[0] == stored_j
    assert plant.ups.state[0] == ONLINE
    apply(plant, T0_US + 2 * S, "H1-UPS", EquipmentRepaired(1))
    assert plant.ups.specs[0] is plant.parts.ups_specs[0]


def test_an_overload_of_the_modules_left_goes_to_the_bypass_when_its_time_is_over():
    plant = broken(fed_plant(), 5)
    spec, load_w = plant.ups.specs[0], plant.ups.load_w[0]
    assert load_w > rated_w(spec)
    crossing = plant.ups.next_crossing(0, plant.t_us)
    assert crossing is not None
    assert crossing.limit == OVERLOADED
    assert crossing.t_us - plant.t_us == pytest.approx(overload_s(spec, load_w) * S, abs=1)
    apply(plant, crossing.t_us, "H1-UPS", UpsStepped(0.0, OVERLOADED))
    assert plant.ups.state[0] == BYPASS
    apply(plant, crossing.t_us + S, "H1-UPS", EquipmentRepaired(5))
    assert plant.ups.state[0] == ONLINE


def test_the_last_module_takes_its_load_to_the_bypass_or_drops_it_in_an_outage():
    assert broken(fed_plant(), 6).ups.state[0] == BYPASS
    plant = fed_plant()
    apply(plant, T0_US + S, "POI", GridVoltageChanged(0.0))
    broken(plant, 6, T0_US + 2 * S)
    assert not plant.ups.is_fed(0)


def test_a_snapshot_with_broken_modules_has_their_rating():
    plant = broken(fed_plant(), 2)
    again = restored(plant.parts, snapshot(plant))
    assert again.ups.specs == plant.ups.specs
    assert snapshot(again) == snapshot(plant)
