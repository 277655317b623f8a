"""`twin compare`: two to six plans, or runs, beside one another; the first is the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.drawing import MOST_WORKERS, OutlookName, drawn, luck_of, workers
from twin.cli.faults import bad_option

if TYPE_CHECKING:
    from twin.study.compare import Comparison

_FEWEST, _MOST = 2, 6
_LEAST_RUNS = 400


def compare(
    names: Annotated[
        list[str],
        typer.Argument(metavar="A B ...", help="Plans, or folders of runs."),
    ],
    *,
    runs: Annotated[
        int, typer.Option(help=f"Draw each plan so often, {_LEAST_RUNS} or more; 0 draws none.")
    ] = 0,
    processes: Annotated[
        int, typer.Option("--workers", min=1, max=MOST_WORKERS, help="Processes that draw.")
    ] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Of the luck that all plans share.")] = 0,
    outlook: OutlookName = "industry",
    only_differences: Annotated[
        bool, typer.Option("--only-differences", help="Leave out what is the same in all.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Put plans or runs beside one another: what fails first, then figures, then what changed.

    With --runs plans are drawn with the same luck, and it says how often one beats another.
    """
    from twin.cli import compare_tables  # noqa: PLC0415 - loads the twin

    if not _FEWEST <= len(names) <= _MOST:
        allowed = f"{_FEWEST} to {_MOST} plans or runs"
        raise bad_option("A B ...", "can't be compared", value=str(len(names)), allowed=allowed)
    if runs and runs < _LEAST_RUNS:
        remedy = "fewer say nothing about probabilities"
        raise bad_option(
            "--runs", "is too few", value=str(runs), allowed=f"{_LEAST_RUNS} or more", remedy=remedy
        )
    luck = luck_of(seed, outlook)
    are_runs = [Path(name).is_dir() for name in names]
    if all(are_runs):
        if runs:
            raise bad_option("--runs", "draws plans, not runs", remedy="leave it out")
        found = _runs(names)
    elif any(are_runs):
        remedy = "a folder is a run, anything else a plan"
        raise bad_option("A B ...", "mixes plans and runs", remedy=remedy)
    else:
        found = _plans(names, luck.seed, outlook, runs, processes)
    text = compare_tables.record if as_json else compare_tables.text
    typer.echo(text(found, only_differences=only_differences))


def _plans(names: list[str], seed: int, outlook: str, runs: int, processes: int) -> Comparison:
    from twin.run.planning import load_plan  # noqa: PLC0415 - loads the twin
    from twin.study import report  # noqa: PLC0415
    from twin.study.compare import compare as compared  # noqa: PLC0415
    from twin.study.compare import plan_side  # noqa: PLC0415

    plans = [load_plan(name) for name in names]
    sides = [plan_side(name, plan) for name, plan in zip(names, plans, strict=True)]
    if not runs:
        return compared("plans", sides)
    luck = luck_of(seed, outlook)
    with workers(processes) as executor:
        chunks = [drawn(plan, luck, runs, executor) for plan in plans]
    said = [
        (chunk, report(plan.document.ntp, plan.handovers, chunk))
        for plan, chunk in zip(plans, chunks, strict=True)
    ]
    return compared("plans", sides, said)


def _runs(names: list[str]) -> Comparison:
    from twin.run.reading import open_run  # noqa: PLC0415 - loads the twin
    from twin.study.compare import Side, run_side  # noqa: PLC0415
    from twin.study.compare import compare as compared  # noqa: PLC0415

    sides = list[Side]()
    for name in names:
        run = open_run(name)
        try:
            sides.append(run_side(name, run))
        finally:
            run.close()
    return compared("runs", sides)
