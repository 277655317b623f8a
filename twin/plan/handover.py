"""Which task hands a phase over: the one that starts its contract, else its last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from twin.plan.document import PlanDocument
from twin.plan.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The end of a phase: ready for service on the day this task is finished."""

    phase: str
    task: str
    target: date


def handovers(plan: PlanDocument, early: Schedule) -> Iterator[Handover]:
    """The handover of each phase that has tasks.

    Args:
        plan: the plan.
        early: its earliest dates.
    """
    starts = {
        effect.target: task.id
        for task in plan.tasks
        for effect in task.effects
        if effect.op == "contract_start"
    }
    for phase in plan.phases:
        task = starts.get(phase.contract or "")
        mine = [one.id for one in plan.tasks if one.phase == phase.id]
        if task is None and mine:
            task = max(mine, key=early.finish_days)
        if task is not None:
            target = phase.ready_for_service_target
            yield Handover(phase=phase.id, task=task, target=target)
