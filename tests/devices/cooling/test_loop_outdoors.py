"""Outdoors of a hall: dry coolers reject to the dry bulb, towers to the wet bulb."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.cooling.halls import DAY, FULL_W, S, run_to, unserved_j
from twin.devices.cooling.loop import Loops
from twin.devices.cooling.loop_limits import BEYOND_FIT
from twin.devices.cooling.loop_outdoors import LoopOutdoors, fan_levels
from twin.devices.cooling.loop_quiet import FOREVER_US, Calm
from twin.devices.cooling.loop_spec import LoopSpec
from twin.devices.cooling.loop_switched import plant_of, whole
from twin.devices.cooling.tower import york_k

H = 3600 * S
TOWERS = {
    "cells_count": 4,
    "cell_kw": 1300.0,
    "water_kg_per_s": 40.0,
    "fan": {"flow_m3_per_s": 35.0, "pressure_pa": 130.0},
}
WET = LoopSpec.model_validate({"towers": TOWERS, "fans": {"up_c": 30, "down_c": 26}})


def hall(dry_bulb_c=35.0, wet_bulb_c=22.0, load_frac=1.0, spec=WET):
    one = Loops([spec], 0, 22.0)
    one.set_weather(0, 0, dry_bulb_c, wet_bulb_c)
    one.set_heat(0, 0, *(load_frac * heat_w for heat_w in FULL_W))
    one.settle(0, 0)
    return one


def test_settled_water_leaves_the_tower_so_far_over_the_wet_bulb_as_its_heat_asks():
    one = hall()
    heat_w, facility_c = one.rejected_w(0, 0), one.temperatures_c(0, 0)[1]
    came_w = sum(FULL_W) + one.now[0].cdu_pump_w + one.now[0].pump_w + one.now[0].coil_fan_w
    assert heat_w + one.chilled_w(0, 0) == pytest.approx(came_w, rel=1e-9)
    range_k, speed = 5.2e6 / (160.0 * 4186.0), one.outdoors.fan_frac(0, one.fan_stage(0))
    approach_k = york_k(range_k, 22.0, 1.0 / speed) * heat_w / 5.2e6
    assert facility_c == pytest.approx(22.0 + approach_k, abs=1e-6)


def test_the_dry_bulb_moves_chillers_alone_and_the_wet_bulb_the_water():
    one, hot, wet = hall(22.0, 20.0), hall(38.0, 20.0), hall(38.0, 23.0)
    assert hot.temperatures_c(0, 0)[1] == pytest.approx(one.temperatures_c(0, 0)[1], abs=1e-6)
    assert hot.now[0].chiller_w != one.now[0].chiller_w
    assert wet.fan_stage(0) > hot.fan_stage(0)


def test_dry_coolers_ask_nothing_of_the_wet_bulb_and_take_no_water():
    one = hall(30.0, 10.0, spec=LoopSpec())
    other = hall(30.0, 25.0, spec=LoopSpec())
    assert one.snapshot() == other.snapshot()
    assert one.water_at(0, DAY).total_l == 0.0


def test_fans_hold_what_they_are_set_to_as_far_apart_as_the_document_has_them():
    free, warm = whole(WET, 0, 5.0), whole(WET, 0, 25.0)
    assert (fan_levels(WET, warm), fan_levels(WET, free)) == (WET.fans, WET.free_fans)
    for one, levels in ((free, WET.free_fans), (warm, WET.fans)):
        found = fan_levels(WET, one._replace(set_c=33.0))
        assert (found.up_c, found.down_c) == (33.0, 33.0 - levels.up_c + levels.down_c)
        assert found.dwell_s == levels.dwell_s


def test_a_warmer_supply_saves_fans_and_a_release_brings_them_back():
    """At 25 °C dry coolers hold 36 °C; set to 41 °C fans slow until a step less would pass it."""
    one = hall(25.0, spec=LoopSpec())
    before_w, before_c = one.power_w[0], one.temperatures_c(0, 0)[1]
    one.set_supply(0, 0, 41.0)
    run_to(one, DAY)
    assert one.power_w[0] < before_w
    assert before_c < one.temperatures_c(0, DAY)[1] <= 41.0
    again = Loops([LoopSpec()], 0, 22.0)
    again.restore(json.loads(json.dumps(one.snapshot())))
    assert again.next_crossing(0, DAY) == one.next_crossing(0, DAY)
    assert again.stages["fans"].up_c[0] == 41.0
    one.set_supply(0, DAY, None)
    run_to(one, 2 * DAY, DAY)
    assert one.temperatures_c(0, 2 * DAY)[1] <= 36.0


def test_without_pumps_no_heat_leaves():
    for spec in (LoopSpec(), WET):
        outdoors, plant = LoopOutdoors([spec]), plant_of(spec)
        one = whole(spec, 0, 20.0)._replace(pumps=0)
        assert outdoors.standing(0, plant, one, outdoors.top_stage[0]).sink_w_per_k == 0.0


def test_a_curve_that_is_left_is_told_at_once_and_its_return_too():
    one = hall(35.0, 25.0)
    one.set_weather(0, H, 35.0, 28.0)
    found = one.next_crossing(0, H)
    assert (found.limit, found.direction, found.t_us) == (BEYOND_FIT, "rising", H)
    assert one.quiet_until_us(0, H, Calm(0.0, 1e9, 0.0, 1e9, 35.0, 35.0)) == H
    one.cross(0, found)
    assert one.next_crossing(0, H) is None or one.next_crossing(0, H).limit != BEYOND_FIT
    one.set_weather(0, 2 * H, 35.0, 26.0)
    back = one.next_crossing(0, 2 * H)
    assert (back.limit, back.direction) == (BEYOND_FIT, "falling")


changes = st.lists(
    st.tuples(
        st.integers(1, 2 * H),
        st.sampled_from([0.0, 0.4, 1.0]),
        st.floats(-10.0, 40.0),
        st.floats(0.0, 15.0),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(changes=changes)
def test_heat_in_is_heat_out_and_stored_and_water_only_grows(changes):
    one, now, litres = hall(), 0, 0.0
    for wait, load, dry_c, depression_k, cells, pumps in changes:
        run_to(one, now + wait, now)
        now += wait
        one.set_heat(0, now, *(load * heat_w for heat_w in FULL_W))
        one.set_weather(0, now, dry_c, dry_c - depression_k)
        one.set_coolers(0, now, cells)
        one.set_pumps(0, now, pumps)
    run_to(one, now + H, now)
    end = now + H
    came_j = sum(one.came_j(0, end)) + one.meters_at(0, end).pump_j + 1.0
    assert abs(unserved_j(one, end)) < 1e-9 * came_j
    litres = [one.water_at(0, end).drift_l, one.water_at(0, end + H).drift_l]
    assert litres[0] <= litres[1]
    again = Loops([WET], 0, 22.0)
    again.restore(json.loads(json.dumps(one.snapshot())))
    assert again.next_crossing(0, end) == one.next_crossing(0, end)
    assert again.temperatures_c(0, end + H) == one.temperatures_c(0, end + H)
    assert again.water_at(0, end + H) == one.water_at(0, end + H)


@settings(max_examples=40, deadline=None)
@given(wet_bulb_c=st.floats(5.0, 26.0), load=st.floats(0.4, 1.1))
def test_a_hall_that_was_called_quiet_is(wet_bulb_c, load):
    one = hall(35.0, wet_bulb_c, 0.9)
    now_us = max([c.t_us for c in run_to(one, DAY)], default=0)
    calm = Calm(load * FULL_W[0], 1.1 * FULL_W[0], load * FULL_W[1], 1.1 * FULL_W[1], 35.0, 35.0)
    until_us = min(one.quiet_until_us(0, now_us, calm), now_us + DAY)
    if until_us > now_us and until_us != FOREVER_US:
        one.set_heat(0, now_us, load * FULL_W[0], load * FULL_W[1])
        found = one.next_crossing(0, now_us)
        assert found is None or found.t_us >= until_us
