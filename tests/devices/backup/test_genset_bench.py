"""One group of engine generators alone."""

from __future__ import annotations

import pytest

from twin.devices.backup.genset_bench import GensetBench
from twin.devices.backup.genset_spec import LOADED, READY, STOPPED
from twin.errors import RequestError

S = 1_000_000


def bench(initial="steady", count=3, **inputs):
    spec = {"units_count": count, "rated_kw": 1000.0, "tank_l": 2000.0}
    model = GensetBench.SPEC.model_validate(spec)
    return GensetBench.start(model, {"load_w": 0.0, **inputs}, initial, 0)


def run_to(one, t_us, now=0):
    while (found := one.next_crossing(now)) is not None and found.t_us <= t_us:
        now = found.t_us
        one.cross(found)
    return one.read(t_us)


@pytest.mark.parametrize(
    ("initial", "inputs", "state"),
    [
        ("steady", {}, STOPPED),
        ("steady", {"order_frac": 1.0}, READY),
        ("steady", {"order_frac": 1.0, "load_w": 2.9e6}, LOADED),
        ("cold", {"load_w": 1e6}, STOPPED),
    ],
)
def test_it_starts_as_its_inputs_say(initial, inputs, state):
    one = bench(initial, **inputs)
    assert one.read(0)["engine_index"] == state
    assert one.next_crossing(0) is None or one.next_crossing(0).limit == "starved"


def test_cold_and_ordered_it_comes_with_the_engines_that_start():
    read = run_to(bench("cold", order_frac=1.0, no_start_count=1.0), 60 * S)
    assert (read["on_bus_count"], read["stuck_count"]) == (2, 0)
    assert read["room_w"] == pytest.approx(1.1e6)
    read = run_to(bench("cold", order_frac=1.0, no_start_count=1.0), 80 * S)
    assert (read["on_bus_count"], read["stuck_count"]) == (2, 1)


def test_a_reset_orders_anew_with_new_luck():
    one = bench("cold", order_frac=1.0, no_start_count=1.0)
    run_to(one, 80 * S)
    one.set(80 * S, {"load_w": 0.0, "order_frac": 1.0, "reset_frac": 1.0})
    assert run_to(one, 91 * S, 80 * S)["on_bus_count"] == 3


def test_it_starts_with_as_much_fuel_as_it_is_told_if_that_can_be():
    assert bench({"tank_frac": 0.25}).read(0)["tank_m3"] == pytest.approx(0.5)
    with pytest.raises(RequestError, match="no filling"):
        bench({"tank_frac": 2.0})


def test_fuel_heat_is_output_and_loss():
    read = run_to(bench(order_frac=1.0, load_w=2e6), 1800 * S)
    assert read["output_j"] == 3.6e9
    assert read["output_j"] + read["loss_j"] == pytest.approx(read["fuel_m3"] * 35.9e9)
    assert read["tank_m3"] == pytest.approx(2.0 - read["fuel_m3"])
