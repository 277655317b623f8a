"""The year of the 100 MW site, run in a process of its own: time, memory, facts, bytes.

The process that asks starts a child, so that the memory is the run's alone; the child runs the
scenario into a folder, notes its peak, and only then times the bare loop beside it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from twin.bench.bare import bare_loop_s
from twin.bench.figures import Figure, figure
from twin.facility import Plant
from twin.facts import FACTS
from twin.log import open_log
from twin.run.lineage import fold, open_member
from twin.run.live import proceed
from twin.run.start import Wishes, create
from twin.units import US_PER_S

SCENARIO = "site-year"
_KB_PER_MB = 1024.0
_CHANGES_POWER = frozenset(fact.__name__ for fact in FACTS if fact.CHANGES_POWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What one timed run took.

    Attributes:
        fact_count: facts in its log.
        made_s: reading the scenario, the site and the series, and making the folder.
        took_s: that, and running to the end with a closed log.
        rss_mb: most memory its process held.
        bare_s: the bare loop with as many timeouts.
    """

    fact_count: int
    made_s: float
    took_s: float
    rss_mb: float
    bare_s: float

    @property
    def us_per_fact(self) -> float:
        """Time of a fact, the start left out."""
        return (self.took_s - self.made_s) / self.fact_count * US_PER_S


def run_timed(scenario: str, run_dir: Path, span: str) -> Timed:
    """Run a scenario in a child process.

    Args:
        scenario: a file, or a shipped name.
        run_dir: where to; must not exist.
        span: how long, as `365d`.

    Raises:
        CalledProcessError: the child failed; what it said is on standard error.
    """
    code = "import sys; from twin.bench.site_year import child; child(*sys.argv[1:])"
    command = [sys.executable, "-c", code, scenario, str(run_dir), span]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Timed(**json.loads(done.stdout.splitlines()[-1]))


def child(scenario: str, run_dir: str, span: str) -> None:
    """In the child: run, note the peak of memory, time the bare loop, print JSON.

    Args:
        scenario: a file, or a shipped name.
        run_dir: where to.
        span: how long.
    """
    began_s = perf_counter()
    made = create(scenario, Path(run_dir), Wishes(span=span))
    made_s = perf_counter() - began_s
    outcome = proceed(made)
    took_s = perf_counter() - began_s
    rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_PER_MB
    found = {
        "fact_count": outcome.fact_count,
        "made_s": made_s,
        "took_s": took_s,
        "rss_mb": rss_mb,
        "bare_s": bare_loop_s(outcome.fact_count),
    }
    sys.stdout.write(json.dumps(found) + "\n")


def year_figures(timed: Timed, run_dir: Path, mix: Mapping[str, int]) -> list[Figure]:
    """The figures of a timed run.

    Args:
        timed: how it ran.
        run_dir: where it lies.
        mix: its facts by kind.
    """
    total = sum(mix.values())
    changing = sum(count for kind, count in mix.items() if kind in _CHANGES_POWER)
    return [
        figure("site_year_facts", float(total)),
        figure("site_year_jobs", float(jobs_in(run_dir))),
        figure("site_year_s", timed.took_s),
        figure("site_year_ratio", timed.took_s / timed.bare_s, f"bare loop {timed.bare_s:.3f} s"),
        figure("site_year_rss_mb", timed.rss_mb),
        figure("log_bytes_per_fact", log_bytes(run_dir) / total),
        figure("power_fact_share", changing / total),
        figure("power_moved_share", moved_share(run_dir)),
    ]


def facts_by_kind(run_dir: Path) -> dict[str, int]:
    """How many facts of each kind a run has, most frequent first."""
    counts: Counter[str] = Counter()
    for facts in open_log(run_dir).chunks():
        counts.update(facts.kind)
    return dict(counts.most_common())


def jobs_in(run_dir: Path) -> int:
    """How many jobs arrived in a run: a job is numbered when it is queued or started first."""
    seen: set[tuple[str, Any]] = set()
    for facts in open_log(run_dir).chunks():
        rows = zip(facts.kind, facts.subject, facts.body, strict=True)
        for kind, hall, body in rows:
            if kind in ("JobQueued", "JobStarted") and body is not None:
                seen.add((hall, json.loads(body)["job"]))
    return len(seen)


def moved_share(run_dir: Path) -> float:
    """Share of the facts after which the site's import is another than before.

    Args:
        run_dir: a run without a parent.
    """
    member = open_member(run_dir)
    plant = Plant(member.parts, member.start_us)
    moved_count = 0
    for facts in member.reader.chunks():
        for place in range(len(facts)):
            before_w = plant.net.import_w
            fold(plant, facts.between(place, place + 1))
            moved_count += plant.net.import_w != before_w
    return moved_count / member.reader.last_seq


def log_bytes(run_dir: Path) -> int:
    """Bytes of a run's events and commit records; keyframes and samples are caches."""
    return sum(file.stat().st_size for file in (run_dir / "events").iterdir())
