"""The table of inputs that drives a device alone: a CSV file, read whole, every fault at its line.

Time is one column: `time` (ISO with a zone), `t_s`, `t_min` or `t_us`. A row's inputs hold until
the next row's time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from math import ceil, isfinite
from pathlib import Path
from typing import Literal

from twin.devices.contract import Column, Inputs
from twin.errors import DataError, Fault
from twin.units import US_PER_MIN, US_PER_S

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)
_US_PER = {"t_us": 1, "t_s": US_PER_S, "t_min": US_PER_MIN}
_MOST_US = 2**62

TIME_COLUMNS = ("time", *_US_PER)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a table writes instants.

    Attributes:
        column: name of its time column.
        zone: of the first row, for ISO times.
    """

    column: str
    zone: tzinfo = UTC

    def show(self, t_us: int) -> str:
        """An instant as the table writes it.

        >>> Clock("t_min").show(90_000_000)
        '1.5'
        """
        if self.column == "time":
            return (_EPOCH + t_us * _US).astimezone(self.zone).isoformat()
        if self.column == "t_us":
            return str(t_us)
        return repr(t_us / _US_PER[self.column])

    def show_exact(self, anchor_us: int, after_us: float) -> str:
        """An instant between microseconds; ISO times show the microsecond that follows it.

        >>> Clock("t_s").show_exact(1_000_000, 0.5)
        '1.0000005'
        """
        if self.column in ("time", "t_us"):
            return self.show(anchor_us + ceil(after_us))
        return repr((anchor_us + after_us) / _US_PER[self.column])


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, its instant and the inputs from then on."""

    line: int
    t_us: int
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class InputTable:
    """All rows, ascending in time, and how the file writes time."""

    file: str
    clock: Clock
    rows: tuple[Row, ...]


def read_inputs(path: Path, columns: Sequence[Column]) -> InputTable:
    """The rows of a file whose columns are the given inputs.

    Raises:
        DataError: with all faults: unknown, double and missing columns; cells that are no finite
            number or out of range; instants without a zone, doubled or out of order.
    """
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError(Fault(what="is no file", file=file)) from None
    except UnicodeDecodeError as trouble:
        what = f"is not UTF-8 text: byte {trouble.start}"
        raise DataError(Fault(what=what, file=file, remedy="save it as UTF-8")) from None
    except OSError as trouble:
        raise DataError(Fault(what=f"can't be read: {trouble.strerror}", file=file)) from None
    lines = csv.reader(text.splitlines())
    cells = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    if not cells:
        raise DataError(Fault(what="is empty", file=file, remedy="give a header and rows"))
    return _Reader(file, columns).read(cells)


class _Reader:
    """Collects faults while it reads."""

    def __init__(self, file: str, columns: Sequence[Column]) -> None:
        self._file = file
        self._columns = {column.name: column for column in columns}
        self._faults: list[Fault] = []

    def read(self, cells: list[tuple[int, list[str]]]) -> InputTable:
        """The table of a header and its rows, each with its line."""
        line, header = cells[0]
        names = [name.strip() for name in header]
        self._check_header(line, names)
        clock = Clock(next((name for name in TIME_COLUMNS if name in names), "t_s"))
        rows: list[Row] = []
        for line, row in cells[1:]:
            if len(row) != len(names):
                what = f"has {len(row)} cells, the header has {len(names)}"
                self._fault(line, "", what)
                continue
            named = dict(zip(names, (cell.strip() for cell in row), strict=True))
            if not rows:
                clock = _zoned(clock, named)
            t_us = self._instant(line, clock.column, named.get(clock.column))
            inputs = dict(self._numbers(line, named))
            if t_us is not None and self._is_later(line, clock, rows, t_us):
                rows.append(Row(line, t_us, inputs))
        if len(cells) == 1:
            self._fault(line, "", "has a header but no rows")
        if self._faults:
            raise DataError(sorted(self._faults, key=lambda fault: fault.line))
        return InputTable(self._file, clock, tuple(rows))

    def _fault(self, line: int, path: str, what: str, **more: str) -> None:
        self._faults.append(Fault(what=what, file=self._file, line=line, path=path, **more))

    def _check_header(self, line: int, names: list[str]) -> None:
        times = [name for name in names if name in TIME_COLUMNS]
        choice = " or ".join(TIME_COLUMNS)
        if len(set(times)) != 1:
            what = "has no time column" if not times else "has more than one time column"
            self._fault(line, ", ".join(times), what, allowed=choice)
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self._fault(line, name, "is given twice")
        known = ", ".join(self._columns)
        for name in dict.fromkeys(names):
            if name not in self._columns and name not in TIME_COLUMNS:
                near = get_close_matches(name, [*self._columns, *TIME_COLUMNS], n=1)
                remedy = f"did you mean {near[0]}?" if near else ""
                self._fault(line, name, "is no input column", allowed=known, remedy=remedy)
        self._check_missing(line, names)

    def _check_missing(self, line: int, names: list[str]) -> None:
        for column in self._columns.values():
            if column.required and column.name not in names:
                self._fault(line, column.name, "is missing", remedy=column.meaning)
        for group in dict.fromkeys(c.one_of for c in self._columns.values() if c.one_of):
            members = [c.name for c in self._columns.values() if c.one_of == group]
            if sum(name in names for name in members) != 1:
                choice = " or ".join(members)
                self._fault(line, group, "must be given once", allowed=choice)

    def _numbers(self, line: int, named: Mapping[str, str]) -> Iterator[tuple[str, float]]:
        for name, cell in named.items():
            column = self._columns.get(name)
            if column is None:
                continue
            try:
                value = float(cell)
            except ValueError:
                self._fault(line, name, "is no number", value=repr(cell))
                continue
            low, high = column.range_pu
            if not isfinite(value):
                self._fault(line, name, "is not finite", value=cell)
            elif not low <= value <= high:
                unit = f" {column.unit}".rstrip()
                allowed = f"{low:g} to {high:g}{unit}"
                self._fault(line, name, "is out of range", value=f"{cell}{unit}", allowed=allowed)
            else:
                yield name, value

    def _instant(self, line: int, column: str, cell: str | None) -> int | None:
        if cell is None:
            return None
        found = instant_us(cell, column)
        if isinstance(found, int):
            return found
        self._fault(line, column, found, value=repr(cell))
        return None

    def _is_later(self, line: int, clock: Clock, rows: list[Row], t_us: int) -> bool:
        if not rows or t_us > rows[-1].t_us:
            return True
        same = t_us == rows[-1].t_us
        what = "is given twice" if same else "is before the row above"
        value, remedy = clock.show(t_us), f"line {rows[-1].line} has {clock.show(rows[-1].t_us)}"
        self._fault(line, clock.column, what, value=value, remedy=remedy)
        return False


def instant_us(cell: str, column: str) -> int | Literal["is no instant", "has no time zone"]:
    """An instant of a time column in microseconds, rounded to whole ones; or what is wrong with it.

    >>> instant_us("0.1", "t_min")
    6000000
    >>> instant_us("2021-02-15T06:00-06:00", "time")
    1613390400000000
    """
    if column == "time":
        try:
            when = datetime.fromisoformat(cell)
        except ValueError:
            return "is no instant"
        return "has no time zone" if when.tzinfo is None else (when - _EPOCH) // _US
    try:
        exact = Decimal(cell) * _US_PER[column]
    except InvalidOperation:
        return "is no instant"
    return round(exact) if exact.is_finite() and abs(exact) < _MOST_US else "is no instant"


def _zoned(clock: Clock, named: Mapping[str, str]) -> Clock:
    """The clock with the zone of a row's ISO time."""
    if clock.column != "time":
        return clock
    try:
        return Clock("time", datetime.fromisoformat(named["time"]).tzinfo or UTC)
    except (KeyError, ValueError):
        return clock
