"""The work of the halls: one origin, sensible jobs."""

from __future__ import annotations

import math

import pytest

from twin.documents import parse
from twin.errors import Fault, ScenarioError
from twin.scenario.workload import JobsGenerator, JobsSpec, Workload, generated


def fault(text: str) -> Fault:
    with pytest.raises(ScenarioError) as caught:
        parse(text, file="w.yaml", model=Workload, error=ScenarioError)
    (only,) = caught.value.faults
    return only


def test_left_out_work_is_none() -> None:
    work = parse("{}", file="w.yaml", model=Workload, error=ScenarioError)
    assert (work.jobs, work.inference, work.partitions) == (None, None, ())


def test_jobs_have_exactly_one_origin() -> None:
    assert fault("jobs: {}").what == "needs exactly one of source and generate"
    assert fault("jobs: {source: a.csv, generate: {kind: jobs}}").path == "jobs"
    assert JobsSpec(source="a.csv").generate is None


def test_a_trough_above_the_plateau_is_refused() -> None:
    found = fault("jobs: {generate: {kind: jobs, high_frac: 0.4}}")
    assert (found.path, found.what) == ("jobs.generate", "has a trough above its plateau")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("jobs: {generate: {kind: jobs, sizes: []}}", "jobs.generate.sizes"),
        (
            "jobs: {generate: {kind: jobs, sizes: [{rack_count: 0, weight_frac: 1}]}}",
            "jobs.generate.sizes[0].rack_count",
        ),
        ("partitions: [{hall: H1, inference_frac: 1.5}]", "partitions[0].inference_frac"),
        ("partitions: [{hall: 'H 1'}]", "partitions[0].hall"),
        ("queue_max_count: -1", "queue_max_count"),
    ],
)
def test_slips_are_found_at_their_place(text: str, path: str) -> None:
    assert fault(text).path == path


def test_the_default_jobs_are_a_hundred_thousand_a_year_and_fit_the_hybrid_site() -> None:
    jobs = JobsGenerator(kind="jobs")
    weights = sum(size.weight_frac for size in jobs.sizes)
    racks = sum(size.rack_count * size.weight_frac for size in jobs.sizes) / weights
    mean_h = jobs.work_median_h * math.exp(jobs.work_sigma_ratio**2 / 2)
    assert jobs.per_day_count * 365 >= 100_000
    assert jobs.per_day_count * racks * mean_h / (174 * 0.7 * 24) == pytest.approx(0.83, abs=0.01)


def test_the_generated_workload_is_a_valid_one() -> None:
    work = generated()
    assert (
        Workload.model_validate_json(work.model_dump_json(exclude_none=True), strict=True) == work
    )
