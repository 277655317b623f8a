"""Dry coolers alone: the heat is what the water loses, and strange counts are named."""

from __future__ import annotations

import pytest

from twin.devices.cooling.dry_cooler_bench import DryCoolerBench
from twin.errors import RequestError

S = 1_000_000


def bench(**inputs):
    spec = DryCoolerBench.SPEC.model_validate({"unit_kw": 500.0, "units_count": 4})
    return DryCoolerBench.start(spec, inputs, "steady", 0)


def test_at_its_rating_it_reads_its_rating():
    read = bench(entering_c=46.0, dry_bulb_c=30.0).read(3600 * S)
    assert read["net_heat_w"] == pytest.approx(2e6)
    assert (read["leaving_c"], read["approach_k"]) == (pytest.approx(36.0), pytest.approx(6.0))
    assert read["net_heat_j"] == pytest.approx(7.2e9)
    assert read["fan_j"] == pytest.approx(80e3 * 3600)


def test_fan_speed_is_taken_to_the_nearest_step():
    assert bench(entering_c=46.0, dry_bulb_c=30.0, fan_frac=0.43).read(0)["fan_frac"] == 0.4


def test_without_flow_the_water_stays_as_it_is():
    read = bench(entering_c=46.0, dry_bulb_c=30.0, flow_frac=0.0).read(0)
    assert (read["net_heat_w"], read["leaving_c"]) == (0.0, 46.0)


def test_warmer_air_warms_the_water():
    assert bench(entering_c=20.0, dry_bulb_c=30.0).read(0)["net_heat_w"] < 0.0


def test_more_units_than_there_are_is_named_with_the_remedy():
    with pytest.raises(RequestError, match=r"running_count.*allowed: 0 to 4; give fewer"):
        bench(entering_c=46.0, dry_bulb_c=30.0, running_count=5)
