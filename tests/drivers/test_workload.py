"""Jobs arrive and start, wait or are turned away; request load follows its series."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.plants import T0_US, S, Story
from twin.facts.control import FailTransformer, OpenBreaker
from twin.series import Job


@dataclass
class Stream:
    """Jobs as (second, racks, work); saving every 600 s of work takes a tenth more."""

    jobs: list

    def after(self, t_us):
        for number, (at_s, racks, work_s) in enumerate(self.jobs, 1):
            if T0_US + at_s * S > t_us:
                yield Job(T0_US + at_s * S, number, racks, work_s, 0.9, 0.5, 30.0, 0.8, 600.0)


def told(jobs, until_h=1.0, **more):
    return Story(jobs=Stream(jobs), policies=(), **more).told(until_h)


def life(run, *kinds):
    return [(one.kind, one.fact.job, one.at_s) for one in run.of(*kinds)]


def test_a_job_that_fits_starts_as_it_comes_and_is_done_after_its_work_and_its_saving():
    run = told([(10, 8, 600.0)])
    assert life(run, "JobStarted", "JobFinished", "JobQueued") == [
        ("JobStarted", 100, 10),
        ("JobFinished", 100, 670),
    ]


def test_one_that_does_not_fit_waits_until_racks_come_free():
    run = told([(10, 15, 600.0), (20, 10, 60.0)])
    assert ("JobQueued", 200, 20) in life(run, "JobQueued")
    assert ("JobStarted", 200, 670) in life(run, "JobStarted")


def test_one_that_can_never_fit_is_turned_away_with_a_reason():
    refused = told([(10, 21, 60.0)]).of("JobRefused")[0]
    assert refused.fact.why == "it needs 21 racks, the hall has fewer for jobs"


def test_the_hundredth_and_first_in_line_is_turned_away():
    jobs = [(10, 20, 3000.0), *((20 + k, 20, 60.0) for k in range(101))]
    refused = told(jobs, 0.2).of("JobRefused")
    assert [one.fact.why for one in refused] == ["100 jobs wait already"]


def test_two_that_come_at_one_instant_both_get_what_is_there():
    run = told([(10, 12, 60.0), (10, 12, 60.0)])
    assert [kind for kind, _, at_s in life(run, "JobStarted", "JobQueued") if at_s == 10] == [
        "JobStarted",
        "JobQueued",
    ]


def test_a_hall_that_goes_dark_interrupts_its_jobs_and_they_start_again_from_a_checkpoint():
    orders = [(1000, OpenBreaker("try", "FA")), (1100, OpenBreaker("try", "FB"))]
    run = told([(10, 8, 2000.0)], orders=orders)
    stopped = run.of("JobInterrupted")[0]
    assert (stopped.at_s, stopped.fact.job) == (1100, 100)
    assert stopped.fact.lost_s == pytest.approx(1090 / 1.1 - 600, abs=1.0)
    assert run.said[stopped.cause - 1].kind == "SupplyLost"


def test_a_hall_on_one_feed_goes_on_as_if_nothing_had_happened():
    run = told([(10, 8, 2000.0)], orders=[(1000, FailTransformer("drill", "T1", 7200.0))])
    assert life(run, "JobStarted", "JobFinished", "JobInterrupted") == [
        ("JobStarted", 100, 10),
        ("JobFinished", 100, 2210),
    ]


def test_request_load_follows_its_series():
    run = Story(requests=((0.0, 0.2), (0.5, 0.8)), policies=()).told(1.0)
    loads = [(one.at_s, one.fact.load_frac) for one in run.of("InferenceLoadChanged")]
    assert loads == [(0, 0.2), (1800, 0.8)]
