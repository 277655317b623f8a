"""Parquet: a column of stamps (timestamps, dates or ISO text) and columns of numbers.

A null is a missing value.
"""

# Arrow's types are known in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from twin.errors import DataError, Fault
from twin.series.check import Readings
from twin.series.steps import Instants, Numbers
from twin.sources.asked import Asked, not_this_format, unreadable
from twin.sources.delimited import Table
from twin.sources.names import time_column, value_columns
from twin.sources.stamps import Stamps, local_stamps, stamps_of


def read_parquet(path: Path, asked: Asked) -> Readings:
    """A table of stamps and values; rows are counted from 1."""
    names = _names(path)
    stamp_name = time_column(names, path.name, asked)
    found = value_columns(names, path.name, asked)
    table = pq.read_table(path, columns=[stamp_name, *found.values()])
    rows = np.arange(1, table.num_rows + 1, dtype=np.int64)
    stamps = _stamps(table.column(stamp_name), rows, path.name, asked)
    columns = {
        ours: _numbers(table.column(theirs), theirs, path.name)[stamps.keep]
        for ours, theirs in found.items()
    }
    return Readings(
        file=path.name,
        rows=rows[stamps.keep],
        t_us=stamps.t_us[stamps.keep],
        columns=columns,
        faults=stamps.faults,
    )


def text_table(path: Path) -> Table:
    """A file's cells as text, as a CSV would have them: for tables that aren't only numbers.

    Instants are written in UTC; rows are counted from 1.
    """
    names = _names(path)
    table = pq.read_table(path)
    columns = {name: tuple(map(_text, table.column(name).to_pylist())) for name in names}
    lines = np.arange(1, table.num_rows + 1, dtype=np.int64)
    return Table(file=path.name, columns=columns, lines=lines)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _names(path: Path) -> list[str]:
    try:
        return pq.read_schema(path).names
    except OSError as error:
        raise DataError(unreadable(path, error)) from None
    except pa.ArrowInvalid as error:
        raise not_this_format(path, str(error), "Parquet") from None


def _stamps(column: pa.ChunkedArray[Any], rows: Instants, file: str, asked: Asked) -> Stamps:
    if column.null_count:
        first = int(np.argmax(column.is_null().to_numpy())) + 1
        raise DataError(Fault(what="has no stamp", file=file, line=first))
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        zone = column.type.tz if pa.types.is_timestamp(column.type) else None
        t_us = pc.cast(column, pa.timestamp("us", tz=zone), safe=False)
        instants = pc.cast(t_us, pa.int64()).to_numpy()
        if zone is None:
            return local_stamps(instants, rows, file, asked)
        every = np.ones(rows.size, dtype=np.bool_)
        return Stamps(t_us=instants, keep=every, faults=())
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return stamps_of([str(text) for text in column.to_pylist()], rows, file, asked)
    fault = Fault(
        what="the column of stamps holds no times",
        file=file,
        value=str(column.type),
        allowed="timestamp, date or ISO 8601 text",
        remedy="name another by time_column",
    )
    raise DataError(fault)


def _numbers(column: pa.ChunkedArray[Any], name: str, file: str) -> Numbers:
    try:
        return pc.cast(column, pa.float64()).to_numpy().astype(np.float64)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        fault = Fault(
            what="holds no numbers", file=file, path=name, value=str(error).split("\n")[0]
        )
        raise DataError(fault) from None
