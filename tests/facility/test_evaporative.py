"""Pads of blocks: wet by warmth, dry when broken, and every litre counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.devices.cooling.pad import pad_water
from twin.facility import evaporative, topics
from twin.facility.snapshot import restored, snapshot
from twin.facts.cooling import EquipmentFailed, EquipmentRepaired
from twin.facts.mining import RowsThrottled
from twin.facts.outside import WeatherChanged
from twin.facts.power import SupplyLost, SupplyReturned
from twin.series.air import wet_bulb_c

ORDER = "  shed_order: 2\n"
WITH_PAD = (ORDER, ORDER + "  pad: {rated_m3_per_s: 700, failure_per_year: 0}\n")
ONE_PAD = ("id: B2, feeder: F2,", "id: B2, feeder: F2, pad: null,")
HOT = WeatherChanged(42.0, 0.2, 95_000.0)


def padded_plant(*changes):
    return started(small_plant(WITH_PAD, *changes))


def rows_of(plant, block):
    return [row for row, owner in enumerate(plant.parts.row_block) if owner == block]


def inlets_c(plant, block):
    return {round(plant.rows.inlet_c[row], 6) for row in rows_of(plant, block)}


@given(st.floats(-40, 55), st.floats(0.02, 1.1), st.floats(75e3, 104e3))
def test_the_wet_bulb_is_that_of_an_exact_bisection_and_never_above_the_dry(dry_c, wet_frac, pa):
    found = evaporative.outdoors(dry_c, wet_frac, pa)
    judge = wet_bulb_c(np.array([dry_c]), np.array([min(wet_frac, 1.0)]), np.array([pa]))
    assert found.wet_bulb_c == pytest.approx(float(judge[0]), abs=2e-3)
    assert found.wet_bulb_c <= dry_c


def test_a_reading_of_no_water_at_all_has_a_wet_bulb_too():
    assert 10.0 < evaporative.outdoors(42.0, 0.0, 95_000.0).wet_bulb_c < 15.0


def test_rows_breathe_what_leaves_their_pad_and_others_the_air_outdoors():
    """42 degrees at a fifth of saturation and 95 kPa: wet bulb 22.964, so 25.82 behind it."""
    plant = padded_plant(ONE_PAD)
    apply(plant, T0_US + S, "SMALL", HOT)
    (inlet_c,) = inlets_c(plant, "B1")
    assert inlet_c == pytest.approx(42 - 0.85 * (42 - 22.964) + 1.7, abs=2e-3)
    assert inlets_c(plant, "B2") == {43.7}


def test_a_pad_is_wet_from_its_thermostat_on_and_until_well_below_it():
    plant = padded_plant()
    wet = []
    for n, dry_c in enumerate((21.9, 23.0, 24.0, 23.0, 22.0)):
        apply(plant, T0_US + (n + 1) * S, "SMALL", WeatherChanged(dry_c, 0.2))
        wet.append(plant.pads.is_wet(0))
    assert wet == [False, False, True, True, False]


def test_frost_leaves_rows_in_the_air_as_it_is():
    plant = padded_plant()
    apply(plant, T0_US + S, "SMALL", WeatherChanged(-8.0, 0.5))
    assert plant.pads.locked == [True, True]
    assert inlets_c(plant, "B1") == {-6.3}


def test_wetter_air_of_the_same_warmth_is_warmer_behind_a_pad():
    plant = padded_plant()
    apply(plant, T0_US + S, "SMALL", HOT)
    before_c, before_w = plant.rows.inlet_c[0], plant.net.import_w
    plant.touched = 0
    apply(plant, T0_US + 2 * S, "SMALL", WeatherChanged(42.0, 0.4, 95_000.0))
    assert plant.rows.inlet_c[0] > before_c + 4.0
    assert plant.net.import_w > before_w
    assert plant.touched & topics.ROWS
    assert plant.weather_seq == plant.last_seq


def test_humidity_around_dry_pads_is_no_change():
    plant = padded_plant()
    apply(plant, T0_US + S, "SMALL", WeatherChanged(15.0, 0.2))
    seq = plant.last_seq
    plant.touched = 0
    apply(plant, T0_US + 2 * S, "SMALL", WeatherChanged(15.0, 0.9))
    assert (plant.touched, plant.weather_seq) == (topics.WEATHER, seq)


def test_a_broken_pad_is_dry_at_once_and_only_its_block_feels_it():
    plant = padded_plant()
    apply(plant, T0_US + S, "SMALL", HOT)
    cool = inlets_c(plant, "B1")
    apply(plant, T0_US + 2 * S, "B1-PAD", EquipmentFailed(3600.0, 1, "a drill"))
    assert (inlets_c(plant, "B1"), inlets_c(plant, "B2")) == ({43.7}, cool)
    row, other = rows_of(plant, "B1")[0], rows_of(plant, "B2")[0]
    assert plant.rows.due_us[row] == T0_US + 2 * S
    assert evaporative.air_cause(plant, row) == plant.last_seq
    assert evaporative.air_cause(plant, other) == plant.weather_seq < plant.last_seq
    apply(plant, T0_US + 3602 * S, "B1-PAD", EquipmentRepaired(1))
    assert inlets_c(plant, "B1") == cool


def test_litres_are_the_rate_of_the_air_for_as_long_as_the_pad_was_wet():
    """A block in supply and wet for an hour, broken for another, dark for a third."""
    plant = padded_plant(ONE_PAD)
    rows = tuple(plant.parts.row_ids[row] for row in rows_of(plant, "B1"))
    apply(plant, T0_US, "SMALL", HOT)
    apply(plant, T0_US + H, "B1-PAD", EquipmentFailed(3600.0))
    apply(plant, T0_US + 2 * H, "B1-PAD", EquipmentRepaired(1))
    apply(plant, T0_US + 2 * H, "B1", SupplyLost(rows))
    assert plant.pads.flow_m3_per_s == [0.0]
    rates = pad_water(plant.parts.evaporative_specs[0], plant.pads.weather(0), 700.0)
    used_l = evaporative.water_at_l(plant, T0_US + 3 * H)
    assert used_l == pytest.approx(3600 * rates.makeup_kg_per_s, rel=1e-12)
    apply(plant, T0_US + 3 * H, "B1", SupplyReturned(rows))
    again_l = evaporative.water_at_l(plant, T0_US + 4 * H)
    assert again_l == pytest.approx(2 * used_l, rel=1e-12)
    air_kg_per_s, fall_k, latent_j_per_kg = 700.0 * 1.045, 0.85 * 19.04, 2.43e6
    heat_w = air_kg_per_s * 1.02e3 * fall_k
    assert used_l == pytest.approx(1.3 * 3600 * heat_w / latent_j_per_kg, rel=0.02)


def test_air_flows_until_the_last_row_of_a_block_is_dark():
    plant = padded_plant()
    first, *rest = (plant.parts.row_ids[row] for row in rows_of(plant, "B1"))
    apply(plant, T0_US + S, "B1", SupplyLost(tuple(rest)))
    assert plant.pads.flow_m3_per_s == [700.0, 700.0]
    apply(plant, T0_US + 2 * S, "B1", SupplyLost((first,)))
    assert plant.pads.flow_m3_per_s == [0.0, 700.0]


def test_a_snapshot_with_a_broken_pad_goes_on_the_same():
    plant = padded_plant()
    apply(plant, T0_US + S, "SMALL", HOT)
    apply(plant, T0_US + 2 * S, "B1-PAD", EquipmentFailed(3600.0))
    again = restored(plant.parts, snapshot(plant))
    assert again.net.import_w == plant.net.import_w
    rows = tuple(plant.parts.row_ids[row] for row in rows_of(plant, "B1"))
    for one in (plant, again):
        apply(one, T0_US + 2 * S, "B1", RowsThrottled(43.7, rows))
        apply(one, T0_US + 3602 * S, "B1-PAD", EquipmentRepaired(1))
        apply(one, T0_US + 2 * H, "SMALL", WeatherChanged(44.0, 0.15))
    assert snapshot(again) == snapshot(plant)
    assert evaporative.water_at_l(again, T0_US + 3 * H) > 0.0
