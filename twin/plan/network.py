"""The network of a plan: tasks, items on order and permits, and what each waits for.

One graph holds all three, so an item that is ordered after a task that needs it is a cycle like any
other (V3). Activities stand in the depth-first topological order of the document, each after all
that it waits for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal, NamedTuple

from twin.documents import Path, Source
from twin.errors import Fault
from twin.plan.dist import Dist
from twin.plan.document import PlanDocument
from twin.plan.tasks import LinkType

_WHOLE_SLACK_DAYS = 1e-9

End = Literal["start", "finish"]
Moment = tuple[str, End]
"""An activity's start or finish."""
Place = tuple[int, End]
"""The same by its index in the network."""


class Before(NamedTuple):
    """What an activity waits for, by id."""

    id: str
    type: LinkType = "FS"
    lag_days: float = 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    """What an activity waits for: the index of another, how, and how long after it."""

    index: int
    type: LinkType
    lag_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A task, an item on order or a permit.

    Attributes:
        phase_index: of a task, the place of its phase; of others that of the first task that needs
            it.
        duration: how long it takes, in days.
        waits: what it waits for; indexes into the network.
        earliest_days: days after notice to proceed before which it can't start; negative for
            orders before it.
        crews: index of each crew it holds, and how many of it.
    """

    id: str
    kind: Literal["task", "item", "permit"]
    phase_index: int
    duration: Dist
    waits: tuple[Wait, ...]
    earliest_days: float
    crews: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Activities in topological order.

    Attributes:
        ntp: day 0.
        activities: each after all that it waits for.
        index_of: id -> place among the activities.
        capacity: of each crew, in the order of the document.
        resource_ids: their names.
    """

    ntp: date
    activities: tuple[Activity, ...]
    index_of: Mapping[str, int]
    capacity: tuple[int, ...]
    resource_ids: tuple[str, ...]

    def planned_days(self, *, whole: bool = False) -> list[float]:
        """Planned duration of every activity [days], rounded up to whole ones if asked."""
        planned = [max(0.0, one.duration.planned) for one in self.activities]
        return [float(ceil(d - _WHOLE_SLACK_DAYS)) for d in planned] if whole else planned

    def holds(self, first: Moment, second: Moment) -> bool:
        """Whether links alone keep the second moment from coming before the first.

        Leads (negative lags) hold nothing. Moments are the start or the finish of an activity.
        """
        target: Place = (self.index_of[first[0]], first[1])
        stack: list[Place] = [(self.index_of[second[0]], second[1])]
        seen: set[Place] = set()
        while stack:
            here = stack.pop()
            if here == target:
                return True
            if here in seen or here[0] < target[0]:
                continue
            seen.add(here)
            stack += self._held_by(*here)
        return False

    def _held_by(self, index: int, end: End) -> Iterator[Place]:
        """Moments that can't come after one."""
        if end == "finish":
            yield index, "start"
        letter = "S" if end == "start" else "F"
        for wait in self.activities[index].waits:
            if wait.type[1] == letter and wait.lag_days >= 0.0:
                yield wait.index, "start" if wait.type[0] == "S" else "finish"


def network_of(plan: PlanDocument) -> Network:
    """The network of a plan that has no cycle and no dangling id."""
    waits = waits_of(plan)
    order = topological(list(waits), waits)
    assert isinstance(order, list), "a cycle is a fault of the document"
    index_of = {name: index for index, name in enumerate(order)}
    resource_ids = tuple(one.id for one in plan.resources)
    made = {one.id: one for one in _bare(plan, resource_ids)}
    activities = tuple(
        Activity(
            id=name,
            kind=made[name].kind,
            phase_index=made[name].phase_index,
            duration=made[name].duration,
            waits=tuple(Wait(index_of[pred], type_, lag) for pred, type_, lag in waits[name]),
            earliest_days=made[name].earliest_days,
            crews=made[name].crews,
        )
        for name in order
    )
    return Network(
        ntp=plan.ntp,
        activities=activities,
        index_of=index_of,
        capacity=tuple(one.capacity for one in plan.resources),
        resource_ids=resource_ids,
    )


def waits_of(plan: PlanDocument) -> dict[str, list[Before]]:
    """What each activity waits for, by id, in the order of the document."""
    found: dict[str, list[Before]] = {}
    for task in plan.tasks:
        found[task.id] = [Before(link.pred, link.type, link.lag_days) for link in task.links]
        found[task.id] += [Before(name) for name in (*task.needs_items, *task.needs_permits)]
    for item in plan.procurement:
        found[item.id] = [Before(item.order_after)] if item.order_after else []
    for permit in plan.permits:
        found[permit.id] = [Before(permit.apply_after)] if permit.apply_after else []
    return found


def topological(
    names: Sequence[str], waits: Mapping[str, Sequence[Before]]
) -> list[str] | tuple[str, ...]:
    """Names in depth-first topological order, as a list; or a cycle among them, as a tuple.

    Args:
        names: every activity, in the order of the document.
        waits: what each waits for; names that are not there are left out.
    """
    order: list[str] = []
    state: dict[str, bool] = {}  # False while it is walked, True when it is done
    for root in names:
        path: list[tuple[str, Iterator[Before]]] = []
        if root not in state:
            state[root] = False
            path.append((root, iter(waits[root])))
        while path:
            name, rest = path[-1]
            pred = next((one.id for one in rest if one.id in waits), None)
            if pred is None:
                state[name] = True
                order.append(name)
                path.pop()
            elif pred not in state:
                state[pred] = False
                path.append((pred, iter(waits[pred])))
            elif not state[pred]:
                walked = [one for one, _ in path]
                return (*walked[walked.index(pred) :], pred)
    return order


def cycle_faults(source: Source, plan: PlanDocument) -> Iterator[Fault]:
    """Activities that wait for each other (V3): the first such ring, with its path."""
    waits = waits_of(plan)
    found = topological(list(waits), waits)
    if isinstance(found, list):
        return
    last = found[-2]
    ring = " waits for ".join(found)
    yield source.fault(
        _place(plan, last),
        f"closes a ring: {ring}",
        value=found[-1],
        remedy="take one of these links out",
    )


def _place(plan: PlanDocument, name: str) -> Path:
    """Where an activity is written."""
    for part in ("tasks", "procurement", "permits"):
        for index, entry in enumerate(getattr(plan, part)):
            if entry.id == name:
                return (part, index)
    raise AssertionError(name)


def _bare(plan: PlanDocument, resource_ids: tuple[str, ...]) -> Iterator[Activity]:
    """Every activity without what it waits for."""
    phase_index = {phase.id: index for index, phase in enumerate(plan.phases)}
    first_need: dict[str, int] = {}
    for task in plan.tasks:
        mine = phase_index[task.phase]
        for name in (*task.needs_items, *task.needs_permits):
            first_need[name] = min(mine, first_need.get(name, mine))
        yield Activity(
            id=task.id,
            kind="task",
            phase_index=mine,
            duration=task.duration_days,
            waits=(),
            earliest_days=max(0.0, _days(plan.ntp, task.earliest_start)),
            crews=tuple((resource_ids.index(crew.resource), crew.qty) for crew in task.resources),
        )
    none = len(plan.phases)
    for item in plan.procurement:
        yield Activity(
            id=item.id,
            kind="item",
            phase_index=first_need.get(item.id, none),
            duration=item.lead_time_days,
            waits=(),
            earliest_days=_days(plan.ntp, item.order_on),
        )
    for permit in plan.permits:
        yield Activity(
            id=permit.id,
            kind="permit",
            phase_index=first_need.get(permit.id, none),
            duration=permit.duration_days,
            waits=(),
            earliest_days=_days(plan.ntp, permit.apply_on),
        )


def _days(ntp: date, day: date | None) -> float:
    """Days from notice to proceed to a date; none where no date is given."""
    return float((day - ntp).days) if day is not None else 0.0
