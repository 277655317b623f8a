"""`twin log`: the facts of a run, whether they are whole, and why they happened."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from twin.cli.faults import BAD_INPUT, show_faults
from twin.cli.instants import HELP, instant_us
from twin.cli.running import AsJson, RunDir

app = typer.Typer(
    no_args_is_help=True, help="The facts of a run: show, explain, check, mend, export."
)
_TABLE_COUNT = 100


class FactFormat(StrEnum):
    """How facts are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@app.command()
def show(
    run_dir: RunDir,
    *,
    kind: Annotated[str | None, typer.Option(help="One kind only, as BreakerTripped.")] = None,
    subject: Annotated[str | None, typer.Option(help="About one asset only, as T1.")] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="T", help=f"From then on: {HELP}.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="T", help="Up to then.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="At most so many; 0 is all. A table has 100 else.")
    ] = None,
    form: Annotated[FactFormat, typer.Option("--format")] = FactFormat.TABLE,
) -> None:
    """Show facts in order, each as a sentence with its time and its cause."""
    from twin.cli import facts  # noqa: PLC0415 - loads the whole twin
    from twin.run.reading import Filter, open_run  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    run = open_run(run_dir)
    where = zone(run.tz)
    if limit is None and form is FactFormat.TABLE:
        limit = _TABLE_COUNT
    wanted = Filter(
        kind=kind,
        subject=subject,
        start=None if start is None else instant_us(start, where, "--from"),
        end=None if end is None else instant_us(end, where, "--to"),
        limit_count=limit or None,
    )
    found = run.facts(wanted)
    if form is FactFormat.TABLE:
        shown = list(found)
        typer.echo(facts.facts_text(shown, where), nl=False)
        if limit and len(shown) == limit:
            typer.echo(f"the first {limit}: --limit takes more, 0 all", err=True)
    else:
        lines = facts.json_lines if form is FactFormat.JSON else facts.csv_lines
        for line in lines(found):
            typer.echo(line)


@app.command()
def why(run_dir: RunDir, seq: Annotated[int, typer.Argument(help="Number of the fact.")]) -> None:
    """Walk from a fact through its causes to the first of them, in words."""
    from twin.cli.facts import chain_text  # noqa: PLC0415 - loads the whole twin
    from twin.run.reading import open_run  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    run = open_run(run_dir)
    typer.echo(chain_text(run.why(seq), zone(run.tz)), nl=False)


@app.command()
def verify(run_dir: RunDir, *, as_json: AsJson = False) -> None:
    """Check every checksum, the chain and the anchor; exit code 2 when something is damaged."""
    from twin.log import verify as examined  # noqa: PLC0415 - loads Arrow

    report = examined(run_dir)
    if as_json:
        faults = [str(fault) for fault in report.faults]
        found = {"facts": report.fact_count, "head": report.head, "faults": faults}
        typer.echo(json.dumps(found))
    elif not report.faults:
        typer.echo(
            f"sound: {report.fact_count} facts in {report.batch_count} batches, "
            f"{report.byte_count} bytes\nchain: {report.head}"
        )
        for torn in report.torn:
            where = f"{torn.path}, {torn.length} bytes from {torn.offset}"
            typer.echo(f"not acknowledged, the next writer sets it aside: {where}")
    if report.faults:
        show_faults(report.faults)
        raise typer.Exit(BAD_INPUT)


@app.command()
def digest(run_dir: RunDir) -> None:
    """Print the SHA-256 of all facts: equal for equal runs, however they were written."""
    from twin.run.reading import open_run  # noqa: PLC0415 - loads the whole twin

    typer.echo(open_run(run_dir).digest())


@app.command()
def repair(run_dir: RunDir) -> None:
    """Keep the longest sound part of a damaged log, set the rest aside and say what is lost."""
    from twin.log import repair as mended  # noqa: PLC0415 - loads Arrow

    report = mended(run_dir)
    typer.echo(f"kept: facts 1 to {report.kept_seq}" if report.kept_seq else "kept: no fact")
    for fault in report.lost:
        typer.echo(f"lost: {fault}")
    for moved in report.moved:
        typer.echo(f"set aside: {moved}")
    if not report.lost:
        typer.echo("nothing was lost")


@app.command()
def export(
    run_dir: RunDir,
    *,
    out: Annotated[
        str | None,
        typer.Option(help="A folder without tables, or s3://...; else RUN/export."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write typed Parquet tables, a folder a kind of fact, units in the field metadata."""
    from twin.cli.facts import principals  # noqa: PLC0415 - loads the whole twin
    from twin.cli.tables import table  # noqa: PLC0415
    from twin.log import open_log  # noqa: PLC0415
    from twin.log.export import export as exported  # noqa: PLC0415 - loads Parquet

    tables = exported(open_log(run_dir), out or str(run_dir / "export"), principals())
    if as_json:
        named = [{"kind": one.kind, "rows": one.row_count, "path": one.path} for one in tables]
        typer.echo(json.dumps(named))
    else:
        rows = [[one.kind, str(one.row_count), one.path] for one in tables]
        typer.echo(table(["table", "rows", "folder"], rows))
