"""The only translator between what the twin knows and what a browser is promised.

Facts, alarms and charts become views; rows of signals and facts become Arrow IPC streams, never
compressed, because browsers' readers know no codec.
"""

# pyarrow's own types are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
from __future__ import annotations

import json
import math
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from io import BytesIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet

from api.views import AlarmView, ChartView, FactView, SeriesView, StateView
from twin.facts import FACTS
from twin.run.alarms import Alarm
from twin.run.chart import Chart
from twin.run.reading import Told
from twin.run.state import State
from twin.units import unit_of

US_PER_MS = 1000.0
_NS_PER_MS = 1e6

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.stream",
}


def ms(t_us: int) -> float:
    """An instant as the wire has it.

    >>> ms(1_500)
    1.5
    """
    return t_us / US_PER_MS


def us(t_ms: float) -> int:
    """An instant of the wire, to the microsecond.

    >>> us(1.5)
    1500
    """
    return round(t_ms * US_PER_MS)


# ---------------------------------------------------------------- views
_UNITS = {
    kind.__name__: (unit.label if (unit := unit_of(kind.PRINCIPAL)) else "")
    for kind in FACTS
    if kind.PRINCIPAL
}


def fact_view(told: Told) -> FactView:
    """A fact as people read it."""
    return FactView(
        seq=told.seq,
        t_us=told.t_us,
        t_ms=ms(told.t_us),
        kind=told.kind,
        subject=told.subject,
        value=told.value,
        unit=_UNITS.get(told.kind, ""),
        body=None if told.body is None else json.loads(told.body),
        origin=told.origin,
        cause=told.cause,
        words=told.words,
    )


def alarm_view(alarm: Alarm) -> AlarmView:
    """An alarm."""
    return AlarmView(
        id=alarm.id,
        asset=alarm.asset,
        condition=alarm.condition,
        priority=alarm.priority,  # type: ignore[arg-type]
        state=alarm.state,  # type: ignore[arg-type]
        since_ms=ms(alarm.since_us),
        returned_ms=None if alarm.returned_us is None else ms(alarm.returned_us),
        seq=alarm.seq,
        raised_count=alarm.raised_count,
        acknowledged_by=alarm.acknowledged_by,
        acknowledged_ms=None if alarm.acknowledged_us is None else ms(alarm.acknowledged_us),
        note=alarm.note,
        value=alarm.value,
        unit=alarm.unit,
    )


def state_view(state: State, marks: dict[str, list[str]]) -> StateView:
    """The plant at an instant."""
    values = {
        asset: {name: number(value) for name, value in readings.items()}
        for asset, readings in state.values.items()
    }
    return StateView(
        t_us=state.t_us,
        t_ms=ms(state.t_us),
        seq=state.seq,
        values=values,
        conditions=state.conditions,
        marks=marks,
        parameters=state.parameters,
    )


def number(value: float) -> float | None:
    """A number that JSON can hold, None for one that has no meaning."""
    return value if math.isfinite(value) else None


def chart_view(chart: Chart) -> ChartView:
    """Signals over a window."""

    def column(values: npt.NDArray[np.float64]) -> list[float | None]:
        """One row of a chart."""
        return [number(value) for value in values.tolist()]

    series = [
        SeriesView(
            name=name,
            unit=chart.units[place],
            mean=column(chart.mean[place]),
            minimum=column(chart.minimum[place]),
            maximum=column(chart.maximum[place]),
        )
        for place, name in enumerate(chart.names)
    ]
    t_ms: list[float] = (chart.t_us / US_PER_MS).tolist()
    return ChartView(t_ms=t_ms, exact=chart.exact, signals=series)


# ---------------------------------------------------------------- Arrow
def chart_table(chart: Chart) -> pa.Table:
    """Signals over a window as columns."""
    columns: dict[str, npt.NDArray[np.float64]] = {"t_ms": chart.t_us / US_PER_MS}
    for place, name in enumerate(chart.names):
        columns[f"{name} mean"] = chart.mean[place]
        columns[f"{name} minimum"] = chart.minimum[place]
        columns[f"{name} maximum"] = chart.maximum[place]
    names = list(columns)
    return pa.Table.from_arrays([pa.array(columns[name]) for name in names], names=names)


def facts_table(facts: Sequence[Told]) -> pa.Table:
    """Facts as columns."""
    return pa.Table.from_arrays(
        [
            pa.array([one.seq for one in facts], pa.int64()),
            pa.array([ms(one.t_us) for one in facts], pa.float64()),
            pa.array([one.kind for one in facts], pa.utf8()),
            pa.array([one.subject for one in facts], pa.utf8()),
            pa.array([one.words for one in facts], pa.utf8()),
            pa.array([one.origin for one in facts], pa.utf8()),
            pa.array([one.value for one in facts], pa.float64()),
            pa.array([one.cause for one in facts], pa.int64()),
        ],
        schema=_FACTS,
    )


_FACTS = pa.schema(
    [
        ("seq", pa.int64()),
        ("t_ms", pa.float64()),
        ("kind", pa.utf8()),
        ("subject", pa.utf8()),
        ("words", pa.utf8()),
        ("origin", pa.utf8()),
        ("value", pa.float64()),
        ("cause", pa.int64()),
    ]
)


def as_file(table: pa.Table, form: str) -> bytes:
    """A table as a file that is downloaded: csv, parquet or arrow."""
    out = BytesIO()
    if form == "csv":
        pa_csv.write_csv(table, out)
    elif form == "parquet":
        pa_parquet.write_table(table, out)
    else:
        return stream(table)
    return out.getvalue()


def stream(table: pa.Table) -> bytes:
    """A table as one Arrow IPC stream."""
    out = BytesIO()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def facts_frame(facts: Sequence[Told]) -> bytes:
    """New facts, in order, for a websocket."""
    said = {"kind": "facts", "first_seq": facts[0].seq, "last_seq": facts[-1].seq}
    return stream(facts_table(facts).replace_schema_metadata(_plain(said)))


def signals_frame(
    names: tuple[str, ...], row: Iterable[float], t_us: int, seq: int, mode: str
) -> bytes:
    """One row of signals, for a websocket."""
    made_ms = time.time_ns() / _NS_PER_MS
    said = {"kind": "signals", "t_ms": ms(t_us), "seq": seq, "mode": mode, "made_ms": made_ms}
    schema = _signals_schema(names).with_metadata(_plain(said))
    values = np.fromiter(row, np.float64, len(names))
    batch = pa.RecordBatch.from_arrays(
        [pa.array(values[k : k + 1]) for k in range(len(names))], schema=schema
    )
    out = BytesIO()
    with pa.ipc.new_stream(out, schema) as writer:
        writer.write_batch(batch)
    return out.getvalue()


@lru_cache(maxsize=64)
def _signals_schema(names: tuple[str, ...]) -> pa.Schema:
    return pa.schema([(name, pa.float64()) for name in names])


def _plain(words: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in words.items()}
