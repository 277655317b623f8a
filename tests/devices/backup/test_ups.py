"""Uninterruptible supplies as stories: loss, return, locks, overload; and their laws."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.backup.running import run_to
from twin.devices.backup.ups import UpsUnits
from twin.devices.backup.ups_spec import (
    BATTERY,
    BYPASS,
    DROPPED,
    ECO,
    LOCKED,
    LOCKED_OUT,
    ONLINE,
    WALK_IN,
    UpsSpec,
    ride_through_s,
    usable_j,
)

S = 1_000_000
MIN = 60 * S


def one(load_w=500e3, **spec):
    units = UpsUnits([UpsSpec(**{"rated_kw": 1000.0, "battery_kwh": 100.0, **spec})], 0)
    units.set_load(0, 0, load_w)
    return units


def dip(units, t_us, width_us=S // 10):
    """A sag to 60 % of the voltage."""
    units.set_input(0, t_us, 0.6)
    run_to(units, t_us + width_us, t_us)
    units.set_input(0, t_us + width_us, 1.0)


class TestRideThrough:
    def test_the_battery_carries_the_load_for_energy_over_power(self):
        units = one(912e3)
        units.set_input(0, 0, 0.0)
        assert (units.state[0], units.is_fed(0)) == (BATTERY, True)
        found = units.next_crossing(0, 0)
        assert (found.limit, found.after_us / S) == ("empty", pytest.approx(300.0, rel=1e-12))
        units.cross(0, found.t_us, "empty")
        assert (units.state[0], units.is_fed(0)) == (DROPPED, False)
        assert units.soc_frac(0, found.t_us) == pytest.approx(0.2, rel=1e-12)
        assert units.flow(0) == (0.0, 0.0, 0.0, 0.0)

    def test_a_change_of_load_moves_the_empty_instant_exactly(self):
        units = one(912e3)
        units.set_input(0, 0, 0.0)
        units.set_load(0, 100 * S, 456e3)
        assert units.next_crossing(0, 100 * S).t_us == pytest.approx(500 * S, abs=1)

    def test_a_sag_inside_the_window_is_not_noticed_and_one_outside_is(self):
        units = one()
        units.set_input(0, 0, 0.86)
        assert units.state[0] == ONLINE
        units.set_input(0, S, 1.11)
        assert units.state[0] == BATTERY

    def test_a_dropped_one_comes_back_with_its_input(self):
        units = one()
        units.set_input(0, 0, 0.0)
        run_to(units, 20 * MIN)
        units.set_input(0, 20 * MIN, 1.0)
        assert run_to(units, 20 * MIN + 10 * S, 20 * MIN) == [("input_qualified", 1210 * S)]
        assert units.state[0] == ONLINE


class TestReturn:
    def test_the_input_is_qualified_then_walked_in_then_recharges(self):
        units = one()
        units.set_input(0, 0, 0.0)
        units.set_input(0, 60 * S, 1.0)
        seen = run_to(units, 24 * 60 * MIN, 60 * S)
        assert seen[0] == ("input_qualified", 70 * S)
        assert [at for what, at in seen if what == "walked_in"] == [
            70 * S + n * 1_500_000 for n in range(1, 11)
        ]
        drained_j = (70 + 7.5) * 500e3 / 0.95
        full_us = 85 * S + drained_j / (0.95 * 100e3) * S
        assert seen[-1] == ("full", pytest.approx(full_us, abs=2))
        assert units.soc_frac(0, seen[-1][1]) == 1.0

    def test_a_second_loss_starts_the_wait_anew(self):
        units = one()
        units.set_input(0, 0, 0.0)
        units.set_input(0, 5 * S, 1.0)
        units.set_input(0, 12 * S, 0.0)
        assert units.next_crossing(0, 12 * S).limit == "empty"
        units.set_input(0, 20 * S, 1.0)
        assert units.next_crossing(0, 20 * S).t_us == 30 * S

    def test_a_loss_during_the_walk_in_goes_back_to_battery(self):
        units = one()
        dip(units, 0)
        run_to(units, 12 * S, S)
        assert units.state[0] == WALK_IN
        units.set_input(0, 12 * S, 0.0)
        assert (units.state[0], units.flow(0).input_w) == (BATTERY, 0.0)

    def test_a_battery_that_runs_empty_while_walked_in_ends_the_walk(self):
        units = one(qualify_s=0.0, walk_in_s=600.0)
        units.set_input(0, 0, 0.0)
        almost_us = round((ride_through_s(units.specs[0], 500e3) - 1.0) * S)
        units.set_input(0, almost_us, 1.0)
        seen = run_to(units, almost_us + MIN, almost_us)
        assert [what for what, _ in seen] == ["input_qualified", "empty"]
        assert (units.state[0], units.is_fed(0)) == (ONLINE, True)


class TestCounter:
    def test_the_third_disturbance_in_a_minute_locks_it_until_a_reset(self):
        units = one(100e3)
        for second in (0, 20, 40):
            dip(units, second * S)
        assert units.state[0] == LOCKED
        assert run_to(units, 50 * MIN, 41 * S) == [
            ("empty", pytest.approx(40 * S + (2736 - 2 * 10.1) * S, abs=60 * S))
        ]
        assert (units.state[0], units.is_fed(0)) == (LOCKED_OUT, False)
        assert units.next_crossing(0, 50 * MIN) is None
        units.reset(0, 50 * MIN)
        assert [what for what, _ in run_to(units, 51 * MIN, 50 * MIN)] == ["input_qualified"]
        assert units.state[0] == ONLINE

    def test_a_reset_in_time_walks_back_without_a_gap(self):
        units = one(100e3)
        for second in (0, 20, 40):
            dip(units, second * S)
        units.reset(0, 5 * MIN)
        assert (units.state[0], units.disturbed_us[0]) == (BATTERY, [])
        assert units.next_crossing(0, 5 * MIN).t_us == 5 * MIN
        run_to(units, 6 * MIN, 5 * MIN)
        assert units.state[0] == ONLINE

    @pytest.mark.parametrize(("last_us", "state"), [(60 * S - 1, LOCKED), (60 * S, BATTERY)])
    def test_the_window_slides(self, last_us, state):
        units = one(100e3)
        dip(units, 0)
        dip(units, 30 * S)
        run_to(units, last_us, 31 * S)
        units.set_input(0, last_us, 0.0)
        assert units.state[0] == state

    def test_a_count_of_zero_never_locks(self):
        units = one(100e3, disturbances_count=0)
        for second in range(20):
            dip(units, second * S)
        assert units.state[0] == BATTERY


class TestWishes:
    def test_eco_mode_saves_loss_and_goes_to_battery_on_a_sag(self):
        units = one()
        before_w = units.flow(0).loss_w
        units.set_eco(0, 0, on=True)
        assert units.state[0] == ECO
        assert units.flow(0).loss_w < before_w
        dip(units, S)
        assert units.state[0] == BATTERY
        run_to(units, 5 * MIN, 2 * S)
        assert units.state[0] == ECO

    def test_the_bypass_is_dark_with_its_input_and_counts_nothing(self):
        units = one()
        units.set_bypass(0, 0, on=True)
        units.set_input(0, S, 0.0)
        assert (units.state[0], units.is_fed(0), units.flow(0).output_w) == (BYPASS, False, 0.0)
        assert units.disturbed_us[0] == []
        units.set_bypass(0, 2 * S, on=False)
        assert (units.state[0], units.is_fed(0)) == (BATTERY, True)


class TestOverload:
    def test_the_bypass_takes_over_when_the_time_is_up_and_gives_back(self):
        units = one(1.2e6)
        found = units.next_crossing(0, 0)
        assert (found.limit, found.t_us) == ("overloaded", 600 * S)
        units.cross(0, found.t_us, found.limit)
        assert (units.state[0], units.is_fed(0)) == (BYPASS, True)
        units.set_load(0, 700 * S, 0.9e6)
        assert units.state[0] == ONLINE

    def test_two_overloads_add_up_and_a_rest_takes_off(self):
        units = one(1.2e6)
        units.set_load(0, 300 * S, 1.4e6)
        assert units.next_crossing(0, 300 * S).t_us == 330 * S
        units.set_load(0, 300 * S, 0.5e6)
        assert units.wear_at_frac(0, 360 * S) == pytest.approx(0.4, rel=1e-12)
        assert units.wear_at_frac(0, 900 * S) == 0.0

    def test_on_battery_the_output_drops(self):
        units = one(1.4e6)
        units.set_input(0, 0, 0.0)
        assert run_to(units, 2 * MIN) == [("overloaded", 60 * S)]
        assert (units.state[0], units.is_fed(0)) == (DROPPED, False)


acts = st.one_of(
    st.tuples(st.just("set_input"), st.sampled_from([0.0, 0.7, 0.9, 1.0])),
    st.tuples(st.just("set_load"), st.floats(0.0, 1.7e6)),
    st.tuples(st.sampled_from(["set_eco", "set_bypass"]), st.booleans()),
    st.tuples(st.just("reset"), st.none()),
)
histories = st.lists(st.tuples(acts, st.integers(0, 10 * MIN)), max_size=12)


def act(units, t_us, what, value):
    if what == "reset":
        units.reset(0, t_us)
    elif what in ("set_eco", "set_bypass"):
        getattr(units, what)(0, t_us, on=value)
    else:
        getattr(units, what)(0, t_us, value)


@given(histories)
def test_whatever_happens_energy_closes_and_no_output_lacks_a_source(history):
    units, now = one(), 0
    start_j = usable_j(units.specs[0])
    for (what, value), wait in history:
        act(units, now, what, value)
        crossed = len(run_to(units, now + wait, now))
        now += wait
        flow, stored_j = units.flow(0), units.stored_at_j(0, now)
        assert 0.2 - 1e-12 <= units.soc_frac(0, now) <= 1.0
        assert flow.output_w in (0.0, units.load_w[0])
        if flow.output_w > 0.0:
            assert flow.input_w >= flow.output_w or flow.net_battery_w < 0.0
        if not units.is_good(0):
            assert flow.input_w == 0.0
        input_j, output_j, lost_j = units.metered_j(0, now)
        slack_j = 10.0 * (crossed + 1) * len(history)
        assert stored_j - start_j == pytest.approx(
            input_j - output_j - lost_j, rel=1e-9, abs=slack_j
        )


@given(histories, st.lists(st.integers(0, 60 * MIN), max_size=5))
def test_snapshots_taken_anywhere_change_nothing(history, cuts):
    """Saved and restored after each act, it goes on as if it had not been."""
    kept, now = one(), 0
    for (what, value), wait in history:
        other = one()
        other.restore(json.loads(json.dumps(kept.snapshot())))
        for units in (kept, other):
            act(units, now, what, value)
        assert run_to(kept, now + wait, now) == run_to(other, now + wait, now)
        now += wait
        assert kept.snapshot() == other.snapshot()
        kept = other


@given(st.floats(1e4, 1e6), st.lists(st.integers(1, 5 * MIN), max_size=6))
def test_cutting_a_discharge_changes_nothing_but_rounding(load_w, cuts):
    whole, cut, now = one(load_w), one(load_w), 0
    for units in (whole, cut):
        units.set_input(0, 0, 0.0)
    for instant in sorted(cuts):
        run_to(cut, instant, now)
        now = instant
        cut.set_load(0, now, 0.0)
        cut.set_load(0, now, load_w)
    end = 5 * MIN
    run_to(whole, end)
    run_to(cut, end, now)
    assert cut.stored_at_j(0, end) == pytest.approx(whole.stored_at_j(0, end), rel=1e-9, abs=2.0)
    # An empty battery fires at the next whole microsecond, and a microsecond of 1 MW is a joule.
    assert cut.metered_j(0, end) == pytest.approx(whole.metered_j(0, end), rel=1e-9, abs=2.0)
