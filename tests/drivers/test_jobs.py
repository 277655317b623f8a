"""Running jobs: finishes and checkpoints come when due, at the pace that caps and racks allow."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drivers.test_workload import Stream, life, told
from tests.plants import T0_US, Ears, Story
from twin.engine import Engine
from twin.facility import Plant
from twin.facility.snapshot import restored, snapshot
from twin.facts.control import CapHall
from twin.run.drivers import drivers_of


def test_a_cap_slows_a_job_and_lifting_it_lets_it_go_on():
    slow = [(100, CapHall("try", "H1", 0.4))]
    back = [*slow, (400, CapHall("done", "H1", 1.0))]
    ends = [
        life(told([(10, 8, 1000.0)], orders=orders), "JobFinished")[0][2]
        for orders in ([], back, slow)
    ]
    assert ends[0] == 10 + 1100
    assert ends[0] < ends[1] < ends[2]


def test_jobs_that_wait_start_in_their_order_when_they_fit():
    run = told([(10, 20, 100.0), (11, 20, 100.0), (12, 20, 100.0)])
    assert life(run, "JobStarted") == [
        ("JobStarted", 100, 10),
        ("JobStarted", 200, 110),
        ("JobStarted", 300, 210),
    ]


def test_each_finish_names_the_start_as_its_cause():
    run = told([(10, 5, 60.0), (20, 5, 60.0)])
    starts = {one.fact.job: one.seq for one in run.of("JobStarted")}
    assert {one.fact.job: one.cause for one in run.of("JobFinished")} == starts


JOBS = st.lists(
    st.tuples(st.integers(1, 3000), st.integers(1, 20), st.floats(10.0, 2000.0)), max_size=12
).map(sorted)


@settings(max_examples=30)
@given(JOBS)
def test_every_job_is_done_once_and_no_rack_works_for_two(jobs):
    most: list[int] = []
    run = Story(jobs=Stream(jobs), policies=()).told(
        12.0, watch=lambda plant, _: most.append(plant.halls.free_count(0))
    )
    finished = [one.fact.job for one in run.of("JobFinished")]
    assert sorted(finished) == [100 * number for number in range(1, len(jobs) + 1)]
    assert min(most) >= 0
    assert most[-1] == 20


@settings(max_examples=20)
@given(JOBS, st.data())
def test_jobs_of_a_rebuilt_plant_go_on_to_the_microsecond(jobs, data):
    story = Story(jobs=Stream(jobs), policies=(), orders=[(700, CapHall("try", "H1", 0.5))])
    run = story.told(3.0)
    at_us = data.draw(st.sampled_from(sorted(set(run.ears.instants))))
    plant = Plant(run.plant.parts, T0_US)
    first = [one for one in run.said if one.t_us <= at_us]
    for one in first:
        plant.apply(one.t_us, one.seq, one.subject, one.fact)
    again = restored(run.plant.parts, snapshot(plant))
    ears = Ears(again)
    world = story.world(again.parts, 3.0)
    drivers = drivers_of(world, again, begins=False, after_us=at_us)
    Engine(again, drivers, ears, at_us).run(world.end_us)
    assert [*first, *ears.said] == run.said
