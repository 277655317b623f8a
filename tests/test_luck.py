"""Luck is a pure function of (seed, stream, subject, n)."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.clocks import best_cpu_s
from twin.luck import Luck

NUMBERS = st.integers(min_value=0, max_value=2**62)
NAMES = st.text(max_size=12)
PINNED_FRAC = 0.7958654109234237


@given(seed=st.integers(), name=NAMES, subject=NAMES, n=NUMBERS, other=NUMBERS)
def test_a_rebuilt_luck_gives_the_same_draw_whatever_was_drawn_before(
    seed: int, name: str, subject: str, n: int, other: int
) -> None:
    used = Luck(seed).stream(name, subject)
    used.uniform(other)
    assert used.uniform(n) == Luck(seed).stream(name, subject).uniform(n)


@given(first=st.integers(0, 10_000), count=st.integers(0, 200))
def test_draws_in_bulk_are_the_draws_one_by_one(first: int, count: int) -> None:
    stream = Luck(5).stream("weather", "site")
    assert stream.uniforms(first, count).tolist() == [
        stream.uniform(first + i) for i in range(count)
    ]
    assert stream.normals(first, count).tolist() == [stream.normal(first + i) for i in range(count)]
    singles = [stream.exponential(first + i) for i in range(count)]
    assert stream.exponentials(first, count).tolist() == pytest.approx(singles, rel=1e-14)


def test_the_generator_is_philox_4x64_10_as_published() -> None:
    """The known answer for key 0 and counter 0 (numpy counts before it draws, so one less)."""
    raw = np.random.Philox(key=0, counter=2**256 - 1).random_raw(4)
    known = ["16554d9eca36314c", "db20fe9d672d0fdc", "d7e772cee186176b", "7e68b68aec7ba23b"]
    assert [f"{int(word):016x}" for word in raw] == known


def test_a_known_draw_stays_what_it_was() -> None:
    """A run made today must be repeatable by any later version."""
    assert Luck(7).stream("price", "hub").uniform(1234567) == PINNED_FRAC


def test_another_subject_or_stream_or_seed_has_other_luck() -> None:
    luck = Luck(1)
    draws = [
        luck.stream("failure", "T1").uniform(0),
        luck.stream("failure", "T2").uniform(0),
        luck.stream("repair", "T1").uniform(0),
        Luck(2).stream("failure", "T1").uniform(0),
        luck.stream("failureT", "1").uniform(0),
    ]
    assert len(set(draws)) == len(draws)


def test_what_others_drew_moves_nobody() -> None:
    quiet, busy = Luck(9), Luck(9)
    for n in range(300):
        busy.stream("failure", f"row{n}").uniform(n)
        busy.stream("failure", "T1").uniform(n * 7)
    assert quiet.stream("failure", "T1").uniform(42) == busy.stream("failure", "T1").uniform(42)


def test_streams_that_fell_out_of_the_cache_come_back_the_same() -> None:
    luck = Luck(3)
    before = luck.stream("failure", "first").uniform(100)
    for n in range(5000):
        luck.stream("failure", f"other{n}")
    assert luck.stream("failure", "first").uniform(100) == before
    assert len(luck._streams) <= 4096


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_the_hash_seed_of_the_interpreter_is_irrelevant(hash_seed: str) -> None:
    code = (
        "from twin.luck import Luck; print(repr(Luck(7).stream('price', 'hub').uniform(1234567)))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert float(told.stdout) == Luck(7).stream("price", "hub").uniform(1234567)


def test_the_shapes_have_their_distributions() -> None:
    stream = Luck(11).stream("shape", "x")
    assert stats.kstest(stream.uniforms(0, 20_000), "uniform").pvalue > 0.01
    assert stats.kstest(stream.exponentials(0, 20_000), "expon").pvalue > 0.01
    assert stats.kstest(stream.normals(0, 20_000), "norm").pvalue > 0.01


@given(n=NUMBERS)
def test_the_three_shapes_are_one_draw(n: int) -> None:
    stream = Luck(2).stream("one", "draw")
    u = stream.uniform(n)
    assert 0.0 < u < 1.0
    assert stream.exponential(n) == -math.log1p(-u)
    assert stream.normal(n) == NormalDist().inv_cdf(u)


def test_neighbouring_draws_and_subjects_are_uncorrelated() -> None:
    luck = Luck(4)
    one, two = luck.stream("a", "1").uniforms(0, 20_000), luck.stream("a", "2").uniforms(0, 20_000)
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.03
    assert abs(np.corrcoef(one[:-1], one[1:])[0, 1]) < 0.03


def test_a_negative_number_is_our_bug() -> None:
    with pytest.raises(AssertionError):
        Luck(1).stream("a").uniform(-1)


def test_a_draw_in_order_costs_well_below_a_microsecond() -> None:
    stream = Luck(1).stream("cost")
    cpu_s = best_cpu_s(lambda: [stream.uniform(n) for n in range(50_000)])
    per_draw_us = cpu_s / 50_000 * 1e6
    assert per_draw_us < 2.0, "aim 0.2 us; ten times that on a busy machine"
