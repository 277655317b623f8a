"""Chillers over time: off without voltage, back after their restart, meters that add up."""

from __future__ import annotations

import pytest

from twin.devices.cooling.chiller import RESTARTED, Chillers
from twin.devices.cooling.chiller_curves import ChillerSpec

S = 1_000_000
MIN = 60 * S


def chillers(**more):
    one = Chillers([ChillerSpec(rated_kw=1000.0, **more)], 0, 6.67, 29.4)
    one.set_demand(0, 0, 5e5)
    return one


def test_without_voltage_it_takes_and_draws_nothing():
    one = chillers()
    one.power_off(0, 10 * S)
    assert (one.now[0].cooled_w, one.now[0].power_w, one.available_w(0)) == (0.0, 0.0, 0.0)
    assert one.next_crossing(0, 10 * S) is None


@pytest.mark.parametrize(("restart_min", "back_us"), [(5.0, 8 * MIN), (1.5, 4 * MIN + 30 * S)])
def test_it_runs_again_after_its_restart_time(restart_min, back_us):
    one = chillers(restart_min=restart_min)
    one.power_off(0, 1 * MIN)
    one.power_on(0, 3 * MIN)
    one.power_on(0, 4 * MIN)
    found = one.next_crossing(0, 4 * MIN)
    assert (found.limit, found.t_us) == (RESTARTED, back_us)
    one.restart(0, found.t_us)
    assert one.now[0].cooled_w == 5e5
    assert one.next_crossing(0, found.t_us) is None


def test_a_second_loss_starts_the_wait_anew():
    one = chillers()
    one.power_off(0, 0)
    one.power_on(0, 1 * MIN)
    one.power_off(0, 2 * MIN)
    one.power_on(0, 3 * MIN)
    assert one.next_crossing(0, 3 * MIN).t_us == 8 * MIN


def test_meters_add_what_each_operation_took():
    one = chillers()
    before = one.now[0]
    one.set_demand(0, 10 * S, 2e5)
    after = one.now[0]
    one.set_demand(0, 12 * S, 2e5)
    assert one.anchor_us == [10 * S]
    assert one.energy_at_j(0, 15 * S) == pytest.approx(before.power_w * 10 + after.power_w * 5)
    assert one.cooled_at_j(0, 15 * S) == pytest.approx(5e5 * 10 + 2e5 * 5)


def test_its_curves_are_read_where_it_is_told():
    one = chillers()
    one.set_temperatures(0, 0, 6.67, 35.0)
    one.set_demand(0, 0, 5e6)
    assert one.now[0].cop_ratio == pytest.approx(4.8136, abs=1e-4)


def test_a_snapshot_brings_a_restart_under_way_back():
    one, other = chillers(), chillers()
    one.power_off(0, 0)
    one.power_on(0, 1 * MIN)
    other.restore(one.snapshot())
    assert other.next_crossing(0, 1 * MIN).t_us == 6 * MIN
    assert other.now[0].power_w == 0.0


@pytest.mark.parametrize(("gap_us", "held"), [(S // 10, True), (S // 5, True), (S // 5 + 1, False)])
def test_a_gap_that_its_control_holds_costs_no_restart(gap_us, held):
    one = chillers(hold_through_s=0.2)
    one.power_off(0, 1 * MIN)
    assert one.now[0].power_w == 0.0
    one.power_on(0, 1 * MIN + gap_us)
    assert one.running == [held]
    waits = one.next_crossing(0, 1 * MIN + gap_us)
    assert (waits is None) == held
    assert held or waits.t_us == 6 * MIN + gap_us


def test_a_short_gap_in_a_restart_neither_shortens_nor_lengthens_it():
    one = chillers(hold_through_s=1.0)
    one.power_off(0, 0)
    one.power_on(0, 1 * MIN)
    one.power_off(0, 2 * MIN)
    one.power_on(0, 2 * MIN + S)
    assert one.next_crossing(0, 2 * MIN + S).t_us == 6 * MIN
