"""Progress, checkpoints and finish of one job."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.shapes import shape_of
from twin.devices.training_job import (
    TrainingJob,
    checkpoint_goal_s,
    done_at_s,
    finish_us,
    reached_after_us,
    saved_s,
)

S = 1_000_000


def running(done_s=0.0, rate=1.0, anchor_us=0, **shape):
    return TrainingJob(
        1,
        shape_of(**shape),
        0,
        120_000,
        rate,
        done_s=done_s,
        rate_frac=rate,
        anchor_us=anchor_us,
        racks=[0],
    )


def test_progress_counts_from_the_anchor_and_ends_with_the_work():
    job = running(done_s=100.0, rate=0.5, anchor_us=10 * S, work_s=1000.0)
    assert done_at_s(job, 0) == 100.0
    assert done_at_s(job, 30 * S) == 110.0
    assert done_at_s(job, 10_000 * S) == 1000.0


def test_the_finish_is_the_first_microsecond_with_all_work_done():
    job = running(rate=0.7, work_s=1000.0)
    due = finish_us(job)
    assert done_at_s(job, due) == 1000.0
    assert done_at_s(job, due - 1) < 1000.0


@pytest.mark.parametrize("still", [{"rate_frac": 0.0}, {"racks": []}])
def test_a_job_that_stands_has_no_finish(still):
    job = running()
    for name, value in still.items():
        setattr(job, name, value)
    assert finish_us(job) is None


def test_a_job_at_rate_zero_reaches_nothing():
    assert reached_after_us(running(rate=0.0), 10.0) is None


@given(done_s=st.floats(0.0, 36_000.0), every_s=st.sampled_from([600.0, 1116.2915, 3600.0]))
def test_no_interruption_loses_more_than_one_interval(done_s, every_s):
    kept = saved_s(running(checkpoint_s=every_s), done_s)
    assert 0.0 <= kept <= done_s
    assert done_s - kept <= every_s * (1 + 1e-8)


@given(count=st.integers(0, 30), every_s=st.floats(60.0, 7200.0))
def test_work_at_a_checkpoint_is_kept_whole(count, every_s):
    assert saved_s(running(checkpoint_s=every_s), count * every_s) == count * every_s


def test_without_checkpoints_all_work_is_lost():
    assert saved_s(running(checkpoint_s=0.0), 5000.0) == 0.0


def test_a_checkpoint_still_being_written_saves_nothing():
    job = running(done_s=2400.0, checkpoint_s=1200.0)
    job.writing = 1
    assert saved_s(job, 2400.0) == 1200.0


def test_the_next_checkpoint_is_ahead_and_before_the_end():
    assert checkpoint_goal_s(running(done_s=0.0, checkpoint_s=1200.0)) == 1200.0
    assert checkpoint_goal_s(running(done_s=1200.0, checkpoint_s=1200.0)) == 2400.0
    assert checkpoint_goal_s(running(done_s=1200.0, checkpoint_s=1200.0, work_s=2400.0)) is None
    assert checkpoint_goal_s(running(checkpoint_s=0.0)) is None
