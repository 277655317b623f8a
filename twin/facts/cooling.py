"""Facts of cooling: what plants do about the heat, what it does to racks, what breaks."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class CoolingStepped(Fact, frozen=True):
    """A cooling plant changed something by itself or met a limit. Subject: the plant.

    Attributes:
        early_us: by how much the exact crossing precedes the fact's microsecond, 0 to 1.
        limit: `fans`, a step; `coils` or `trim`, chillers called or let go; `restarted`, chillers
            run again; `look`, their draw read anew; `coils_full` or `trim_full`, they give all they
            can; `beyond_fit`, weather or water past what the towers' curve was fitted to;
            `warm`, `hot`, `air_warm`, `air_hot`, limits of the racks.
        rising: whether it went up or on, or came back.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str
    rising: bool


class MiningCoolingStepped(Fact, frozen=True):
    """The cooling of a mining block changed something by itself or met a limit. Subject: it.

    Attributes:
        early_us: by how much the exact crossing precedes the fact's microsecond, 0 to 1.
        limit: `fans`, `stage_up` or `stage_down`, a step of its fans; `inlet`, machines are told
            another temperature; `damper`, a move of it; `warm`, `hot`, `cold`, `rise`, limits.
        rising: whether it went up or on, or came back.
    """

    PRINCIPAL: ClassVar[str] = "early_us"
    CHANGES_POWER: ClassVar[bool] = True
    early_us: float
    limit: str
    rising: bool


class HallThrottled(Fact, frozen=True):
    """Racks of a hall slow down for heat, or run fully again. Subject: the hall.

    Attributes:
        cap_frac: share of a rack's maximum power that heat allows, 1 is all, 0 stops them.
    """

    PRINCIPAL: ClassVar[str] = "cap_frac"
    CHANGES_POWER: ClassVar[bool] = True
    cap_frac: float


class EquipmentFailed(Fact, frozen=True):
    """Units of a group of equal equipment broke. Subject: the group.

    Attributes:
        repair_s: time until they are whole again.
        units_count: how many; more than one by a common cause.
        why: in words.
        by_hazard: whether its own hazard came due, rather than someone failing it.
    """

    PRINCIPAL: ClassVar[str] = "repair_s"
    CHANGES_POWER: ClassVar[bool] = True
    repair_s: float
    units_count: int = 1
    why: str = ""
    by_hazard: bool = False


class EquipmentRepaired(Fact, frozen=True):
    """Units of a group are whole again. Subject: the group."""

    PRINCIPAL: ClassVar[str] = "units_count"
    CHANGES_POWER: ClassVar[bool] = True
    units_count: int
