"""CSV: a header, a column of stamps, columns of numbers; empty cells and `nan` are missing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from twin.errors import Fault
from twin.series.check import Readings
from twin.series.steps import Instants, Numbers
from twin.sources.asked import Asked, not_this_format, text_of
from twin.sources.names import time_column, value_columns
from twin.sources.stamps import Stamps, counted, stamps_of

_EMPTY = frozenset({"", "nan", "na", "n/a", "null", "none", "-"})
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV file as text: its header, and each column's cells with the lines they stand in."""

    file: str
    columns: Mapping[str, Sequence[str]]
    lines: Instants
    faults: tuple[Fault, ...] = ()


def read_csv(path: Path, asked: Asked) -> Readings:
    """A table of stamps and values."""
    table = table_of(path)
    stamp_name = time_column(table.columns, table.file, asked)
    found = value_columns(table.columns, table.file, asked)
    stamps = stamps_of(table.columns[stamp_name], table.lines, table.file, asked)
    return readings_of(table, stamps, found)


def table_of(path: Path, *, skip: int = 0) -> Table:
    """The cells of a file, after `skip` lines that come before the header.

    Raises:
        DataError: it is empty, or can't be read as text.
    """
    text = text_of(path)
    lines = text.splitlines()
    if len(lines) <= skip:
        raise not_this_format(path, "it has no header", "CSV")
    delimiter = max(_DELIMITERS, key=lines[skip].count)
    reader = csv.reader(lines[skip:], delimiter=delimiter)
    header = [name.strip() for name in next(reader)]
    numbered = [(reader.line_num + skip, row) for row in reader if any(row)]
    faults = counted(
        [
            Fault(what=f"has {len(row)} cells, the header {len(header)}", file=path.name, line=line)
            for line, row in numbered
            if len(row) != len(header)
        ]
    )
    whole = [(line, row) for line, row in numbered if len(row) == len(header)]
    cells = list(zip(*(row for _, row in whole), strict=True)) or [()] * len(header)
    return Table(
        file=path.name,
        columns=dict(zip(header, cells, strict=True)),
        lines=np.array([line for line, _ in whole], dtype=np.int64),
        faults=tuple(faults),
    )


def readings_of(table: Table, stamps: Stamps, found: dict[str, str]) -> Readings:
    """The numbers of the columns found, at the rows that have a stamp."""
    faults = [*table.faults, *stamps.faults]
    columns: dict[str, Numbers] = {}
    for ours, theirs in found.items():
        values, wrong = numbers_of(table.columns[theirs], table.lines, theirs, table.file)
        columns[ours] = values[stamps.keep]
        faults += wrong
    return Readings(
        file=table.file,
        rows=table.lines[stamps.keep],
        t_us=stamps.t_us[stamps.keep],
        columns=columns,
        faults=tuple(faults),
    )


def numbers_of(
    cells: Sequence[str], lines: Instants, name: str, file: str
) -> tuple[Numbers, list[Fault]]:
    """A column's numbers, NaN where a cell is empty; a fault for each cell that is no number."""
    try:
        return np.array([float(cell) for cell in cells], dtype=np.float64), []
    except ValueError:
        pass
    values = np.full(len(cells), np.nan)
    faults: list[Fault] = []
    for index, cell in enumerate(cells):
        if cell.strip().lower() in _EMPTY:
            continue
        try:
            values[index] = float(cell)
        except ValueError:
            line = int(lines[index])
            faults.append(
                Fault(what="is no number", file=file, line=line, path=name, value=repr(cell))
            )
    return values, counted(faults)
