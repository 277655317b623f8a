"""A container alone."""

from __future__ import annotations

import pytest

from tests.devices.cooling.crates import FANS, HEAT_W, H, S
from twin.devices.cooling.container_bench import ContainerBench
from twin.errors import RequestError

MILD = {"heat_w": HEAT_W, "dry_bulb_c": 20.0, "wet_bulb_c": 14.0}


def bench(inputs=None, initial="steady", **spec):
    model = ContainerBench.SPEC.model_validate({"miners_count": 200, "fan": FANS, **spec})
    return ContainerBench.start(model, inputs or MILD, initial, 0)


def test_it_starts_settled_cold_or_with_the_metal_named():
    settled = bench()
    assert settled.read(0)["out_w"] == pytest.approx(HEAT_W)
    assert bench(initial="cold").read(0)["metal_c"] == 20.0
    assert bench(initial={"metal_c": 33.0}).read(0)["metal_c"] == 33.0
    assert bench(initial={}).read(0) == settled.read(0)


def test_energy_in_is_out_or_stored():
    one = bench()
    one.set(0, {**MILD, "powered_frac": 0.0})
    first, after = one.read(0), one.read(60 * S)
    stored_j = 200 * 15e3 * (after["metal_c"] - first["metal_c"])
    assert after["heat_in_j"] - after["heat_out_j"] == pytest.approx(stored_j)
    assert after["heat_in_j"] == pytest.approx(60 * HEAT_W)


def test_a_crossing_is_told_and_let_happen():
    one = bench({**MILD, "heat_w": 1e5})
    one.set(0, MILD)
    found = one.next_crossing(0)
    while found is not None and found.t_us < H:
        one.cross(found)
        found = one.next_crossing(found.t_us)
    assert one.read(H)["speed_frac"] > 0.3


def test_swapped_bulbs_are_a_fault():
    with pytest.raises(RequestError, match="above the dry bulb"):
        bench({**MILD, "wet_bulb_c": 25.0})
