"""Groups of units that break one by one, and the cooling of mining blocks they belong to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A group of equal units that break one by one.

    Attributes:
        owner: the hall or block that it serves.
        units_count: how many there are.
        loop: the cooling plant they belong to, -1 for none.
        pad: the evaporative pad that it is, -1 for none.
        cooled: the cooling of a mining block that it belongs to, -1 for none.
        ups: the supply whose modules they are, -1 for none.
        failure_per_s: of one unit.
        repair_s: of one unit.
        common_cause_frac: failures that take all of the group.
    """

    owner: str
    units_count: int
    loop: int
    failure_per_s: float
    repair_s: float
    common_cause_frac: float
    pad: int = -1
    cooled: int = -1
    ups: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class CooledBlock:
    """A mining block with a cooling of its own.

    Attributes:
        id, block: of the cooling, and of the block.
        liquid: a loop or tanks, and not containers of air.
        at: its entry in the family of those.
        rows, pads: rows that it cools, and their unit transformers.
    """

    id: str
    block: str
    liquid: bool
    at: int
    rows: tuple[int, ...]
    pads: tuple[int, ...]
