"""What follows from switches: flows of pumps, who cools the coils, what is drawn."""

from __future__ import annotations

from math import inf

import pytest

from twin.devices.cooling.loop_spec import LoopSpec
from twin.devices.cooling.loop_switched import (
    Calls,
    Outdoors,
    plant_of,
    switched,
    technology_w_per_k,
    whole,
)

PLANT = plant_of(LoopSpec())
WHOLE = whole(LoopSpec(), 0, 30.0)
FANS = Outdoors(1e6, 100e3)


def of(calls=(False, False), **changes):
    return switched(PLANT, WHOLE._replace(**changes), FANS, Calls(*calls))


def test_films_follow_flow_to_the_power_of_four_fifths():
    """With one of four units the flow through it is its rated one, so it does what it is rated."""
    assert of(cdus=1).flow.between_w_per_k == pytest.approx(1.1e6 / 4.0)
    cdu = PLANT.cdu
    slowed = 5 * cdu.conductance_w_per_k(0.8, 0.8)
    hot = 5 * cdu.hot_w_per_k * 0.8
    assert of(cdus=5).flow.between_w_per_k == pytest.approx(slowed / (1.0 - slowed / hot))


def test_half_speed_takes_an_eighth_of_the_draw_and_half_of_the_flow():
    found, full = of(pump_speed_frac=0.5, cdu_speed_frac=0.5), of()
    assert found.pump_w == pytest.approx(full.pump_w / 8)
    assert found.cdu_pump_w == pytest.approx(full.cdu_pump_w / 8)
    assert found.flow.water_w_per_k == pytest.approx(full.flow.water_w_per_k / 2)
    assert found.flow.between_w_per_k < full.flow.between_w_per_k
    half = technology_w_per_k(PLANT, WHOLE._replace(cdu_speed_frac=0.5))
    assert half == pytest.approx(technology_w_per_k(PLANT, WHOLE) / 2)


def test_more_units_carry_the_same_heat_at_a_smaller_difference():
    found = [of(cdus=count).flow.between_w_per_k for count in range(6)]
    assert found == sorted(found)
    assert found[0] == 0.0


def test_without_pumps_no_heat_passes():
    flow = of(pumps=0).flow
    assert (flow.between_w_per_k, flow.coil_w_per_k) == (0.0, 0.0)
    assert technology_w_per_k(PLANT, WHOLE._replace(cdus=0)) == 0.0


def test_coils_are_chilled_when_called_and_else_on_facility_water():
    alone, chilled = of(), of((True, False))
    assert (alone.flow.shared, alone.chilled, alone.coils_level_c) == (True, False, inf)
    assert (chilled.flow.shared, chilled.chilled) == (False, True)
    assert chilled.inlet_water_frac == 0.0
    assert alone.inlet_air_frac + alone.inlet_water_frac == pytest.approx(1.0)


@pytest.mark.parametrize("lost", [{"powered": False}, {"ready": False}, {"chillers": 0}])
def test_called_chillers_that_can_not_run_leave_the_coils_on_facility_water(lost):
    found = of((True, True), **lost)
    assert (found.flow.shared, found.trimming, found.chiller_w) == (True, False, 0.0)


def test_all_that_the_chillers_can_give_is_the_trim_s_less_the_coils_part():
    seen = {"seen_air_c": 30.0, "seen_facility_c": 39.0}
    found = of((True, True), trim_full=True, **seen)
    coil_w = 8 * PLANT.coil.conductance_w_per_k() * 12.0
    assert found.trim_w == pytest.approx(found.capacity_w - coil_w)
    assert found.flow.trim_w_per_k == 0.0
    linear = of((True, True), **seen)
    for air_c in (30.0, 25.0):
        facility_c = found.trim_level_c - found.trim_air_frac * air_c
        trim_w = linear.trim_w + linear.flow.trim_w_per_k * facility_c
        coils_w = linear.coil_w + linear.flow.coil_w_per_k * air_c
        assert trim_w + coils_w == pytest.approx(found.capacity_w)


def test_coils_past_the_capacity_take_all_of_it():
    found = of((True, True), coils_full=True, chillers=1, seen_air_c=60.0)
    assert (found.coil_w, found.flow.coil_w_per_k) == (found.capacity_w, 0.0)
    at_c = found.coils_level_c
    linear = of((True, True), chillers=1, seen_air_c=60.0)
    assert linear.inlet_air_frac * at_c + linear.inlet_c == pytest.approx(at_c + found.inlet_c)


def test_without_supply_fans_and_coils_stand_still():
    found = of((True, True), powered=False, blown=False)
    assert (found.coil_fan_w, found.chiller_w, found.flow.coil_w_per_k) == (0.0, 0.0, 0.0)
    assert (found.inlet_air_frac, found.inlet_c) == (1.0, 0.0)
    assert found.power_w == pytest.approx(found.cdu_pump_w + found.pump_w + FANS.fan_w)
