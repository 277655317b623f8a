"""Jobs come to each hall from a file or from the generator, and a driver can't tell which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DataError, Fault
from twin.luck import Luck
from twin.scenario.workload import JobsGenerator, JobsSpec
from twin.series.jobs import Job, Jobs
from twin.sources.jobs import RecordedJobs, load_jobs, read_jobs

RACKS = {"H1": 24, "H2": 49}
HEADER = "queued_at,hall,rack_count,work_s"
ROWS = ("2021-01-01T02:00Z,H1,4,3600", "2021-01-01T01:00Z,H2,1,60", "2021-01-01T01:30Z,H1,2,90")


def us(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "jobs.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def loaded(folder: Path, spec: JobsSpec, racks: Mapping[str, int] = RACKS) -> dict[str, list[Job]]:
    sources = load_jobs(spec, base_dir=folder, racks=racks, luck=Luck(1), offset_us=0)
    return {
        hall: list(islice(source.after(us("2021-01-01")), 50)) for hall, source in sources.items()
    }


def faults(path: Path, **spec: object) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        read_jobs(path, JobsSpec(source=path.name, **spec), RACKS)  # type: ignore[arg-type]
    return list(caught.value.faults)


def test_recorded_jobs_come_by_hall_in_order_of_arrival(tmp_path: Path) -> None:
    jobs = loaded(file(tmp_path, *ROWS).parent, JobsSpec(source="jobs.csv"))
    assert [(job.racks, job.work_s, job.job) for job in jobs["H1"]] == [
        (2, 90.0, 4),
        (4, 3600.0, 2),
    ]
    assert [job.t_us for job in jobs["H2"]] == [us("2021-01-01T01:00")]


def test_what_a_file_leaves_out_is_the_generators_default(tmp_path: Path) -> None:
    (job,) = loaded(file(tmp_path, ROWS[0]).parent, JobsSpec(source="jobs.csv"))["H1"]
    usual = JobsGenerator(kind="jobs")
    assert (job.high_frac, job.low_frac) == (usual.high_frac, usual.low_frac)
    assert job.checkpoint_s == usual.checkpoint_min * 60.0


def test_other_names_and_local_stamps_are_read_as_told(tmp_path: Path) -> None:
    path = file(tmp_path, "2021-01-01T02:00,H1,4,3600,0.7", header="at,where,n,s,high_frac")
    spec = JobsSpec(
        source=path.name,
        columns={"queued_at": "at", "hall": "where", "rack_count": "n", "work_s": "s"},
        tz="-06:00",
    )
    (job,) = read_jobs(path, spec, RACKS)["H1"]
    assert (job.t_us, job.high_frac) == (us("2021-01-01T08:00"), 0.7)


def test_parquet_jobs_are_the_same_jobs(tmp_path: Path) -> None:
    stamps = pa.array([datetime(2021, 1, 1, 2, tzinfo=UTC)], pa.timestamp("us", tz="UTC"))
    table = pa.table({"queued_at": stamps, "hall": ["H1"], "rack_count": [4], "work_s": [3600.0]})
    pq.write_table(table, tmp_path / "jobs.parquet")
    (one,) = loaded(tmp_path, JobsSpec(source="jobs.parquet"))["H1"]
    (two,) = loaded(file(tmp_path, ROWS[0]).parent, JobsSpec(source="jobs.csv"))["H1"]
    assert (one.t_us, one.racks, one.work_s) == (two.t_us, two.racks, two.work_s)


def test_all_faults_of_a_file_are_told_at_their_lines(tmp_path: Path) -> None:
    rows = (
        "noon,H1,4,3600,0.9,0.5",
        "2021-01-01T02:00Z,H9,4,3600,0.9,0.5",
        "2021-01-01T02:00Z,H1,2.5,3600,0.9,0.5",
        "2021-01-01T02:00Z,H1,4,x,0.9,0.5",
        "2021-01-01T02:00Z,H1,4,,0.9,0.5",
        "2021-01-01T02:00Z,H1,4,3600,90,0.5",
        "2021-01-01T02:00Z,H1,4,3600,0.4,0.5",
    )
    found = faults(file(tmp_path, *rows, header=f"{HEADER},high_frac,low_frac"))
    assert {(f.line, f.what) for f in found} == {
        (2, "is no time"),
        (3, "no such hall with racks for jobs"),
        (4, "is out of range"),
        (5, "is no number"),
        (6, "has no value"),
        (7, "is out of range"),
        (8, "has a trough above its plateau"),
    }


def test_a_file_without_a_necessary_column_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(file(tmp_path, "2021-01-01T02:00Z,4", header="queued_at,rack_count"))
    assert fault.what == "no column for hall, work_s"


def test_made_up_jobs_are_shared_out_by_racks() -> None:
    spec = JobsSpec(generate=JobsGenerator(kind="jobs"))
    sources = load_jobs(spec, base_dir=Path(), racks=RACKS | {"H3": 0}, luck=Luck(1), offset_us=0)
    assert sorted(sources) == ["H1", "H2"]
    counts: dict[str, int] = {}
    for hall, source in sources.items():
        assert isinstance(source, Jobs)
        counts[hall] = sum(len(source.day(day)) for day in range(18_628, 18_728))
    assert counts["H1"] / sum(counts.values()) == pytest.approx(24 / 73, abs=0.01)
    assert sum(counts.values()) == pytest.approx(29_500, rel=0.03)


@given(st.lists(st.integers(0, 100), max_size=20), st.integers(-1, 101))
def test_a_driver_rebuilt_at_any_instant_sees_the_rest(stamps: list[int], after_us: int) -> None:
    jobs = [Job(t, n, 1, 60.0, 0.9, 0.5, 2.0, 0.8, 600.0) for n, t in enumerate(stamps)]
    recorded = RecordedJobs(jobs)
    seen = [job.t_us for job in recorded.after(after_us)]
    assert seen == sorted(t for t in stamps if t > after_us)
    assert len(recorded) == len(stamps)
