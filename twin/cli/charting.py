"""Charts as CSV, JSON and Arrow. Names carry their unit at the end in all three.

Where a point stands for several samples, three columns tell of it: `T1.hotspot_c` is their mean,
`T1.min_hotspot_c` and `T1.max_hotspot_c` the least and the largest. Where a quantity has no meaning
(a PUE without IT) CSV has an empty cell, JSON and Arrow a null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from twin.cli.instants import stamp
from twin.cli.tables import table
from twin.run.chart import Chart
from twin.signals import Signal

Column = tuple[str, str, npt.NDArray[np.float64]]


def list_text(signals: Iterable[Signal], *, as_json: bool) -> str:
    """Every signal with its unit and meaning.

    Args:
        signals: the catalogue.
        as_json: a list of objects instead of a table.
    """
    rows = [(one.name, one.unit, one.quantity.meaning) for one in signals]
    if as_json:
        named = [dict(zip(("name", "unit", "meaning"), row, strict=True)) for row in rows]
        return json.dumps(named, indent=1, ensure_ascii=False) + "\n"
    return table(["signal", "unit", "meaning"], rows) + "\n"


def columns_of(chart: Chart) -> Iterator[Column]:
    """Name, unit and values of every column.

    Args:
        chart: as read.
    """
    for place, (name, unit) in enumerate(zip(chart.names, chart.units, strict=True)):
        yield name, unit, chart.mean[place]
        if not chart.exact:
            asset, _, quantity = name.rpartition(".")
            yield f"{asset}.min_{quantity}", unit, chart.minimum[place]
            yield f"{asset}.max_{quantity}", unit, chart.maximum[place]


def csv_lines(chart: Chart, where: tzinfo) -> Iterator[str]:
    """A line of heads, then one a point; times in the site's zone with their offset.

    Args:
        chart: as read.
        where: the site's zone.
    """
    columns = list(columns_of(chart))
    yield ",".join(["time", *(name for name, _, _ in columns)]) + "\n"
    for t_us, *values in zip(
        chart.t_us.tolist(), *(column.tolist() for _, _, column in columns), strict=True
    ):
        cells = ("" if isnan(value) else f"{value:.9g}" for value in values)
        yield f"{stamp(t_us, where).replace(' ', 'T')},{','.join(cells)}\n"


def json_values(chart: Chart) -> dict[str, Any]:
    """Instants in microseconds since 1970 (UTC), and an object a signal.

    Args:
        chart: as read.
    """
    rows = zip(chart.names, chart.units, chart.mean, chart.minimum, chart.maximum, strict=True)
    return {
        "exact": chart.exact,
        "t_us": chart.t_us.tolist(),
        "signals": [
            {
                "name": name,
                "unit": unit,
                "mean": _plain(mean),
                **({} if chart.exact else {"min": _plain(low), "max": _plain(high)}),
            }
            for name, unit, mean, low, high in rows
        ],
    }


def _plain(column: npt.NDArray[np.float64]) -> list[float | None]:
    return [None if isnan(value) else value for value in column.tolist()]


def arrow_bytes(chart: Chart) -> bytes:
    """An Arrow IPC stream: `t_us` as UTC timestamps, a double a column, units in field metadata.

    Args:
        chart: as read.
    """
    table_of: Any = pa  # its own types are partial
    fields = [table_of.field("t_us", table_of.timestamp("us", tz="UTC"))]
    arrays = [table_of.array(chart.t_us, table_of.timestamp("us", tz="UTC"))]
    for name, unit, column in columns_of(chart):
        fields.append(table_of.field(name, table_of.float64(), metadata={"unit": unit}))
        arrays.append(table_of.array(column, from_pandas=True))
    schema = table_of.schema(fields)
    sink = table_of.BufferOutputStream()
    with table_of.ipc.new_stream(sink, schema) as stream:
        stream.write_batch(table_of.record_batch(arrays, schema=schema))
    return sink.getvalue().to_pybytes()
