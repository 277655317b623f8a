"""A list of tasks from elsewhere as the skeleton of a plan, to be filled in by hand.

What another tool knows (tasks, durations, links, crews, costs) is kept; what it doesn't (the site,
what each task changes, lead times, contracts) is left to the planner, and said at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

import yaml

from twin.plan.document import PlanDocument
from twin.plan.network import Before
from twin.plan.tasks import TaskKind

_ID = re.compile(r"[^A-Za-z0-9_-]+")
_ID_CHARS_COUNT = 48
# The first of these words that a task's name has in it says its kind.
_WORDS: tuple[tuple[str, TaskKind], ...] = (
    (r"\bL1\b|factory", "cx_l1"),
    (r"\bL2\b|site acceptance|delivery", "cx_l2"),
    (r"\bL3\b|pre-?functional|start-?up", "cx_l3"),
    (r"\bL4\b|load ?bank|functional", "cx_l4"),
    (r"\bL5\b|integrated|pull", "cx_l5"),
    (r"burn-?in", "burnin"),
    (r"accept|handover|hand over", "acceptance"),
    (r"permit|approval", "permit"),
    (r"design|engineering|drawing", "design"),
    (r"utility|interconnect|study", "utility"),
    (r"decommission|power down|remove|strip|demoli", "decommission"),
    (r"\bmove|relocat", "move"),
    (r"rack", "rack"),
    (r"fibre|fiber|network|\bbms\b|controls", "network"),
    (r"chiller|cooler|cooling|\bcdu\b|pipe|mechanical|hvac", "mechanical"),
    (
        r"switchgear|transformer|substation|\bups\b|genset|generator|busway|cable|electric",
        "electrical",
    ),
)
_TODO = """\
# A skeleton made from a list of tasks. To make it a plan:
# - name the site it converts, and say what each task changes in it under `effects`;
# - give each phase its IT power and its contract; list its halls and their areas;
# - put orders with their lead times under `procurement`, permits under `permits`, and name them in
#   the tasks that need them; spread durations (kind: pert) where they are not sure;
# - look at `kind` of each task: it was guessed from its name.
# `twin plan check` says what is missing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as another tool has it.

    Attributes:
        id: unique; made into an id of the house where it is none.
        phase: name of what it is a part of; empty for none.
        duration_days: calendar days.
        waits: on other rows, by their ids.
        crews: names, and how many of each.
    """

    id: str
    name: str
    duration_days: float
    phase: str = ""
    waits: tuple[Before, ...] = ()
    crews: tuple[tuple[str, int], ...] = ()
    cost_usd: float = 0.0
    earliest_start: date | None = None
    kind: TaskKind | None = None


@dataclass(slots=True)
class _Ids:
    """Ids of the house for names from elsewhere, each once."""

    taken: dict[str, str] = field(default_factory=dict[str, str])

    def of(self, name: str, prefix: str) -> str:
        """The id of a name; the same for the same name."""
        key = f"{prefix}:{name}"
        if key not in self.taken:
            text = _ID.sub("-", name).strip("-")[: _ID_CHARS_COUNT - 4] or prefix
            text = text if text[0].isalpha() else prefix + text
            made, nth = text, 2
            while made in self.taken.values():
                made, nth = f"{text}-{nth}", nth + 1
            self.taken[key] = made
        return self.taken[key]


def skeleton(rows: Sequence[TaskRow], *, title: str, start: date, site: str) -> str:
    """The text of a plan.

    Args:
        rows: tasks in order; what they wait for is among them.
        title: of the plan.
        start: notice to proceed.
        site: the site's file or shipped name.
    """
    ids = _Ids()
    for row in rows:
        ids.of(row.id, "T")
    phases = list(dict.fromkeys(row.phase for row in rows))
    crews: dict[str, int] = {}
    for row in rows:
        for name, count in row.crews:
            crews[name] = max(count, crews.get(name, 0))
    span_days = sum(row.duration_days for row in rows)
    end = start + timedelta(days=ceil(span_days) + 365)
    document = {
        "schema": PlanDocument.SCHEMA,
        "plan_id": ids.of(title, "PLAN"),
        "title": title,
        "ntp": start.isoformat(),
        "horizon_end": end.isoformat(),
        "site": {"file": site},
        "phases": [
            {
                "id": ids.of(name or "all", "P"),
                "name": name or "All of it",
                "it_mw": 1.0,
                "ready_for_service_target": end.isoformat(),
            }
            for name in phases
        ],
        "tasks": [_task(row, ids) for row in rows],
        "resources": [
            {"id": ids.of(name, "R"), "name": name, "capacity": count}
            for name, count in crews.items()
        ],
        "finance": {"price_base": start.isoformat()},
    }
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    return _TODO + text


def _task(row: TaskRow, ids: _Ids) -> dict[str, object]:
    found: dict[str, object] = {
        "id": ids.of(row.id, "T"),
        "name": row.name,
        "phase": ids.of(row.phase or "all", "P"),
        "kind": row.kind or guessed(row.name, row.duration_days),
        "duration_days": {"kind": "fixed", "value": round(row.duration_days, 3)},
    }
    links = list(_links(row.waits, ids))
    if links:
        found["links"] = links
    if row.crews:
        found["resources"] = [
            {"resource": ids.of(name, "R"), "qty": count} for name, count in row.crews
        ]
    if row.cost_usd:
        found["cost_usd"] = row.cost_usd
    if row.earliest_start is not None:
        found["earliest_start"] = row.earliest_start.isoformat()
    return found


def _links(waits: Iterable[Before], ids: _Ids) -> Iterator[dict[str, object]]:
    for wait in waits:
        link: dict[str, object] = {"pred": ids.of(wait.id, "T")}
        if wait.type != "FS":
            link["type"] = wait.type
        if wait.lag_days:
            link["lag_days"] = round(wait.lag_days, 3)
        yield link


def guessed(name: str, duration_days: float) -> TaskKind:
    """What kind of task a name sounds like.

    >>> guessed("Set switchgear", 10.0), guessed("Pour slab", 20.0), guessed("NTP", 0.0)
    ('electrical', 'civil', 'milestone')
    """
    if duration_days <= 0.0:
        return "milestone"
    for pattern, kind in _WORDS:
        if re.search(pattern, name, re.IGNORECASE):
            return kind
    return "civil"
