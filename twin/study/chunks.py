"""Some consecutive runs of a plan: what a worker makes in one go.

A job is plain values and can be sent to any process; a chunk is what comes back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from twin.plan import Plan
from twin.plan.handover import Handover
from twin.plan.levelling import levelled
from twin.plan.money import Purse, money, purse
from twin.plan.sampling import Outlook, Sampling, sampling
from twin.plan.schedule import earliest

CHUNK_COUNT = 50
"""Runs of one chunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be drawn: durations, the dates of which handovers, and whose money."""

    sampling: Sampling
    handovers: tuple[Handover, ...]
    purse: Purse


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """What some runs came to.

    Attributes:
        first: number of the first run.
        finishes_days: of each run, when each handover is finished with the crews there are, in
            days after notice to proceed.
        critical_counts: of each handover, in how many runs each activity was on the chain that
            decides it, crews aside.
        npvs_usd: of each run, against going on mining, before tax and without debt.
        cumulative_usd: of each run, all money up to the end of each year.
    """

    first: int
    finishes_days: list[list[float]]
    critical_counts: list[dict[str, int]]
    npvs_usd: list[float]
    cumulative_usd: list[list[float]]


def job_of(plan: Plan, *, seed: int = 0, outlook: Outlook = "industry") -> Job:
    """A plan made ready to be drawn.

    Args:
        plan: a plan without faults.
        seed: of the luck; plans with the same seed share it.
        outlook: how late things may come.
    """
    return Job(
        sampling=sampling(plan.document, plan.network, seed=seed, outlook=outlook),
        handovers=plan.handovers,
        purse=purse(plan.document, plan.site),
    )


def drawn(job: Job, first: int, count: int) -> Chunk:
    """The runs `first`, `first + 1`, ... of a job.

    Args:
        job: what is to be drawn.
        first: number of the first run.
        count: how many.
    """
    network = job.sampling.network
    finishes_days: list[list[float]] = []
    npvs_usd: list[float] = []
    cumulative_usd: list[list[float]] = []
    critical = [Counter[str]() for _ in job.handovers]
    for durations_days in job.sampling.durations_days(first, count).tolist():
        early, level = earliest(network, durations_days), levelled(network, durations_days)
        finishes_days.append([level.finish_days(one.task) for one in job.handovers])
        for one, found in zip(job.handovers, critical, strict=True):
            found.update(early.driving_path(one.task))
        reckoned = money(job.purse, level)
        npvs_usd.append(reckoned.whole_npv_usd)
        cumulative_usd.append(reckoned.cumulative_usd())
    return Chunk(
        first=first,
        finishes_days=finishes_days,
        critical_counts=[dict(found) for found in critical],
        npvs_usd=npvs_usd,
        cumulative_usd=cumulative_usd,
    )
