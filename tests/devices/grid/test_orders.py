"""Orders as obligations: in time or not, and a shortfall that is exact."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.grid.orders import (
    MET,
    MISSED,
    NOT_YET_US,
    Obligations,
    OrderSpec,
    order,
    owed_w,
    short_j,
)

S, MIN = 1_000_000, 60_000_000
RAMPED = OrderSpec(reduction_mw=20, deadline_min=10, hold_min=30, ramp_mw_per_min=4)
STEEP = OrderSpec(reduction_mw=20, deadline_min=10, hold_min=30)

moves = st.lists(st.tuples(st.integers(1, 15 * MIN), st.floats(0.0, 60e6)), max_size=8)


def taken(spec=RAMPED, before_w=50e6):
    book = Obligations()
    return book, book.accept(order(spec, 0, before_w))


def ended(book, i):
    """Let its deadline and its end come."""
    while (found := book.next_crossing(i)) is not None:
        book.cross(i, found)
    return book


def test_a_ramp_owes_nothing_then_a_line_then_all_then_nothing():
    given_ = order(RAMPED, 0, 50e6)
    owed = [owed_w(given_, m * MIN) / 1e6 for m in (0, 5, 7.5, 10, 39.9, 40)]
    assert owed == [0.0, 0.0, 10.0, 20.0, 20.0, 0.0]
    assert [owed_w(order(STEEP, 0, 50e6), m * MIN) for m in (9.99, 10)] == [0.0, 20e6]


@pytest.mark.parametrize("first", ["deadline", "load"])
@pytest.mark.parametrize(("at_us", "verdict"), [(10 * MIN, MET), (10 * MIN + 1, MISSED)])
def test_who_is_down_at_the_microsecond_of_the_deadline_is_in_time(at_us, verdict, first):
    book, i = taken(STEEP)
    found = book.next_crossing(i)
    assert (found.limit, found.t_us) == ("order_due", 10 * MIN)
    if first == "load" and at_us <= found.t_us:
        book.set_load(i, at_us, 30e6)
    book.cross(i, found)
    book.set_load(i, at_us, 30e6)
    assert (book.verdict[i], book.delivered_us[i]) == (verdict, at_us)
    assert book.short_at_j(i, 40 * MIN) == pytest.approx(20e6 * (at_us - 10 * MIN) / S)


def test_nothing_delivered_is_all_of_it_short():
    book, i = taken()
    ended(book, i)
    assert (book.verdict[i], book.delivered_us[i], book.ended[i]) == (MISSED, NOT_YET_US, True)
    assert book.short_at_j(i, 60 * MIN) == 20e6 * (150 + 1800)
    assert book.short_frac(i, 60 * MIN) == 1.0
    assert book.short_frac(i, MIN) == 0.0


def test_half_delivered_is_short_by_a_triangle_and_half_of_the_hold():
    book, i = taken()
    book.set_load(i, 0, 40e6)
    assert book.short_at_j(i, 10 * MIN) == pytest.approx(0.5 * 150 * 10e6)
    assert book.short_at_j(i, 60 * MIN) == pytest.approx(0.5 * 150 * 10e6 + 1800 * 10e6)


def test_a_load_that_was_smaller_than_the_order_never_delivers_more_than_itself():
    book, i = taken(before_w=5e6)
    book.set_load(i, 0, 0.0)
    assert book.delivered_w(i) == 5e6
    assert ended(book, i).verdict[i] == MISSED


def test_a_load_that_rises_delivers_nothing_rather_than_less():
    book, i = taken()
    book.set_load(i, 0, 70e6)
    assert book.delivered_w(i) == 0.0
    assert book.short_frac(i, 40 * MIN) == 1.0


@settings(max_examples=30)
@given(moves)
def test_the_shortfall_is_the_integral_of_what_is_owed_and_not_there(profile):
    book, i = taken()
    now, sum_j = 0, 0.0
    for span_us, load_w in [*profile, (60 * MIN, 50e6)]:
        book.set_load(i, now, load_w)
        grid = (np.arange(2000) + 0.5) / 2000 * span_us + now
        owed = np.array([owed_w(book.orders[i], int(t)) for t in grid])
        lacks = np.clip(owed - max(0.0, 50e6 - load_w), 0.0, None)
        sum_j += float(lacks.mean()) * span_us / S
        now += span_us
    assert book.short_at_j(i, now) == pytest.approx(sum_j, rel=2e-3, abs=20e6 * 3.0)


@given(st.floats(0.0, 25e6), st.lists(st.integers(0, 60 * MIN), max_size=6))
def test_cutting_the_time_changes_no_shortfall(delivered_w, cuts):
    given_ = order(RAMPED, 0, 50e6)
    edges = pairwise([0, *sorted(cuts), 60 * MIN])
    parts = sum(short_j(given_, delivered_w, a, b) for a, b in edges)
    assert parts == pytest.approx(short_j(given_, delivered_w, 0, 60 * MIN), rel=1e-12, abs=1e-3)


@given(moves, st.floats(0.0, 10e6))
def test_less_load_is_never_shorter_of_its_order(profile, less_w):
    (high, i), (low, j) = taken(), taken()
    now = 0
    for span_us, load_w in profile:
        high.set_load(i, now, load_w)
        low.set_load(j, now, max(0.0, load_w - less_w))
        now += span_us
    assert low.short_at_j(j, now) <= high.short_at_j(i, now) + 1e-3


def test_a_ramp_too_slow_for_its_deadline_is_refused():
    with pytest.raises(ValidationError, match="too slow"):
        OrderSpec(kind="ecrs", reduction_mw=20, ramp_mw_per_min=1.9)


def test_a_snapshot_keeps_every_order():
    book, i = taken()
    book.set_load(i, MIN, 45e6)
    other = Obligations()
    other.restore(json.loads(json.dumps(book.snapshot())))
    assert other.short_at_j(i, 40 * MIN) == book.short_at_j(i, 40 * MIN)
    assert other.next_crossing(i) == book.next_crossing(i)
