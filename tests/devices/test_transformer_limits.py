"""Searches for limits and stages on given responses."""

from __future__ import annotations

from math import inf

import pytest

from twin.devices.transformer_limits import (
    STAGE_DOWN,
    STAGE_UP,
    limit_crossing,
    stage_crossing,
    waits_for_rise,
)
from twin.devices.transformer_parameters import THERMAL_SETS, Limit, Stage
from twin.kernel import Response

ONAF = THERMAL_SETS["onaf"]
STAGES = (
    Stage(15e6, 2.16, ONAF, False, inf, inf, 7.0),
    Stage(25e6, 6.0, ONAF, False, 60.0, 75.0, 7.0),
)


def limit(reports="both", reset_c=95.0):
    return Limit("alarm", True, 100.0, reset_c, False, reports)


def warming(start_c, target_c, tau_s=1000.0):
    return Response(start_c, 0.0, (start_c - target_c,), (1.0 / tau_s,))


def test_a_limit_waits_for_a_rise_then_for_a_fall():
    assert waits_for_rise(limit(), latched=False)
    assert not waits_for_rise(limit(), latched=True)
    assert not waits_for_rise(limit("falling"), latched=False)


def test_an_unlatched_limit_is_met_from_below():
    found = limit_crossing(limit(), warming(80.0, 120.0), latched=False, horizon_s=inf)
    assert (found.limit, found.direction) == ("alarm", "rising")
    assert warming(80.0, 120.0).at(found.after_s) == pytest.approx(100.0, abs=1e-9)


def test_a_latched_limit_clears_at_its_reset():
    found = limit_crossing(limit(), warming(120.0, 60.0), latched=True, horizon_s=inf)
    assert found.direction == "falling"
    assert warming(120.0, 60.0).at(found.after_s) == pytest.approx(95.0, abs=1e-9)


def test_past_the_horizon_nothing_is_found():
    assert limit_crossing(limit(), warming(80.0, 120.0), latched=False, horizon_s=10.0) is None
    assert limit_crossing(limit(), warming(80.0, 120.0), latched=False, horizon_s=-1.0) is None


def test_a_one_way_limit_that_fired_waits_for_the_way_back():
    hump = Response(101.0, 0.0, (40.0, -40.0), (1 / 1000.0, 1 / 300.0))
    falling_first = Response(101.0, 0.0, (30.0, -40.0), (1 / 300.0, 1 / 1000.0))
    once = limit("rising", reset_c=100.0)
    assert limit_crossing(once, hump, latched=True, horizon_s=inf) is None
    again = limit_crossing(once, falling_first, latched=True, horizon_s=inf)
    assert again.direction == "rising"
    assert falling_first.at(again.after_s) == pytest.approx(100.0, abs=1e-9)
    assert again.after_s > 30.0


def test_a_reading_that_stands_on_its_level_is_not_past_it():
    on = warming(100.0 + 1e-12, 120.0)
    assert limit_crossing(limit(reset_c=100.0), on, latched=True, horizon_s=inf) is None


def test_either_reading_calls_the_next_stage():
    oil, hot = warming(50.0, 58.0), warming(60.0, 90.0, 400.0)
    found = stage_crossing(STAGES, 0, oil, hot, inf)
    assert found.limit == STAGE_UP
    assert hot.at(found.after_s) == pytest.approx(75.0, abs=1e-9)


def test_only_both_readings_let_a_stage_go():
    oil, hot = warming(70.0, 40.0, 5000.0), warming(90.0, 45.0, 1000.0)
    found = stage_crossing(STAGES, 1, oil, hot, inf)
    assert found.limit == STAGE_DOWN
    assert oil.at(found.after_s) == pytest.approx(53.0, abs=1e-9)
    assert hot.at(found.after_s) < 68.0


def test_readings_that_take_turns_are_waited_for():
    oil = warming(60.0, 40.0, 1000.0)
    hot = Response(60.0, 0.0, (60.0, -40.0), (1 / 4000.0, 1 / 200.0))
    found = stage_crossing(STAGES, 1, oil, hot, inf)
    assert oil.at(found.after_s) <= 53.0 + 1e-9
    assert hot.at(found.after_s) <= 68.0 + 1e-9


def test_no_stage_is_called_that_is_never_reached():
    assert stage_crossing(STAGES, 0, warming(50.0, 59.0), warming(60.0, 74.0), inf) is None
    assert stage_crossing(STAGES, 1, warming(70.0, 54.0), warming(60.0, 50.0), inf) is None
