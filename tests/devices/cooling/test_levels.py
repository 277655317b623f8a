"""Levels are met in order, and those out of range are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.devices.contract import soonest
from twin.devices.cooling.levels import Level, lower, may_move, met, moved, upper
from twin.devices.cooling.staging import Stages, StagingSpec
from twin.kernel import Response, approach_response

S = 1_000_000
temperatures = st.floats(0.0, 100.0)


@given(temperatures, temperatures, st.lists(st.tuples(temperatures, st.booleans()), max_size=6))
def test_the_soonest_met_is_the_soonest_of_all(start_c, target_c, wanted):
    levels = [Level(f"at {k}", *one) for k, one in enumerate(wanted)]
    response = approach_response(start_c, target_c, 60.0)
    alone = [one for level in levels for one in met(response, 5, [level])]
    found, expected = soonest(met(response, 5, levels)), soonest(alone)
    assert (found is None) == (expected is None)
    if found:
        assert found.after_us == expected.after_us


@given(temperatures, temperatures, temperatures, st.booleans())
def test_a_level_out_of_range_is_never_met(start_c, target_c, level_c, rising):
    level = Level("any", level_c, rising)
    response = approach_response(start_c, target_c, 60.0)
    if not level.within(min(start_c, target_c), max(start_c, target_c)):
        assert met(response, 0, [level]) == []


def test_limits_clear_inside_their_band():
    assert upper("hot", 50.0, 2.0, passed=False) == Level("hot", 50.0, rising=True)
    assert lower("cold", 20.0, 2.0, passed=False) == Level("cold", 20.0, rising=False)
    assert upper("hot", 50.0, 2.0, passed=True) == Level("hot", 48.0, rising=False)
    assert lower("cold", 20.0, 2.0, passed=True) == Level("cold", 22.0, rising=True)


@pytest.mark.parametrize(
    ("stage", "low_c", "high_c", "may"),
    [(0, 10.0, 29.0, False), (0, 10.0, 31.0, True), (3, 10.0, 50.0, True), (3, 28.0, 50.0, False)],
)
def test_a_stage_may_move_only_where_a_level_is_in_range(stage, low_c, high_c, may):
    stages = Stages([StagingSpec(up_c=30.0, down_c=27.0)], [3], 0)
    stages.place(0, 0, stage)
    assert may_move(stages, 0, low_c, high_c) == may


def test_a_change_of_stage_goes_by_the_name_of_what_is_staged():
    stages = Stages([StagingSpec(up_c=30.0, down_c=27.0)], [3], 0)
    (found,) = moved(stages, 0, "fans", 0, Response(25.0, 1.0, (), ()))
    assert (found.limit, found.direction, found.t_us) == ("fans", "rising", 5 * S)
    assert moved(stages, 0, "fans", 0, Response(25.0, 0.0, (), ())) == []
