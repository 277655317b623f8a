"""One grid battery alone."""

from __future__ import annotations

import pytest

from twin.devices.backup.battery_bench import BatteryBench
from twin.errors import RequestError

S = 1_000_000


def bench(inputs=None, initial="steady", **spec):
    model = BatteryBench.SPEC.model_validate({"capacity_kwh": 100.0, **spec})
    return BatteryBench.start(model, inputs or {}, initial, 0)


@pytest.mark.parametrize(
    ("inputs", "initial", "soc_frac"),
    [
        ({}, "steady", 0.9),
        ({"charge_w": 1e3}, "steady", 0.9),
        ({"discharge_w": 1e3}, "steady", 0.1),
        ({}, "cold", 0.1),
        ({"discharge_w": 1e3}, {"soc_frac": 0.4}, 0.4),
    ],
)
def test_it_starts_where_it_is_told(inputs, initial, soc_frac):
    assert bench(inputs, initial).read(0)["soc_frac"] == soc_frac


def test_it_delivers_until_it_is_empty():
    one = bench({"discharge_w": 94e3})
    one = bench({"discharge_w": 94e3}, {"soc_frac": 0.9})
    found = one.next_crossing(0)
    assert found.after_us / S == pytest.approx(0.8 * 3600, rel=1e-12)
    one.cross(found)
    read = one.read(found.t_us + S)
    assert (read["discharge_w"], read["held_index"]) == (0.0, 2.0)
    assert read["discharged_j"] == pytest.approx(80 * 3.6e6 * 0.94, rel=1e-9)
    assert read["loss_j"] == pytest.approx(80 * 3.6e6 * 0.06, rel=1e-9)


def test_two_flows_at_once_are_bad_input():
    with pytest.raises(RequestError, match="at once"):
        bench({"charge_w": 1.0, "discharge_w": 1.0})


def test_a_state_that_can_not_be_is_bad_input():
    with pytest.raises(RequestError, match="state of charge"):
        bench(initial={"soc_frac": 1.5})
