"""Progress of a run on standard error: how far, simulated date, facts a second, time left.

On a terminal a bar that moves; elsewhere nothing, so that what is logged stays readable.
"""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from twin.cli.instants import brief
from twin.cli.tables import number
from twin.run.lineage import open_member
from twin.run.live import Outcome, proceed
from twin.run.progress import Progress as Reached
from twin.series.zones import zone


def shown(run_dir: Path, console: Console | None = None) -> Outcome:
    """Run on to the end while a bar shows how far it is.

    Args:
        run_dir: a run.
        console: where to draw; standard error when left out.

    Raises:
        TwinError: it can't be run on.
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        return proceed(run_dir)
    member = open_member(run_dir)
    start_us, where = member.start_us, zone(member.inputs.site.document.tz)
    span_us = member.inputs.scenario.end_us - start_us
    before_count, begun_s = member.reader.last_seq, perf_counter()
    member.close()
    with Progress(
        BarColumn(bar_width=28, complete_style="cyan", finished_style="cyan"),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task(brief(start_us, where), total=span_us)

        def _tell(reached: Reached) -> None:
            rate_per_s = (reached.fact_count - before_count) / (perf_counter() - begun_s)
            words = described(reached, rate_per_s, where)
            bar.update(task, completed=reached.reached_us - start_us, description=words)

        return proceed(run_dir, _tell)


def described(reached: Reached, rate_per_s: float, where: tzinfo) -> str:
    """How far a run has got, in words.

    Args:
        reached: as the run tells it.
        rate_per_s: facts made a second, in this sitting.
        where: zone of the date.
    """
    count, rate = number(reached.fact_count, 0), number(rate_per_s, 0)
    return f"{brief(reached.reached_us, where)}  {count} facts, {rate}/s"
