"""One synchronous training job: its progress, its last checkpoint, and when it will be done.

A job runs on all its racks or on none. Progress is the exact integral of a rate that is constant
between changes; what survives an interruption is the work up to the last whole `checkpoint_s`, so
no interruption loses more than that. Restarting takes time but no power state of its own: progress
counts from `anchor_us`, which then lies ahead.
"""

from __future__ import annotations

from math import ceil

import msgspec

from twin.devices.gpu_power import JobShape
from twin.units import US_PER_S

_EDGE_RATIO = 1e-9


class TrainingJob(msgspec.Struct, array_like=True):
    """A job and how far it is. The hall that holds it is the only one that changes it.

    Attributes:
        number: of the job; jobs are numbered in the order they came.
        shape: what it asks for.
        hall_index: where it belongs.
        wish_w: its draw with no cap, whole watts over all its racks.
        full_rate_frac: its work per second with no cap.
        draw_w: its draw now, whole watts; 0 while it waits.
        done_s: work done at the anchor.
        rate_frac: work per second from the anchor on.
        anchor_us: instant that progress counts from.
        racks: racks it holds, none while it waits.
        writing: 1 while a shown checkpoint is written.
        restart_count: how often it was interrupted.
        overtaken_count: jobs that passed it while it was first in line.
        lost_s: work lost to its last interruption.
        version: rises with every change of pace, so that an old finish can be told from a new one.
    """

    number: int
    shape: JobShape
    hall_index: int
    wish_w: int
    full_rate_frac: float
    draw_w: int = 0
    done_s: float = 0.0
    rate_frac: float = 0.0
    anchor_us: int = 0
    racks: list[int] = []
    writing: int = 0
    restart_count: int = 0
    overtaken_count: int = 0
    lost_s: float = 0.0
    version: int = 0


def done_at_s(job: TrainingJob, t_us: int) -> float:
    """Work done at an instant from the last change on [s]; never more than there is."""
    ran_us = t_us - job.anchor_us
    if ran_us <= 0:
        return job.done_s
    return min(job.shape.work_s, job.done_s + job.rate_frac * ran_us / US_PER_S)


def saved_s(job: TrainingJob, done_s: float) -> float:
    """Work that would survive an interruption after `done_s` of work [s].

    >>> from twin.devices.gpu_power import JobShape
    >>> shape = JobShape(rack_count=1, work_s=9000, high_frac=1, low_frac=1, period_s=2,
    ...                  duty_frac=1, checkpoint_s=1200.0)
    >>> saved_s(TrainingJob(1, shape, 0, 132_000, 1.0), 4000.0)
    3600.0
    """
    every_s = job.shape.checkpoint_s
    if every_s <= 0.0:
        return 0.0
    whole = int(done_s / every_s + _EDGE_RATIO)
    return max(0.0, min(done_s, (whole - job.writing) * every_s))


def reached_after_us(job: TrainingJob, goal_s: float) -> float | None:
    """Exact time from the anchor to an amount of work [us]; None while the job stands."""
    if job.rate_frac <= 0.0:
        return None
    return (goal_s - job.done_s) / job.rate_frac * US_PER_S


def finish_us(job: TrainingJob) -> int | None:
    """Microsecond at which a job is done if nothing changes; None while it makes no progress."""
    if not job.racks:
        return None
    after_us = reached_after_us(job, job.shape.work_s)
    return None if after_us is None else job.anchor_us + ceil(after_us)


def checkpoint_goal_s(job: TrainingJob) -> float | None:
    """Work at which the next checkpoint begins [s]; None if there is none before the end."""
    every_s = job.shape.checkpoint_s
    if every_s <= 0.0:
        return None
    goal_s = (int(job.done_s / every_s + _EDGE_RATIO) + 1) * every_s
    return goal_s if goal_s < job.shape.work_s else None
