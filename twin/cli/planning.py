"""`twin plan`: a conversion plan checked, dated, and tried against the loss of each transformer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from twin.cli.documents import Sets
from twin.cli.faults import BAD_INPUT, show_faults
from twin.cli.simulating import simulate
from twin.cli.tornado import tornado

app = typer.Typer(
    no_args_is_help=True, help="A conversion plan: check it, date it, try its N-1, draw its luck."
)

PlanFile = Annotated[str, typer.Argument(help="A plan, or the name of a shipped one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BREACHED = 1
app.command()(simulate)
app.command()(tornado)


@app.command()
def check(
    file: PlanFile,
    sets: Sets = None,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave with 1 when there is a breach.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what makes a plan invalid (exit code 2), or what a valid one does that it should not."""
    from twin.cli import plan_tables  # noqa: PLC0415 - loads the twin
    from twin.run.examine import document_text  # noqa: PLC0415
    from twin.run.planning import examine_plan_file  # noqa: PLC0415

    plan, faults = examine_plan_file(document_text(file, "plans"), sets or ())
    if plan is None:
        show_faults(faults)
        raise typer.Exit(BAD_INPUT)
    found = plan.breaches
    if as_json:
        typer.echo(json.dumps(plan_tables.breach_records(found), indent=2))
    else:
        typer.echo(plan_tables.breach_text(plan, found))
    if strict and found:
        raise typer.Exit(BREACHED)


@app.command()
def schedule(file: PlanFile, sets: Sets = None, *, as_json: AsJson = False) -> None:
    """Print when each task starts and ends: at the earliest, and with the crews there are."""
    from twin.cli import plan_tables  # noqa: PLC0415 - loads the twin
    from twin.run.planning import load_plan  # noqa: PLC0415

    plan = load_plan(file, sets or ())
    if as_json:
        typer.echo(json.dumps(plan_tables.schedule_record(plan), indent=2))
    else:
        typer.echo(plan_tables.schedule_text(plan))


@app.command()
def money(file: PlanFile, sets: Sets = None, *, as_json: AsJson = False) -> None:
    """Print what a plan is worth by its dates with crews, against going on mining."""
    from twin.cli import plan_money  # noqa: PLC0415 - loads the twin
    from twin.run.planning import load_plan  # noqa: PLC0415

    plan = load_plan(file, sets or ())
    typer.echo(plan_money.record(plan) if as_json else plan_money.text(plan))


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A task list: .xml of Microsoft Project, or .csv.")],
    *,
    site: Annotated[str, typer.Option(help="The site it converts.")] = "w100",
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="Notice to proceed; a .csv needs it.")
    ] = None,
) -> None:
    """Print the skeleton of a plan made from a task list, to be filled in by hand."""
    from twin.run.planning import imported  # noqa: PLC0415 - loads the twin

    typer.echo(imported(file, site=site, start=start), nl=False)


@app.command()
def contingency(file: PlanFile, sets: Sets = None, *, as_json: AsJson = False) -> None:
    """Print what the loss of each main transformer does in each plant that the plan passes."""
    from twin.cli import plan_tables  # noqa: PLC0415 - loads the twin
    from twin.run.planning import load_plan  # noqa: PLC0415

    plan = load_plan(file, sets or ())
    if as_json:
        typer.echo(json.dumps(plan_tables.contingency_records(plan), indent=2))
    else:
        typer.echo(plan_tables.contingency_text(plan))
