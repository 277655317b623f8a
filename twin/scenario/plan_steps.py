"""A conversion plan as a run lives through it: what is not there yet, and each dated step.

Made from a plan and its schedule; a run keeps it with its other documents, so that it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from twin.documents.fields import Id
from twin.facts import Fact, planned
from twin.scenario.generators import Part
from twin.scenario.when import us_of

_SUPPLIES = {
    "item_ordered": planned.ItemOrdered,
    "item_delivered": planned.ItemDelivered,
    "permit_granted": planned.PermitGranted,
}
_SERVICE = {
    "block_off": planned.BlockRetired,
    "block_on": planned.BlockCommissioned,
    "bus_tie_add": planned.TieCommissioned,
    "transformer_add": planned.MainCommissioned,
}


class Step(Part):
    """Something that happens at an instant."""

    at: AwareDatetime = Field(description="With its offset from UTC.")


class TaskStep(Step):
    """Work begins or ends."""

    kind: Literal["task_started", "task_finished"]
    task: Id
    name: str = ""
    crews: str = Field(default="", description="Granted at the start, as `12 ELEC`.")
    gate: str = Field(default="", description="True at the finish.")

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        if self.kind == "task_started":
            return self.task, planned.TaskStarted(self.name, self.crews)
        return self.task, planned.TaskFinished(self.name, self.gate)


class SupplyStep(Step):
    """An item is ordered or comes, a permit is granted."""

    kind: Literal["item_ordered", "item_delivered", "permit_granted"]
    item: Id

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        return self.item, _SUPPLIES[self.kind]()


class ServiceStep(Step):
    """An asset comes into service or leaves it."""

    kind: Literal["block_off", "block_on", "bus_tie_add", "transformer_add"]
    asset: Id
    task: Id

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        return self.asset, _SERVICE[self.kind](self.task)


class HallStep(Step):
    """A hall is energised under load banks, or its racks may work."""

    kind: Literal["hall_energize", "hall_it_capacity"]
    hall: Id
    it_mw: float = Field(gt=0, le=5000)
    task: Id

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        fits = self.kind == "hall_it_capacity"
        kind = planned.HallCapacityChanged if fits else planned.HallEnergised
        return self.hall, kind(self.it_mw, self.task)


class NotedStep(Step):
    """A standing changes: of a hall, a contract, an area."""

    kind: Literal["redundancy", "contract_start", "area_status"]
    subject: Id
    value: str = ""
    task: Id

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        if self.kind == "contract_start":
            return self.subject, planned.ContractStarted(self.task)
        kind = planned.RedundancyChanged if self.kind == "redundancy" else planned.AreaChanged
        return self.subject, kind(self.value, self.task)


class OutageStep(Step):
    """Assets are dead for work on them, or back."""

    kind: Literal["outage_began", "outage_ended"]
    task: Id
    assets: tuple[Id, ...]
    lost_mw: float = Field(default=0.0, ge=0, le=5000)

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        if self.kind == "outage_began":
            return self.task, planned.OutageBegan(self.lost_mw, self.assets)
        return self.task, planned.OutageEnded(self.assets)


class BreachStep(Step):
    """A rule of the plan is broken from now on, or kept again."""

    kind: Literal["breach_began", "breach_ended"]
    subject: str
    rule: str
    says: str = ""
    over_frac: float = Field(default=0.0, description="Above what it should keep to.")

    def said(self) -> tuple[str, Fact]:
        """The subject and the fact."""
        if self.kind == "breach_ended":
            return self.subject, planned.BreachEnded(self.rule)
        return self.subject, planned.BreachBegan(self.over_frac, self.rule, self.says)


PlanStep = Annotated[
    TaskStep | SupplyStep | ServiceStep | HallStep | NotedStep | OutageStep | BreachStep,
    Field(discriminator="kind"),
]


class PlanRun(Part):
    """A plan within a run."""

    plan_id: Id
    revision: int = Field(ge=1)
    sha256: str = Field(default="", description="Of the plan and its site.")
    dates: str = Field(default="", description="Where they come from, in words.")
    not_yet: tuple[Id, ...] = Field(
        default=(), description="Assets of the site that come into service only by a step."
    )
    steps: tuple[PlanStep, ...] = Field(default=(), description="In the order they happen.")


def facts_of(plan: PlanRun) -> Iterator[tuple[int, str, Fact]]:
    """Each step as an instant [us since 1970, UTC], a subject and a fact."""
    for step in plan.steps:
        yield us_of(step.at), *step.said()
