"""A pad alone."""

from __future__ import annotations

import pytest

from twin.devices.cooling.pad_bench import PadBench
from twin.errors import RequestError

HOT = {"dry_bulb_c": 35.0, "wet_bulb_c": 22.0}


def bench(inputs):
    return PadBench.start(PadBench.SPEC(rated_m3_per_s=40.0), inputs, "steady", 0)


def test_it_starts_wet_with_its_rated_flow():
    read = bench(HOT).read(0)
    assert read["leaving_c"] == pytest.approx(23.95)
    assert read["air_w"] == pytest.approx(40.0 * 30.0)
    assert (read["wet_frac"], read["water_l"]) == (1.0, 0.0)


def test_without_water_it_is_in_the_way_and_no_more():
    read = bench({**HOT, "failed_frac": 1.0}).read(0)
    assert (read["leaving_c"], read["wet_frac"], read["drop_pa"]) == (35.0, 0.0, 30.0)


def test_cold_weather_locks_it_though_it_is_wanted():
    one = bench({"dry_bulb_c": 2.0, "wet_bulb_c": 0.0, "wanted_frac": 1.0})
    assert one.read(0)["locked_frac"] == 1.0
    assert one.next_crossing(0) is None


def test_swapped_bulbs_are_a_fault():
    with pytest.raises(RequestError, match="is above the dry bulb"):
        bench({"dry_bulb_c": 22.0, "wet_bulb_c": 35.0})
