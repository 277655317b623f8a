"""Failures come when an integrated hazard reaches its draw; a changed rate only moves them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.facility.hazards import NEVER_US, Hazards
from twin.luck import Luck
from twin.units import US_PER_S

T0 = 1_000_000_000
NAMES = ("row-1", "row-2", "T1")
RATES = st.floats(1e-9, 1e-2)


def hazards(seed=1, names=NAMES):
    return Hazards(names, Luck(seed), T0)


def test_without_a_rate_nothing_ever_fails():
    assert hazards().next_due() == (NEVER_US, 0)
    assert hazards(names=()).next_due() == (NEVER_US, -1)


@given(RATES)
def test_a_failure_comes_when_rate_times_time_reaches_the_draw(rate_per_s):
    one = hazards()
    one.set_rate(0, T0, rate_per_s)
    wait_s = (one.due_us[0] - T0) / US_PER_S
    assert wait_s * rate_per_s == pytest.approx(one.target[0], rel=1e-9, abs=2e-6 * rate_per_s)


@given(RATES, RATES, st.floats(0.0, 0.99))
def test_a_changed_rate_moves_the_failure_and_keeps_its_draw(first, then, part):
    one = hazards()
    one.set_rate(0, T0, first)
    target = one.target[0]
    change_us = T0 + round((one.due_us[0] - T0) * part)
    one.set_rate(0, change_us, then)
    left = target - first * (change_us - T0) / US_PER_S
    assert one.target[0] == target
    assert (one.due_us[0] - change_us) / US_PER_S == pytest.approx(left / then, rel=1e-6, abs=1e-5)


@given(RATES, st.lists(st.integers(1, 10**9), max_size=5))
def test_setting_the_same_rate_again_is_no_change(rate_per_s, later):
    one = hazards()
    one.set_rate(0, T0, rate_per_s)
    before = one.snapshot()
    for ahead_us in later:
        one.set_rate(0, T0 + ahead_us, rate_per_s)
    assert one.snapshot() == before


@given(RATES, RATES)
def test_a_higher_rate_never_fails_later(one_per_s, other_per_s):
    low, high = sorted((one_per_s, other_per_s))
    slow, fast = hazards(), hazards()
    slow.set_rate(0, T0, low)
    fast.set_rate(0, T0, high)
    assert fast.due_us[0] <= slow.due_us[0]


def test_the_next_failure_waits_for_the_next_draw():
    one = hazards()
    one.set_rate(0, T0, 1e-3)
    first, target = one.due_us[0], one.target[0]
    one.fired(0, first)
    assert one.fired_count[0] == 1
    assert one.target[0] > target
    assert one.due_us[0] > first


def test_adding_a_device_moves_no_others_luck():
    few, many = hazards(), hazards(names=(*NAMES[:2], "new", "T1"))
    assert few.target == [many.target[0], many.target[1], many.target[3]]


def test_the_mean_of_many_waits_is_one_over_the_rate():
    one = hazards(names=tuple(f"row-{n}" for n in range(2000)))
    mean = sum(one.target) / len(one.target)
    assert mean == pytest.approx(1.0, abs=4 / 2000**0.5)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 10**10), RATES), max_size=8))
def test_put_back_from_a_snapshot_it_is_due_at_the_same_instants(changes):
    one = hazards()
    now_us = T0
    for index, gap_us, rate_per_s in changes:
        now_us += gap_us
        one.set_rate(index, now_us, rate_per_s)
        if one.due_us[index] < now_us:
            one.fired(index, now_us)
    other = hazards()
    other.restore(one.snapshot())
    assert (other.due_us, other.target, other.integral) == (one.due_us, one.target, one.integral)


def test_the_first_of_all_is_next():
    one = hazards()
    for index, rate_per_s in enumerate((1e-6, 1e-3, 1e-8)):
        one.set_rate(index, T0, rate_per_s)
    assert one.next_due() == (min(one.due_us), one.due_us.index(min(one.due_us)))
