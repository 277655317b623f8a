"""A plan's activities, phases, crews and outages as a browser is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import isfinite
from typing import Any

import yaml

from api.plan_views import (
    ActivityView,
    CrewUseView,
    CrewView,
    DatesView,
    EffectView,
    OutageView,
    PhaseView,
    SeasonView,
    StepView,
    WaitView,
)
from twin.documents import Path, Source
from twin.plan import Plan, Schedule, total_floats_days
from twin.plan.crews import crew_steps
from twin.plan.dist import Dist, Fixed, Pert
from twin.plan.network import Activity
from twin.plan.outages import blackout_hours
from twin.plan.schedule import free_floats_days
from twin.plan.supplies import Blackout, Permit, Procurement
from twin.plan.tasks import Effect, PlannedOutage, Task

_PARTS = {"task": "tasks", "item": "procurement", "permit": "permits"}
_HELD = {"task": "earliest_start", "item": "order_on", "permit": "apply_on"}


def days(plan: Plan, day: date) -> float:
    """Days from notice to proceed to a date."""
    return float((day - plan.document.ntp).days)


def lines(source: Source, path: Path) -> tuple[int, int]:
    """First and last line, from 1, of what is written at a path."""
    node: Any = source.root
    for part in path:
        if isinstance(node, yaml.MappingNode):
            node = next(value for key, value in node.value if key.value == part)
        else:
            node = node.value[part]
    first = node.start_mark.line + 1
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last: Any = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return first, max(first, node.end_mark.line + 1)


def activities(source: Source, plan: Plan) -> Iterator[ActivityView]:
    """Every task, then every item, then every permit, each in the order of the document."""
    held = [one.task for one in plan.handovers]
    early_days = total_floats_days(plan.early, held)
    level_days = total_floats_days(plan.level, held)
    free_days = free_floats_days(plan.early)
    document = plan.document
    every: tuple[tuple[str, tuple[Task | Procurement | Permit, ...]], ...] = (
        ("task", document.tasks),
        ("item", document.procurement),
        ("permit", document.permits),
    )
    for kind, entries in every:
        for nth, entry in enumerate(entries):
            index = plan.network.index_of[entry.id]
            activity = plan.network.activities[index]
            first, last = lines(source, (_PARTS[kind], nth))
            dist = activity.duration
            held_on = getattr(entry, _HELD[kind])
            is_task = isinstance(entry, Task)
            yield ActivityView(
                id=entry.id,
                kind=activity.kind,
                what=_what(entry),
                name=entry.name,
                phase=_phase(plan, activity),
                line=first,
                end_line=last,
                low_days=_low(dist),
                span_days=dist.planned,
                high_days=_high(dist),
                waits=[
                    WaitView(id=_name(plan, wait.index), type=wait.type, lag_days=wait.lag_days)
                    for wait in activity.waits
                ],
                held_days=days(plan, held_on) if held_on is not None else None,
                free_days=free_days[index] if isfinite(free_days[index]) else None,
                early=_dates(plan, plan.early, index, early_days),
                level=_dates(plan, plan.level, index, level_days),
                crews=[CrewUseView(resource=one.resource, count=one.qty) for one in entry.resources]
                if is_task
                else [],
                effects=[_effect(one) for one in entry.effects] if is_task else [],
                gate=entry.gate if is_task else "",
                cost_usd=_cost_usd(entry),
            )


def _what(entry: Task | Procurement | Permit) -> str:
    if isinstance(entry, Task):
        return entry.kind
    return entry.source if isinstance(entry, Procurement) else entry.authority


def _cost_usd(entry: Task | Procurement | Permit) -> float:
    if isinstance(entry, Task):
        return entry.cost_usd
    return entry.qty * entry.unit_cost_usd if isinstance(entry, Procurement) else 0.0


def _phase(plan: Plan, activity: Activity) -> str | None:
    phases = plan.document.phases
    return phases[activity.phase_index].id if activity.phase_index < len(phases) else None


def _name(plan: Plan, index: int) -> str:
    return plan.network.activities[index].id


def _dates(plan: Plan, schedule: Schedule, index: int, floats_days: list[float]) -> DatesView:
    driver = schedule.drivers[index]
    return DatesView(
        start_days=schedule.starts_days[index],
        finish_days=schedule.finishes_days[index],
        float_days=floats_days[index],
        driver=_name(plan, driver) if driver >= 0 else None,
    )


def _low(dist: Dist) -> float | None:
    return dist.low if isinstance(dist, Pert) else dist.value if isinstance(dist, Fixed) else None


def _high(dist: Dist) -> float | None:
    return dist.high if isinstance(dist, Pert) else dist.value if isinstance(dist, Fixed) else None


def _effect(one: Effect) -> EffectView:
    """An effect in words, as `hall_energize H1 4.9`."""
    value = "" if one.value is None else f" {one.value:g}" if _is_number(one.value) else one.value
    words = f"{one.op.replace('_', ' ')} {one.target} {str(value).strip()}"
    return EffectView(at=one.at, words=words.strip())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def phases(source: Source, plan: Plan) -> Iterator[PhaseView]:
    """Every phase with the day it is handed over."""
    handed = {one.phase: one.task for one in plan.handovers}
    for nth, one in enumerate(plan.document.phases):
        task = handed.get(one.id)
        yield PhaseView(
            id=one.id,
            name=one.name,
            it_mw=one.it_mw,
            task=task,
            target_days=days(plan, one.ready_for_service_target),
            early_days=plan.early.finish_days(task) if task else None,
            level_days=plan.level.finish_days(task) if task else None,
            line=lines(source, ("phases", nth))[0],
        )


def crews(source: Source, plan: Plan) -> Iterator[CrewView]:
    """Every crew and how many of it are wanted, by the dates without and with crews."""
    early, level = (_steps(schedule) for schedule in (plan.early, plan.level))
    for nth, one in enumerate(plan.document.resources):
        yield CrewView(
            id=one.id,
            name=one.name,
            capacity=one.capacity,
            line=lines(source, ("resources", nth))[0],
            early=early[one.id],
            level=level[one.id],
        )


def _steps(schedule: Schedule) -> Mapping[str, list[StepView]]:
    return {
        name: [StepView(since_days=day, count=count) for day, count in steps]
        for name, steps in crew_steps(schedule).items()
    }


def outages(plan: Plan) -> Iterator[OutageView]:
    """Every planned outage, and how much of it lies in a blackout."""
    for task in plan.document.tasks:
        for one in task.outages:
            yield OutageView(
                task=task.id,
                assets=list(one.assets),
                lost_mw=one.lost_mw,
                hours=one.hours,
                start_hour=one.start_hour,
                early_days=plan.early.start_days(task.id) + one.day,
                level_days=plan.level.start_days(task.id) + one.day,
                early_blackout_hours=_blackout_hours(plan, plan.early, task.id, one),
                level_blackout_hours=_blackout_hours(plan, plan.level, task.id, one),
            )


def _blackout_hours(plan: Plan, schedule: Schedule, task: str, one: PlannedOutage) -> int:
    day = schedule.start(task) + timedelta(days=one.day)
    return sum(hours for _, hours in blackout_hours(one, day, plan.document.blackouts))


def seasons(plan: Plan, until_days: float) -> Iterator[SeasonView]:
    """Every season of every blackout that touches a plan's schedule.

    Args:
        plan: the plan.
        until_days: the end of its schedule.
    """
    ntp = plan.document.ntp
    for one in plan.document.blackouts:
        for year in range(ntp.year - 1, ntp.year + int(until_days // 365) + 2):
            first, last = _season(one, year)
            from_days, to_days = days(plan, first), days(plan, last) + 1.0
            if to_days > 0.0 and from_days < until_days:
                yield SeasonView(
                    id=one.id,
                    name=one.name,
                    hours=list(one.hours),
                    from_days=from_days,
                    to_days=to_days,
                )


def _season(one: Blackout, year: int) -> tuple[date, date]:
    """First and last day of a season that begins in a year."""
    later = one.end_mmdd < one.start_mmdd
    return _on(year, one.start_mmdd), _on(year + later, one.end_mmdd)


def _on(year: int, mmdd: str) -> date:
    """A day of a year; the last of February where it has no 29th."""
    month, day = (int(part) for part in mmdd.split("-"))
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
