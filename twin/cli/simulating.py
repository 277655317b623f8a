"""`twin plan simulate`: a plan drawn many times, its dates and money by probability."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.documents import Sets
from twin.cli.drawing import MOST_WORKERS, Luck, OutlookName, drawn, identity, luck_of, workers
from twin.cli.tables import table

if TYPE_CHECKING:
    from twin.plan import Plan
    from twin.study import Report
    from twin.study.report import PhaseDates

_PERCENT, _MILLION = 100.0, 1e6
_SHOWN_FRAC = 0.05


def simulate(
    file: Annotated[str, typer.Argument(help="A plan, or the name of a shipped one.")],
    sets: Sets = None,
    *,
    runs: Annotated[int, typer.Option(min=400, max=1_000_000, help="How many times.")] = 1000,
    processes: Annotated[
        int, typer.Option("--workers", min=1, max=MOST_WORKERS, help="Processes.")
    ] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Plans with the same seed share luck.")] = 0,
    outlook: OutlookName = "industry",
    against: Annotated[
        str | None, typer.Option(metavar="PLAN", help="Another plan, drawn with the same luck.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep chunks there, and go on from them.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draw durations, lead times and risks many times; print dates and money by probability.

    Schedule and money alone, with the crews there are: no plant is run. The result is the same
    however many workers made it.
    """
    from twin.run.planning import load_plan  # noqa: PLC0415 - loads the twin
    from twin.study import beats_frac, report  # noqa: PLC0415

    luck = luck_of(seed, outlook)
    plan, other = load_plan(file, sets or ()), load_plan(against) if against else None
    with workers(processes) as executor:
        found = drawn(plan, luck, runs, executor, out)
        rival = drawn(other, luck, runs, executor) if other is not None else None
    said = report(plan.document.ntp, plan.handovers, found)
    ahead_frac = beats_frac(found, rival) if rival is not None else None
    typer.echo(
        _record(plan, said, luck, ahead_frac) if as_json else _text(plan, said, luck, ahead_frac)
    )


def _record(plan: Plan, said: Report, luck: Luck, ahead_frac: float | None) -> str:
    document = {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "speed": "schedule and money",
        **identity(plan, luck),
        **asdict(said),
        "beats_frac": ahead_frac,
    }
    return json.dumps(document, indent=2, default=str)


def _text(plan: Plan, said: Report, luck: Luck, ahead_frac: float | None) -> str:
    document = plan.document
    head = (
        f"{document.plan_id} revision {document.revision}: {said.runs_count} runs of schedule and "
        f"money alone, outlook {luck.outlook}"
    )
    rows = [
        [
            one.phase,
            *(day.isoformat() for day in (one.target, one.p50, one.p80, one.p90)),
            f"{one.p80_error_days:.1f}",
            f"{_PERCENT * one.on_time_frac:.1f} %",
        ]
        for one in said.phases
    ]
    heads = ["phase", "target", "P50", "P80", "P90", "error of P80, days", "by its target"]
    hinges = "\n".join(_hangs(one) for one in said.phases)
    return "\n\n".join((head, table(heads, rows), hinges, _money(plan, said, ahead_frac)))


def _hangs(one: PhaseDates) -> str:
    """What a date hangs on that it does not always hang on."""
    found = [
        f"{name} {_PERCENT * share:.0f} %"
        for name, share in one.critical_frac.items()
        if _SHOWN_FRAC < share < 1.0 - _SHOWN_FRAC
    ]
    return f"{one.phase} hangs on {', '.join(found) or 'the same chain in every run'}"


def _money(plan: Plan, said: Report, ahead_frac: float | None) -> str:
    found, finance = said.money, plan.document.finance
    lines = [
        f"present value against going on mining at {_PERCENT * finance.wacc_frac:g} %, before tax: "
        f"P10 {found.p10_usd / _MILLION:.1f}, P50 {found.p50_usd / _MILLION:.1f} "
        f"(error {found.p50_error_usd / _MILLION:.1f}), P90 {found.p90_usd / _MILLION:.1f} million "
        f"{plan.document.currency}; above nothing in {_PERCENT * found.gains_frac:.1f} % of runs"
    ]
    if ahead_frac is not None:
        lines.append(f"worth more than the other plan in {_PERCENT * ahead_frac:.1f} % of runs")
    return "\n".join(lines)
