"""Switchyard: an event-sourced digital twin of a site that mines bitcoin and runs AI.

The front door, loaded piece by piece when asked, so that `import twin` costs nothing:

    from twin import open_run, run_scenario

    run_scenario("demo-month", "out/month")
    open_run("out/month").state("2026-07-15T16:00-05:00", "T1")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.errors import Fault, TwinError
    from twin.run.live import Outcome, resume, run_scenario
    from twin.run.progress import Progress
    from twin.run.start import Wishes, create

_HOMES = {
    "Fault": "twin.errors",
    "Outcome": "twin.run.live",
    "Progress": "twin.run.progress",
    "TwinError": "twin.errors",
    "Wishes": "twin.run.start",
    "create": "twin.run.start",
    "resume": "twin.run.live",
    "run_scenario": "twin.run.live",
}

__all__ = [
    "Fault",
    "Outcome",
    "Progress",
    "TwinError",
    "Wishes",
    "create",
    "resume",
    "run_scenario",
]


def __getattr__(name: str) -> object:
    """One name of the front door, its room opened now."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'twin' has no attribute {name!r}")
    return getattr(import_module(home), name)
