"""Facts of the AI side: jobs, inference, racks."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class JobQueued(Fact, frozen=True):
    """A job arrived and must wait for racks. Subject: the hall.

    Attributes:
        work_s: run time at full power.
        job: number of the job.
        rack_count: racks it needs, all at once.
        high_frac: plateau power between idle (0) and maximum (1) of a rack.
        low_frac: trough power on the same scale.
        period_s: length of one iteration.
        duty_frac: share of an iteration on the plateau.
        checkpoint_s: work between checkpoints.
    """

    PRINCIPAL: ClassVar[str] = "work_s"
    work_s: float
    job: int
    rack_count: int
    high_frac: float
    low_frac: float
    period_s: float
    duty_frac: float
    checkpoint_s: float


class JobStarted(Fact, frozen=True):
    """A job took its racks and runs, all of them in step. Subject: the hall. Fields as `JobQueued`.

    A job that waited, or starts again after an interruption, is named by number only: what is left
    of its work is `work_s` and the rest is known from before (`rack_count` is 0 then).
    """

    PRINCIPAL: ClassVar[str] = "work_s"
    CHANGES_POWER: ClassVar[bool] = True
    work_s: float
    job: int
    rack_count: int = 0
    high_frac: float = 0.0
    low_frac: float = 0.0
    period_s: float = 0.0
    duty_frac: float = 0.0
    checkpoint_s: float = 0.0


class JobFinished(Fact, frozen=True):
    """A job did all its work and left. Subject: the hall."""

    PRINCIPAL: ClassVar[str] = "job"
    CHANGES_POWER: ClassVar[bool] = True
    job: int


class JobInterrupted(Fact, frozen=True):
    """A job lost a rack or its supply: all of it waits to start again from its checkpoint.

    Subject: the hall.

    The loss itself is part of the fact that caused it; this one says what it cost.

    Attributes:
        lost_s: work since the last checkpoint that must be done again.
    """

    PRINCIPAL: ClassVar[str] = "lost_s"
    lost_s: float
    job: int


class CheckpointBegan(Fact, frozen=True):
    """A large job writes a checkpoint and draws less meanwhile. Subject: the hall."""

    PRINCIPAL: ClassVar[str] = "job"
    CHANGES_POWER: ClassVar[bool] = True
    job: int


class CheckpointEnded(Fact, frozen=True):
    """A large job has written its checkpoint and computes again. Subject: the hall."""

    PRINCIPAL: ClassVar[str] = "job"
    CHANGES_POWER: ClassVar[bool] = True
    job: int


class JobRefused(Fact, frozen=True):
    """A job was turned away: it can never fit, or too many wait. Subject: the hall."""

    job: int
    why: str


class InferenceLoadChanged(Fact, frozen=True):
    """The request load of a hall's inference racks changed. Subject: the hall."""

    PRINCIPAL: ClassVar[str] = "load_frac"
    CHANGES_POWER: ClassVar[bool] = True
    load_frac: float


class RackFailed(Fact, frozen=True):
    """A rack stopped. Subject: the hall.

    Attributes:
        repair_s: time until it is back.
        rack_index: which rack, counted from 0.
    """

    PRINCIPAL: ClassVar[str] = "repair_s"
    CHANGES_POWER: ClassVar[bool] = True
    repair_s: float
    rack_index: int


class RackRepaired(Fact, frozen=True):
    """A rack is back in service. Subject: the hall."""

    PRINCIPAL: ClassVar[str] = "rack_index"
    CHANGES_POWER: ClassVar[bool] = True
    rack_index: int


class HallCapped(Fact, frozen=True):
    """The power cap of every rack of a hall took effect. Subject: the hall.

    Attributes:
        cap_frac: share of a rack's maximum power, 1 is no cap.
    """

    PRINCIPAL: ClassVar[str] = "cap_frac"
    CHANGES_POWER: ClassVar[bool] = True
    cap_frac: float
