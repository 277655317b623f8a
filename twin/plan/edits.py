"""What a planner does with a hand on the chart, as edits of the plan's text.

A bar is moved, stretched, linked to another or let go. Each becomes the smallest change of the
document; nothing is dated here. Dates that links already give are not written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from twin.documents.editing import Add, Drop, Edit, Put
from twin.documents.source import Path, Source
from twin.errors import Fault, PlanError
from twin.plan.load import Plan
from twin.plan.network import Activity
from twin.plan.schedule import earliest_start
from twin.plan.tasks import LinkType

_NEAR_DAYS = 1e-9
_PARTS = {"task": "tasks", "item": "procurement", "permit": "permits"}
_HELD = {"task": "earliest_start", "item": "order_on", "permit": "apply_on"}
_LASTS = {"task": "duration_days", "item": "lead_time_days", "permit": "duration_days"}
_FOLLOWS = {"item": "order_after", "permit": "apply_after"}
_NEEDS = {"item": "needs_items", "permit": "needs_permits"}
_DURATION_KEYS = {"fixed": ("value",), "pert": ("low", "mode", "high"), "lognormal": ("p50", "p90")}
_PLANNED_KEY = {"fixed": "value", "pert": "mode", "lognormal": "p50"}
_TOP = ("kind", "name", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Start no earlier than a day.

    Attributes:
        name: of the task, item or permit.
        start_days: after notice to proceed; at or before what links allow, it is let go.
    """

    name: str
    start_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Take so long; a distribution keeps its shape.

    Attributes:
        name: of the task, item or permit.
        span_days: its planned duration from now on.
    """

    name: str
    span_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Wait for another."""

    name: str
    pred: str
    type: LinkType = "FS"
    lag_days: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Untie:
    """Wait for another no more."""

    name: str
    pred: str


Gesture = Move | Stretch | Tie | Untie


def edits_of(gesture: Gesture, source: Source, plan: Plan) -> list[Edit]:
    """The edits of the text that a gesture stands for.

    Args:
        gesture: what was done.
        source: the plan's text as it is read.
        plan: the plan, without faults.

    Raises:
        PlanError: there is no such activity, or it can't be changed like this.
    """
    name = gesture.name
    kind = _activity(plan, name).kind
    at = _place(source, kind, name)
    if isinstance(gesture, Move):
        return _moved(gesture, plan, at)
    if isinstance(gesture, Stretch):
        return list(_stretched(gesture, source, (*at, _LASTS[kind])))
    if isinstance(gesture, Tie):
        return list(_tied(gesture, plan, at))
    return list(_untied(gesture, source, plan, at))


def _activity(plan: Plan, name: str) -> Activity:
    index = plan.network.index_of.get(name)
    if index is None:
        remedy = "name a task, an item or a permit of the plan"
        raise PlanError(Fault(what="is nothing in this plan", value=name, remedy=remedy))
    return plan.network.activities[index]


def _place(source: Source, kind: str, name: str) -> Path:
    part = _PARTS[kind]
    entries = cast("list[dict[str, Any]]", source.value[part])
    return (part, next(n for n, entry in enumerate(entries) if entry["id"] == name))


def _moved(gesture: Move, plan: Plan, at: Path) -> list[Edit]:
    one = _activity(plan, gesture.name)
    free = replace(one, earliest_days=0.0)
    early = plan.early
    first, _ = earliest_start(free, one.duration.planned, early.starts_days, early.finishes_days)
    path = (*at, _HELD[one.kind])
    if one.kind == "task" and gesture.start_days <= first + _NEAR_DAYS:
        return [Drop(path=path)]
    if one.kind != "task" and one.waits:
        before = plan.network.activities[one.waits[0].index].id
        what = f"is {_FOLLOWS[one.kind].replace('_', ' ')} {before}, not on a day of its own"
        remedy = f"move {before}, change how long it takes, or take the link out first"
        raise PlanError(Fault(what=what, value=one.id, remedy=remedy))
    day = _day(plan.document.ntp, gesture.start_days)
    return [Put(path=path, value=day.isoformat(), after=(_LASTS[one.kind], *_TOP))]


def _day(ntp: date, after_days: int) -> date:
    try:
        return ntp + timedelta(days=after_days)
    except OverflowError:
        raise PlanError(Fault(what="is no day of a calendar", value=f"{after_days} days")) from None


def _stretched(gesture: Stretch, source: Source, at: Path) -> Iterator[Edit]:
    dist = cast("dict[str, Any] | None", source.get(at))
    span_days = gesture.span_days
    if dist is None:
        yield Put(path=at, value={"kind": "fixed", "value": span_days}, after=_TOP)
        return
    kind = cast("str", dist["kind"])
    if kind not in _PLANNED_KEY:
        what, remedy = f"is {kind}: it has no one length to change", "edit its values in the text"
        raise PlanError(source.fault(at, what, remedy=remedy))
    planned_days = float(dist[_PLANNED_KEY[kind]])
    if planned_days <= 0.0:
        yield Put(path=at, value={"kind": "fixed", "value": span_days})
        return
    for key in _DURATION_KEYS[kind]:
        days = round(float(dist[key]) * span_days / planned_days, 2)
        yield Put(path=(*at, key), value=span_days if key == _PLANNED_KEY[kind] else days)


def _tied(gesture: Tie, plan: Plan, at: Path) -> Iterator[Edit]:
    one, pred = _activity(plan, gesture.name), _activity(plan, gesture.pred)
    behind = (_LASTS[one.kind], *_TOP)
    if one.kind != "task":
        if pred.kind != "task":
            what, remedy = "is no task, and only tasks are waited for here", "link it to a task"
            raise PlanError(Fault(what=what, value=pred.id, remedy=remedy))
        yield Put(path=(*at, _FOLLOWS[one.kind]), value=pred.id, after=behind)
        yield Drop(path=(*at, _HELD[one.kind]))
        return
    if pred.kind in _NEEDS:
        yield Add(path=(*at, _NEEDS[pred.kind]), value=pred.id, after=("links", *behind))
        return
    link: dict[str, Any] = {"pred": pred.id}
    if gesture.type != "FS":
        link["type"] = gesture.type
    if gesture.lag_days:
        link["lag_days"] = gesture.lag_days
    yield Add(path=(*at, "links"), value=link, after=behind)


def _untied(gesture: Untie, source: Source, plan: Plan, at: Path) -> Iterator[Edit]:
    one = _activity(plan, gesture.name)
    if one.kind != "task":
        path = (*at, _FOLLOWS[one.kind])
        if source.get(path) == gesture.pred:
            day = plan.early.start(one.id).isoformat()
            yield Put(path=(*at, _HELD[one.kind]), value=day, after=(_FOLLOWS[one.kind],))
            yield Drop(path=path)
        return
    for field in ("links", *_NEEDS.values()):
        entries = cast("list[Any]", source.get((*at, field)) or [])
        named = [entry["pred"] if field == "links" else entry for entry in entries]
        gone = [nth for nth, pred in enumerate(named) if pred == gesture.pred]
        if gone and len(gone) == len(entries):
            yield Drop(path=(*at, field))
            continue
        yield from (Drop(path=(*at, field, nth)) for nth in reversed(gone))
