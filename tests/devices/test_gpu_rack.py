"""Halls of racks: who runs where, what stops, who waits, and what it draws."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.shapes import NVL72, shape_of
from twin.devices.gpu_hall import FAILED, FREE, SERVING
from twin.devices.gpu_power import HallSpec
from twin.devices.gpu_rack import GpuHalls
from twin.devices.training_job import done_at_s, finish_us

S = 1_000_000
WAVE_W = 0.8 * 132e3 + 0.2 * 81e3


def hall(racks=4, **spec):
    halls = GpuHalls([HallSpec(rack=NVL72, racks_count=racks, **spec)], 0)
    halls.power_on(0, 0)
    return halls


def run(halls, number, t_us=0, **shape):
    halls.submit(0, t_us, number, shape_of(checkpoint_s=shape.pop("checkpoint_s", 0.0), **shape))
    halls.start(number, t_us)
    return halls.jobs[number]


def test_an_idle_hall_draws_idle_racks_and_its_network():
    assert hall(racks=4, other_it_kw=50.0).it_w == [170e3]


def test_a_dark_hall_draws_nothing():
    halls = hall(other_it_kw=50.0)
    halls.power_off(0, 0)
    assert halls.it_w == [0.0]


def test_a_job_takes_the_lowest_free_racks_and_draws_its_mean_on_each():
    halls = hall()
    run(halls, 1, racks=1)
    job = run(halls, 2, racks=2)
    assert job.racks == [1, 2]
    assert halls.it_w[0] == pytest.approx(3 * WAVE_W + 30e3, abs=1.0)
    assert halls.rack[0] == [1, 2, 2, FREE]


def test_a_finished_job_leaves_its_racks_idle_and_its_work_counted():
    halls = hall()
    job = run(halls, 1, racks=3, work_s=3600.0)
    due = finish_us(job)
    assert due == 3600 * S
    halls.finish(1, due)
    assert halls.it_w[0] == 4 * 30e3
    assert halls.useful_rack_s[0] == 3 * 3600.0
    assert halls.jobs == {}
    assert halls.energy_at_j(0, due) == pytest.approx((round(3 * WAVE_W) + 30e3) * 3600)


def test_one_failed_rack_stops_the_whole_job():
    halls = hall()
    job = run(halls, 1, racks=3, checkpoint_s=1200.0)
    assert halls.fail_rack(0, 4000 * S, 1) == 1
    assert job.racks == []
    assert halls.queue[0] == [1]
    assert halls.it_w[0] == 3 * 30e3
    assert done_at_s(job, 4000 * S) == 3600.0
    assert job.lost_s == pytest.approx(4000 * 1200 / 1260 - 3600.0)
    assert halls.lost_rack_s[0] == pytest.approx(3 * job.lost_s)


def test_an_idle_rack_fails_alone():
    halls = hall()
    run(halls, 1, racks=1)
    assert halls.fail_rack(0, S, 3) is None
    assert halls.rack[0] == [1, FREE, FREE, FAILED]
    halls.repair_rack(0, 2 * S, 3)
    assert halls.rack[0] == [1, FREE, FREE, FREE]


def test_an_interrupted_job_works_again_after_its_restart():
    halls = hall()
    job = run(halls, 1, racks=2, work_s=7200.0, checkpoint_s=0.0)
    assert halls.interrupt(1, 1000 * S) == 1000.0
    assert halls.next_start(0) == 1
    halls.start(1, 2000 * S)
    assert done_at_s(job, 2500 * S) == 0.0
    assert finish_us(job) == (2000 + 600 + 7200) * S
    assert job.restart_count == 1


def test_a_second_interruption_of_a_waiting_job_costs_nothing():
    halls = hall()
    run(halls, 1)
    halls.interrupt(1, 10 * S)
    assert halls.interrupt(1, 20 * S) == 0.0
    assert halls.queue[0] == [1]


def test_losing_supply_stops_every_job_and_keeps_their_places_in_line():
    halls = hall()
    run(halls, 5, racks=2)
    run(halls, 6, racks=2)
    halls.submit(0, 0, 7, shape_of())
    assert halls.power_off(0, 60 * S) == [5, 6]
    assert halls.queue[0] == [5, 6, 7]
    assert halls.next_start(0) is None
    halls.power_on(0, 120 * S)
    assert halls.next_start(0) == 5


def test_the_first_in_line_goes_first_and_small_ones_fill_behind_it():
    halls = hall(overtake_count=2)
    run(halls, 1, racks=2)
    for number, racks in ((2, 3), (3, 3), (4, 1), (5, 1), (6, 1)):
        halls.submit(0, 0, number, shape_of(racks=racks))
    assert halls.next_start(0) == 4
    halls.start(4, 0)
    assert halls.next_start(0) == 5
    halls.start(5, 0)
    halls.finish(4, S)
    assert halls.next_start(0) is None
    halls.finish(1, 2 * S)
    assert halls.next_start(0) == 2


def test_no_backfill_is_first_come_first_served():
    halls = hall(backfill_count=0)
    run(halls, 1, racks=2)
    halls.submit(0, 0, 2, shape_of(racks=3))
    halls.submit(0, 0, 3, shape_of(racks=1))
    assert halls.next_start(0) is None


def test_a_cap_cuts_power_slows_work_and_moves_the_finish():
    halls = hall()
    job = run(halls, 1, racks=4, low=1.0, work_s=3600.0)
    halls.cap(0, 1800 * S, 81.0 / 132.0)
    assert halls.it_w[0] == pytest.approx(4 * 81e3, abs=1.0)
    assert halls.unserved_w[0] == pytest.approx(4 * 51e3, abs=1.0)
    assert finish_us(job) / S == pytest.approx(1800 + 1800 / 0.5**0.6)
    halls.cap(0, 2000 * S, 1.0)
    assert halls.it_w[0] == 4 * 132e3
    assert done_at_s(job, 2000 * S) == pytest.approx(1800 + 200 * 0.5**0.6)
    assert job.version == 3


def test_a_cap_below_idle_leaves_idle_and_no_progress():
    halls = hall()
    job = run(halls, 1)
    halls.cap(0, 0, 0.0)
    assert halls.it_w[0] == pytest.approx(4 * 30e3)
    assert finish_us(job) is None


def test_a_cap_during_restart_does_not_shorten_it():
    halls = hall()
    job = run(halls, 1, work_s=3600.0)
    halls.interrupt(1, 0)
    halls.start(1, 0)
    halls.cap(0, 300 * S, 0.9)
    halls.cap(0, 400 * S, 1.0)
    assert finish_us(job) == 4200 * S


def test_inference_racks_follow_the_load_and_feel_the_cap():
    halls = hall(racks=4, inference_count=3)
    assert halls.rack[0] == [FREE, SERVING, SERVING, SERVING]
    halls.set_load(0, 0, 0.5)
    assert halls.it_w[0] == 30e3 + 3 * 81e3
    halls.cap(0, 0, 60.0 / 132.0)
    assert halls.it_w[0] == 30e3 + 3 * 60e3
    assert halls.unserved_w[0] == 3 * 21e3
    halls.fail_rack(0, 0, 3)
    assert halls.it_w[0] == 30e3 + 2 * 60e3
    halls.repair_rack(0, 0, 3)
    assert halls.rack[0][3] == SERVING


def test_waiting_for_a_free_rack_is_not_unserved():
    halls = hall()
    run(halls, 1, racks=4)
    halls.submit(0, 0, 2, shape_of(racks=4))
    assert halls.unserved_w[0] == 0


def test_a_dark_hall_leaves_unserved_what_would_run_in_it():
    halls = hall()
    job = run(halls, 1, racks=3)
    halls.submit(0, 0, 2, shape_of(racks=2))
    halls.power_off(0, 0)
    assert halls.unserved_w[0] == job.wish_w
    halls.submit(0, 600 * S, 3, shape_of(racks=1))
    assert halls.unserved_w[0] == job.wish_w
    assert halls.unserved_at_j(0, 3600 * S) == pytest.approx(job.wish_w * 3600.0)
    assert halls.served_at_j(0, 3600 * S) == 0.0


def test_large_jobs_can_show_their_checkpoints():
    halls = hall(explicit_checkpoint_count=2)
    job = run(halls, 1, racks=2, work_s=3000.0, checkpoint_s=1200.0)
    small = run(halls, 2, racks=1, checkpoint_s=1200.0)
    assert halls.next_checkpoint_us(small.number) is None
    seen = []
    while (due := halls.next_checkpoint_us(1)) is not None:
        halls.checkpoint(1, due)
        seen.append((due // S, job.writing, job.draw_w))
    full, writing = round(2 * WAVE_W), round(2 * 0.4 * WAVE_W)
    assert seen == [(1200, 1, writing), (1260, 0, full), (2460, 1, writing), (2520, 0, full)]
    assert finish_us(job) == 3120 * S


def test_an_interruption_while_writing_loses_the_whole_interval():
    halls = hall(explicit_checkpoint_count=1)
    run(halls, 1, checkpoint_s=1200.0)
    halls.checkpoint(1, 1200 * S)
    assert halls.interrupt(1, 1230 * S) == 1200.0
    assert halls.jobs[1].writing == 0


def test_a_cap_while_writing_keeps_the_end_of_the_write():
    halls = hall(explicit_checkpoint_count=1)
    run(halls, 1, checkpoint_s=1200.0)
    halls.checkpoint(1, 1200 * S)
    halls.cap(0, 1220 * S, 0.25)
    assert halls.next_checkpoint_us(1) == 1260 * S
    assert halls.jobs[1].draw_w == pytest.approx(33e3, abs=1.0)


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


@given(history=steps)
def test_whatever_happens_the_hall_is_consistent(history):
    halls, t_us, energy = random_hall(), 0, 0.0
    for wait_us, move, pick in history:
        t_us += wait_us
        play(halls, t_us, move, pick)
        assert halls.it_w[0] == recounted_w(halls)
        assert halls.it_w[0] <= 20e3 + 6 * 132e3 * max(halls.cap_frac[0], 30 / 132) + 6
        assert halls.unserved_w[0] >= -6
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
