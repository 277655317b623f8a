"""What is done, in which order, by whom, and what it changes in the plant.

A task's effects are the bridge from a schedule to physics: each becomes a change of the plant at
the task's start or finish.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from twin.documents.fields import Id
from twin.plan.dist import Dist, Fixed
from twin.site.entries import Part

TaskKind = Literal[
    "milestone",
    "design",
    "utility",
    "permit",
    "decommission",
    "move",
    "civil",
    "electrical",
    "mechanical",
    "network",
    "cx_l1",
    "cx_l2",
    "cx_l3",
    "cx_l4",
    "cx_l5",
    "rack",
    "burnin",
    "acceptance",
]
LinkType = Literal["FS", "SS", "FF", "SF"]
"""Finish or start of the one before to start or finish of this one."""
EffectOp = Literal[
    "block_off",
    "block_on",
    "hall_energize",
    "hall_it_capacity",
    "bus_tie_add",
    "transformer_add",
    "redundancy",
    "contract_start",
    "area_status",
]
AreaStatus = Literal["free", "mining", "laydown", "hall"]
Redundancy = Literal["N", "N+1", "2N"]


class Link(Part):
    """What a task waits for."""

    pred: Id = Field(description="The task before.")
    type: LinkType = "FS"
    lag_days: float = Field(default=0.0, ge=-3650, le=3650, description="Negative is a lead.")


class Crew(Part):
    """People or machines that a task holds from its start to its finish."""

    resource: Id
    qty: int = Field(ge=1, le=10_000)


class PlannedOutage(Part):
    """Assets that are dead for some hours of a task."""

    assets: tuple[Id, ...] = Field(min_length=1)
    lost_mw: float = Field(default=0.0, ge=0, le=5000, description="Load that is off meanwhile.")
    hours: int = Field(ge=1, le=24 * 60)
    day: int = Field(default=0, ge=0, le=3650, description="Whole days after the task's start.")
    start_hour: int = Field(default=8, ge=0, le=23, description="Local hour it begins at.")
    blackout: tuple[Id, ...] = Field(
        default=(), description="Blackouts it must keep out of; all of them when left out."
    )


class Effect(Part):
    """A change of the plant."""

    at: Literal["start", "finish"]
    op: EffectOp
    target: Id = Field(description="A block, hall, bus, transformer, contract or area.")
    value: float | str | None = Field(
        default=None,
        description="MW of a hall, the other bus of a tie, a redundancy or a status.",
    )


class Task(Part):
    """A piece of work."""

    id: Id
    name: str = ""
    phase: Id
    kind: TaskKind
    duration_days: Dist = Fixed(kind="fixed", value=0.0)
    links: tuple[Link, ...] = ()
    resources: tuple[Crew, ...] = ()
    needs_items: tuple[Id, ...] = ()
    needs_permits: tuple[Id, ...] = ()
    outages: tuple[PlannedOutage, ...] = ()
    effects: tuple[Effect, ...] = ()
    cost_usd: float = Field(default=0.0, ge=0, le=1e11)
    earliest_start: date | None = None
    gate: str = Field(default="", description="What must be true before it counts as done.")


class Phase(Part):
    """A part of the plan that is handed over as one."""

    id: Id
    name: str = ""
    it_mw: float = Field(gt=0, le=5000)
    ready_for_service_target: date
    contract: Id | None = None
    gates: tuple[str, ...] = ()


class PlanHall(Part):
    """A hall of the site as the plan sees it: when, where, and for which racks."""

    id: Id = Field(description="A hall of the site.")
    phase: Id
    area: Id
    it_mw: float = Field(gt=0, le=5000)
    floor_m2: float = Field(gt=0, le=1e6, description="Of the area that it takes.")
    floor_kpa: float = Field(
        default=20.0, gt=0, le=200, description="Load of racks of 1.4 t with their aisles [A]."
    )
    gpus_per_rack: int = Field(default=72, ge=0, le=10_000)
    redundancy_target: Redundancy = "N+1"


class Area(Part):
    """Ground or a building."""

    id: Id
    area_m2: float = Field(gt=0, le=1e7)
    floor_kpa: float = Field(gt=0, le=500, description="What its floor carries.")
    status: AreaStatus = "free"
