"""What a device alone does with a table of inputs, as columns to draw."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from twin.cli.device import run_device
from twin.cli.device_inputs import InputTable, instant_us, read_inputs
from twin.cli.device_picture import Response
from twin.devices import DEVICES
from twin.units import US_PER_S

_POINTS_COUNT = 600


def respond(kind: str, spec: Path, inputs: Path) -> Response:
    """Run a device on a spec and its inputs, and keep what it did.

    Args:
        kind: one of `DEVICES`.
        spec: YAML, as `twin device --spec` takes it.
        inputs: CSV, as `--inputs` takes it.

    Raises:
        SiteError: the spec is faulty.
        DataError: the inputs are faulty.
    """
    given = read_inputs(inputs, DEVICES[kind].INPUTS)
    span_s = (given.rows[-1].t_us - given.rows[0].t_us) / US_PER_S
    every = f"{max(span_s / _POINTS_COUNT, 1e-6):.6f}s"
    out, crossings = io.StringIO(), inputs.with_suffix(".crossings")
    words = spec.read_text(encoding="utf-8")
    run_device(kind, words, spec.name, inputs, out=out, every=every, crossings_path=crossings)
    limits = _limits(crossings.read_text(encoding="utf-8"))
    crossings.unlink()
    return _response(kind, given, out.getvalue(), limits)


def _limits(crossings: str) -> list[tuple[str, float]]:
    rows = csv.DictReader(crossings.splitlines())
    return [(f"{row['limit']} {row['direction']}", float(row["after_first_s"])) for row in rows]


def _response(
    kind: str, given: InputTable, outputs: str, crossed_s: list[tuple[str, float]]
) -> Response:
    header, *rows = csv.reader(outputs.splitlines())
    first_us = given.rows[0].t_us
    columns = np.array([[float(cell) for cell in row[1:]] for row in rows]).T
    return Response(
        kind=kind,
        times_s=np.array([(_t_us(row[0], header[0]) - first_us) / US_PER_S for row in rows]),
        outputs=dict(zip(header[1:], columns, strict=True)),
        rows_s=np.array([(row.t_us - first_us) / US_PER_S for row in given.rows]),
        inputs={
            name: np.array([row.inputs[name] for row in given.rows])
            for name in given.rows[0].inputs
        },
        crossed_s=crossed_s,
    )


def _t_us(cell: str, column: str) -> int:
    found = instant_us(cell, column)
    assert isinstance(found, int), f"an output at {cell}"
    return found
