"""Facts of backup power: supplies with batteries, engine generators, transfer switches."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class UpsStateChanged(Fact, frozen=True):
    """A supply feeds its load in another way now, or no more. Subject: the supply.

    Attributes:
        soc_frac: charge of its whole battery then.
        state: `online`, `eco`, `battery`, `locked` on battery until a reset, `walk_in` back to its
            input, `bypass`, `dropped`, or `locked_out` until a reset.
    """

    PRINCIPAL: ClassVar[str] = "soc_frac"
    CHANGES_POWER: ClassVar[bool] = True
    soc_frac: float
    state: str


class UpsStepped(Fact, frozen=True):
    """A timer or the battery of a supply came to its end. Subject: the supply.

    Attributes:
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
        limit: `input_qualified`, `walked_in` (a step of it), `empty`, `full` or `overloaded`.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str


class UpsReset(Fact, frozen=True):
    """Somebody reset a supply by hand: its disturbances are forgotten. Subject: the supply."""

    CHANGES_POWER: ClassVar[bool] = True


class TransferStepped(Fact, frozen=True):
    """A transfer switch counted its source as lost, left it, or landed on the other side.

    Subject: the switch.

    Attributes:
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
        limit: `source_lost`, `left` or `landed`.
        side: where its contacts lie, or travel to, from now on: `feeds` or `gensets`; of a static
            switch the feeder.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str
    side: str


class TransferBarred(Fact, frozen=True):
    """A static switch stays on a bad source, since the other is out of its window too.

    Subject: the switch.

    Attributes:
        other_pu: voltage of the other, of nominal.
    """

    PRINCIPAL: ClassVar[str] = "other_pu"
    other_pu: float


class GensetsOrdered(Fact, frozen=True):
    """All engines of a group were told to start. Subject: the group.

    Attributes:
        draws_frac: luck of each engine in this demand, high is bad.
        lives_ratio: hazard of running at which each breaks down, counted from now.
    """

    draws_frac: tuple[float, ...]
    lives_ratio: tuple[float, ...]


class GensetsHeld(Fact, frozen=True):
    """Somebody wants the engines of a group to run, or no more. Subject: the group.

    Attributes:
        run: whether they are wanted.
        why: in words.
    """

    run: bool
    why: str = ""


class GensetsReleased(Fact, frozen=True):
    """A group of engines is wanted no more: without load they cool and stop. Subject: the group."""


class GensetsStepped(Fact, frozen=True):
    """Something under way in a group of engines came to its end. Subject: the group.

    Attributes:
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
        limit: what: `fired`, `accepts_load`, `start_failed`, `cooled`, `broke_down`, `starved` and
            others.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str


class GensetStateChanged(Fact, frozen=True):
    """An engine does something else now. Subject: its group.

    Attributes:
        engine_index: which, counted from 0.
        state: `stopped`, `cranking`, `paused` between attempts, `run_up`, `ready` on the bus,
            `cooling`, `locked_out` after its last attempt, `tripped`, or `failed`.
        repair_s: time until it is whole again, of one that failed.
    """

    PRINCIPAL: ClassVar[str] = "engine_index"
    engine_index: int
    state: str
    repair_s: float = 0.0


class GensetRepaired(Fact, frozen=True):
    """An engine that broke down is whole again. Subject: its group."""

    PRINCIPAL: ClassVar[str] = "engine_index"
    engine_index: int


class GensetsPermitted(Fact, frozen=True):
    """Engines that stand still may start, or may not. Subject: the group.

    Attributes:
        permitted: whether they may.
        why: in words.
    """

    permitted: bool
    why: str = ""
