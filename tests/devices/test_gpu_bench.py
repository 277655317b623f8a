"""One hall alone: jobs, load, caps and supply in, draw and progress out."""

from __future__ import annotations

import pytest

from tests.devices.shapes import NVL72, WAVE_W, S
from twin.devices.gpu_bench import GpuRackBench
from twin.devices.gpu_power import HallSpec
from twin.errors import RequestError


def start(inputs, **spec):
    return GpuRackBench.start(HallSpec(rack=NVL72, **spec), inputs, "steady", 0)


def test_one_rack_idles_until_a_job_comes_and_after_it_is_done():
    rack = start({})
    assert rack.read(0)["power_w"] == 30e3
    rack.set(10 * S, {"work_s": 3600.0})
    assert rack.read(10 * S)["power_w"] == pytest.approx(WAVE_W)
    done = rack.next_crossing(10 * S)
    assert (done.limit, done.t_us) == ("done 1", 3610 * S)
    rack.cross(done)
    assert rack.read(done.t_us)["power_w"] == 30e3
    assert rack.next_crossing(done.t_us) is None


def test_the_same_job_column_again_is_the_same_job():
    rack = start({"work_s": 3600.0})
    rack.set(60 * S, {"work_s": 3600.0})
    assert rack.read(60 * S)["waiting_count"] == 0.0
    rack.set(120 * S, {"work_s": 1800.0})
    assert rack.read(120 * S)["waiting_count"] == 1.0


def test_the_swing_stands_around_the_mean():
    read = start({"work_s": 3600.0}, racks_count=4).read(0)
    assert (read["high_w"], read["low_w"]) == (4 * 132e3, 4 * 81e3)
    assert read["low_w"] < read["power_w"] < read["high_w"]


def test_a_cap_moves_the_finish_to_its_exact_instant():
    rack = start({"work_s": 3600.0, "low_frac": 1.0})
    rack.set(0, {"work_s": 3600.0, "cap_w": 81e3})
    done = rack.next_crossing(0)
    assert done.after_us == pytest.approx(3600e6 / 0.5**0.6, rel=1e-12)
    assert rack.read(0)["rate_frac"] == pytest.approx(0.5**0.6)
    assert rack.read(0)["unserved_w"] == pytest.approx(51e3)


def test_a_dark_rack_serves_nothing_and_its_job_returns_with_the_supply():
    inputs = {"work_s": 3600.0}
    rack = start(inputs)
    rack.set(600 * S, {**inputs, "powered_frac": 0.0})
    dark = rack.read(1200 * S)
    assert (dark["power_w"], dark["waiting_count"]) == (0.0, 1.0)
    assert dark["unserved_j"] == pytest.approx(WAVE_W * 600)
    rack.set(1200 * S, inputs)
    assert rack.next_crossing(1200 * S).t_us == (1200 + 600 + 3600) * S


def test_checkpoints_that_show_are_crossings():
    rack = start({"work_s": 3000.0, "checkpoint_s": 1800.0}, explicit_checkpoint_count=1)
    seen, now = [], 0
    while (crossing := rack.next_crossing(now)) is not None:
        now = crossing.t_us
        rack.cross(crossing)
        seen.append((now // S, crossing.limit))
    assert seen == [(1800, "checkpoint 1"), (1860, "checkpoint 1"), (3060, "done 1")]


def test_inference_follows_its_load_and_takes_no_jobs():
    hall = start({"load_frac": 0.5, "work_s": 100.0}, racks_count=2, inference_count=2)
    assert hall.read(0)["power_w"] == 2 * 81e3
    assert hall.read(0)["waiting_count"] == 0.0


def test_failed_racks_stop_the_job_until_they_are_back():
    inputs = {"work_s": 3600.0}
    hall = start(inputs, racks_count=3)
    hall.set(60 * S, {**inputs, "failed_count": 1.0})
    assert hall.read(60 * S)["waiting_count"] == 1.0
    assert hall.read(60 * S)["power_w"] == 60e3
    hall.set(120 * S, inputs)
    assert hall.read(120 * S)["waiting_count"] == 0.0


def test_inputs_out_of_range_are_refused_all_at_once():
    with pytest.raises(RequestError) as caught:
        start({"load_frac": 1.5, "duty_frac": -0.1, "failed_count": 2.0})
    assert [fault.path for fault in caught.value.faults] == [
        "load_frac",
        "duty_frac",
        "failed_count",
    ]
