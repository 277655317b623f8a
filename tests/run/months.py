"""Runs for the tests: short ones of the shipped demo month, and how to stop them anywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.kept import kept_folder
from twin.engine import Engine
from twin.log import digest, open_log
from twin.run.live import Outcome, proceed
from twin.run.start import Wishes, create
from twin.units import US_PER_DAY, US_PER_H

SPAN = "2d"
START_US = 1_782_882_000_000_000
END_US = START_US + 2 * US_PER_DAY
NOON_US = START_US + 12 * US_PER_H


def made(run_dir: Path, span: str = SPAN, **wishes) -> Path:
    """A run directory of the demo month, not run yet."""
    return create("demo-month", run_dir, Wishes(span=span, **wishes))


def complete(run_dir: Path, span: str = SPAN, **wishes) -> Path:
    """A run directory of the demo month, run to its end."""
    proceed(made(run_dir, span, **wishes))
    return run_dir


@cache
def two_days() -> Path:
    """Two days of the demo month, run once for all tests of a process; nobody may write to it."""
    return complete(kept_folder() / "through")


def stopped_at(monkeypatch, run_dir: Path, t_us: int) -> Outcome:
    """Run on, but no further than an instant; what is known beyond the log is forgotten."""
    whole = Engine.run
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "run", lambda engine, until_us: whole(engine, min(t_us, until_us)))
        outcome = proceed(run_dir)
    (run_dir / "progress.json").unlink()
    return outcome


def digest_of(run_dir: Path) -> str:
    """Identity of a run."""
    return digest(open_log(run_dir))


@cache
def mining_hours() -> Path:
    """Two hours of a site that only mines: no hall has any IT. Nobody may write to it."""
    sets = ["site=w100", "workload={}"]
    return complete(kept_folder() / "mining", "2h", sets=sets)


@cache
def hot_hours() -> Path:
    """Two hours at 42 degrees of a mine whose block B04 has a pad. Nobody may write to it."""
    air = "{dry_bulb_c: 42, relative_humidity_frac: 0.2, pressure_pa: 95000}"
    sets = [
        "site=w100",
        "workload={}",
        "site.blocks[B04].pad={rated_m3_per_s: 330}",
        f"series.weather={{generate: {{kind: constant, values: {air}}}}}",
    ]
    return complete(kept_folder() / "hot", "2h", sets=sets)


BACKED_UP = (
    "site.halls[0].ups={model: ups-1250, modules_count: 5}",
    "site.gensets=[{id: G1, model: diesel-2500, units_count: 4, halls: [H1]}]",
    "site.halls[0].cooling={}",
)
OUTAGE_US = START_US + US_PER_H


@cache
def outage_hours() -> Path:
    """Three hours, forty minutes of them an outage for a hall that has it all; read only."""
    sets = [*BACKED_UP, "events=[{kind: outage, after: 1h, duration_min: 40}]"]
    return complete(kept_folder() / "outage", "3h", sets=sets)
