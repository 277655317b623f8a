"""Three hours above 80 % are an event, to the microsecond; dips count as told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.breaker import Breakers, BreakerSpec
from twin.devices.protection.accumulators import Accumulators
from twin.devices.protection.continuous_load import ContinuousLoadSpec, trip_unit

S = 1_000_000
H = 3600 * S


def watch(**spec):
    unit = trip_unit(ContinuousLoadSpec.model_validate({"rated_a": 100.0, **spec}))
    return Accumulators([unit], 0)


def test_three_hours_above_eighty_percent_are_an_event():
    one = watch()
    one.set_current(0, 5 * H, 80.1)
    found = one.next_crossing(0, 5 * H)
    assert (found.limit, found.t_us, found.after_us) == ("continuous_duty", 8 * H, 3.0 * H)
    one.cross(0, found)
    assert one.next_crossing(0, 8 * H) is None


@pytest.mark.parametrize("frac", [0.8, 1.0])
def test_its_share_itself_may_be_carried_for_ever(frac):
    one = watch(continuous_frac=frac)
    one.set_current(0, 0, 100.0 * frac)
    assert one.next_crossing(0, 0) is None


def test_a_dip_begins_the_three_hours_anew():
    one = watch()
    for t_us, current_a in ((0, 95.0), (2 * H, 80.0), (2 * H + S, 95.0)):
        one.set_current(0, t_us, current_a)
    assert one.next_crossing(0, 2 * H + S).t_us == 5 * H + S


def test_a_short_dip_takes_back_little_where_recovery_takes_time():
    """2 h fill two thirds; six minutes at rest of a recovery of 1 h take a tenth back."""
    one = watch(recovery_h=1.0)
    for t_us, current_a in ((0, 95.0), (2 * H, 0.0), (2 * H + H // 10, 95.0)):
        one.set_current(0, t_us, current_a)
    expected_h = 2.1 + 3.0 * (1.0 - 2.0 / 3.0 + 0.1)
    assert one.next_crossing(0, 3 * H).t_us / H == pytest.approx(expected_h, abs=1e-9)


@given(st.lists(st.tuples(st.integers(1, 4 * H), st.floats(0.0, 130.0)), max_size=8))
def test_without_recovery_it_is_the_timer_of_a_breaker(steps):
    one, breaker = watch(), Breakers([BreakerSpec(rated_a=100.0)])
    now = 0
    for wait_us, current_a in steps:
        one.set_current(0, now, current_a)
        breaker.set_current(0, now, current_a)
        found, judge = one.next_crossing(0, now), breaker.next_crossing(0, now)
        assert (found is None) == (judge is None)
        if found is not None:
            assert abs(found.t_us - judge.t_us) <= 1
            if judge.t_us <= now + wait_us:
                return
        now += wait_us
