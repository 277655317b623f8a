"""Halls of racks: who runs where, what stops, who waits, and what it draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.shapes import WAVE_W, S, hall, run, shape_of
from twin.devices.gpu_hall import FAILED, FREE, SERVING
from twin.devices.training_job import done_at_s, finish_us


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


def test_freed_racks_are_given_again_lowest_first():
    halls = hall()
    run(halls, 1, racks=2)
    run(halls, 2, racks=1)
    halls.finish(1, S)
    assert run(halls, 3, t_us=S, racks=3).racks == [0, 1, 3]


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


ways = st.tuples(
    st.sampled_from(["submit", "start", "finish", "interrupt", "fail", "repair", "dark"]),
    st.integers(0, 5),
)


def lives(halls, t_us, way, size):
    """One thing happens to a hall, if it can."""
    running, spec = halls.running(0), halls.specs[0]
    if way == "submit":
        number = max(halls.jobs, default=0) + 1
        halls.submit(0, t_us, number, shape_of(racks=1 + size % spec.racks_count))
    elif way == "start" and (number := halls.next_start(0)) is not None:
        halls.start(number, t_us)
    elif way == "finish" and running:
        halls.finish(running[size % len(running)], t_us)
    elif way == "interrupt" and running:
        halls.interrupt(running[size % len(running)], t_us)
    elif way == "fail" and halls.rack[0][size % spec.racks_count] != FAILED:
        halls.fail_rack(0, t_us, size % spec.racks_count)
    elif way == "repair" and halls.rack[0][size % spec.racks_count] == FAILED:
        halls.repair_rack(0, t_us, size % spec.racks_count)
    elif way == "dark":
        (halls.power_on if size else halls.power_off)(0, t_us)


@given(st.lists(ways, min_size=15, max_size=40), st.integers(0, 3), st.integers(0, 2))
def test_who_may_start_is_what_a_hall_restored_anew_says(history, backfill, overtake):
    limits = {"backfill_count": backfill, "overtake_count": overtake}
    halls = hall(**limits)
    for k, (way, size) in enumerate(history):
        lives(halls, (k + 1) * S, way, size)
        anew = hall(**limits)
        anew.restore(halls.snapshot())
        expected = anew.next_start(0)
        assert [halls.next_start(0) for _ in range(2)] == [expected] * 2


def test_a_small_job_that_comes_later_starts_where_the_line_is_stuck():
    halls = hall()
    run(halls, 1, racks=3)
    halls.submit(0, S, 2, shape_of(racks=2))
    assert halls.next_start(0) is None
    halls.submit(0, 2 * S, 3, shape_of(racks=2))
    assert halls.next_start(0) is None
    halls.submit(0, 3 * S, 4, shape_of(racks=1))
    assert halls.next_start(0) == 4
