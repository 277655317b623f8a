"""Facts of the power path.

Transformers, breakers, ties, supply lost and returned, limits crossed.
"""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class TransformerFailed(Fact, frozen=True):
    """A transformer broke and can't carry load until repaired. Subject: the transformer.

    Attributes:
        repair_s: time until it is repaired.
        why: what failed it, in words.
        by_hazard: whether its own hazard came due, rather than someone failing it.
    """

    PRINCIPAL: ClassVar[str] = "repair_s"
    repair_s: float
    why: str = ""
    by_hazard: bool = False


class TransformerRepaired(Fact, frozen=True):
    """A failed transformer is fit for service again. Subject: the transformer."""


class TransformerTripped(Fact, frozen=True):
    """Thermal protection asked a transformer's breakers to open. Subject: the transformer.

    Attributes:
        reading_c: the temperature that tripped it.
        limit: name of the limit that was reached.
        early_us: by how much the exact crossing precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "reading_c"
    reading_c: float
    limit: str
    early_us: float = 0.0


class TransformerReset(Fact, frozen=True):
    """A tripped transformer has cooled and may close again.

    Subject: the transformer. Fields as `TransformerTripped`.
    """

    PRINCIPAL: ClassVar[str] = "reading_c"
    reading_c: float
    limit: str
    early_us: float = 0.0


class CoolingStageChanged(Fact, frozen=True):
    """Fans or pumps of a transformer started or stopped. Subject: the transformer.

    Attributes:
        stage_index: the stage now in force, 0 is natural cooling.
        early_us: by how much the exact crossing precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "stage_index"
    stage_index: int
    early_us: float = 0.0


class AlarmRaised(Fact, frozen=True):
    """A reading went past a limit. Subject: the asset.

    Attributes:
        reading_c: value at the limit.
        limit: name of the limit.
        early_us: by how much the exact crossing precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "reading_c"
    reading_c: float
    limit: str
    early_us: float = 0.0


class AlarmCleared(Fact, frozen=True):
    """A reading came back inside a limit. Subject: the asset."""

    PRINCIPAL: ClassVar[str] = "reading_c"
    reading_c: float
    limit: str
    early_us: float = 0.0


class TapMoved(Fact, frozen=True):
    """An on-load tap changer took a step. Subject: the transformer.

    Attributes:
        tap_index: where it stands now, 0 nominal; a higher one lowers the voltage.
        voltage_pu: of its low side, before the step.
    """

    PRINCIPAL: ClassVar[str] = "tap_index"
    tap_index: int
    voltage_pu: float


class OverloadBegan(Fact, frozen=True):
    """A main transformer or the interconnect is loaded above its rating. Subject: the asset."""

    PRINCIPAL: ClassVar[str] = "load_pu"
    load_pu: float


class OverloadEnded(Fact, frozen=True):
    """A main transformer or the interconnect is back within its rating. Subject: the asset."""

    PRINCIPAL: ClassVar[str] = "load_pu"
    load_pu: float


class DutyExceeded(Fact, frozen=True):
    """A feeder carried more than its continuous share for hours. Subject: the feeder.

    Attributes:
        load_pu: its current then, over the rating that is watched.
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "load_pu"
    load_pu: float
    early_us: float = 0.0


class DutyEnded(Fact, frozen=True):
    """A feeder is back at or below its continuous share. Subject: the feeder."""

    PRINCIPAL: ClassVar[str] = "load_pu"
    load_pu: float


class BreakerOpened(Fact, frozen=True):
    """A breaker opened. Subject: the breaker.

    Attributes:
        why: in words.
        by_protection: whether protection opened it, so that it may close again by itself.
    """

    CHANGES_POWER: ClassVar[bool] = True
    why: str = ""
    by_protection: bool = False


class BreakerClosed(Fact, frozen=True):
    """A breaker closed. Subject: the breaker."""

    CHANGES_POWER: ClassVar[bool] = True
    why: str = ""


class TieOpened(Fact, frozen=True):
    """A bus tie opened. Subject: the tie."""

    CHANGES_POWER: ClassVar[bool] = True
    why: str = ""


class TieClosed(Fact, frozen=True):
    """A bus tie closed and feeds a bus from its neighbour. Subject: the tie."""

    CHANGES_POWER: ClassVar[bool] = True
    why: str = ""


class TransferStarted(Fact, frozen=True):
    """A dead bus waits for a tie to close, break before make. Subject: the bus.

    Attributes:
        wait_s: how long the bus stays dead before that.
        tie: the tie that will close, or the breaker of a transformer that takes its bus back.
    """

    PRINCIPAL: ClassVar[str] = "wait_s"
    wait_s: float
    tie: str


class TransferRefused(Fact, frozen=True):
    """No tie may feed a dead bus, or the one chosen may not close any more. Subject: the bus."""

    why: str


class SupplyLost(Fact, frozen=True):
    """Rows of a block, or a whole hall, lost every live feed. Subject: the block or hall.

    Attributes:
        rows: ids of the rows, empty for a hall.
        why: `heat` where that stopped the racks of a hall, and not a want of power.
    """

    CHANGES_POWER: ClassVar[bool] = True
    rows: tuple[str, ...] = ()
    why: str = ""


class SupplyReturned(Fact, frozen=True):
    """Rows of a block, or a hall, have a live feed again.

    Subject: the block or hall. Fields as `SupplyLost`.
    """

    CHANGES_POWER: ClassVar[bool] = True
    rows: tuple[str, ...] = ()
    why: str = ""


class RideThroughFailed(Fact, frozen=True):
    """Power supplies let go in a sag: their machines reboot. Subject: the bus or hall.

    Attributes:
        limit: what tripped them, as `sag_below_0.75_pu`.
    """

    limit: str


class RestartDelayed(Fact, frozen=True):
    """Rows of a block stay dark though their feeder has voltage. Subject: the block.

    Attributes:
        why: what stands against energising them, in words.
        rows: ids of the rows.
    """

    why: str
    rows: tuple[str, ...]
