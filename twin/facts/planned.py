"""Facts of a conversion plan: work begins and ends, assets come into service and leave it.

Their dates are the plan's. What they change in the plant is the same as if somebody had switched
it: a block that leaves frees its transformer, a hall that is energised loads it.
"""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class TaskStarted(Fact, frozen=True):
    """Work on a task began. Subject: the task.

    Attributes:
        name: of the task in words.
        crews: who is granted to it, as `12 ELEC, 1 CIVIL`.
    """

    name: str
    crews: str = ""


class TaskFinished(Fact, frozen=True):
    """A task is done, and its crews are free. Subject: the task.

    Attributes:
        name: of the task in words.
        gate: what was to be true before it counts as done.
    """

    name: str
    gate: str = ""


class ItemOrdered(Fact, frozen=True):
    """Something was ordered. Subject: the item of the plan."""


class ItemDelivered(Fact, frozen=True):
    """Something that was ordered is on site. Subject: the item of the plan."""


class PermitGranted(Fact, frozen=True):
    """A permit came. Subject: the permit."""


class BlockRetired(Fact, frozen=True):
    """A mining block left service for good or for a while. Subject: the block."""

    CHANGES_POWER: ClassVar[bool] = True
    task: str


class BlockCommissioned(Fact, frozen=True):
    """A mining block came into service: it boots when its turn comes. Subject: the block."""

    CHANGES_POWER: ClassVar[bool] = True
    task: str


class HallEnergised(Fact, frozen=True):
    """A hall has power for the first time, and load banks draw it. Subject: the hall.

    Attributes:
        it_mw: load banks in the place of racks.
        task: that did it.
    """

    PRINCIPAL: ClassVar[str] = "it_mw"
    CHANGES_POWER: ClassVar[bool] = True
    it_mw: float
    task: str


class HallCapacityChanged(Fact, frozen=True):
    """Racks of a hall may work from now on, in the place of load banks. Subject: the hall.

    Attributes:
        it_mw: of racks and other IT together.
        task: that did it.
    """

    PRINCIPAL: ClassVar[str] = "it_mw"
    CHANGES_POWER: ClassVar[bool] = True
    it_mw: float
    task: str


class TieCommissioned(Fact, frozen=True):
    """A bus tie came into service. Subject: the tie."""

    task: str


class MainCommissioned(Fact, frozen=True):
    """A main transformer came into service. Subject: the transformer."""

    CHANGES_POWER: ClassVar[bool] = True
    task: str


class RedundancyChanged(Fact, frozen=True):
    """A hall was shown to stand the loss of a unit, or lost that standing. Subject: the hall.

    Attributes:
        level: as N+1.
        task: that showed it.
    """

    level: str
    task: str


class ContractStarted(Fact, frozen=True):
    """A contract began: rent is due. Subject: the contract."""

    task: str


class AreaChanged(Fact, frozen=True):
    """Ground is used for something else. Subject: the area."""

    status: str
    task: str


class OutageBegan(Fact, frozen=True):
    """Assets are taken out of service for work on them. Subject: the task.

    Attributes:
        assets: what is dead meanwhile.
        lost_mw: load that the plan counts as lost.
    """

    PRINCIPAL: ClassVar[str] = "lost_mw"
    CHANGES_POWER: ClassVar[bool] = True
    lost_mw: float
    assets: tuple[str, ...]


class OutageEnded(Fact, frozen=True):
    """Assets are back in service after work on them. Subject: the task."""

    CHANGES_POWER: ClassVar[bool] = True
    assets: tuple[str, ...]


class BreachBegan(Fact, frozen=True):
    """A rule of the plan is broken from now on. Subject: what breaks it.

    Attributes:
        over_frac: by how much the figure at its worst is above what it should keep to; 0 where that
            is nothing at all.
        rule: as V12.
        says: in words, with the figures.
    """

    PRINCIPAL: ClassVar[str] = "over_frac"
    over_frac: float
    rule: str
    says: str


class BreachEnded(Fact, frozen=True):
    """A rule of the plan is kept again. Subject: what broke it."""

    rule: str
