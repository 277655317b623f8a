"""The plan that a run lived through, as a table: what came, what left, what broke a rule."""

from __future__ import annotations

from collections import Counter

from twin.cli.instants import brief
from twin.cli.tables import table
from twin.run.reading import Run
from twin.run.words import sentence
from twin.scenario.plan_steps import PlanRun, facts_of
from twin.series.zones import zone

_SHOWN_COUNT = 30
_WORK = ("TaskStarted", "TaskFinished", "ItemOrdered", "ItemDelivered", "PermitGranted")


def plan_section(run: Run, end_us: int) -> str:
    """What a plan did up to an instant; empty where the run has none."""
    plan = run.line.inputs.scenario.plan
    return _told(plan, run, end_us) if plan is not None else ""


def _told(plan: PlanRun, run: Run, end_us: int) -> str:
    where = zone(run.tz)
    lived = [one for one in facts_of(plan) if one[0] <= end_us]
    kinds = Counter(type(fact).__name__ for _, _, fact in lived)
    told = [
        (brief(t_us, where), sentence(subject, fact))
        for t_us, subject, fact in lived
        if type(fact).__name__ not in _WORK
    ]
    said = (
        f"plan {plan.plan_id}, revision {plan.revision}: {kinds['TaskStarted']} tasks begun, "
        f"{kinds['TaskFinished']} ended, {kinds['ItemDelivered']} items delivered; dates by "
        f"{plan.dates}"
    )
    left = len(told) - _SHOWN_COUNT
    more = f"\nand {left} more, which twin log show has by kind" if left > 0 else ""
    return said + "\n" + table(("at", "what"), told[:_SHOWN_COUNT]) + more
