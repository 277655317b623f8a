"""A hall on a wet tower: wet bulb and not dry bulb counts, its curve's end is told, cells break."""

from __future__ import annotations

import psychrolib
import pytest

from tests.scenes.stage import played
from twin.run.lineage import open_member
from twin.units import S_PER_H, US_PER_S

psychrolib.SetUnitSystem(psychrolib.SI)
PRESSURE_PA = 94_936.0
"""Of the standard atmosphere at 546 m."""


def wet_bulb_c(dry_c, humidity_frac):
    return psychrolib.GetTWetBulbFromRelHum(dry_c, humidity_frac, PRESSURE_PA)


def loops(after_h):
    plant = played("towers").plant(after_h * S_PER_H)
    start_us = open_member(played("towers").run_dir).start_us
    return plant.loops, start_us + round(after_h * S_PER_H * US_PER_S)


def test_wetter_air_of_the_same_warmth_warms_the_water_by_what_the_wet_bulb_did():
    before, before_us = loops(1.99)
    after, after_us = loops(3.99)
    one, other = before.switches[0], after.switches[0]
    assert one.dry_bulb_c == other.dry_bulb_c == 35.0
    assert one.wet_bulb_c == pytest.approx(wet_bulb_c(35.0, 0.30), abs=1e-4)
    assert other.wet_bulb_c == pytest.approx(wet_bulb_c(35.0, 0.45), abs=1e-4)
    assert after.stages["fans"].stage[0] > before.stages["fans"].stage[0]
    assert after.temperatures_c(0, after_us)[1] > before.temperatures_c(0, before_us)[1] - 2.0
    assert after.power_w[0] > before.power_w[0]


def test_leaving_the_fit_is_told_with_the_weather_that_did_it_and_with_the_cell():
    scene = played("towers")
    told = [one for one in scene.of("CoolingStepped", "H1") if one.fact.limit == "beyond_fit"]
    assert [(one.at_s / S_PER_H, one.fact.rising) for one in told] == [
        (4.0, True), (6.0, False), (6.5, True), (9.5, False),
    ]  # fmt: skip
    causes = [scene.said[one.cause - 1].kind for one in told]
    assert causes == ["WeatherChanged", "WeatherChanged", "EquipmentFailed", "EquipmentRepaired"]
    assert wet_bulb_c(35.0, 0.60) > 26.7 > wet_bulb_c(35.0, 0.45)


def test_one_cell_less_is_made_up_for_and_three_are_not():
    scene = played("towers")
    trim = [one for one in scene.of("CoolingStepped", "H1") if one.fact.limit == "trim"]
    assert [one.fact.rising for one in trim] == [True, False]
    assert 7.0 < trim[0].at_s / S_PER_H < 8.0 < trim[1].at_s / S_PER_H
    assert not scene.of("HallThrottled")


def test_water_is_what_the_rejected_heat_takes_and_all_energy_is_told():
    made, t_us = loops(10.0)
    meters = made.meters_at(0, t_us)
    used = made.water_at(0, t_us)
    assert used.evaporated_l == pytest.approx(0.85 * meters.net_rejected_j / 2.43e6, rel=1e-9)
    assert used.blowdown_l == pytest.approx(used.evaporated_l / 4.0, rel=1e-9)
    assert used.drift_l == pytest.approx(160.0 * 2e-5 * 10 * S_PER_H, rel=1e-9)
    found = played("towers").summary
    assert found.water_m3 == pytest.approx(used.total_l / 1e3, rel=1e-12)
    assert abs(found.energy.balance_ratio) < 1e-9
