"""Facts of the AI side: a job that goes on is named by its number alone."""

from __future__ import annotations

from twin.facts import body_of, compute


def test_a_job_that_waited_needs_no_shape_to_start():
    fresh = compute.JobStarted(3600.0, 12, 8, 0.9, 0.4, 30.0, 0.8, 1800.0)
    again = compute.JobStarted(1200.0, 12)
    assert len(body_of(again) or "") < len(body_of(fresh) or "") / 3


def test_queueing_or_refusing_a_job_draws_no_power():
    kinds = [compute.JobQueued, compute.JobRefused, compute.JobInterrupted]
    assert not any(kind.CHANGES_POWER for kind in kinds)


def test_a_checkpoint_changes_power_both_ways():
    assert compute.CheckpointBegan.CHANGES_POWER
    assert compute.CheckpointEnded.CHANGES_POWER
