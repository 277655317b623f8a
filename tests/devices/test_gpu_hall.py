"""What halls read at an instant, and the laws that any history of a hall keeps."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.shapes import NVL72, WAVE_W, S, hall, run, shape_of
from twin.devices.gpu_hall import FAILED, FREE, SERVING, empty_racks
from twin.devices.gpu_power import HallSpec
from twin.devices.training_job import done_at_s


def test_the_last_racks_of_a_hall_serve_inference():
    spec = HallSpec(rack=NVL72, racks_count=3, inference_count=1)
    assert empty_racks(spec) == [FREE, FREE, SERVING]


def test_heat_to_liquid_and_air_is_all_the_power():
    halls = hall(other_it_kw=50.0)
    run(halls, 1, racks=2)
    assert halls.liquid_w(0) == pytest.approx((halls.it_w[0] - 50e3) * 0.87)
    assert halls.liquid_w(0) + halls.air_w(0) == pytest.approx(halls.it_w[0])


def test_the_swing_and_ramp_of_a_job_stay_readable():
    halls = hall()
    run(halls, 1, racks=2)
    how = halls.pace_of(1)
    assert (how.high_w, how.low_w) == (132e3, 81e3)
    assert halls.ramp_w_per_s(1) == pytest.approx((2 * WAVE_W - 60e3) / 30.0, rel=1e-4)


def test_hazard_counts_gpus_of_working_racks_with_supply():
    halls = hall()
    per_rack = 72 * 0.173 / (8760 * 3600)
    assert halls.hazard_per_s(0) == pytest.approx(4 * per_rack)
    halls.fail_rack(0, 0, 0)
    assert halls.hazard_per_s(0) == pytest.approx(3 * per_rack)
    assert (halls.free_count(0), halls.working_count(0)) == (3, 3)
    halls.power_off(0, 0)
    assert halls.hazard_per_s(0) == 0.0


steps = st.lists(
    st.tuples(
        st.integers(0, 5000 * S),
        st.sampled_from(
            [
                "submit",
                "start",
                "start",
                "finish",
                "interrupt",
                "cap",
                "load",
                "off",
                "on",
                "fail",
                "repair",
                "checkpoint",
            ]
        ),
        st.integers(0, 7),
    ),
    max_size=40,
)


def numbered(halls, pick):
    running = halls.running(0)
    return running[pick % len(running)] if running else None


def play(halls, t_us, move, pick):
    if move == "submit":
        number = max(halls.jobs, default=0) + 1
        halls.submit(0, t_us, number, shape_of(racks=1 + pick % 4, low=pick / 8))
    elif move == "start" and (number := halls.next_start(0)) is not None:
        halls.start(number, t_us)
    elif move in ("finish", "interrupt") and (number := numbered(halls, pick)) is not None:
        getattr(halls, move)(number, t_us)
    elif move == "checkpoint" and (number := numbered(halls, pick)) is not None:
        due = halls.next_checkpoint_us(number)
        if due is not None and due <= t_us:
            halls.checkpoint(number, t_us)
    else:
        play_on_hall(halls, t_us, move, pick)


def play_on_hall(halls, t_us, move, pick):
    rack = pick % len(halls.rack[0])
    if move == "cap":
        halls.cap(0, t_us, pick / 7)
    elif move == "load":
        halls.set_load(0, t_us, pick / 7)
    elif move in ("off", "on"):
        getattr(halls, f"power_{move}")(0, t_us)
    elif move == "fail" and halls.rack[0][rack] != FAILED:
        halls.fail_rack(0, t_us, rack)
    elif move == "repair" and halls.rack[0][rack] == FAILED:
        halls.repair_rack(0, t_us, rack)


def random_hall():
    return hall(racks=6, other_it_kw=20.0, inference_count=2, explicit_checkpoint_count=3)


def recounted_w(halls):
    """Draw of the hall counted afresh from who holds which rack."""
    if not halls.powered[0]:
        return 0.0
    serving = halls.rack[0].count(SERVING)
    cap_w = halls.cap_frac[0] * 132e3
    each = round(min(30e3 + halls.load_frac[0] * 102e3, cap_w))
    jobs = sum(halls.jobs[number].draw_w for number in set(halls.rack[0]) if number >= 0)
    return float(20_000 + halls.rack[0].count(FREE) * 30_000 + serving * each + jobs)


def recounted_unserved_w(halls):
    """What a hall with supply leaves undelivered, counted afresh."""
    serving = halls.rack[0].count(SERVING)
    wish_w = serving * round(30e3 + halls.load_frac[0] * 102e3)
    wish_w += sum(halls.jobs[number].wish_w for number in set(halls.rack[0]) if number >= 0)
    return wish_w - halls.served_w[0]


@given(history=steps)
def test_whatever_happens_the_hall_is_consistent(history):
    halls, t_us, energy = random_hall(), 0, 0.0
    for wait_us, move, pick in history:
        t_us += wait_us
        play(halls, t_us, move, pick)
        assert halls.it_w[0] == recounted_w(halls)
        assert halls.it_w[0] <= 20e3 + 6 * 132e3 * max(halls.cap_frac[0], 30 / 132) + 6
        assert halls.unserved_w[0] >= -6
        assert not halls.powered[0] or halls.unserved_w[0] == recounted_unserved_w(halls)
        assert 0 <= halls.served_w[0] <= halls.it_w[0] + 1
        assert halls.energy_j[0] >= energy
        energy = halls.energy_j[0]
        for number, job in halls.jobs.items():
            assert [r for r, state in enumerate(halls.rack[0]) if state == number] == sorted(
                job.racks
            )
            assert bool(job.racks) != (number in halls.queue[0])
            assert len(job.racks) in (0, job.shape.rack_count)
            assert 0.0 <= done_at_s(job, t_us) <= job.shape.work_s
            assert job.lost_s <= job.shape.checkpoint_s * (1 + 1e-8)
        assert halls.queue[0] == sorted(halls.queue[0])


@given(history=steps)
def test_a_restored_snapshot_is_equal_to_the_last_bit(history):
    halls, t_us = random_hall(), 0
    for wait_us, move, pick in history:
        t_us += wait_us
        play(halls, t_us, move, pick)
    copy = random_hall()
    it_w = copy.it_w
    copy.restore(json.loads(json.dumps(halls.snapshot())))
    assert copy.snapshot() == halls.snapshot()
    assert copy.it_w is it_w
    assert (copy.it_w, copy.served_w, copy.unserved_w) == (
        halls.it_w,
        halls.served_w,
        halls.unserved_w,
    )
    for wait_us, move, pick in [*history, (S, "on", 0), (S, "start", 0)]:
        t_us += wait_us
        play(halls, t_us, move, pick)
        play(copy, t_us, move, pick)
    assert copy.snapshot() == halls.snapshot()


@given(cuts=st.lists(st.integers(1, 40_000 * S), max_size=8))
def test_reading_never_changes_what_comes(cuts):
    halls = random_hall()
    run(halls, 1, racks=2, checkpoint_s=1200.0)
    before = halls.snapshot()
    for cut in cuts:
        halls.energy_at_j(0, cut)
        halls.useful_at_rack_s(0, cut)
        halls.next_start(0)
        halls.next_checkpoint_us(1)
    halls.cap(0, 99 * S, 1.0)
    halls.set_load(0, 99 * S, 0.0)
    assert halls.snapshot() == before


@given(cuts=st.lists(st.integers(1, 30_000 * S), min_size=1, max_size=6, unique=True))
def test_energy_is_the_same_however_often_it_is_cut(cuts):
    once, often = random_hall(), random_hall()
    for halls in (once, often):
        run(halls, 1, racks=2)
    for cut in sorted(cuts):
        often.set_load(0, cut, 0.5)
        often.set_load(0, cut, 0.0)
    end = 30_000 * S
    assert often.energy_at_j(0, end) == pytest.approx(once.energy_at_j(0, end), rel=1e-12)
    assert often.useful_at_rack_s(0, end) == once.useful_at_rack_s(0, end)
