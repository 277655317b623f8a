"""A chiller alone: what it can't take is said, and so is a curve beyond its range."""

from __future__ import annotations

import pytest

from twin.devices.cooling.chiller_bench import ChillerBench

S = 1_000_000


def bench(**inputs):
    spec = ChillerBench.SPEC.model_validate({"rated_kw": 1000.0})
    return ChillerBench.start(spec, inputs, "steady", 0)


def test_what_it_can_not_take_is_unserved():
    read = bench(heat_w=2e6).read(0)
    assert read["cooled_w"] + read["unserved_w"] == 2e6
    assert read["load_frac"] == 1.0
    assert read["condenser_w"] == pytest.approx(read["cooled_w"] * (1 + 1 / 5.505), rel=1e-4)


@pytest.mark.parametrize(("leaving_c", "clamped"), [(7.0, 0.0), (30.0, 1.0)])
def test_a_curve_beyond_its_range_is_flagged(leaving_c, clamped):
    assert bench(heat_w=5e5, leaving_c=leaving_c).read(0)["clamped_frac"] == clamped


def test_it_comes_back_after_a_loss_of_power():
    one = bench(heat_w=5e5)
    one.set(0, {"heat_w": 5e5, "powered_frac": 0.0})
    one.set(60 * S, {"heat_w": 5e5})
    assert one.read(60 * S)["running_frac"] == 0.0
    found = one.next_crossing(60 * S)
    one.cross(found)
    assert found.t_us == 360 * S
    assert one.read(found.t_us)["cooled_w"] == 5e5
    assert one.read(found.t_us)["energy_j"] == 0.0
