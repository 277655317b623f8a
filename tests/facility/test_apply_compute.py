"""Handlers of the AI side: jobs take racks, racks break, caps bound them, and power follows."""

from __future__ import annotations

import pytest

from tests.plants import T0_US, S, apply, small_plant, started
from twin.facility import topics
from twin.facts import compute

START = compute.JobStarted(600.0, 7, 8, 0.9, 0.5, 30.0, 0.8, 1e6)
QUEUE = compute.JobQueued(600.0, 9, 8, 0.9, 0.5, 30.0, 0.8, 1e6)


def now(*facts):
    plant = started(small_plant())
    plant.touched = 0
    for fact in facts:
        apply(plant, T0_US, "H1", fact)
    return plant


def test_a_job_takes_its_racks_and_gives_them_back():
    plant = now()
    idle_w, free = plant.hall_w[0], plant.halls.free_count(0)
    apply(plant, T0_US, "H1", START)
    assert plant.halls.free_count(0) == free - 8
    assert plant.hall_w[0] > idle_w
    assert plant.take_repaced() == [7]
    apply(plant, T0_US + 600 * S, "H1", compute.JobFinished(7))
    assert plant.halls.free_count(0) == free
    assert plant.hall_w[0] == idle_w
    assert plant.job_seq == {}


def test_a_waiting_job_draws_nothing_and_is_known_by_its_number():
    plant = now()
    idle_w = plant.hall_w[0]
    apply(plant, T0_US, "H1", QUEUE)
    assert plant.hall_w[0] == idle_w
    assert (plant.last_job, plant.job_seq) == (9, {9: 2})
    apply(plant, T0_US, "H1", compute.JobStarted(600.0, 9))
    assert plant.halls.jobs[9].racks
    assert plant.job_seq == {9: 3}


def test_a_failed_rack_stops_all_of_its_job():
    plant = now(START)
    rack = plant.halls.jobs[7].racks[0]
    apply(plant, T0_US + 60 * S, "H1", compute.RackFailed(3600.0, rack))
    assert plant.take_stopped() == [("H1", 7, 3)]
    assert plant.halls.jobs[7].racks == [] or not plant.halls.jobs[7].racks
    assert rack not in plant.halls.working(0)
    apply(plant, T0_US + 3660 * S, "H1", compute.RackRepaired(rack))
    assert rack in plant.halls.working(0)
    assert plant.control.repairs == []


def test_a_cap_bounds_the_hall_and_lifting_it_restores_it_to_the_watt():
    plant = now(compute.InferenceLoadChanged(1.0), START)
    full_w = plant.hall_w[0]
    apply(plant, T0_US + S, "H1", compute.HallCapped(0.5))
    assert plant.hall_w[0] < full_w
    apply(plant, T0_US + 2 * S, "H1", compute.HallCapped(1.0))
    assert plant.hall_w[0] == full_w


def test_request_load_moves_the_halls_draw():
    plant = now(compute.InferenceLoadChanged(0.2))
    low_w = plant.hall_w[0]
    apply(plant, T0_US + S, "H1", compute.InferenceLoadChanged(0.9))
    assert plant.hall_w[0] > low_w


@pytest.mark.parametrize("fact", [compute.JobRefused(3, "full"), compute.JobInterrupted(12.0, 7)])
def test_words_about_a_job_move_no_power(fact):
    plant = now(START)
    before_w = plant.net.import_w
    apply(plant, T0_US, "H1", fact)
    assert plant.net.import_w == before_w


def test_what_frees_racks_wakes_the_line():
    plant = now(START)
    plant.touched = 0
    apply(plant, T0_US + 600 * S, "H1", compute.JobFinished(7))
    assert plant.touched & topics.QUEUE
