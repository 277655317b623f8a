"""Batteries of the site: loads that may give, exact in energy, at rest without voltage."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, H, S, apply, small_plant, started
from twin.facility import restored, snapshot, storage
from twin.facts.grid import BatteryAnswered, BatteryDispatched, BatteryStepped
from twin.facts.outside import GridFrequencyChanged, GridVoltageChanged
from twin.run.energy import energy_of
from twin.units import J_PER_KWH

FEEDER = ("- {id: FB, bus: M2, rated_a: 600}\n", "- {id: FB, bus: M2, rated_a: 600}\n"
          "- {id: FBAT, bus: M2, rated_a: 600}\n")  # fmt: skip
BATTERY = (
    "  other_it_kw: 400\n",
    "  other_it_kw: 400\n"
    "batteries:\n"
    "- {id: BAT, feeder: FBAT, unit_transformers: {model: pad-3500, parallel_count: 2}, "
    "capacity_kwh: 5000, charge_per_h: 0.5, discharge_per_h: 1.0, start_soc_frac: 0.5, "
    "droop: {}}\n",
)
WITH_BATTERY = (FEEDER, BATTERY)


def plant():
    return started(small_plant(*WITH_BATTERY))


def test_a_battery_in_standby_costs_the_losses_of_its_transformer_only():
    bare, stood = started(small_plant()), plant()
    more_w = stood.net.import_w - bare.net.import_w
    assert 0.0 < more_w < 50e3
    assert stood.grid.batteries.flow_w(0) == (0.0, 0.0)


@pytest.mark.parametrize("net_w", [2.5e6, -5e6])
def test_what_it_takes_or_gives_is_seen_at_the_interconnect_with_its_losses(net_w):
    stood = plant()
    before_w = stood.net.import_w
    apply(stood, T0_US + S, "BAT", BatteryDispatched(net_w))
    assert stood.net.import_w - before_w == pytest.approx(net_w, rel=0.03)
    assert abs(energy_of(stood, T0_US + H // 10).balance_ratio) < 1e-12


def test_energy_closes_to_the_last_joule_through_charge_rest_and_discharge():
    stood = plant()
    for at_s, net_w in ((1, 2.5e6), (600, 0.0), (700, -4e6), (1500, 0.0)):
        apply(stood, T0_US + at_s * S, "BAT", BatteryDispatched(net_w))
    stores = storage.stores_of(stood, T0_US + H)
    assert stores.taken_j == pytest.approx(2.5e6 * 599, rel=1e-12)
    assert stores.given_j == pytest.approx(4e6 * 800, rel=1e-12)
    kept_j = 0.94 * stores.taken_j - stores.given_j / 0.94
    assert stores.stored_j == pytest.approx(kept_j, rel=1e-9)
    assert stores.taken_j - stores.given_j == pytest.approx(stores.stored_j + stores.lost_j)
    assert abs(energy_of(stood, T0_US + H).balance_ratio) < 1e-9


def test_it_answers_to_a_low_frequency_by_giving_and_to_a_high_one_by_taking():
    stood = plant()
    full_hz = 0.05 * 60 - 0.017
    for frequency_hz, expected_w in (
        (59.9, -5e6 * 0.083 / full_hz),
        (60.1, 5e6 * 0.083 / full_hz),
        (60.01, 0.0),
        (57.0, -5e6),
        (63.0, 2.5e6),
    ):
        apply(stood, stood.t_us + S, "POI", GridFrequencyChanged(frequency_hz))
        assert storage.answer_net_w(stood, 0) == pytest.approx(expected_w, abs=1e-3)


def test_without_voltage_it_rests_and_goes_on_when_the_voltage_is_back():
    stood = plant()
    apply(stood, T0_US + S, "BAT", BatteryDispatched(-4e6))
    apply(stood, T0_US + 2 * S, "POI", GridVoltageChanged(0.0))
    assert stood.grid.batteries.flow_w(0) == (0.0, 0.0)
    assert stood.net.import_w == 0.0
    apply(stood, T0_US + 9 * S, "POI", GridVoltageChanged(1.0))
    assert stood.grid.batteries.flow_w(0) == (0.0, 4e6)


def test_an_answer_comes_on_top_of_what_it_was_told():
    stood = plant()
    apply(stood, T0_US + S, "BAT", BatteryDispatched(2e6))
    apply(stood, T0_US + 2 * S, "BAT", BatteryAnswered(-3e6))
    assert stood.grid.batteries.flow_w(0) == (0.0, 1e6)
    apply(stood, T0_US + 3 * S, "BAT", BatteryAnswered(0.0))
    assert stood.grid.batteries.flow_w(0) == (2e6, 0.0)


def test_empty_it_gives_nothing_and_a_snapshot_knows():
    stood = plant()
    apply(stood, T0_US + S, "BAT", BatteryDispatched(-5e6))
    crossing = stood.grid.batteries.next_crossing(0, stood.t_us)
    lasts_s = 0.4 * 5000 * J_PER_KWH * 0.94 / 5e6
    assert crossing.t_us == pytest.approx(T0_US + S + lasts_s * S, abs=1)
    before_w = stood.net.import_w
    apply(stood, crossing.t_us, "BAT", BatteryStepped(crossing.early_us, "empty"))
    assert stood.net.import_w - before_w == pytest.approx(5e6, rel=0.03)
    other = restored(stood.parts, snapshot(stood))
    assert snapshot(other) == snapshot(stood)
    assert other.net.import_w == stood.net.import_w
    assert abs(energy_of(other, crossing.t_us + H).balance_ratio) < 1e-9
