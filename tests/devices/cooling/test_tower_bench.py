"""A tower alone."""

from __future__ import annotations

import pytest

from twin.devices.cooling.tower_bench import TowerBench
from twin.errors import RequestError

LOAD = {"heat_w": 5e6, "wet_bulb_c": 15.0}


def bench(inputs):
    spec = {"water_kg_per_s": 240.0, "fan": {"count": 2, "flow_m3_per_s": 90.0}}
    return TowerBench.start(TowerBench.SPEC.model_validate(spec), inputs, "steady", 0)


def test_heat_in_is_water_warmed():
    read = bench(LOAD).read(0)
    assert (read["entering_c"] - read["leaving_c"]) * 240.0 * 4186.0 == pytest.approx(5e6)
    assert read["leaving_c"] == pytest.approx(15.0 + read["approach_k"])


def test_its_fans_find_their_own_speed_unless_told():
    cool = {**LOAD, "wet_bulb_c": 10.0}
    own, told = bench(cool).read(0), bench({**cool, "speed_frac": 1.0}).read(0)
    assert own["leaving_c"] <= 20.0
    assert own["speed_frac"] < told["speed_frac"] == 1.0


def test_a_hotter_wet_bulb_than_was_measured_is_told():
    assert bench({**LOAD, "wet_bulb_c": 29.0}).read(0)["clamped_frac"] == 1.0
    assert bench({**LOAD, "speed_frac": 1.0}).read(0)["clamped_frac"] == 0.0


def test_heat_without_water_is_a_fault():
    with pytest.raises(RequestError, match="brings no heat"):
        bench({**LOAD, "flow_frac": 0.0})
    assert bench({"heat_w": 0.0, "wet_bulb_c": 15.0, "flow_frac": 0.0}).next_crossing(0) is None
