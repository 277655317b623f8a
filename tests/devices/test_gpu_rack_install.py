"""Halls that get their racks, or lose some: load banks before, jobs that stop."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.devices.shapes import NVL72, S, hall, run
from twin.devices.gpu_hall import ABSENT, FAILED, FREE, SERVING


def test_a_hall_without_racks_draws_its_load_banks_alone():
    halls = hall(racks=4, other_it_kw=50.0)
    assert halls.install(0, 0, 0) == []
    assert halls.it_w == [0.0]
    halls.set_bank(0, 0, 500e3)
    assert halls.it_w == [500e3]
    assert halls.liquid_w(0) == 500e3 * NVL72.liquid_frac
    assert halls.energy_at_j(0, 10 * S) == 5e6
    halls.power_off(0, 10 * S)
    assert halls.it_w == [0.0]


def test_racks_that_come_take_the_place_of_load_banks():
    halls = hall(racks=4, inference_count=2, other_it_kw=50.0)
    halls.install(0, 0, 0)
    halls.set_bank(0, 0, 500e3)
    halls.install(0, 0, 2)
    assert halls.rack[0] == [FREE, ABSENT, SERVING, ABSENT]
    assert halls.it_w == [50e3 + 2 * 30e3]
    assert (halls.working(0), halls.job_racks_count(0)) == ([0, 2], 1)


def test_racks_that_go_stop_their_job_and_failed_ones_that_stay_are_still_failed():
    halls = hall(racks=4)
    halls.fail_rack(0, 0, 0)
    run(halls, 1, racks=3)
    assert halls.install(0, 0, 2) == [1]
    assert halls.rack[0] == [FAILED, FREE, ABSENT, ABSENT]
    assert halls.queue[0] == [1]


@given(counts=st.lists(st.integers(0, 6), min_size=1, max_size=6), serving=st.integers(0, 6))
def test_as_many_racks_are_there_as_were_installed(counts, serving):
    halls = hall(racks=6, inference_count=serving)
    for count in counts:
        halls.install(0, 0, count)
        assert halls.working_count(0) == count
        again = hall(racks=6, inference_count=serving)
        again.restore(halls.snapshot())
        assert again.it_w == halls.it_w
