"""Assignments that make a patch, and the parts of a plan that what-ifs speak of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from twin.plan import PlanDocument
from twin.plan.dist import Discrete, Dist, Empirical, Fixed, Lognormal, Pert
from twin.plan.supplies import Procurement
from twin.plan.tasks import EffectOp, Link, Task

_FEED_WORDS = ("transformer", "substation", "switchgear", "swg", "uss")


def put(path: str, value: object) -> str:
    """An assignment as `--set` takes it.

    >>> put("procurement[A-GPU].qty", 34)
    'procurement[A-GPU].qty=34'
    """
    return f"{path}={json.dumps(value)}"


def later(dist: Dist, days: float) -> dict[str, object]:
    """A distribution moved by some days, as it is written.

    >>> later(Pert(kind="pert", low=1.0, mode=2.0, high=4.0), 10.0)
    {'kind': 'pert', 'low': 11.0, 'mode': 12.0, 'high': 14.0}
    """
    match dist:
        case Fixed():
            return {"kind": dist.kind, "value": dist.value + days}
        case Pert():
            ends = {"low": dist.low, "mode": dist.mode, "high": dist.high}
            return {"kind": dist.kind, **{name: end + days for name, end in ends.items()}}
        case Lognormal():
            return {"kind": dist.kind, "p50": dist.p50 + days, "p90": dist.p90 + days}
        case Discrete() | Empirical():
            moved = [value + days for value in dist.values]
            return {**dist.model_dump(mode="json"), "values": moved}


def delayed(items: Sequence[Procurement], days: float) -> tuple[str, ...]:
    """Items whose lead times are longer."""
    return tuple(
        put(f"procurement[{one.id}].lead_time_days", later(one.lead_time_days, days))
        for one in items
    )


def held(task: Task, day: date) -> str:
    """A task that may not start before a day."""
    return put(f"tasks[{task.id}].earliest_start", day.isoformat())


def linked(task: Task, links: Sequence[Link]) -> str:
    """A task with other links."""
    written = [one.model_dump(mode="json", exclude_unset=True) for one in links]
    return put(f"tasks[{task.id}].links", written)


def gpus(plan: PlanDocument) -> list[Procurement]:
    """Items that bring GPUs."""
    return [one for one in plan.procurement if one.asset_class == "gpu"]


def feeds(plan: PlanDocument) -> list[Procurement]:
    """Transformers, substations and switchgear, known by their names."""
    return [
        one
        for one in plan.procurement
        if one.asset_class == "electrical"
        and any(word in f"{one.id} {one.name}".lower() for word in _FEED_WORDS)
    ]


def with_effect(plan: PlanDocument, op: EffectOp) -> Iterator[Task]:
    """Tasks that have an effect of a kind."""
    return (task for task in plan.tasks if any(one.op == op for one in task.effects))


def of_phase(plan: PlanDocument, phase: str) -> list[Task]:
    """Tasks of a phase."""
    return [task for task in plan.tasks if task.phase == phase]


def phases_needing(plan: PlanDocument, items: Sequence[Procurement]) -> set[str]:
    """Phases with a task that needs one of some items."""
    names = {one.id for one in items}
    return {task.phase for task in plan.tasks if names.intersection(task.needs_items)}


def first_on_site(plan: PlanDocument, phase: str) -> Task | None:
    """Where work of a phase on the ground begins: its first civil task, else its first at all."""
    mine = [task for task in of_phase(plan, phase) if task.duration_days.planned > 0.0]
    civil = [task for task in mine if task.kind == "civil"]
    return next(iter((*civil, *mine)), None)
