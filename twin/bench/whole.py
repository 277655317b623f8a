"""All figures in one go, in a folder that is thrown away afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from twin.bench.figures import Figure, as_json_values, in_order
from twin.bench.machine import commit, machine
from twin.bench.scale import scale_figure
from twin.bench.site_year import SCENARIO, facts_by_kind, run_timed, year_figures
from twin.bench.startup import start_figures
from twin.bench.travel import travel_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is measured.

    Attributes:
        year_span: how much of the year is run.
        scale_span: how long the large site is run.
        question_count: states and windows asked for.
        try_count: how often the start is tried.
        part: said beside figures that need the whole year; empty for the whole.
    """

    year_span: str
    scale_span: str
    question_count: int
    try_count: int = 5
    part: str = ""


WHOLE = Extent(year_span="365d", scale_span="14d", question_count=300)
QUICK = Extent(
    year_span="36d", scale_span="2d", question_count=100, part="a tenth of the year: not judged"
)
_NEED_THE_YEAR = ("site_year_facts", "site_year_jobs", "site_year_s")


def measure(extent: Extent, tell: Callable[[str], object]) -> dict[str, Any]:
    """Measure everything.

    Args:
        extent: how much.
        tell: called with what is measured next.

    Returns:
        The report as plain values: machine, commit, figures, and the year's facts by kind.
    """
    begun = commit()
    with TemporaryDirectory(prefix="twin-bench-") as name:
        folder = Path(name)
        tell("how soon it answers")
        found = start_figures(SCENARIO, folder, extent.try_count)
        tell(f"{extent.year_span} of the 100 MW site, and the bare loop beside it")
        run_dir = folder / "year"
        timed = run_timed(SCENARIO, run_dir, extent.year_span)
        mix = facts_by_kind(run_dir)
        found += [judged(one, extent) for one in year_figures(timed, run_dir, mix)]
        tell("time travel")
        count = extent.question_count
        found += travel_figures(run_dir, state_count=count, window_count=count)
        tell(f"{extent.scale_span} of a site ten times as large")
        found.append(scale_figure(folder, extent.scale_span))
    return as_json_values(in_order(found), machine(), one_commit(begun, commit()), mix)


def one_commit(begun: str, ended: str) -> str:
    """The commit that was measured; both when it changed meanwhile, for then it is neither.

    >>> one_commit("abc", "abc"), one_commit("abc", "def")
    ('abc', 'changed while measuring: abc to def')

    Args:
        begun: as measuring began.
        ended: as it ended.
    """
    return begun if begun == ended else f"changed while measuring: {begun} to {ended}"


def judged(one: Figure, extent: Extent) -> Figure:
    """A figure as it is, or without a verdict where it needs the whole year and has a part.

    Args:
        one: as measured.
        extent: how much was run.
    """
    if extent.part and one.name in _NEED_THE_YEAR:
        return replace(one, met=None, note=extent.part)
    return one
