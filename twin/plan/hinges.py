"""What N-1 hangs on: tasks that add a tie or a transformer which AI needs to survive a loss.

A sound plan links energising to them. The list says what breaks if one of them slips all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from twin.plan.document import PlanDocument
from twin.plan.effects import tie_between
from twin.plan.loading import Contingency, contingencies, nameplate
from twin.plan.schedule import Schedule
from twin.plan.tasks import Task
from twin.plan.topology import Topology, topologies
from twin.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """A task that N-1 hangs on.

    Attributes:
        task: that adds `assets`.
        since: from when on they are needed.
        worst: the loss that would leave most AI unserved without them.
    """

    task: str
    assets: tuple[str, ...]
    since: date
    worst: Contingency


def hinges(plan: PlanDocument, site: Site, schedule: Schedule) -> Iterator[Hinge]:
    """Every such task.

    Args:
        plan: a plan without faults.
        site: the site it converts.
        schedule: its dates.
    """
    plate, plants = nameplate(site), topologies(plan, site, schedule)
    for task in plan.tasks:
        assets = _added(task, site)
        if not assets:
            continue
        needed = [
            (here.since, _worst(contingencies(plate, _without(here, assets)))) for here in plants
        ]
        short = [(since, one) for since, one in needed if one and one.unserved_ai_mw > 0.0]
        if short:
            worst = _worst([one for _, one in short])
            assert worst is not None, "short of something"
            yield Hinge(task=task.id, assets=assets, since=short[0][0], worst=worst)


def _added(task: Task, site: Site) -> tuple[str, ...]:
    found = list[str]()
    for effect in task.effects:
        if effect.op == "transformer_add":
            found.append(effect.target)
        elif effect.op == "bus_tie_add":
            tie = tie_between(site, effect.target, str(effect.value))
            assert tie is not None, "checked with the document"
            found.append(tie.id)
    return tuple(found)


def _without(here: Topology, assets: tuple[str, ...]) -> Topology:
    return replace(
        here, ties=here.ties.difference(assets), transformers=here.transformers.difference(assets)
    )


def _worst(found: list[Contingency]) -> Contingency | None:
    return max(found, key=lambda one: one.unserved_ai_mw, default=None)
