"""Made-up jobs ask for the work they should, and are the same from wherever one starts."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise, takewhile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clocks import best_cpu_s
from twin.luck import Luck
from twin.scenario.workload import JobsGenerator
from twin.series.jobs import Job, Jobs, offered_frac, per_day_for
from twin.units import S_PER_DAY, US_PER_DAY, US_PER_H

SHAPE = JobsGenerator(kind="jobs")
FIRST_DAY = 18_628  # 2021-01-01
CENTRAL_US = -6 * US_PER_H


def jobs(seed: int = 1, racks: int = 122, hall: str = "H1", **more: float) -> Jobs:
    return Jobs(
        SHAPE.model_copy(update=more), Luck(seed), hall=hall, racks=racks, offset_us=CENTRAL_US
    )


def days(of: Jobs, count: int) -> list[Job]:
    return [job for day in range(FIRST_DAY, FIRST_DAY + count) for job in of.day(day)]


YEAR = days(jobs(), 365)


def test_a_year_has_the_arrivals_asked_for() -> None:
    assert len(YEAR) == pytest.approx(295 * 365, rel=0.01)


def test_the_work_asked_for_is_what_the_formula_says() -> None:
    asked = sum(job.work_s * job.racks for job in YEAR) / (122 * 365 * S_PER_DAY)
    assert asked == pytest.approx(offered_frac(SHAPE, 122), rel=0.03)
    assert asked == pytest.approx(0.83, abs=0.03)


@pytest.mark.parametrize("racks", [20, 122, 1740])
def test_arrivals_can_be_sized_for_a_utilisation(racks: int) -> None:
    per_day = per_day_for(SHAPE, racks, 0.85)
    sized = SHAPE.model_copy(update={"per_day_count": per_day})
    assert offered_frac(sized, racks) == pytest.approx(0.85)


def test_long_jobs_are_cut_in_the_formula_too() -> None:
    short = SHAPE.model_copy(update={"work_max_h": 3.0})
    asked = days(jobs(work_max_h=3.0), 100)
    hours = sum(job.work_s * job.racks for job in asked) / (122 * 100 * S_PER_DAY)
    assert max(job.work_s for job in asked) == 3 * 3600.0
    assert hours == pytest.approx(offered_frac(short, 122), rel=0.04)
    alike = SHAPE.model_copy(update={"work_sigma_ratio": 0.0})
    assert offered_frac(alike, 122) == pytest.approx(295 * 2.18 * 2.3 / (24 * 122))


def test_sizes_come_in_the_mix_asked_for() -> None:
    counts = Counter(job.racks for job in YEAR)
    total = sum(size.weight_frac for size in SHAPE.sizes)
    for size in SHAPE.sizes:
        share = size.weight_frac / total
        assert counts[size.rack_count] / len(YEAR) == pytest.approx(share, abs=0.005)


def test_no_job_is_larger_than_its_hall() -> None:
    assert {job.racks for job in days(jobs(racks=5), 60)} == {1, 2, 4, 5}


def test_run_times_are_lognormal_around_their_median() -> None:
    work_h = np.array([job.work_s for job in YEAR]) / 3600
    assert np.median(work_h) == pytest.approx(SHAPE.work_median_h, rel=0.02)
    assert np.log(work_h).std() == pytest.approx(SHAPE.work_sigma_ratio, rel=0.03)


def test_more_jobs_arrive_at_the_peak_hour() -> None:
    hour = [(job.t_us + CENTRAL_US) % US_PER_DAY // US_PER_H for job in YEAR]
    counts = Counter(hour)
    ratio = counts[15] / counts[3]
    assert ratio == pytest.approx(1.4 / 0.6, rel=0.1)


def test_gaps_between_arrivals_are_exponential_without_a_day_shape() -> None:
    arrivals = np.array([job.t_us for job in days(jobs(diurnal_frac=0.0), 100)])
    gaps = np.diff(arrivals)
    assert gaps.std() / gaps.mean() == pytest.approx(1.0, abs=0.03)


@given(offset_us=st.integers(0, 5 * US_PER_DAY))
def test_a_driver_rebuilt_at_any_instant_sees_the_same_jobs(offset_us: int) -> None:
    start_us, end_us = FIRST_DAY * US_PER_DAY + offset_us, (FIRST_DAY + 6) * US_PER_DAY
    seen = list(takewhile(lambda job: job.t_us < end_us, jobs().after(start_us)))
    assert seen == [job for job in YEAR if start_us < job.t_us < end_us]


def test_jobs_are_numbered_by_their_day_and_come_in_order() -> None:
    assert YEAR[0].job == 2021_01_01_00000
    assert all(one.t_us <= two.t_us and one.job < two.job for one, two in pairwise(YEAR))


def test_another_hall_has_other_jobs_and_moves_nobody() -> None:
    luck = Luck(1)
    other = Jobs(SHAPE, luck, hall="H2", racks=122, offset_us=CENTRAL_US)
    one = Jobs(SHAPE, luck, hall="H1", racks=122, offset_us=CENTRAL_US)
    list(islice(other.after(0), 1000))
    assert one.day(FIRST_DAY) == jobs().day(FIRST_DAY)
    assert other.day(FIRST_DAY)[0].t_us != one.day(FIRST_DAY)[0].t_us


def test_power_stays_between_idle_and_maximum() -> None:
    assert all(0.0 <= job.low_frac <= job.high_frac <= 1.0 for job in YEAR)
    spread = np.std([job.high_frac for job in YEAR])
    assert spread == pytest.approx(SHAPE.spread_frac, rel=0.2)


def test_no_arrivals_are_no_jobs() -> None:
    assert jobs(per_day_count=0.0).day(FIRST_DAY) == []


def test_a_share_of_the_arrivals_can_go_to_a_hall() -> None:
    part = Jobs(SHAPE, Luck(1), hall="H1", racks=50, share_frac=0.25)
    assert len(days(part, 100)) == pytest.approx(295 * 25, rel=0.05)


def test_a_job_costs_about_a_microsecond() -> None:
    count = len(days(jobs(seed=2), 60))
    per_job_us = best_cpu_s(lambda: days(jobs(seed=2), 60)) / count * 1e6
    assert per_job_us < 10.0, "aim 1 us; ten times that here"
