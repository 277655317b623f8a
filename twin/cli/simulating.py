"""`twin plan simulate`: a plan drawn many times, its dates by probability."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from twin.cli.documents import Sets
from twin.cli.faults import bad_option
from twin.cli.tables import table

if TYPE_CHECKING:
    from twin.plan import Plan
    from twin.study import Report

_OUTLOOKS = ("optimist", "industry", "reference_class")
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
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep chunks there, and go on from them.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draw durations, lead times and risks many times; print dates by probability.

    Schedule alone, with the crews there are: no plant is run. The result is the same however many
    workers made it.
    """
    from twin.plan.sampling import sampling  # noqa: PLC0415 - loads the twin
    from twin.run.planning import load_plan  # noqa: PLC0415
    from twin.run.start import engine_version  # noqa: PLC0415
    from twin.study import Job, report  # noqa: PLC0415
    from twin.study import simulate as drawn  # noqa: PLC0415

    if outlook not in _OUTLOOKS:
        allowed = ", ".join(_OUTLOOKS)
        raise bad_option("--outlook", "is no outlook", value=outlook, allowed=allowed)
    plan = load_plan(file, sets or ())
    source = sampling(plan.document, plan.network, seed=seed, outlook=outlook)
    identity: dict[str, str | int] = {
        "plan": plan.digest,
        "seed": seed,
        "outlook": outlook,
        "engine": engine_version(),
    }
    job = Job(sampling=source, handovers=plan.handovers)
    kept = (out, identity) if out is not None else None
    with _bar(runs) as tell, _workers(workers) as executor:
        found = drawn(job, runs, executor=executor, tell=tell, kept=kept)
    said = report(plan.document.ntp, plan.handovers, found)
    typer.echo(_record(plan, said, identity) if as_json else _text(plan, said, outlook))


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


def _record(plan: Plan, said: Report, identity: dict[str, str | int]) -> str:
    document = {
        "plan_id": plan.document.plan_id,
        "revision": plan.document.revision,
        "speed": "schedule only",
        **identity,
        **asdict(said),
    }
    return json.dumps(document, indent=2, default=str)


def _text(plan: Plan, said: Report, outlook: str) -> str:
    document = plan.document
    head = (
        f"{document.plan_id} revision {document.revision}: {said.runs_count} runs of the schedule "
        f"alone, outlook {outlook}"
    )
    rows = [
        [
            one.phase,
            one.target.isoformat(),
            one.p50.isoformat(),
            one.p80.isoformat(),
            one.p90.isoformat(),
            f"{one.p80_error_days:.1f}",
            f"{100 * one.on_time_frac:.1f} %",
        ]
        for one in said.phases
    ]
    heads = ["phase", "target", "P50", "P80", "P90", "error of P80, days", "by its target"]
    critical = [
        f"{one.phase} hangs on "
        + ", ".join(
            f"{name} {100 * share:.0f} %"
            for name, share in list(one.critical_frac.items())
            if _SHOWN_FRAC < share < 1.0 - _SHOWN_FRAC
        )
        for one in said.phases
    ]
    return "\n\n".join((head, table(heads, rows), "\n".join(critical)))
