"""Jobs of a run by hall: from a file of recorded jobs, or from the generator.

A file has a row a job: when it arrived, at which hall, how many racks it takes, how long it runs at
full power. Columns it lacks take the generator's defaults. Rows may stand in any order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from twin.errors import DataError, Fault
from twin.luck import Luck
from twin.scenario.workload import JOB_COLUMNS, JobsGenerator, JobsSpec
from twin.series.jobs import Job, Jobs
from twin.series.plausible import Indices
from twin.series.steps import Instants, Numbers
from twin.series.zones import zone
from twin.sources.asked import Asked
from twin.sources.delimited import Table, numbers_of, table_of
from twin.sources.names import value_columns
from twin.sources.recognise import recognise
from twin.sources.stamps import counted, stamps_of
from twin.units import S_PER_MIN

NECESSARY = ("queued_at", "hall", "rack_count", "work_s")
_RANGES: dict[str, tuple[int, int, str]] = {
    "rack_count": (1, 100_000, "1 rack or more, whole"),
    "work_s": (1, 10**9, "1 s or more"),
    "high_frac": (0, 1, "0 to 1"),
    "low_frac": (0, 1, "0 to 1"),
    "period_s": (0, 3600, "0 to 3600 s"),
    "duty_frac": (0, 1, "0 to 1"),
    "checkpoint_s": (1, 10**9, "1 s or more"),
}


class JobSource(Protocol):
    """What a driver needs of a hall's jobs, recorded or made up."""

    def after(self, t_us: int) -> Iterator[Job]:
        """Every job that arrives strictly after an instant, in order."""
        ...


class RecordedJobs:
    """The recorded jobs of one hall."""

    __slots__ = ("_jobs", "_stamps")

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = sorted(jobs, key=lambda job: (job.t_us, job.job))
        self._stamps = [job.t_us for job in self._jobs]

    def __len__(self) -> int:
        return len(self._jobs)

    def after(self, t_us: int) -> Iterator[Job]:
        """Every job that arrives strictly after an instant, in order."""
        yield from self._jobs[bisect_right(self._stamps, t_us) :]


def load_jobs(
    spec: JobsSpec, *, base_dir: Path, racks: Mapping[str, int], luck: Luck, offset_us: int
) -> dict[str, JobSource]:
    """The jobs of each hall.

    Args:
        spec: where they come from.
        base_dir: the folder relative paths start from.
        racks: how many racks of each hall run jobs; made-up arrivals are shared out by them.
        luck: of the run; only the generator draws.
        offset_us: the site's local standard time minus UTC.

    Returns:
        A source for every hall of `racks` that has racks.

    Raises:
        DataError: with all faults of the file.
    """
    total = sum(racks.values())
    if spec.generate is not None:
        shape = spec.generate
        return {
            hall: Jobs(
                shape, luck, hall=hall, racks=count, share_frac=count / total, offset_us=offset_us
            )
            for hall, count in racks.items()
            if count > 0
        }
    by_hall = read_jobs(base_dir / (spec.source or ""), spec, racks)
    return {hall: RecordedJobs(by_hall.get(hall, [])) for hall, count in racks.items() if count > 0}


def _parquet_table(path: Path) -> Table:
    from twin.sources.parquet import text_table  # noqa: PLC0415 - 50 ms, for those who need it

    return text_table(path)


def read_jobs(path: Path, spec: JobsSpec, racks: Mapping[str, int]) -> dict[str, list[Job]]:
    """The rows of a file as jobs by hall, numbered by their line."""
    kind = spec.format or recognise(path)
    table = _parquet_table(path) if kind == "parquet" else table_of(path)
    found = value_columns(table.columns, path.name, Asked(columns=JOB_COLUMNS, named=spec.columns))
    lacking = [name for name in NECESSARY if name not in found]
    if lacking:
        listed = ", ".join(table.columns)
        what = f"no column for {', '.join(lacking)}"
        raise DataError(Fault(what=what, file=path.name, allowed=listed, remedy="name by columns"))
    asked = Asked(columns=JOB_COLUMNS, zone=zone(spec.tz) if spec.tz is not None else None)
    stamps = stamps_of(table.columns[found["queued_at"]], table.lines, path.name, asked)
    numbers, faults = _numbers(table, found)
    halls = [hall.strip() for hall in table.columns[found["hall"]]]
    faults = [*table.faults, *stamps.faults, *faults, *_misplaced(table, halls, numbers, racks)]
    if faults:
        raise DataError(faults)
    return _by_hall(stamps.t_us, table.lines, halls, numbers)


def _numbers(table: Table, found: Mapping[str, str]) -> tuple[dict[str, Numbers], list[Fault]]:
    usual = JobsGenerator(kind="jobs")
    defaults = {
        "high_frac": usual.high_frac,
        "low_frac": usual.low_frac,
        "period_s": usual.period_s,
        "duty_frac": usual.duty_frac,
        "checkpoint_s": usual.checkpoint_min * S_PER_MIN,
    }
    numbers: dict[str, Numbers] = {}
    faults: list[Fault] = []
    for name, (low, high, _) in _RANGES.items():
        if name not in found:
            numbers[name] = np.full(table.lines.size, defaults[name])
            continue
        values, wrong = numbers_of(table.columns[found[name]], table.lines, name, table.file)
        bad = ~((values >= low) & (values <= high))
        if name == "rack_count":
            bad |= values != np.round(values)
        told = {fault.line for fault in wrong}
        faults += wrong + _out_of_range(table, name, values, np.flatnonzero(bad), told)
        numbers[name] = values
    return numbers, faults


def _out_of_range(
    table: Table, name: str, values: Numbers, bad: Indices, told: set[int]
) -> list[Fault]:
    return counted(
        [
            Fault(
                what="is out of range" if np.isfinite(values[index]) else "has no value",
                file=table.file,
                line=int(table.lines[index]),
                path=name,
                value=f"{values[index]:g}",
                allowed=_RANGES[name][2],
            )
            for index in bad.tolist()
            if int(table.lines[index]) not in told
        ]
    )


def _misplaced(
    table: Table, halls: list[str], numbers: Mapping[str, Numbers], racks: Mapping[str, int]
) -> list[Fault]:
    """Jobs for a hall that isn't there, or whose trough is above their plateau."""
    faults = [
        Fault(
            what="no such hall with racks for jobs",
            file=table.file,
            line=line,
            path="hall",
            value=hall,
            allowed=", ".join(racks),
        )
        for line, hall in zip(table.lines.tolist(), halls, strict=True)
        if not racks.get(hall)
    ]
    upside_down = np.flatnonzero(numbers["low_frac"] > numbers["high_frac"])
    what = "has a trough above its plateau"
    faults += [
        Fault(what=what, file=table.file, line=int(table.lines[index]), path="low_frac")
        for index in upside_down.tolist()
    ]
    return counted(faults)


def _by_hall(
    t_us: Instants, lines: Instants, halls: list[str], numbers: Mapping[str, Numbers]
) -> dict[str, list[Job]]:
    columns = [numbers[name].tolist() for name in _RANGES if name != "rack_count"]
    rows = zip(
        halls,
        t_us.tolist(),
        lines.tolist(),
        numbers["rack_count"].astype(np.int64).tolist(),
        *columns,
        strict=True,
    )
    by_hall: dict[str, list[Job]] = {}
    for hall, *fields in rows:
        by_hall.setdefault(hall, []).append(Job(*fields))
    return by_hall
