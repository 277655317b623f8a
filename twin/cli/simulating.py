"""`twin plan simulate`: a plan drawn many times, its dates and money by probability."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.console import Console
from rich.progress import Progress

from twin.cli.documents import Sets
from twin.cli.faults import bad_option
from twin.cli.tables import table

if TYPE_CHECKING:
    from twin.plan import Plan
    from twin.plan.sampling import Outlook
    from twin.study import Chunk, Report
    from twin.study.report import PhaseDates

_OUTLOOKS: tuple[Outlook, ...] = ("optimist", "industry", "reference_class")
_PERCENT, _MILLION = 100.0, 1e6
_MOST_WORKERS = 256
_SHOWN_FRAC = 0.05


def simulate(
    file: Annotated[str, typer.Argument(help="A plan, or the name of a shipped one.")],
    sets: Sets = None,
    *,
    runs: Annotated[int, typer.Option(min=400, max=1_000_000, help="How many times.")] = 1000,
    workers: Annotated[int, typer.Option(min=1, max=_MOST_WORKERS, help="Processes.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Plans with the same seed share luck.")] = 0,
    outlook: Annotated[
        str, typer.Option(help=f"How late things may come: {', '.join(_OUTLOOKS)}.")
    ] = "industry",
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

    if outlook not in _OUTLOOKS:
        allowed = ", ".join(_OUTLOOKS)
        raise bad_option("--outlook", "is no outlook", value=outlook, allowed=allowed)
    plan, other = load_plan(file, sets or ()), load_plan(against) if against else None
    luck = _Luck(seed, outlook)
    with _workers(workers) as executor:
        found = _drawn(plan, luck, runs, executor, out)
        rival = _drawn(other, luck, runs, executor, None) if other is not None else None
    said = report(plan.document.ntp, plan.handovers, found)
    ahead_frac = beats_frac(found, rival) if rival is not None else None
    typer.echo(
        _record(plan, said, luck, ahead_frac) if as_json else _text(plan, said, luck, ahead_frac)
    )


class _Luck(NamedTuple):
    """What a simulation is drawn with."""

    seed: int
    outlook: Outlook


def _drawn(
    plan: Plan, luck: _Luck, runs: int, executor: Executor | None, out: Path | None
) -> Chunk:
    from twin.plan.money import purse  # noqa: PLC0415 - loads the twin
    from twin.plan.sampling import sampling  # noqa: PLC0415
    from twin.study import Job, simulate  # noqa: PLC0415

    source = sampling(plan.document, plan.network, seed=luck.seed, outlook=luck.outlook)
    ready = purse(plan.document, plan.site)
    job = Job(sampling=source, handovers=plan.handovers, purse=ready)
    with _bar(runs) as tell:
        kept = (out, _identity(plan, luck)) if out is not None else None
        return simulate(job, runs, executor=executor, tell=tell, kept=kept)


def _identity(plan: Plan, luck: _Luck) -> dict[str, str | int]:
    from twin.run.start import engine_version  # noqa: PLC0415 - loads the twin

    return {
        "plan": plan.digest,
        "seed": luck.seed,
        "outlook": luck.outlook,
        "engine": engine_version(),
    }


@contextmanager
def _workers(count: int) -> Generator[Executor | None]:
    """Processes that draw; none where this one does."""
    if count == 1:
        yield None
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as executor:
        yield executor


@contextmanager
def _bar(runs: int) -> Generator[Callable[[int], None] | None]:
    """Progress on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True) if console.is_terminal else nullcontext() as bar:
        if bar is None:
            yield None
            return
        task = bar.add_task("drawing", total=runs)
        yield lambda done: bar.update(task, completed=done)


def _record(plan: Plan, said: Report, luck: _Luck, ahead_frac: float | None) -> str:
    document = {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "speed": "schedule and money",
        **_identity(plan, luck),
        **asdict(said),
        "beats_frac": ahead_frac,
    }
    return json.dumps(document, indent=2, default=str)


def _text(plan: Plan, said: Report, luck: _Luck, ahead_frac: float | None) -> str:
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
