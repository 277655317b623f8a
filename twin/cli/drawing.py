"""Plans drawn many times from a terminal: worker processes, a bar, chunks that are kept."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.console import Console
from rich.progress import Progress

from twin.cli.faults import bad_option

if TYPE_CHECKING:
    from twin.plan import Plan
    from twin.plan.sampling import Outlook
    from twin.study import Chunk

OUTLOOKS: tuple[Outlook, ...] = ("optimist", "industry", "reference_class")
MOST_WORKERS = 256
OutlookName = Annotated[
    str, typer.Option("--outlook", help=f"How late things may come: {', '.join(OUTLOOKS)}.")
]


class Luck(NamedTuple):
    """What a simulation is drawn with."""

    seed: int
    outlook: Outlook


def luck_of(seed: int, outlook: str) -> Luck:
    """Luck as it was asked for.

    Raises:
        RequestError: there is no such outlook.
    """
    for one in OUTLOOKS:
        if one == outlook:
            return Luck(seed, one)
    allowed = ", ".join(OUTLOOKS)
    raise bad_option("--outlook", "is no outlook", value=outlook, allowed=allowed)


def drawn(
    plan: Plan, luck: Luck, runs: int, executor: Executor | None, out: Path | None = None
) -> Chunk:
    """Every run of a plan, with a bar on a terminal; kept where a folder is named."""
    from twin.study import job_of, simulate  # noqa: PLC0415 - loads the twin

    job = job_of(plan, seed=luck.seed, outlook=luck.outlook)
    with _bar(runs) as tell:
        kept = (out, identity(plan, luck)) if out is not None else None
        return simulate(job, runs, executor=executor, tell=tell, kept=kept)


def identity(plan: Plan, luck: Luck) -> dict[str, str | int]:
    """What a simulation is of."""
    from twin.run.start import engine_version  # noqa: PLC0415 - loads the twin

    return {
        "plan": plan.digest,
        "seed": luck.seed,
        "outlook": luck.outlook,
        "engine": engine_version(),
    }


@contextmanager
def workers(count: int) -> Generator[Executor | None]:
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
