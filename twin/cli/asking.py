"""`twin state` and `twin signals`: any instant, any window."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from twin.cli.faults import bad_option
from twin.cli.instants import HELP, instant_us
from twin.cli.running import AsJson, RunDir


class ChartFormat(StrEnum):
    """How signals are written."""

    CSV = "csv"
    JSON = "json"
    ARROW = "arrow"


def state(
    run_dir: RunDir,
    *,
    at: Annotated[str, typer.Option(metavar="T", help=f"The instant: {HELP}.")],
    subject: Annotated[str | None, typer.Option(help="One asset only, as T1.")] = None,
    as_known: Annotated[
        str | None, typer.Option(metavar="T", help="Count only what was recorded by then.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the whole state of the site at an instant."""
    from twin.cli.stating import state_text  # noqa: PLC0415 - loads the whole twin
    from twin.run.reading import open_run  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    run = open_run(run_dir)
    where = zone(run.tz)
    known = None if as_known is None else instant_us(as_known, where, "--as-known")
    found = run.state(instant_us(at, where, "--at"), subject, known)
    if as_json:
        import msgspec  # noqa: PLC0415

        typer.echo(msgspec.json.encode(found).decode())
    else:
        typer.echo(state_text(run, found), nl=False)


def signals(
    run_dir: RunDir,
    *,
    signal: Annotated[
        list[str] | None, typer.Option(help="As T1.hotspot_c; may be repeated.")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="T", help=f"Start of the window: {HELP}.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="T", help="End of the window, as --from.")
    ] = None,
    points: Annotated[int, typer.Option(min=1, max=1_000_000, help="At most so many.")] = 2000,
    form: Annotated[ChartFormat, typer.Option("--format", help="How to write.")] = ChartFormat.CSV,
    list_: Annotated[bool, typer.Option("--list", help="Name every signal.")] = False,
) -> None:
    """Print signals over a window: exact where it is short, least, mean and largest where long."""
    from twin.cli import charting  # noqa: PLC0415 - loads the whole twin
    from twin.run.reading import open_run  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    run = open_run(run_dir)
    if list_:
        as_json = form is ChartFormat.JSON
        typer.echo(charting.list_text(run.catalogue.values(), as_json=as_json), nl=False)
        return
    if not signal:
        raise bad_option("--signal", "is missing", remedy="--list names what there is")
    where = zone(run.tz)
    from_us = None if start is None else instant_us(start, where, "--from")
    to_us = None if end is None else instant_us(end, where, "--to")
    chart = run.signals(signal, from_us, to_us, points)
    if form is ChartFormat.CSV:
        sys.stdout.writelines(charting.csv_lines(chart, where))
    elif form is ChartFormat.JSON:
        typer.echo(json.dumps(charting.json_values(chart)))
    else:
        typer.echo(charting.arrow_bytes(chart), nl=False)
