"""A conversion plan as a run lives through it: assets that are to come, and dated steps.

Work is handed over at seven in the morning, local time, and begins at eight. Dates are those with
the crews there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path as FilePath
from typing import Any

from twin.documents.fields import Id
from twin.errors import PlanError, ScenarioError
from twin.plan import Plan, Schedule, day_of
from twin.plan.breaches import met
from twin.plan.effects import dated, tie_between
from twin.plan.tasks import Effect, Task
from twin.run.examine import document_text
from twin.run.planning import examine_plan_file
from twin.scenario import examine_scenario, split_sets
from twin.series.zones import zone
from twin.site import Site

HANDED_OVER, BEGINS = time(7), time(8)
_ON = ("block_on", "hall_energize", "hall_it_capacity", "bus_tie_add", "transformer_add")
_HALL = ("hall_energize", "hall_it_capacity")
_SERVICE = ("block_off", "block_on", "bus_tie_add", "transformer_add")

Raw = dict[str, Any]
"""One step, as the scenario document has it."""


def plan_sets(scenario_name: str | FilePath, sets: Sequence[str], plan_name: str) -> list[str]:
    """Assignments that let a scenario live through a plan, on the site of the plan.

    Args:
        scenario_name: a scenario file, or the name of a shipped scenario.
        sets: assignments to it that come before.
        plan_name: a plan's file or shipped name.

    Raises:
        TwinError: with every fault of either.
    """
    text, file, base_dir = document_text(plan_name, "plans")
    plan, faults = examine_plan_file((text, file, base_dir))
    if plan is None:
        raise PlanError(faults)
    named = plan.document.site
    site = str((base_dir / named.file).resolve()) if named.is_file else named.file
    text, file, _ = document_text(str(scenario_name), "scenarios")
    _, scenario, faults = examine_scenario(text, file=file, sets=split_sets(sets)[0])
    if scenario is None:
        raise ScenarioError(faults)
    end = scenario.start + timedelta(microseconds=scenario.span_us)
    idle, steps = steps_between(plan, plan.level, scenario.start, end)
    lived: Raw = {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "sha256": plan.digest,
        "dates": "planned durations, with the crews there are",
        "not_yet": idle,
        "steps": [{**step, "at": step["at"].isoformat()} for step in steps],
    }
    return [f"site={site}", f"plan={json.dumps(lived)}", *site_sets(plan)]


def steps_between(
    plan: Plan, schedule: Schedule, start: datetime, end: datetime
) -> tuple[list[Id], list[Raw]]:
    """What is not in service when a run starts, and the steps that it lives through.

    Args:
        plan: a plan without faults.
        schedule: its dates.
        start: of the run.
        end: of the run.

    What began before the start and goes on is a step at the start.
    """
    steps = sorted(_steps(plan, schedule), key=lambda step: step["at"])
    before = [step for step in steps if step["at"] < start]
    coming = [step for step in steps if start <= step["at"] <= end]
    idle = _idle_at(plan, before)
    going = [{**step, "at": start} for step in _going_on(before, idle)]
    return idle, going + coming


def site_sets(plan: Plan) -> list[str]:
    """Assignments that put into service what the plan will ever bring into service.

    All of it at once would stand at other voltages than any plant that the plan passes through: the
    plan's own checks judge each of those.
    """
    document, comes = plan.site.document, set(_to_come(plan))
    halls = [hall for hall in document.halls if hall.id in comes]
    blocks = [block for block in document.blocks if block.id in comes]
    feeders = {feed.feeder for hall in halls for feed in hall.feeds}
    feeders |= {block.feeder for block in blocks}
    there = {hall.id for hall in document.halls if hall.in_service or hall.id in comes}
    found = [f"halls[{hall.id}]" for hall in halls] + [f"blocks[{block.id}]" for block in blocks]
    found += [f"feeders[{name}]" for name in sorted(feeders)]
    found += [f"ties[{tie.id}]" for tie in document.ties if tie.id in comes]
    found += [f"transformers[{one.id}]" for one in document.transformers if one.id in comes]
    found += [
        f"gensets[{group.id}]"
        for group in document.gensets
        if not group.in_service and set(group.halls) <= there and comes & set(group.halls)
    ]
    return ["site.staged=true", *(f"site.{path}.in_service=true" for path in found)]


def _asset(site: Site, effect: Effect) -> str:
    """What an effect is about; a tie by its own id."""
    if effect.op == "bus_tie_add":
        tie = tie_between(site, effect.target, str(effect.value))
        assert tie is not None, "checked with the document"
        return tie.id
    return effect.target


def _to_come(plan: Plan) -> Iterator[str]:
    """Assets out of service in the site that the plan brings into service."""
    document = plan.site.document
    listed = (*document.halls, *document.blocks, *document.ties, *document.transformers)
    out = {one.id for one in listed if not one.in_service}
    for task in plan.document.tasks:
        for effect in task.effects:
            if effect.op in _ON and _asset(plan.site, effect) in out:
                yield _asset(plan.site, effect)


def _idle_at(plan: Plan, before: list[Raw]) -> list[Id]:
    """What is not in service after some steps; halls whose racks are not all there are not yet."""
    idle = dict.fromkeys(_to_come(plan))
    full_mw = {hall.id: hall.it_mw for hall in plan.document.halls}
    for step in before:
        kind = step["kind"]
        if kind == "block_off":
            idle[step["asset"]] = None
        elif kind in _SERVICE:
            idle.pop(step["asset"], None)
        elif kind == "hall_it_capacity" and step["it_mw"] >= full_mw[step["hall"]]:
            idle.pop(step["hall"], None)
    return list(idle)


def _going_on(before: list[Raw], idle: list[Id]) -> Iterator[Raw]:
    """Steps whose state still holds: tasks, outages and breaches under way, halls half there."""
    ends = {"task_finished": "task_started", "outage_ended": "outage_began"}
    ends |= {"breach_ended": "breach_began"}
    open_: dict[tuple[str, ...], Raw] = {}
    for step in before:
        kind = step["kind"]
        name = step.get("task", "") if kind != "breach_began" else ""
        what = (name, step.get("subject", ""), step.get("rule", ""))
        if kind in ends.values():
            open_[kind, *what] = step
        elif kind in ends:
            open_.pop((ends[kind], *what), None)
        elif kind in _HALL and step["hall"] in idle:
            open_["hall", step["hall"]] = step
    return iter(open_.values())


def _steps(plan: Plan, schedule: Schedule) -> Iterator[Raw]:
    document, tz = plan.document, zone(plan.site.document.tz)

    def _at(days: float, hour: time) -> datetime:
        return datetime.combine(day_of(document.ntp, days), hour, tz)

    for task in document.tasks:
        begun, done = schedule.start_days(task.id), schedule.finish_days(task.id)
        crews = ", ".join(f"{crew.qty} {crew.resource}" for crew in task.resources)
        here: Raw = {"task": task.id, "name": task.name or task.id}
        if done > begun:
            yield {"kind": "task_started", "at": _at(begun, BEGINS), "crews": crews, **here}
        ended = HANDED_OVER if done > begun else BEGINS
        yield {"kind": "task_finished", "at": _at(done, ended), "gate": task.gate, **here}
        yield from _outages(task, _at(begun, time(0)))
    for one in dated(document, schedule):
        hour = BEGINS if one.effect.at == "start" else HANDED_OVER
        yield {"at": _at(one.after_days, hour), "task": one.task, **_effect(plan, one.effect)}
    for item in document.procurement:
        ordered, came = schedule.start_days(item.id), schedule.finish_days(item.id)
        yield {"kind": "item_ordered", "at": _at(ordered, BEGINS), "item": item.id}
        yield {"kind": "item_delivered", "at": _at(came, HANDED_OVER), "item": item.id}
    for permit in document.permits:
        granted = schedule.finish_days(permit.id)
        yield {"kind": "permit_granted", "at": _at(granted, HANDED_OVER), "item": permit.id}
    yield from _breaches(plan, schedule)


def _outages(task: Task, midnight: datetime) -> Iterator[Raw]:
    for outage in task.outages:
        began = midnight + timedelta(days=outage.day, hours=outage.start_hour)
        here: Raw = {"task": task.id, "assets": list(outage.assets), "lost_mw": outage.lost_mw}
        yield {"kind": "outage_began", "at": began, **here}
        yield {"kind": "outage_ended", "at": began + timedelta(hours=outage.hours), **here}


def _effect(plan: Plan, effect: Effect) -> Raw:
    if effect.op in _HALL:
        return {"kind": effect.op, "hall": effect.target, "it_mw": effect.value}
    if effect.op in _SERVICE:
        return {"kind": effect.op, "asset": _asset(plan.site, effect)}
    return {"kind": effect.op, "subject": effect.target, "value": str(effect.value or "")}


def _breaches(plan: Plan, schedule: Schedule) -> Iterator[Raw]:
    tz = zone(plan.site.document.tz)

    def _on(day: date) -> datetime:
        return datetime.combine(day, BEGINS, tz)

    for one in met(plan.document, plan.site, schedule):
        here: Raw = {"subject": one.subject, "rule": one.rule}
        over_frac = round(one.size / one.limit - 1.0, 6) if one.limit else 0.0
        said: Raw = {"over_frac": over_frac, "says": one.what}
        yield {"kind": "breach_began", "at": _on(one.since), **here, **said}
        if one.until is not None:
            yield {"kind": "breach_ended", "at": _on(one.until), **here}
