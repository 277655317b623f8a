"""Tasks from an XML file of Microsoft Project (and of tools that write its format).

Source: Microsoft, Project XML Data Interchange Schema: durations are ISO 8601 spans of working
time, lags tenths of a minute, link types 0 FF, 1 FS, 2 SF, 3 SS. Summary tasks are not tasks: what
waits for one waits for all in it, and what it waits for all in it wait for. The outermost summaries
are phases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from twin.errors import Fault, PlanError
from twin.plan.network import Before
from twin.plan.skeleton import TaskRow
from twin.plan.tasks import LinkType

_TYPES: Mapping[str, LinkType] = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_ELAPSED = {"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"}
_SPAN = re.compile(r"PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S\Z")
_MIN_PER_H, _S_PER_MIN, _TENTHS_PER_MIN, _MIN_PER_DAY = 60.0, 60.0, 10.0, 1440.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project file.

    Attributes:
        start: its first day.
        rows: its tasks, summaries left out.
    """

    title: str
    start: date
    rows: list[TaskRow]


def read_project(text: str, *, file: str) -> Project:
    """The tasks of a project file.

    Args:
        text: XML.
        file: its name in messages.

    Raises:
        PlanError: it is no such file, or a task makes no sense.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise PlanError(Fault(what="declares entities, which no project file does", file=file))
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as trouble:
        what = f"is no XML: {trouble.msg}"
        raise PlanError(Fault(what=what, file=file, line=trouble.position[0])) from None
    if _plain(root.tag) != "Project":
        remedy = "export it from Microsoft Project as XML"
        raise PlanError(Fault(what="is no project file", file=file, remedy=remedy))
    return _Reader(root, file).project()


class _Reader:
    """A project file while it is read."""

    def __init__(self, root: ElementTree.Element, file: str) -> None:
        self._root, self._file = root, file
        self._day_min = float(_text(root, "MinutesPerDay") or 480)
        self._week_min = float(_text(root, "MinutesPerWeek") or 2400)
        self._tasks = [
            one
            for one in _all(root, "Tasks", "Task")
            if _text(one, "UID") != "0" and _text(one, "IsNull") != "1" and _text(one, "Name")
        ]
        self._inside = self._outline()
        self.faults: list[Fault] = []

    def project(self) -> Project:
        """The whole of it."""
        crews = self._crews()
        phases = self._phases()
        rows = [
            TaskRow(
                id=_text(task, "UID"),
                name=_text(task, "Name"),
                duration_days=self._duration_days(task),
                phase=phases.get(_text(task, "UID"), ""),
                waits=tuple(dict.fromkeys(self._waits(task))),
                crews=tuple(crews.get(_text(task, "UID"), ())),
                cost_usd=float(_text(task, "Cost") or 0.0) / 100.0,
                earliest_start=_earliest(task),
            )
            for task in self._tasks
            if not self._inside[_text(task, "UID")]
        ]
        start = _text(self._root, "StartDate")[:10]
        if not start:
            self.faults.append(Fault(what="has no StartDate", file=self._file))
        if not rows:
            self.faults.append(Fault(what="has no tasks", file=self._file))
        if self.faults:
            raise PlanError(self.faults)
        title = _text(self._root, "Title") or _text(self._root, "Name") or "Project"
        return Project(title=title, start=date.fromisoformat(start), rows=rows)

    def _outline(self) -> dict[str, list[str]]:
        """Each task, and the tasks inside it at any depth that are no summaries."""
        inside: dict[str, list[str]] = {_text(task, "UID"): [] for task in self._tasks}
        above: list[tuple[int, str]] = []
        for nth, task in enumerate(self._tasks):
            level, uid = int(_text(task, "OutlineLevel") or 1), _text(task, "UID")
            above = [one for one in above if one[0] < level]
            following = self._tasks[nth + 1] if nth + 1 < len(self._tasks) else None
            if following is None or int(_text(following, "OutlineLevel") or 1) <= level:
                for _, outer in above:
                    inside[outer].append(uid)
            above.append((level, uid))
        return inside

    def _phases(self) -> dict[str, str]:
        """The outermost summary of each task, by its name."""
        names = {_text(task, "UID"): _text(task, "Name") for task in self._tasks}
        found: dict[str, str] = {}
        for outer, inner in self._inside.items():
            for uid in inner:
                found.setdefault(uid, names[outer])
        return found

    def _waits(self, task: ElementTree.Element) -> Iterator[Before]:
        """Links of a task and of every summary around it, to tasks that are no summaries."""
        uid = _text(task, "UID")
        for one in self._tasks:
            name = _text(one, "UID")
            if name == uid or uid in self._inside[name]:
                for link in _all(one, "PredecessorLink"):
                    pred = _text(link, "PredecessorUID")
                    if pred not in self._inside:
                        what = f"waits for a task that is not there: {pred}"
                        self.faults.append(Fault(what=what, file=self._file, path=f"task {name}"))
                        continue
                    kind = _TYPES.get(_text(link, "Type") or "1", "FS")
                    lag_days = self._lag_days(link)
                    for leaf in self._inside[pred] or [pred]:
                        yield Before(leaf, kind, lag_days)

    def _duration_days(self, task: ElementTree.Element) -> float:
        """Calendar days of a task's working or elapsed time."""
        match = _SPAN.match(_text(task, "Duration") or "PT0H0M0S")
        if match is None:
            name, value = f"task {_text(task, 'UID')}", _text(task, "Duration")
            said = Fault(
                what="has no duration as PT8H0M0S", file=self._file, path=name, value=value
            )
            self.faults.append(said)
            return 0.0
        span_min = _MIN_PER_H * float(match[1]) + float(match[2]) + float(match[3]) / _S_PER_MIN
        return self._calendar_days(span_min, _text(task, "DurationFormat"))

    def _lag_days(self, link: ElementTree.Element) -> float:
        span_min = float(_text(link, "LinkLag") or 0.0) / _TENTHS_PER_MIN
        return self._calendar_days(span_min, _text(link, "LagFormat"))

    def _calendar_days(self, span_min: float, form: str) -> float:
        if form in _ELAPSED:
            return span_min / _MIN_PER_DAY
        return span_min / self._week_min * 7.0

    def _crews(self) -> dict[str, list[tuple[str, int]]]:
        """Who is assigned to each task, and how many of them."""
        names = {
            _text(one, "UID"): _text(one, "Name")
            for one in _all(self._root, "Resources", "Resource")
        }
        found: dict[str, list[tuple[str, int]]] = {}
        for one in _all(self._root, "Assignments", "Assignment"):
            name = names.get(_text(one, "ResourceUID"), "")
            if name:
                count = max(1, round(float(_text(one, "Units") or 1.0)))
                found.setdefault(_text(one, "TaskUID"), []).append((name, count))
        return found


def _earliest(task: ElementTree.Element) -> date | None:
    """The date of a constraint `start no earlier than` (4)."""
    day = _text(task, "ConstraintDate")[:10]
    return date.fromisoformat(day) if day and _text(task, "ConstraintType") == "4" else None


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _all(node: ElementTree.Element, *path: str) -> list[ElementTree.Element]:
    nodes = [node]
    for name in path:
        nodes = [child for one in nodes for child in one if _plain(child.tag) == name]
    return nodes


def _text(node: ElementTree.Element, name: str) -> str:
    return next((child.text or "" for child in node if _plain(child.tag) == name), "").strip()
