"""`twin device KIND`: one device alone, from a spec and a table of inputs to a table of outputs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TextIO, cast

from pydantic import BaseModel, Field, create_model

from twin.cli.device_inputs import Clock, InputTable, Row, read_inputs
from twin.devices import DEVICES
from twin.devices.contract import Bench, Crossing
from twin.documents import Source, parse, read
from twin.errors import DataError, Fault, RequestError, SiteError, TwinError
from twin.units import S_PER_DAY, S_PER_H, S_PER_MIN, US_PER_S

_S_PER = {"s": 1, "min": S_PER_MIN, "h": S_PER_H, "d": S_PER_DAY}
_EVERY = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|h|d)")
_ROUNDS_COUNT = 1000
_WHOLE = ("_index", "_count")


def run_device(
    kind: str,
    spec_text: str,
    spec_name: str,
    inputs_path: Path,
    *,
    out: TextIO,
    every: str | None = None,
    crossings_path: Path | None = None,
) -> None:
    """Run one device and write its outputs as CSV.

    Args:
        kind: one of `DEVICES`.
        spec_text: YAML with the device's keys, and `initial: steady | cold | {state: value}`.
        spec_name: name of that document in messages.
        inputs_path: CSV; a row's inputs hold until the next row's time.
        out: where to write the outputs, at each row and each `every`.
        every: as `60s`, `15min`, `1h`: rows in between, counted from the first row.
        crossings_path: where to write limit, direction and exact instant of every crossing.

    Raises:
        RequestError: unknown kind, `every` is no span, or a file can't be written.
        SiteError: the spec is faulty; carries the faults of the inputs as well.
        DataError: the inputs are faulty.
    """
    bench_type = device_of(kind)
    every_us = None if every is None else span_us(every)
    spec, table = _documents(bench_type, spec_text, spec_name, inputs_path)
    run = _Run(bench_type, spec, table)
    written = csv.writer(out, lineterminator="\n")
    written.writerow([table.clock.column, *(column.name for column in bench_type.OUTPUTS)])
    for t_us, outputs in run.readings(every_us):
        shown = (_shown(name, value) for name, value in outputs.items())
        written.writerow([table.clock.show(t_us), *shown])
    if crossings_path is not None:
        text = crossings_csv(run.crossings, table.clock, table.rows[0].t_us)
        try:
            crossings_path.write_text(text, encoding="utf-8")
        except OSError as trouble:
            what = f"can't be written: {trouble.strerror}"
            raise RequestError(Fault(what=what, file=str(crossings_path))) from None


def device_of(kind: str) -> type[Bench]:
    """The device of a kind.

    Raises:
        RequestError: there is none; the fault names all, and the nearest.
    """
    if kind not in DEVICES:
        near = get_close_matches(kind, DEVICES, n=1)
        remedy = f"did you mean {near[0]}?" if near else "see twin device --list"
        allowed = ", ".join(DEVICES)
        raise RequestError(
            Fault(what="is no kind of device", value=kind, allowed=allowed, remedy=remedy)
        )
    return DEVICES[kind]


def span_us(text: str) -> int:
    """A span as people write it, in microseconds.

    Raises:
        RequestError: it is none, or shorter than a microsecond.

    >>> span_us("1.5 min")
    90000000
    """
    match = _EVERY.fullmatch(text.strip())
    found_us = round(float(match[1]) * _S_PER[match[2]] * US_PER_S) if match else 0
    if not found_us:
        allowed = "a number with s, min, h or d, as 60s"
        raise RequestError(Fault(what="is no span of time", value=repr(text), allowed=allowed))
    return found_us


def crossings_csv(crossings: list[Crossing], clock: Clock, first_us: int) -> str:
    """What was crossed, as CSV: limit, direction, and its instant in three ways.

    `t_us` is the microsecond it takes effect at, never before the exact instant. `after_first_s`
    is the exact instant in seconds since the first row, to the last digit of a double. The column
    named as the input's time column is the exact instant in that unit (for ISO times, `t_us`).
    """
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    last = [clock.column] if clock.column != "t_us" else []
    written.writerow(["limit", "direction", "t_us", "after_first_s", *last])
    for crossing in crossings:
        after_first_s = (crossing.anchor_us - first_us + crossing.after_us) / US_PER_S
        exact = [clock.show_exact(crossing.anchor_us, crossing.after_us)] if last else []
        written.writerow(
            [crossing.limit, crossing.direction, crossing.t_us, repr(after_first_s), *exact]
        )
    return text.getvalue()


class _Run:
    """A device driven by a table, its crossings let happen as they come."""

    def __init__(self, bench_type: type[Bench], spec: BaseModel, table: InputTable) -> None:
        first = table.rows[0]
        self.crossings: list[Crossing] = []
        self._table = table
        initial = getattr(spec, "initial")  # noqa: B009 - a field that document_model adds
        with _at(table, first):
            self._bench = bench_type.start(spec, first.inputs, initial, first.t_us)

    def readings(self, every_us: int | None) -> Iterator[tuple[int, dict[str, float]]]:
        """The outputs at each row, and on the grid of `every_us` between rows."""
        first_us = now_us = self._table.rows[0].t_us
        for row in self._table.rows:
            if every_us:
                on_grid_us = first_us + ((now_us - first_us) // every_us + 1) * every_us
                for t_us in range(on_grid_us, row.t_us, every_us):
                    yield self._read(now_us, t_us)
                    now_us = t_us
            self._cross(now_us, row.t_us)
            now_us = row.t_us
            if row is not self._table.rows[0]:
                with _at(self._table, row):
                    self._bench.set(now_us, row.inputs)
            yield self._read(now_us, now_us)

    def _read(self, now_us: int, t_us: int) -> tuple[int, dict[str, float]]:
        self._cross(now_us, t_us)
        return t_us, self._bench.read(t_us)

    def _cross(self, now_us: int, until_us: int) -> None:
        """Let everything up to an instant happen, in order."""
        rounds_count = 0
        while (found := self._bench.next_crossing(now_us)) is not None:
            if found.t_us > until_us:
                return
            rounds_count = rounds_count + 1 if found.t_us <= now_us else 0
            assert rounds_count < _ROUNDS_COUNT, f"{found.limit} is crossed without end"
            now_us = max(now_us, found.t_us)
            self.crossings.append(found)
            self._bench.cross(found)


@contextmanager
def _at(table: InputTable, row: Row) -> Generator[None, None, None]:
    """Say of faults found by the device which row they come from."""
    try:
        yield
    except TwinError as error:
        placed = (replace(fault, file=table.file, line=row.line) for fault in error.faults)
        raise DataError(placed) from None


def document_model(bench_type: type[Bench]) -> type[BaseModel]:
    """The document of a device alone: its spec, and where it starts."""
    states = ", ".join(column.name for column in bench_type.STATES)
    described = f"steady, cold, or settled but for states: {states}"
    initial: Any = (
        Literal["steady", "cold"] | dict[str, float],
        Field("steady", description=described),
    )
    name = f"{bench_type.KIND} alone"
    return create_model(name, __base__=bench_type.SPEC, initial=initial)


def _documents(
    bench_type: type[Bench], spec_text: str, spec_name: str, inputs_path: Path
) -> tuple[BaseModel, InputTable]:
    """Both documents, or the faults of both."""
    spec: BaseModel | None = None
    faults: list[Fault] = []
    try:
        spec = parse(spec_text, file=spec_name, model=document_model(bench_type), error=SiteError)
        faults += _strange_states(bench_type, read(spec_text, file=spec_name, error=SiteError))
    except SiteError as error:
        faults += error.faults
    try:
        table = read_inputs(inputs_path, bench_type.INPUTS)
    except DataError as error:
        if not faults:
            raise
        raise SiteError([*faults, *error.faults]) from None
    if spec is None or faults:
        raise SiteError(faults)
    return spec, table


def _strange_states(bench_type: type[Bench], source: Source) -> Iterator[Fault]:
    """Faults of states named in `initial` that the device has not."""
    initial: object = source.get(("initial",))
    known = [column.name for column in bench_type.STATES]
    named = cast("dict[str, object]", initial) if isinstance(initial, dict) else {}
    for name in named:
        if name not in known:
            allowed = ", ".join(known) or "none"
            yield source.fault(("initial", name), "is no state of this device", allowed=allowed)


def _shown(name: str, found_pu: float) -> str:
    return str(round(found_pu)) if name.endswith(_WHOLE) else repr(found_pu)
