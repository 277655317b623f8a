"""Facts of the mining side.

A row is many identical machines on one unit transformer, moved together.
"""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class RowsSlept(Fact, frozen=True):
    """Rows of a block reached sleep after a curtailment. Subject: the block.

    Attributes:
        rows: ids of the rows.
    """

    CHANGES_POWER: ClassVar[bool] = True
    rows: tuple[str, ...]


class RowsBooted(Fact, frozen=True):
    """Rows finished booting and began to tune. Subject: the block."""

    CHANGES_POWER: ClassVar[bool] = True
    rows: tuple[str, ...]


class RowsHashing(Fact, frozen=True):
    """Rows reached full hash rate, from tuning or from sleep. Subject: the block."""

    CHANGES_POWER: ClassVar[bool] = True
    rows: tuple[str, ...]


class RowsThrottled(Fact, frozen=True):
    """Firmware slowed rows because their inlet is too warm. Subject: the block.

    Attributes:
        inlet_c: air or coolant; without all fans, air that would warm them as much with all.
        why: part of their cooling that is out, if any, in words.
    """

    PRINCIPAL: ClassVar[str] = "inlet_c"
    CHANGES_POWER: ClassVar[bool] = True
    inlet_c: float
    rows: tuple[str, ...]
    why: str = ""


class RowsReleased(Fact, frozen=True):
    """Rows left throttling: their inlet cooled. Subject: the block."""

    PRINCIPAL: ClassVar[str] = "inlet_c"
    CHANGES_POWER: ClassVar[bool] = True
    inlet_c: float
    rows: tuple[str, ...]


class RowsCapped(Fact, frozen=True):
    """Rows run at another share of their rated hash rate from now on. Subject: the block.

    Attributes:
        mode_frac: that share; 1 lifts the cap.
        rows: ids of the rows.
        why: in words.
    """

    PRINCIPAL: ClassVar[str] = "mode_frac"
    CHANGES_POWER: ClassVar[bool] = True
    mode_frac: float
    rows: tuple[str, ...]
    why: str = ""


class RowsOverheated(Fact, frozen=True):
    """Firmware stopped rows because their inlet is too hot, or for want of coolant.

    Subject: the block.

    Attributes:
        inlet_c: as of `RowsThrottled`.
        why: `flow` where too little coolant flows through them, or what is out, in words.
    """

    PRINCIPAL: ClassVar[str] = "inlet_c"
    CHANGES_POWER: ClassVar[bool] = True
    inlet_c: float
    rows: tuple[str, ...]
    why: str = ""


class RowsRecovered(Fact, frozen=True):
    """Stopped rows may run again and boot. Subject: the block."""

    PRINCIPAL: ClassVar[str] = "inlet_c"
    CHANGES_POWER: ClassVar[bool] = True
    inlet_c: float
    rows: tuple[str, ...]


class MachineFailed(Fact, frozen=True):
    """One machine of a row broke. Subject: the row.

    Attributes:
        repair_s: time until it is repaired.
        part: what broke: unit, board, psu, fan or control.
    """

    PRINCIPAL: ClassVar[str] = "repair_s"
    CHANGES_POWER: ClassVar[bool] = True
    repair_s: float
    part: str = "unit"


class MachineRepaired(Fact, frozen=True):
    """One machine of a row is back. Subject: the row."""

    CHANGES_POWER: ClassVar[bool] = True
    part: str = "unit"
