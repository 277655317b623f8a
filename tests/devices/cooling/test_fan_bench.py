"""A bank of fans alone."""

from __future__ import annotations

import pytest

from twin.devices.cooling.fan_bench import FanBench

S = 1_000_000


def bench(inputs=None, **spec):
    model = FanBench.SPEC.model_validate({"count": 4, "flow_m3_per_s": 5.0, **spec})
    return FanBench.start(model, inputs or {}, "steady", 0)


def test_a_published_server_warms_its_air_by_seventeen_kelvin():
    """1,105 CFM and 10.2 kW at a density of 1.15, which is 33.8 °C at sea level."""
    one = bench({"heat_w": 10.2e3, "dry_bulb_c": 33.83}, count=1, flow_m3_per_s=1105 / 2118.88)
    assert one.read(0)["rise_k"] == pytest.approx(16.9, abs=0.05)


def test_air_that_does_not_move_takes_up_nothing_that_is_told():
    assert bench({"speed_frac": 0.0, "heat_w": 1e4}).read(0)["rise_k"] == 0.0


def test_mass_flow_falls_in_warm_and_thin_air_but_volume_flow_stays():
    cold, hot = bench({"dry_bulb_c": 0.0}), bench({"dry_bulb_c": 40.0, "pressure_pa": 85e3})
    assert hot.read(0)["flow_m3_per_s"] == cold.read(0)["flow_m3_per_s"] == 20.0
    assert hot.read(0)["flow_kg_per_s"] < 0.8 * cold.read(0)["flow_kg_per_s"]


def test_energy_goes_on_from_where_it_was():
    one = bench({"speed_frac": 1.0})
    full_w = one.read(0)["power_w"]
    one.set(10 * S, {"speed_frac": 0.5, "failed_count": 2})
    assert one.read(20 * S)["energy_j"] == pytest.approx(full_w * (10 + 10 * 0.125 * 0.5))
    assert one.next_crossing(20 * S) is None
