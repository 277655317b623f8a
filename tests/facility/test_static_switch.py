"""Which side carries a hall behind a static switch, and what it feels on the way."""

from __future__ import annotations

import pytest

from tests.facility.test_backup import WITH_ENGINES, WITH_UPS
from tests.plants import T0_US, S, apply, small_parts, small_plant, started
from tests.site.test_static_switches import STS
from twin.devices.backup.ups_spec import BATTERY
from twin.facility import backup, static_switch
from twin.facility.snapshot import restored, snapshot
from twin.facts.backup import TransferBarred, TransferStepped
from twin.facts.outside import GridVoltageChanged
from twin.facts.power import BreakerOpened, TransformerFailed

AT_US = T0_US + S
WITH_STS_AND_UPS = (STS[0], STS[1] + WITH_UPS[1].removeprefix(STS[0]))


def switched_plant(*changes):
    return started(small_plant(*(changes or (STS,))))


def loads_w(plant):
    return [plant.net.pad_p_w[pad] for pad in plant.parts.hall_pads[0]]


def test_a_hall_begins_on_its_preferred_feed_with_all_of_its_draw():
    plant = switched_plant()
    assert loads_w(plant) == [plant.hall_w[0], 0.0]
    other = switched_plant((STS[0], STS[1].replace("{}", "{preferred: b}")))
    assert loads_w(other) == [0.0, other.hall_w[0]]


def test_it_begins_on_the_other_feed_where_the_preferred_one_is_not_there():
    plant = switched_plant(STS, ("{id: FA, bus: M1,", "{id: FA, in_service: false, bus: M1,"))
    assert loads_w(plant) == [0.0, plant.hall_w[0]]


def test_in_the_gap_power_supplies_stand_at_nothing_and_the_racks_stay():
    plant = switched_plant()
    before_w = plant.hall_w[0]
    apply(plant, AT_US, "FA", BreakerOpened("a drill"))
    assert backup.feeds_it(plant, 0)
    for limit in ("source_lost", "left"):
        apply(plant, AT_US, "H1-STS", TransferStepped(0.0, limit, "FB"))
    assert backup.input_pu(plant, 0) == 0.0
    assert plant.rides.voltage_pu[plant.parts.ride_hall.index(0)] == 0.0
    assert backup.feeds_it(plant, 0)
    assert loads_w(plant) == [0.0, before_w]
    apply(plant, AT_US + 4000, "H1-STS", TransferStepped(0.0, "landed", "FB"))
    assert backup.input_pu(plant, 0) == 1.0
    assert plant.rides.held_at_us(plant.parts.ride_hall.index(0), plant.t_us)[0] == 4000


def test_a_supply_behind_it_carries_the_gap_and_counts_it():
    plant = switched_plant(WITH_STS_AND_UPS)
    apply(plant, AT_US, "T1", TransformerFailed(60.0))
    for limit in ("source_lost", "left"):
        apply(plant, AT_US, "H1-STS", TransferStepped(0.0, limit, "FB"))
    assert plant.ups.state[0] == BATTERY
    assert backup.feeds_it(plant, 0)


def test_without_a_good_source_it_stays_and_says_so_once():
    plant = switched_plant()
    apply(plant, AT_US, "POI", GridVoltageChanged(0.6))
    ((switch, other_pu),) = static_switch.held_back(plant)
    assert (plant.parts.switch_ids[switch], other_pu) == ("H1-STS", 0.6)
    apply(plant, AT_US, "H1-STS", TransferBarred(0.6))
    assert list(static_switch.held_back(plant)) == []
    assert loads_w(plant)[0] > 0.0
    apply(plant, AT_US + S, "POI", GridVoltageChanged(1.0))
    assert plant.switch_told == [0]


def test_a_hall_that_neither_feed_can_carry_is_off_at_once():
    plant = switched_plant()
    apply(plant, AT_US, "POI", GridVoltageChanged(0.0))
    assert not backup.feeds_it(plant, 0)
    assert plant.hall_w[0] == 0.0


def test_of_what_is_fit_a_hall_would_take_its_preferred_feed():
    plant, shared = switched_plant(), started(small_plant())
    pads = plant.parts.hall_pads[0]
    assert list(static_switch.choice(plant, 0, list(pads))) == [pads[0]]
    assert list(static_switch.choice(plant, 0, [pads[1]])) == [pads[1]]
    assert list(static_switch.choice(plant, 0, [])) == []
    assert list(static_switch.choice(shared, 0, list(pads))) == list(pads)


@pytest.mark.parametrize("limits", [("source_lost",), ("source_lost", "left")])
def test_a_snapshot_on_the_way_goes_on_the_same(limits):
    plant = switched_plant()
    apply(plant, AT_US, "FA", BreakerOpened("a drill"))
    for limit in limits:
        apply(plant, AT_US, "H1-STS", TransferStepped(0.0, limit, "FB"))
    again = restored(plant.parts, snapshot(plant))
    assert snapshot(again) == snapshot(plant)
    assert loads_w(again) == loads_w(plant)
    assert again.hall_takes == plant.hall_takes


def test_switches_to_engines_come_before_static_ones_and_both_may_stand_before_a_hall():
    both = (STS[0], STS[1] + WITH_ENGINES[1].removeprefix(STS[0]))
    parts = small_parts(both)
    assert parts.switch_ids == ("H1-ATS", "H1-STS")
    assert (parts.hall_switch, parts.hall_static) == ((0,), (1,))
    assert parts.switch_gensets == (0, -1)
    assert parts.switch_sides == (("feeds", "gensets"), ("FA", "FB"))
    plant = started(small_plant(both))
    apply(plant, AT_US, "FA", BreakerOpened("a drill"))
    assert plant.hall_live == [True]
    assert backup.is_on_feeds(plant, 0)
