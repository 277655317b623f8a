"""One feeder alone: its numbers close, and it starts as told."""

from __future__ import annotations

import pytest

from twin.devices.line_bench import LineBench

S = 1_000_000
LOAD = {"load_w": 6e6, "ambient_c": 30.0, "load_var": 1e6}


def bench(inputs=LOAD, initial="steady"):
    spec = LineBench.SPEC.model_validate({"length_km": 3.0, "kv": 13.8, "rated_a": 300.0})
    return LineBench.start(spec, inputs, initial, 0)


def test_loss_is_three_times_the_current_squared():
    read = bench().read(0)
    assert read["loss_w"] == pytest.approx(3 * 0.3 * read["current_a"] ** 2, rel=1e-12)
    assert read["drop_pu"] == pytest.approx(1.0 - read["voltage_v"] / 13_800.0)


@pytest.mark.parametrize(
    ("initial", "conductor_c"), [("cold", 30.0), ({"conductor_c": 55.0}, 55.0)]
)
def test_it_starts_as_told(initial, conductor_c):
    assert bench(initial=initial).read(0)["conductor_c"] == conductor_c


def test_a_settled_conductor_stays_where_it_is():
    one = bench()
    assert one.read(3600 * S)["conductor_c"] == pytest.approx(one.read(0)["conductor_c"])


def test_a_collapse_reads_zero_volts_and_carries_nothing():
    read = bench({**LOAD, "load_w": 9e8}).read(0)
    assert (read["voltage_v"], read["current_a"], read["loss_w"]) == (0.0, 0.0, 0.0)


def test_a_lower_source_draws_more_current():
    assert bench({**LOAD, "source_pu": 0.95}).read(0)["current_a"] > bench().read(0)["current_a"]


def test_a_hot_conductor_is_a_crossing():
    one = bench({**LOAD, "load_w": 1e6})
    one.set(0, {**LOAD, "load_w": 8e6, "ambient_c": 45.0})
    found = one.next_crossing(0)
    assert found.limit == "conductor_limit"
    one.cross(found)
    assert one.read(found.t_us)["conductor_c"] == pytest.approx(90.0, abs=1e-6)
