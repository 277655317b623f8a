"""A simulation: the same whoever makes it and however often it stops."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from tests.study.test_chunks import job
from twin.errors import RequestError
from twin.study import simulate

IDENTITY = {"plan": "a", "seed": 3}


class Stopped(Exception):  # noqa: N818 - not an error
    """The simulation is stopped here."""


def test_any_executor_makes_the_same_runs():
    alone = simulate(job(), 120)
    with ThreadPoolExecutor(3) as threads:
        assert simulate(job(), 120, executor=threads) == alone
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert simulate(job(), 120, executor=processes) == alone


def test_a_simulation_that_was_stopped_goes_on_where_it_was(tmp_path):
    made = []

    def stop(done):
        made.append(done)
        if done == 100:
            raise Stopped

    with pytest.raises(Stopped):
        simulate(job(), 200, tell=stop, kept=(tmp_path, IDENTITY))
    found = simulate(job(), 200, tell=made.append, kept=(tmp_path, IDENTITY))
    assert made == [50, 100, 150, 200]
    assert found == simulate(job(), 200)


def test_what_is_kept_serves_any_number_of_runs(tmp_path):
    simulate(job(), 130, kept=(tmp_path, IDENTITY))
    told = []
    assert simulate(job(), 70, tell=told.append, kept=(tmp_path, IDENTITY)) == simulate(job(), 70)
    assert told == []


def test_a_folder_with_another_simulation_is_refused(tmp_path):
    simulate(job(), 50, kept=(tmp_path / "kept", IDENTITY))
    with pytest.raises(RequestError, match="another seed"):
        simulate(job(), 50, kept=(tmp_path / "kept", {"plan": "a", "seed": 4}))


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(RequestError, match="something else"):
        simulate(job(), 50, kept=(tmp_path, IDENTITY))
