"""Facts of the grid change the plant: its frequency, modes of rows, stages of relays."""

from __future__ import annotations

import pytest

from tests.facility.grids import droop_plant, relay_parts
from tests.plants import T0_US, H, S, apply, started
from twin.facility import Plant, restored, snapshot
from twin.facts.grid import StageReset, StageTripped
from twin.facts.mining import RowsCapped
from twin.facts.outside import GridFrequencyChanged
from twin.run.summary import energy_of

HALF_S = S // 2


def test_a_cap_lowers_power_and_hashes_at_once_and_owes_the_ramp_nothing():
    plant = started(droop_plant())
    row = plant.parts.row_index["B2-U1-s21"]
    before = plant.rows.power_w[row], plant.net.import_w
    apply(plant, T0_US + S, "B2", RowsCapped(0.5, ("B2-U1-s21",)))
    assert plant.rows.power_w[row] < before[0]
    assert plant.net.import_w < before[1]
    assert plant.rows.hash_th_per_s[row] == pytest.approx(0.5 * 292 * 200.0, rel=1e-12)
    assert plant.control.ramp_up_free_us == [T0_US + S]


def test_lifting_a_cap_takes_the_ramp_for_as_long_as_it_takes():
    plant = started(droop_plant())
    apply(plant, T0_US + S, "B2", RowsCapped(0.5, ("B2-U1-s21",)))
    low_w = plant.rows.power_w[plant.parts.row_index["B2-U1-s21"]]
    apply(plant, T0_US + 9 * S, "B2", RowsCapped(1.0, ("B2-U1-s21",)))
    gained_w = 1.05 * (plant.rows.power_w[plant.parts.row_index["B2-U1-s21"]] - low_w)
    owed_s = gained_w / plant.parts.ramp_up_w_per_s
    assert plant.control.ramp_up_free_us[0] == pytest.approx(T0_US + 9 * S + owed_s * S, abs=1)


def test_a_stage_trips_and_is_put_back():
    plant = started(Plant(relay_parts(), T0_US))
    apply(plant, T0_US + S, "POI", GridFrequencyChanged(59.6))
    apply(plant, T0_US + S + HALF_S, "RRS", StageTripped(59.6))
    assert plant.grid.is_out(0)
    apply(plant, T0_US + 2 * S, "POI", GridFrequencyChanged(60.0))
    apply(plant, T0_US + 9 * S, "RRS", StageReset(60.0))
    assert not plant.grid.is_out(0)


def test_energy_closes_and_a_snapshot_goes_on_in_the_thick_of_it():
    plant = started(droop_plant())
    apply(plant, T0_US + S, "POI", GridFrequencyChanged(59.6))
    apply(plant, T0_US + S, "B2", RowsCapped(0.625, ("B2-U1-s21", "B2-U2-s21")))
    other = restored(plant.parts, snapshot(plant))
    assert other.net.import_w == plant.net.import_w
    assert abs(energy_of(other, T0_US + H).balance_ratio) < 1e-12
    assert snapshot(other) == snapshot(plant)
