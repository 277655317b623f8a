"""Switchyard: an event-sourced digital twin of a site that mines bitcoin and runs AI.

The front door. Its names are loaded when asked for, so that `import twin` costs nothing:

    from twin import Changed, Filter, Wishes, diff, fork, open_run, resume, run_scenario

    run_scenario("demo-month", "out/month", Wishes(span="2d"))
    run = open_run("out/month")
    run.state("2026-07-01T16:00-05:00", "T1").values["T1"]["hotspot_c"]
    run.signals(["site.import_w", "T1.hotspot_c"], points=500).mean
    slept = next(run.facts(Filter(kind="RowsSlept")))
    [fact.words for fact in run.why(slept.seq)]

    fork("out/month", "2026-07-02T06:00-05:00", "out/drill", Changed(fail=["T1"]))
    resume("out/drill")
    diff(run, open_run("out/drill"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.errors import Fault, TwinError
    from twin.run.chart import Chart
    from twin.run.compare import Difference, diff
    from twin.run.fork import Changed, fork
    from twin.run.live import Outcome, resume, run_scenario
    from twin.run.progress import Progress
    from twin.run.reading import Run, open_run
    from twin.run.start import Wishes, create
    from twin.run.state import State
    from twin.run.summary import Summary
    from twin.run.telling import Filter, Told

_HOMES = {
    "Changed": "twin.run.fork",
    "Chart": "twin.run.chart",
    "Difference": "twin.run.compare",
    "Fault": "twin.errors",
    "Filter": "twin.run.telling",
    "Outcome": "twin.run.live",
    "Progress": "twin.run.progress",
    "Run": "twin.run.reading",
    "State": "twin.run.state",
    "Summary": "twin.run.summary",
    "Told": "twin.run.telling",
    "TwinError": "twin.errors",
    "Wishes": "twin.run.start",
    "create": "twin.run.start",
    "diff": "twin.run.compare",
    "fork": "twin.run.fork",
    "open_run": "twin.run.reading",
    "resume": "twin.run.live",
    "run_scenario": "twin.run.live",
}

__all__ = [
    "Changed",
    "Chart",
    "Difference",
    "Fault",
    "Filter",
    "Outcome",
    "Progress",
    "Run",
    "State",
    "Summary",
    "Told",
    "TwinError",
    "Wishes",
    "create",
    "diff",
    "fork",
    "open_run",
    "resume",
    "run_scenario",
]


def __getattr__(name: str) -> object:
    """One name of the front door, its room opened now."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'twin' has no attribute {name!r}")
    return getattr(import_module(home), name)
