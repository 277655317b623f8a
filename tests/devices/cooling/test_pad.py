"""Pads: the published point, psychrolib's humid air, frost, and readings that no air has."""

from __future__ import annotations

import psychrolib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.cooling.pad import (
    PadSpec,
    Weather,
    called,
    drop_pa,
    frozen,
    leaving_c,
    moist_density_kg_per_m3,
    moist_ratio,
    pad_water,
    weather_of,
)
from twin.errors import RequestError

PAD = PadSpec(rated_m3_per_s=40.0)
SEA = 101_325.0
airs = st.builds(
    lambda dry_c, depression_k, pressure: Weather(dry_c, dry_c - depression_k, pressure),
    st.floats(5.0, 48.0),
    st.floats(0.0, 20.0),
    st.floats(75_000.0, 105_000.0),
).filter(lambda air: moist_ratio(air) > 1e-4)

psychrolib.SetUnitSystem(psychrolib.SI)


@pytest.mark.parametrize(
    ("dry_c", "humidity_frac", "expected_c"), [pytest.param(35.0, 0.4, 25.594072, id="oracle-32")]
)
def test_a_pad_cools_hot_dry_air_as_the_formula_says(dry_c, humidity_frac, expected_c):
    wet_c = psychrolib.GetTWetBulbFromRelHum(dry_c, humidity_frac, SEA)
    assert leaving_c(0.85, dry_c, wet_c) == pytest.approx(expected_c, abs=2e-3)


@given(air=airs, effectiveness=st.floats(0.0, 1.0))
def test_leaving_air_is_between_wet_and_dry_bulb(air, effectiveness):
    found_c = leaving_c(effectiveness, air.dry_bulb_c, air.wet_bulb_c)
    assert air.wet_bulb_c - 1e-9 <= found_c <= air.dry_bulb_c


@given(air=airs, flow=st.floats(0.0, 80.0))
def test_the_water_is_what_psychrolib_says_the_air_gains(air, flow):
    dry_c, wet_c, pressure = air
    out_c = dry_c - 0.85 * (dry_c - wet_c)
    held = psychrolib.GetHumRatioFromTWetBulb(dry_c, wet_c, pressure)
    gained = psychrolib.GetHumRatioFromTWetBulb(out_c, wet_c, pressure) - held
    dry_air_kg_per_s = flow / psychrolib.GetMoistAirVolume(dry_c, held, pressure)
    water = pad_water(PAD, air, flow)
    assert water.evaporated_kg_per_s == pytest.approx(dry_air_kg_per_s * gained, rel=1e-3, abs=1e-6)
    assert water.blowdown_kg_per_s == pytest.approx(0.3 * water.evaporated_kg_per_s)
    assert min(water) >= 0.0


@given(air=airs.filter(lambda air: air.wet_bulb_c >= 0.0))
def test_the_pad_neither_warms_nor_cools_but_for_its_water(air):
    """Enthalpy behind is enthalpy before plus that of water at the wet bulb."""
    out_c = leaving_c(0.85, air.dry_bulb_c, air.wet_bulb_c)
    behind = Weather(out_c, air.wet_bulb_c, air.pressure_pa)
    before_j, behind_j = (
        psychrolib.GetMoistAirEnthalpy(one.dry_bulb_c, moist_ratio(one)) for one in (air, behind)
    )
    water_j = (moist_ratio(behind) - moist_ratio(air)) * 4186.0 * air.wet_bulb_c
    assert behind_j - before_j == pytest.approx(water_j, abs=60.0)


@given(air=airs)
def test_density_outdoors_is_psychrolibs(air):
    judge = psychrolib.GetMoistAirDensity(air.dry_bulb_c, moist_ratio(air), air.pressure_pa)
    assert moist_density_kg_per_m3(air) == pytest.approx(judge, rel=1e-6)


def test_the_drop_goes_with_the_square_of_the_flow():
    assert drop_pa(PAD, 20.0) == pytest.approx(drop_pa(PAD, 40.0) / 4)
    assert drop_pa(PAD, 40.0) == 30.0


def test_frost_locks_and_a_hysteresis_frees():
    assert frozen(PAD, 4.0, was=False)
    assert not frozen(PAD, 4.1, was=False)
    assert frozen(PAD, 6.0, was=True)
    assert not frozen(PAD, 6.1, was=True)


def test_a_thermostat_calls_for_water_until_well_below():
    assert called(PAD, 24.0, was=False)
    assert called(PAD, 22.1, was=True)
    assert not called(PAD, 22.0, was=True)


def test_a_container_never_wets_a_locked_pad():
    with pytest.raises(ValidationError, match="raise start_c"):
        PadSpec(rated_m3_per_s=1.0, start_c=7.0, freeze_c=6.0)


def test_a_wet_bulb_above_the_dry_bulb_is_a_fault_that_says_what_to_do():
    with pytest.raises(RequestError) as caught:
        weather_of({"dry_bulb_c": 20.0, "wet_bulb_c": 20.5})
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.allowed) == ("wet_bulb_c", "20.5 °C", "up to 20 °C")
    assert "swapped" in fault.remedy
    assert weather_of({"dry_bulb_c": 20.0, "wet_bulb_c": 20.0}).pressure_pa == SEA
