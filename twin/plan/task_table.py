"""Tasks from a CSV file: our own columns, or those that planning tools export.

Predecessors are written as planners write them: `12FS+3 days; 14SS`. Durations in working days,
weeks or hours become calendar days of a five-day week; elapsed ones (`ed`, `ew`) and a column
`duration_days` are calendar days already.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from twin.errors import Fault, PlanError
from twin.plan.network import Before
from twin.plan.skeleton import TaskRow
from twin.plan.tasks import LinkType, TaskKind

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "task id", "unique id", "wbs", "activity id"),
    "name": ("name", "task name", "activity name", "task"),
    "duration": ("duration_days", "duration", "original duration"),
    "predecessors": ("predecessors", "depends on", "links"),
    "resources": ("resources", "resource names", "crew"),
    "phase": ("phase", "summary", "group"),
    "kind": ("kind",),
    "cost": ("cost_usd", "cost"),
    "earliest": ("earliest_start", "start no earlier than"),
}
"""What is read, and the heads it may stand under (in any case)."""
_CALENDAR_PER_WORKING_DAY = 7.0 / 5.0
_WORKING_H_PER_DAY = 8.0
_UNIT = r"h|hr|hrs|hours?|d|days?|w|wk|wks|weeks?|mo|mons?|months?"
_SPAN = re.compile(rf"([-+]?\d+(?:[.,]\d+)?)\s*(e?)({_UNIT})?\??")
_LAG = r"[-+]\s*[\d.,]+\s*\w*"
_WAIT = re.compile(rf"\s*([^;,+\s-][^;,+\s]*?)\s*(FS|SS|FF|SF)?\s*({_LAG})?\s*\Z", re.IGNORECASE)
_CREW = re.compile(r"\s*([^;:\[]+?)\s*(?:[:\[]\s*(\d+(?:\.\d+)?)\s*(%?)\s*\]?)?\s*\Z")
_WORKING_DAYS = {"h": 1.0 / _WORKING_H_PER_DAY, "d": 1.0, "w": 5.0, "m": 20.0}
_ELAPSED_DAYS = {"h": 1.0 / 24.0, "d": 1.0, "w": 7.0, "m": 30.0}


def read_tasks(text: str, *, file: str) -> list[TaskRow]:
    """The tasks of a CSV file.

    Args:
        text: with one row of heads.
        file: its name in messages.

    Raises:
        PlanError: with every fault, each at its line.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    columns, calendar = _columns(reader.fieldnames or (), file)
    rows, lines, faults = list[TaskRow](), dict[str, int](), list[Fault]()
    for record in reader:
        read = {what: (record.get(head) or "").strip() for what, head in columns.items()}
        if not read["id"]:
            continue
        made = _Record(read, file, reader.line_num, calendar=calendar)
        if read["id"] in lines:
            faults.append(made.fault("id", f"is the id of line {lines[read['id']]} too"))
        lines.setdefault(read["id"], reader.line_num)
        rows.append(made.row())
        faults += made.faults
    faults += _dangling(rows, lines, file)
    if faults or not rows:
        raise PlanError(faults or [Fault(what="has no tasks", file=file)])
    return rows


def _columns(heads: Iterable[str], file: str) -> tuple[dict[str, str], bool]:
    """Which head each thing stands under, and whether durations are calendar days."""
    named = {head.strip().lower(): head for head in heads}
    found = {
        what: named[name]
        for what, names in COLUMNS.items()
        for name in reversed(names)
        if name in named
    }
    missing = [what for what in ("id", "name", "duration") if what not in found]
    if missing:
        what = f"has no column for {', '.join(missing)}"
        allowed = "; ".join(f"{one}: {', '.join(COLUMNS[one])}" for one in missing)
        raise PlanError(Fault(what=what, file=file, line=1, allowed=allowed))
    return found, found["duration"].strip().lower() == "duration_days"


def _dangling(rows: list[TaskRow], lines: Mapping[str, int], file: str) -> Iterator[Fault]:
    for row in rows:
        for wait in row.waits:
            if wait.id not in lines:
                what, line = f"names a predecessor that is not there: {wait.id}", lines[row.id]
                yield Fault(what=what, file=file, line=line, path="predecessors")


class _Record:
    """A row of the file, and what is wrong with it."""

    def __init__(self, read: dict[str, str], file: str, line: int, *, calendar: bool) -> None:
        self._read, self._file, self._line, self._calendar = read, file, line, calendar
        self.faults: list[Fault] = []

    def fault(self, column: str, what: str, allowed: str = "") -> Fault:
        """A fault of one cell."""
        value = repr(self._read.get(column, ""))
        return Fault(
            what=what, file=self._file, line=self._line, path=column, value=value, allowed=allowed
        )

    def row(self) -> TaskRow:
        """The task, with what could be read of it."""
        return TaskRow(
            id=self._read["id"],
            name=self._read["name"],
            duration_days=self._duration_days(),
            phase=self._read.get("phase", ""),
            waits=tuple(self._waits()),
            crews=tuple(self._crews()),
            cost_usd=self._cost_usd(),
            earliest_start=self._earliest(),
            kind=self._kind(),
        )

    def _duration_days(self) -> float:
        found_days = span_days(self._read["duration"], calendar=self._calendar)
        if found_days is None or found_days < 0.0:
            self.faults.append(self.fault("duration", "is no duration", "as 10 days, 2 wks, 8 h"))
            return 0.0
        return found_days

    def _waits(self) -> Iterator[Before]:
        for part in filter(None, re.split(r"[;,]", self._read.get("predecessors", ""))):
            match = _WAIT.match(part)
            lag_days = 0.0
            if match and match[3]:
                found_days = span_days(match[3].replace(" ", ""), calendar=self._calendar)
                match, lag_days = (None, 0.0) if found_days is None else (match, found_days)
            if match is None:
                said = self.fault("predecessors", f"can't read {part.strip()!r}", "as 12FS+3 days")
                self.faults.append(said)
                continue
            kind = next(one for one in get_args(LinkType) if one == (match[2] or "FS").upper())
            yield Before(match[1], kind, lag_days)

    def _crews(self) -> Iterator[tuple[str, int]]:
        for part in filter(str.strip, re.split(r"[;,]", self._read.get("resources", ""))):
            match = _CREW.match(part)
            if match is None:
                said = self.fault("resources", f"can't read {part.strip()!r}", "as ELEC:12")
                self.faults.append(said)
                continue
            count = float(match[2] or 1) / (100.0 if match[3] else 1.0)
            yield match[1], max(1, round(count))

    def _cost_usd(self) -> float:
        text = re.sub(r"[$,\s]", "", self._read.get("cost", ""))
        try:
            return float(text) if text else 0.0
        except ValueError:
            self.faults.append(self.fault("cost", "is no number"))
            return 0.0

    def _earliest(self) -> date | None:
        text = self._read.get("earliest", "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.faults.append(self.fault("earliest", "is no date", "as 2027-01-04"))
            return None

    def _kind(self) -> TaskKind | None:
        text = self._read.get("kind", "")
        found = next((one for one in get_args(TaskKind) if one == text), None)
        if text and found is None:
            self.faults.append(self.fault("kind", "is no kind", ", ".join(get_args(TaskKind))))
        return found


def span_days(text: str, *, calendar: bool = False) -> float | None:
    """Calendar days of a span as planners write it; None when it is none.

    Args:
        text: as `10 days`, `2 wks`, `3 ed`; a bare number is in days.
        calendar: days are calendar days already.

    >>> span_days("10 days"), span_days("3 ed"), span_days("1 wk", calendar=True)
    (14.0, 3.0, 7.0)
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        return None
    amount, unit = float(match[1].replace(",", ".")), (match[3] or "d")[0]
    if match[2] or calendar:
        return amount * _ELAPSED_DAYS[unit]
    return amount * _WORKING_DAYS[unit] * _CALENDAR_PER_WORKING_DAY
