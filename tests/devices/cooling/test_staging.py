"""Stages come and go at their levels, hold their dwell, and never chatter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.cooling.staging import STAGE_DOWN, STAGE_UP, Stages, StagingSpec
from twin.kernel import Response, approach_response

S = 1_000_000
SPEC = StagingSpec(up_c=30.0, down_c=27.0, dwell_s=60.0)


def stages(top=3, stage=0):
    one = Stages([SPEC], [top], 0)
    one.place(0, 0, stage)
    return one


def test_a_rising_reading_calls_the_next_stage_at_its_level():
    found = stages().next_crossing(0, 5 * S, approach_response(20.0, 40.0, 100.0))
    # 20 + 20 (1 - e^-t/100) = 30 at t = 100 ln 2.
    assert (found.limit, found.anchor_us) == (STAGE_UP, 5 * S)
    assert found.after_us / S == pytest.approx(69.31471805599453, rel=1e-12)


def test_a_falling_reading_lets_a_stage_go():
    found = stages(stage=2).next_crossing(0, 0, Response(29.0, -0.1, (), ()))
    assert found.limit == STAGE_DOWN
    assert found.t_us == pytest.approx(20 * S, abs=1)


def test_between_its_levels_nothing_happens():
    assert stages(stage=1).next_crossing(0, 0, approach_response(28.0, 29.9, 50.0)) is None


def test_the_lowest_stage_can_not_fall_and_the_highest_not_rise():
    assert stages(stage=0).next_crossing(0, 0, Response(20.0, -1.0, (), ())) is None
    assert stages(stage=3).next_crossing(0, 0, Response(40.0, 1.0, (), ())) is None


def test_after_a_change_nothing_is_due_until_the_dwell_is_over():
    one = stages()
    one.change(0, 100 * S, up=True)
    found = one.next_crossing(0, 100 * S, Response(35.0, 0.0, (), ()))
    assert (found.limit, found.t_us) == (STAGE_UP, 160 * S)


def test_a_reading_that_came_back_within_the_dwell_changes_nothing():
    one = stages()
    one.change(0, 0, up=True)
    assert one.next_crossing(0, 0, approach_response(35.0, 28.0, 5.0)) is None


@given(st.floats(20.0, 40.0), st.floats(-1.0, 1.0), st.integers(0, 3))
def test_changes_are_never_closer_than_the_dwell(start_c, slope, stage):
    one, now, reading = stages(stage=stage), 0, Response(start_c, slope, (), ())
    times = []
    for _ in range(6):
        found = one.next_crossing(0, now, reading)
        if found is None or found.t_us > 3600 * S:
            break
        reading = reading.later((found.t_us - now) / S)
        now = found.t_us
        times.append(now)
        one.change(0, now, up=found.limit == STAGE_UP)
    assert all(b - a >= 60 * S for a, b in pairwise(times))


def test_levels_less_than_a_kelvin_apart_are_refused_with_the_remedy():
    with pytest.raises(ValidationError, match=r"chatter: lower down_c or raise up_c"):
        StagingSpec(up_c=30.0, down_c=29.5)


def test_a_snapshot_brings_stage_and_dwell_back():
    one, other = stages(), stages()
    one.change(0, 50 * S, up=True)
    other.restore(one.snapshot())
    assert (other.stage, other.since_us) == ([1], [50 * S])


def test_levels_can_be_aimed_elsewhere_but_not_close_together():
    one = stages(stage=1)
    one.aim(0, 35.0, 20.0)
    assert one.next_crossing(0, 0, approach_response(25.0, 34.0, 50.0)) is None
    assert one.next_crossing(0, 0, Response(25.0, 0.1, (), ())).t_us == pytest.approx(
        100 * S, abs=1
    )
    with pytest.raises(AssertionError, match="chatter"):
        one.aim(0, 30.0, 29.5)
