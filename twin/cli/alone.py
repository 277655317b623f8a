"""`twin device`: one device alone, from a spec and a table of inputs to a table of outputs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from twin.cli.faults import bad_option
from twin.errors import Fault, RequestError


def device(
    kind: Annotated[str | None, typer.Argument(help="What to run; --list names them.")] = None,
    *,
    spec: Annotated[
        Path | None, typer.Option(help="YAML: the device's keys, and `initial`.")
    ] = None,
    inputs: Annotated[
        Path | None,
        typer.Option(help="CSV; a row's inputs hold until the time of the next row."),
    ] = None,
    every: Annotated[
        str | None, typer.Option(metavar="SPAN", help="Rows in between too, as 60s or 15min.")
    ] = None,
    crossings: Annotated[
        Path | None, typer.Option(help="Write limit, direction and exact instant here.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Name kinds, spec keys, columns.")] = False,
    docs: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a page about every kind here.")
    ] = None,
) -> None:
    """Run one device alone: exact outputs as CSV, limit crossings to a file of their own."""
    if list_:
        from twin.cli.device_list import list_devices  # noqa: PLC0415 - loads every device

        typer.echo(list_devices(), nl=False)
        return
    if docs is not None:
        from twin.cli.device_docs import write_docs  # noqa: PLC0415 - loads every device

        typer.echo(f"wrote {len(write_docs(docs))} pages, first {docs / 'index.md'}")
        return
    if kind is None:
        raise bad_option("KIND", "is missing", remedy="`twin device --list` names the kinds")
    if spec is None or inputs is None:
        missing = [name for name, given in (("--spec", spec), ("--inputs", inputs)) if not given]
        raise RequestError(Fault(what="is missing", path=name) for name in missing)
    from twin.cli.device import run_device  # noqa: PLC0415 - loads every device

    text = _text(spec)
    run_device(kind, text, str(spec), inputs, out=sys.stdout, every=every, crossings_path=crossings)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as trouble:
        what = f"can't be read: {trouble.strerror}"
    except UnicodeDecodeError as trouble:
        what = f"is not UTF-8 text: byte {trouble.start}"
    raise RequestError(Fault(what=what, file=str(path)))
