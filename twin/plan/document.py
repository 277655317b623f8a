"""The plan document: how a site is turned from one use to another.

One truth for the plant: the plan names a site document, which describes every asset, present and
future. The plan says only what is commissioned, retired or connected, when, by whom and for what
money. A plan is never edited in place: a change is a new revision.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from twin.documents import Document
from twin.documents.fields import Id
from twin.plan.chances import Constraint, KpiTarget, PolicyRef, RandomVar, Risk, Trigger
from twin.plan.contracts import Ancillary, ColoContract, Finance, Market, PowerContract
from twin.plan.supplies import Blackout, Permit, Procurement, Resource
from twin.plan.tasks import Area, Phase, PlanHall, Task
from twin.site.entries import Part


class SiteRef(Part):
    """The site that is converted."""

    file: str = Field(min_length=1, description="Beside the plan, or the name of a shipped site.")
    sha256: str | None = Field(
        default=None,
        pattern=r"^[0-9a-f]{64}$",
        description="Of its content; `twin plan check` tells it. Not compared when left out.",
    )

    @property
    def is_file(self) -> bool:
        """Whether `file` is a file rather than a shipped name."""
        return self.file.endswith((".yaml", ".yml")) or "/" in self.file


class PlanDocument(Document):
    """A conversion plan, as a document."""

    SCHEMA: ClassVar[str] = "switchyard.plan/1"
    STAND_IN: ClassVar[dict[str, Any]] = {
        "plan_id": "PLAN",
        "title": "",
        "ntp": "2000-01-01",
        "horizon_end": "2100-01-01",
        "site": {"file": "w100"},
        "phases": [],
        "tasks": [],
        "finance": {"price_base": "2000-01-01"},
    }

    plan_id: Id
    revision: int = Field(default=1, ge=1, le=100_000)
    title: str = Field(description="What is converted, in a line.")
    baseline: Id | None = Field(default=None, description="The plan it is compared with.")
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    ntp: date = Field(description="Notice to proceed: day 0 of the schedule.")
    horizon_end: date = Field(description="Last day that money is counted to.")
    site: SiteRef
    phases: tuple[Phase, ...]
    areas: tuple[Area, ...] = ()
    halls: tuple[PlanHall, ...] = ()
    tasks: tuple[Task, ...]
    procurement: tuple[Procurement, ...] = ()
    permits: tuple[Permit, ...] = ()
    resources: tuple[Resource, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    power: tuple[PowerContract, ...] = ()
    colo: tuple[ColoContract, ...] = ()
    ancillary: tuple[Ancillary, ...] = ()
    market: Market = Market()
    finance: Finance
    policies: tuple[PolicyRef, ...] = ()
    random: tuple[RandomVar, ...] = ()
    risks: tuple[Risk, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    kpi_targets: tuple[KpiTarget, ...] = ()
