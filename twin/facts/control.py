"""Commands, what the arbiter made of them, what policies remember, and changes of parameters."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Command, Fact
from twin.facts.operator import (
    HoldDryBulb,
    HoldFacilityWater,
    HoldPrice,
    ReleaseFacilityWater,
    ReleaseHeld,
)


class CurtailRows(Command, frozen=True):
    """Put rows of a block to sleep; they keep their fans and come back within seconds."""

    SUBJECT: ClassVar[str] = "block"
    block: str
    rows: tuple[str, ...]


class RestoreRows(Command, frozen=True):
    """Wake sleeping rows of a block."""

    SUBJECT: ClassVar[str] = "block"
    block: str
    rows: tuple[str, ...]


class CapHall(Command, frozen=True):
    """Cap the power of every rack of a hall to a share of its maximum; 1 lifts the cap."""

    SUBJECT: ClassVar[str] = "hall"
    hall: str
    cap_frac: float


class OpenBreaker(Command, frozen=True):
    """Open a breaker."""

    SUBJECT: ClassVar[str] = "breaker"
    breaker: str


class CloseBreaker(Command, frozen=True):
    """Close a breaker."""

    SUBJECT: ClassVar[str] = "breaker"
    breaker: str


class OpenTie(Command, frozen=True):
    """Open a bus tie."""

    SUBJECT: ClassVar[str] = "tie"
    tie: str


class CloseTie(Command, frozen=True):
    """Close a bus tie."""

    SUBJECT: ClassVar[str] = "tie"
    tie: str


class FailTransformer(Command, frozen=True):
    """Make a transformer fail now, as in a drill."""

    SUBJECT: ClassVar[str] = "transformer"
    transformer: str
    repair_s: float = 14 * 86_400.0


class SetParameter(Command, frozen=True):
    """Change a parameter of the scenario or site from now on."""

    SUBJECT: ClassVar[str] = "path"
    path: str
    value_json: str


class ResetUps(Command, frozen=True):
    """Reset an uninterruptible supply by hand."""

    SUBJECT: ClassVar[str] = "ups"
    ups: str


class PermitGensets(Command, frozen=True):
    """Let engines of a group start, or forbid it; those that run go on."""

    SUBJECT: ClassVar[str] = "gensets"
    gensets: str
    permitted: bool


class RunGensets(Command, frozen=True):
    """Start engines of a group by hand and keep them running, or let them go again.

    They run without load, as in a weekly test; a hall comes to them only when its feeds are dead.
    """

    SUBJECT: ClassVar[str] = "gensets"
    gensets: str
    run: bool


class FailEquipment(Command, frozen=True):
    """Make units of a group of equipment fail now, as in a drill."""

    SUBJECT: ClassVar[str] = "group"
    group: str
    repair_s: float
    units_count: int = 1


class CauseFault(Command, frozen=True):
    """Make a short circuit of three phases now, as in a drill.

    Attributes:
        power_va: of the fault, 0 where its resistance says it.
        breaker_fails: whether the breaker that should clear it is jammed.
    """

    SUBJECT: ClassVar[str] = "asset"
    asset: str
    repair_s: float
    resistance_ohm: float = 0.0
    power_va: float = 0.0
    breaker_fails: bool = False


class JamBreaker(Command, frozen=True):
    """Let a breaker or tie not open when it is told to, as in a drill."""

    SUBJECT: ClassVar[str] = "breaker"
    breaker: str
    repair_s: float


class DispatchBattery(Command, frozen=True):
    """Charge or discharge a battery at a power from now on; neither lets it rest.

    Attributes:
        battery: its id.
        charge_w, discharge_w: at its terminals; at most one of them is above 0.
        event: the battery event of the scenario that asks, counted from 1; 0 is somebody else.
        ends_event: the event that is over; where the battery no longer does what that one asked,
            it stays with what it was told since. 0 ends whatever it does.
    """

    SUBJECT: ClassVar[str] = "battery"
    battery: str
    charge_w: float = 0.0
    discharge_w: float = 0.0
    event: int = 0
    ends_event: int = 0


AnyCommand = (
    CurtailRows
    | RestoreRows
    | CapHall
    | OpenBreaker
    | CloseBreaker
    | OpenTie
    | CloseTie
    | FailTransformer
    | SetParameter
    | ResetUps
    | PermitGensets
    | RunGensets
    | FailEquipment
    | CauseFault
    | JamBreaker
    | DispatchBattery
    | HoldDryBulb
    | HoldPrice
    | ReleaseHeld
    | HoldFacilityWater
    | ReleaseFacilityWater
)


class CommandAccepted(Fact, frozen=True):
    """The arbiter let a command through. Subject: the asset it is for.

    Attributes:
        command: the command.
        by: policy or operator that asked.
    """

    command: AnyCommand
    by: str


class CommandRefused(Fact, frozen=True):
    """The arbiter refused a command. Subject: the asset it was for.

    Attributes:
        command: the command.
        by: policy or operator that asked.
        why: what stands against it, in words.
    """

    command: AnyCommand
    by: str
    why: str


class PolicyRemembered(Fact, frozen=True):
    """A policy's memory changed. Subject: the policy.

    Attributes:
        memory_json: the whole memory as JSON.
        wake_us: when it wants to look once more unasked, 0 is never.
        every_us: how often it wants to look again, counted from this fact, 0 is not at all.
    """

    memory_json: str
    wake_us: int = 0
    every_us: int = 0


class ParameterChanged(Fact, frozen=True):
    """A parameter of the scenario or site has another value from now on.

    Subject: the path's first asset or the run.

    Attributes:
        path: as on the command line: `policies[0].params.hold_min`.
        value_json: the new value as JSON.
    """

    CHANGES_POWER: ClassVar[bool] = True
    path: str
    value_json: str


class RunStarted(Fact, frozen=True):
    """A run began: what is in service hashes and idles in its steady state at this ambient.

    Subject: the site.
    """

    PRINCIPAL: ClassVar[str] = "dry_bulb_c"
    CHANGES_POWER: ClassVar[bool] = True
    dry_bulb_c: float
    title: str = ""
