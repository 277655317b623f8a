"""`twin run`, `twin resume` and `twin fork`: progress while it runs, a summary at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.documents import Sets
from twin.cli.instants import HELP, instant_us, span_us

if TYPE_CHECKING:
    from twin.run.live import Outcome

STOPPED = 130
RunDir = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")]
OutDir = Annotated[
    Path, typer.Option("--out", metavar="RUN", help="The run's folder; it must not exist yet.")
]
Policies = Annotated[
    list[str] | None,
    typer.Option("--policy", help="Instead of the policies it has: a name, a .py file, or none."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]


def run(
    scenario: Annotated[str, typer.Argument(help="A scenario file, or a shipped name.")],
    *,
    out: OutDir,
    span: Annotated[
        str | None,
        typer.Option("--for", metavar="SPAN", help="Run so long, as 30d; else as it says."),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(help="Live through this plan, on its site: a file or a shipped name."),
    ] = None,
    start: Annotated[
        str | None, typer.Option(metavar="T", help="Begin then instead, as 2028-07-24T00:00-05:00.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another luck than the scenario's.")] = None,
    sets: Sets = None,
    policy: Policies = None,
    as_json: AsJson = False,
) -> None:
    """Run a scenario and print a summary. Ctrl+C leaves a valid run that can be resumed."""
    if span is not None:
        span_us(span, "--for")
    from twin.run.start import Wishes, create  # noqa: PLC0415 - loads the whole twin

    wishes = Wishes(sets=sets or (), seed=seed, span=span, policies=policy, plan=plan, start=start)
    run_dir = create(scenario, out, wishes)
    say_left_out(run_dir)
    go_on(run_dir, as_json=as_json)


def resume(run_dir: RunDir, *, as_json: AsJson = False) -> None:
    """Continue a run that was stopped, to the end of its scenario."""
    go_on(run_dir, as_json=as_json)


def fork(
    run_dir: RunDir,
    *,
    at: Annotated[str, typer.Option(metavar="T", help=f"Where to leave the run: {HELP}.")],
    out: OutDir,
    sets: Sets = None,
    policy: Policies = None,
    fail: Annotated[
        list[str] | None, typer.Option(help="A transformer that fails then, as T1.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Continue a run differently from an instant on, into a run of its own that shares the past."""
    from twin.run.fork import Changed  # noqa: PLC0415 - loads the whole twin
    from twin.run.fork import fork as made  # noqa: PLC0415
    from twin.run.reading import open_run  # noqa: PLC0415
    from twin.series.zones import zone  # noqa: PLC0415

    at_us = instant_us(at, zone(open_run(run_dir).tz), "--at")
    change = Changed(sets=sets or (), policies=policy, fail=fail or ())
    go_on(made(run_dir, at_us, out, change), as_json=as_json)


def diff(run_dir: RunDir, other: RunDir, *, as_json: AsJson = False) -> None:
    """Print the first fact that differs between two runs, then both summaries side by side."""
    from twin.cli.comparing import diff_text  # noqa: PLC0415 - loads the whole twin

    typer.echo(diff_text(run_dir, other, as_json=as_json), nl=False)


def go_on(run_dir: Path, *, as_json: bool) -> None:
    """Run on to the end with progress, then print the summary.

    Args:
        run_dir: a run.
        as_json: the summary as JSON.

    Raises:
        TwinError: it can't be run on.
        Exit: Ctrl+C stopped it; the exit code is 130.
    """
    from twin.cli.progress import shown  # noqa: PLC0415 - loads the whole twin

    outcome = shown(run_dir)
    if not outcome.is_complete:
        say_stopped(outcome)
        raise typer.Exit(STOPPED)
    from twin.cli.summing import summary_text  # noqa: PLC0415 - only once there is something

    typer.echo(summary_text(run_dir, as_json=as_json), nl=False)


def say_left_out(run_dir: Path) -> None:
    """Say how many events of the scenario come after the end that was asked for."""
    from twin.run.lineage import open_member  # noqa: PLC0415 - loads the whole twin
    from twin.scenario.events import beyond  # noqa: PLC0415

    scenario = open_member(run_dir).inputs.scenario
    late = beyond(scenario.events, scenario.start_us, scenario.end_us)
    if late:
        kinds = ", ".join(event.kind for event in late)
        typer.echo(
            f"{len(late)} of {len(scenario.events)} events come after the end and do not happen: "
            f"{kinds}",
            err=True,
        )


def say_stopped(outcome: Outcome) -> None:
    """Say where a run stands and how it goes on."""
    typer.echo(
        f"stopped, nothing is lost: {outcome.fact_count} facts are in {outcome.run_dir}\n"
        f"go on with: twin resume {outcome.run_dir}",
        err=True,
    )
