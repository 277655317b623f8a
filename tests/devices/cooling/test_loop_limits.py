"""Nothing that is watched is met unseen, and a limit clears below its band."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.cooling.halls import DAY, FULL_W, S, hall, pair, run_to
from twin.devices.cooling.loop_limits import FANS, HOT, LOOK, WARM

loads = st.floats(0.05, 1.2)
dry_bulbs = st.sampled_from([5.0, 11.0, 25.0, 36.0, 42.0])


@settings(max_examples=60)
@given(dry_bulbs, loads, loads, st.integers(0, 5), st.integers(0, 6), st.booleans())
def test_nothing_watched_is_met_before_the_crossing(dry_bulb, was, load, cdus, coolers, powered):
    one = hall(dry_bulb, was)
    one.set_heat(0, 0, FULL_W[0] * load, FULL_W[1] * load)
    one.set_cdus(0, 0, cdus)
    one.set_coolers(0, 0, coolers)
    one.set_powered(0, 0, powered=powered)
    found = one.next_crossing(0, 0)
    end_us = min(found.t_us if found else DAY, DAY)
    fans = one.stages[FANS]
    for share in range(100 if end_us else 0):
        at_us = end_us * share // 100
        state_c = one.temperatures_c(0, at_us)
        for reading in one.readings(0):
            weighed = map(float.__mul__, reading.weights_frac, state_c)
            at_c = reading.rest_c + sum(weighed)
            for _, level_c, rising in reading.levels:
                assert (at_c - level_c if rising else level_c - at_c) <= 1e-9
        if powered and fans.stage[0] < fans.top[0] and at_us >= fans.since_us[0] + 120 * S:
            assert state_c[1] <= fans.up_c[0] + 1e-9


@pytest.mark.parametrize("expected_s", [pytest.param(93.452192, id="oracle-42")])
def test_a_lost_pump_brings_racks_to_their_stop_as_published(expected_s):
    one = pair()
    assert one.temperatures_c(0, 0)[0] == pytest.approx(39.75, abs=1e-9)
    one.set_cdus(0, 0, 0)
    warm, hot = run_to(one, 100 * S)
    assert (warm.limit, hot.limit) == (WARM, HOT)
    assert (hot.anchor_us + hot.after_us) / S == pytest.approx(expected_s, abs=1e-5)
    assert warm.t_us / S == pytest.approx((50.0 - 39.75) * 5_999_400 / 1.3e6, abs=1e-5)


def test_a_limit_clears_below_its_band_only():
    one = pair()
    one.set_cdus(0, 0, 0)
    warm = run_to(one, 60 * S)[0]
    one.set_cdus(0, 60 * S, 1)
    back = run_to(one, DAY, 60 * S)
    assert [(c.limit, c.direction) for c in back] == [(WARM, "falling")]
    assert warm.direction == "rising"
    assert one.temperatures_c(0, back[0].t_us)[0] == pytest.approx(48.0, abs=1e-6)


def test_hot_air_stops_racks_by_their_class():
    one = hall(30.0)
    one.set_powered(0, 0, powered=False)
    seen = [c for c in run_to(one, 3600 * S) if c.limit.startswith("air")]
    assert [c.limit for c in seen] == ["air_warm", "air_hot"]
    assert one.inlet_c(0, seen[0].t_us) == pytest.approx(35.0, abs=1e-3)
    assert one.inlet_c(0, seen[1].t_us) == pytest.approx(40.0, abs=1e-3)


def test_a_look_comes_when_a_temperature_has_moved_by_the_band():
    one = hall(30.0)
    one.set_heat(0, 0, FULL_W[0], FULL_W[1] * 0.5)
    started_c = one.temperatures_c(0, 0)[2]
    looks = [c for c in run_to(one, DAY) if c.limit == LOOK]
    assert len(looks) == int((started_c - one.temperatures_c(0, DAY)[2]) / 0.5)
    drawn_w, exact = one.power_w[0], hall(30.0)
    exact.set_heat(0, 0, FULL_W[0], FULL_W[1] * 0.5)
    exact.settle(0, 0)
    assert drawn_w == pytest.approx(exact.power_w[0], abs=8e3)


def test_a_plant_at_rest_has_nothing_due():
    assert [hall(db).next_crossing(0, 0) for db in (-15.0, 5.0, 25.0, 42.0)] == [None] * 4


def test_chillers_without_coils_have_no_level_there():
    assert all(level.level_c < inf for level in hall(20.0).readings(0)[0].levels)
