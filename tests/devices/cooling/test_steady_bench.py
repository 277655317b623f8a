"""A device without memory: its meters are integrals of what they count."""

from __future__ import annotations

import pytest

from twin.devices.contract import Crossing
from twin.devices.cooling.steady_bench import SteadyBench

S = 1_000_000


class Twice(SteadyBench):
    METERS = {"energy_j": "power_w"}  # noqa: RUF012

    def outputs(self, inputs):
        return {"power_w": 2.0 * inputs["load_w"]}


def test_a_meter_adds_what_each_input_gave():
    one = Twice.start(None, {"load_w": 3.0}, "steady", 0)
    one.set(10 * S, {"load_w": 1.0})
    assert one.read(15 * S) == {"power_w": 2.0, "energy_j": 6.0 * 10 + 2.0 * 5}


def test_it_has_nothing_to_cross():
    one = Twice.start(None, {"load_w": 3.0}, "cold", 0)
    assert one.next_crossing(0) is None
    with pytest.raises(AssertionError):
        one.cross(Crossing(limit="none", direction="rising", anchor_us=0, after_us=0.0))
