"""One uninterruptible supply alone."""

from __future__ import annotations

import pytest

from twin.devices.backup.ups_bench import UpsBench
from twin.devices.backup.ups_spec import BATTERY, BYPASS, DROPPED, ECO, LOCKED, ONLINE
from twin.errors import RequestError

S = 1_000_000


def bench(initial="steady", **inputs):
    model = UpsBench.SPEC.model_validate({"rated_kw": 100.0, "battery_kwh": 10.0})
    return UpsBench.start(model, {"load_w": 50e3, **inputs}, initial, 0)


def state(one, t_us=0):
    return one.read(t_us)["state_index"]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({}, ONLINE),
        ({"eco_frac": 1.0}, ECO),
        ({"bypass_frac": 1.0}, BYPASS),
        ({"input_pu": 0.0}, BATTERY),
    ],
)
def test_it_starts_as_its_inputs_say(inputs, expected):
    assert state(bench(**inputs)) == expected


def test_cold_it_is_down_and_empty_and_comes_up():
    one = bench("cold")
    assert state(one) == DROPPED
    assert one.read(0)["soc_frac"] == pytest.approx(0.2)
    found = one.next_crossing(0)
    assert (found.limit, found.t_us) == ("input_qualified", 10 * S)
    one.cross(found)
    assert state(one) == ONLINE
    assert one.read(found.t_us)["input_w"] > 60e3


def test_it_starts_as_charged_as_it_is_told_if_that_can_be():
    assert bench({"soc_frac": 0.6}).read(0)["soc_frac"] == pytest.approx(0.6)
    with pytest.raises(RequestError, match="no charge it can have"):
        bench({"soc_frac": 0.1})


def test_a_reset_acts_when_it_goes_to_one():
    one = bench()
    for n in range(3):
        one.set(n * S, {"load_w": 50e3, "input_pu": 0.0})
        one.set(n * S + 1, {"load_w": 50e3})
    assert (state(one), one.read(3 * S)["disturbed_count"]) == (LOCKED, 3)
    one.set(4 * S, {"load_w": 50e3, "reset_frac": 1.0})
    assert (state(one), one.read(4 * S)["disturbed_count"]) == (BATTERY, 0)
