"""One of several plans or runs that are compared: its figures, what fails, its documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from twin.documents import Plain
from twin.plan import Plan
from twin.study.figures import Figures
from twin.study.kpis import Kpi, kpis

Kind = Literal["plans", "runs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A constraint that is not kept.

    Attributes:
        rule: as V12, or what a run keeps to.
        subject: what fails.
        what: in words, with its size.
        since: its first day, or its instant; empty where it has none.
        hard: whether it disqualifies.
    """

    rule: str
    subject: str
    what: str
    since: str
    hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of those that are compared.

    Attributes:
        name: as it was asked for.
        title: what it is about.
        kpis: its key figures.
        failures: constraints that it does not keep, the hard ones first.
        documents: plain values of all it was made from, to find what differs.
        dates: first and last day of each of its tasks; none of a run.
        plan: where it is a plan.
    """

    name: str
    title: str
    kpis: tuple[Kpi, ...]
    failures: tuple[Failure, ...]
    documents: Plain
    dates: dict[str, tuple[date, date]]
    plan: Plan | None = None

    @property
    def disqualified(self) -> bool:
        """Whether a hard constraint fails, before any money is looked at."""
        return any(one.hard for one in self.failures)


def plan_side(name: str, plan: Plan) -> Side:
    """A plan as a side.

    Args:
        name: as it was asked for.
        plan: without faults.
    """
    found = Figures(plan)
    hard = set(map(id, found.hard))
    failures = [
        Failure(
            rule=one.rule,
            subject=one.subject,
            what=one.what,
            since=one.since.isoformat(),
            hard=id(one) in hard,
        )
        for one in found.breaches
    ]
    document = plan.document
    return Side(
        name=name,
        title=f"{document.plan_id} revision {document.revision}",
        kpis=kpis(found),
        failures=tuple(sorted(failures, key=lambda one: not one.hard)),
        documents={
            **document.model_dump(mode="json", by_alias=True, exclude={"plan_id", "revision"}),
            "site": plan.site.document.model_dump(mode="json", by_alias=True),
        },
        dates={task.id: (plan.level.start(task.id), plan.level.finish(task.id))
               for task in document.tasks},
        plan=plan,
    )  # fmt: skip
