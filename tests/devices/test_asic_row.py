"""Rows of miners: stages, timers, heat, counts and what they draw."""

from __future__ import annotations

import pytest

from tests.devices.rows import S19, S21, S, hashing, settle
from twin.devices.asic_power import failure_ratio
from twin.devices.asic_row import AsicRows


def test_a_cold_row_boots_tunes_and_hashes():
    rows = AsicRows([S21], [500], 0)
    assert rows.power_w == [0.0]
    rows.energise(0, 0)
    assert rows.power_w[0] == pytest.approx(500 * 350.0)
    assert settle(rows) == [(120 * S, "tune"), (540 * S, "hash")]
    assert rows.power_w[0] == pytest.approx(500 * 3500.0)
    assert rows.hash_th_per_s[0] == 100_000.0


def test_a_row_without_supply_draws_nothing_at_once_and_must_boot_again():
    rows = hashing()
    rows.de_energise(0, 10 * S)
    assert (rows.power_w[0], rows.hash_th_per_s[0], rows.next_due(0)) == (0.0, 0.0, None)
    rows.energise(0, 20 * S)
    assert rows.stage_name(0) == "boot"


def test_curtailment_takes_shed_time_and_return_takes_wake_time():
    rows = hashing()
    full = rows.power_w[0]
    rows.curtail(0, 100 * S)
    assert rows.power_w[0] == full
    assert settle(rows) == [(105 * S, "sleep")]
    assert rows.power_w[0] == 500 * 25.0
    rows.wake(0, 200 * S)
    assert settle(rows) == [(210 * S, "hash")]
    assert rows.power_w[0] == full


def test_a_curtailment_taken_back_in_time_never_happened():
    rows = hashing()
    rows.curtail(0, 100 * S)
    rows.wake(0, 103 * S)
    assert rows.next_due(0) is None
    assert rows.stage_name(0) == "hash"


def test_a_row_asked_to_sleep_while_booting_sleeps_after_boot():
    rows = AsicRows([S21], [1], 0)
    rows.energise(0, 0)
    rows.curtail(0, 30 * S)
    assert settle(rows) == [(120 * S, "sleep")]


def test_a_row_curtailed_in_tuning_and_returned_in_time_tunes_on():
    rows = AsicRows([S21], [1], 0)
    rows.energise(0, 0)
    rows.step(0, 120 * S)
    rows.curtail(0, 200 * S)
    rows.wake(0, 202 * S)
    assert settle(rows) == [(540 * S, "hash")]


def test_the_wish_to_sleep_outlives_an_outage():
    rows = hashing()
    rows.curtail(0, 0)
    rows.de_energise(0, 2 * S)
    rows.energise(0, 10 * S)
    assert [name for _, name in settle(rows)] == ["sleep"]


def test_a_stage_never_steps_before_its_time():
    rows = AsicRows([S21], [1], 0)
    rows.energise(0, 0)
    assert rows.step(0, 120 * S - 1) == rows.stage[0]
    assert rows.stage_name(0) == "boot"


@pytest.mark.parametrize(
    ("inlets", "stages"),
    [
        ([39.9], []),
        ([40.0], ["throttle"]),
        ([41.0, 38.1], ["throttle"]),
        ([41.0, 38.0], ["throttle", "hash"]),
        ([41.0, 47.0], ["throttle", "held"]),
        ([48.0], ["held"]),
        ([48.0, 40.1], ["held"]),
        ([48.0, 40.0], ["held", "boot"]),
        ([-20.0], []),
    ],
)
def test_heat_slows_stops_and_releases_with_hysteresis(inlets, stages):
    rows = hashing()
    seen = []
    for hour, inlet_c in enumerate(inlets, start=1):
        now = hour * S
        rows.set_inlet(0, now, inlet_c)
        seen += [name for _, name in settle(rows, until_us=now + 1)]
    assert seen == stages


def test_a_heat_wave_between_two_thresholds_moves_a_row_at_most_once():
    rows = hashing()
    changes = 0
    for hour in range(1, 50):
        rows.set_inlet(0, hour * 3600 * S, 39.0 + hour % 2 * 0.9)
        changes += len(settle(rows, until_us=hour * 3600 * S + 1))
    assert changes == 0


def test_a_row_too_cold_to_start_waits_for_warmth():
    rows = AsicRows([S21], [10], 0, inlet_c=-15.0)
    rows.energise(0, 0)
    assert rows.stage_name(0) == "held"
    assert rows.next_due(0) is None
    rows.set_inlet(0, 5 * S, -9.0)
    assert settle(rows, until_us=6 * S) == [(5 * S, "boot")]


def test_an_inlet_that_returns_at_the_same_instant_changes_nothing():
    rows = AsicRows([S21], [1], 0)
    rows.energise(0, 0)
    rows.set_inlet(0, 10 * S, 50.0)
    rows.set_inlet(0, 10 * S, 25.0)
    assert rows.next_due(0) == 120 * S


def test_ambient_reaches_every_row_with_its_own_rise():
    rows = hashing(specs=(S21, S19.model_copy(update={"inlet_rise_k": 4.0})))
    rows.set_ambient(0, 30.0)
    assert rows.inlet_c == [31.7, 34.0]


def test_a_lost_board_takes_a_third_of_one_machine():
    rows = hashing(count=10)
    full_w, full_th = rows.power_w[0], rows.hash_th_per_s[0]
    rows.fail_board(0, 0)
    assert rows.power_w[0] == pytest.approx(full_w * (10 - 1 / 3) / 10)
    assert rows.hash_th_per_s[0] == pytest.approx(full_th * (10 - 1 / 3) / 10)
    rows.repair_board(0, S)
    assert rows.power_w[0] == full_w


def test_a_dead_machine_draws_nothing():
    rows = hashing(count=10)
    rows.fail_machine(0, 0)
    assert rows.power_w[0] == pytest.approx(9 * 3500.0)
    rows.repair_machine(0, S)
    assert rows.power_w[0] == pytest.approx(10 * 3500.0)


def test_hazard_counts_healthy_machines_at_their_heat():
    rows = hashing(count=100)
    year_s = 8760 * 3600.0
    assert rows.hazard_per_s(0) == pytest.approx(100 * 0.05 / year_s)
    rows.fail_machine(0, 0)
    rows.fail_board(0, 0)
    rows.set_inlet(0, 0, 35.0)
    hotter = failure_ratio(S21, rows.settled_c(0))
    assert rows.hazard_per_s(0) == pytest.approx(98 * 0.05 / year_s * hotter)
    assert hotter > 2.0
    rows.de_energise(0, 0)
    assert rows.hazard_per_s(0) == 0.0


def test_a_power_mode_takes_hold_at_once():
    rows = hashing(count=1)
    rows.set_mode(0, 0, 0.5)
    assert rows.hash_th_per_s[0] == 100.0
    assert rows.power_w[0] < 3500.0 * 0.325411


def test_hashes_and_energy_are_exact_over_a_day():
    rows = hashing(count=100)
    base_j, base_th = rows.energy_at_j(0, 0), rows.hashes_at_th(0, 0)
    rows.set_mode(0, 6 * 3600 * S, 0.8)
    at_mode_w, at_mode_th = rows.power_w[0], rows.hash_th_per_s[0]
    day = 24 * 3600 * S
    assert rows.energy_at_j(0, day) - base_j == pytest.approx(
        350e3 * 21_600 + at_mode_w * 64_800, rel=1e-12
    )
    assert rows.hashes_at_th(0, day) - base_th == pytest.approx(
        2e4 * 21_600 + at_mode_th * 64_800, rel=1e-12
    )


def test_the_board_approaches_its_settled_temperature():
    rows = hashing(count=1)
    rows.set_inlet(0, 0, 35.0)
    settled = rows.settled_c(0)
    tau_us = round(90e6 / (1 - 0.003 * 42.5))
    start = rows.board_at_c(0, 0)
    assert start == pytest.approx(67.5, abs=1e-6)
    assert (settled - rows.board_at_c(0, tau_us)) / (settled - start) == pytest.approx(
        0.36788, abs=1e-5
    )
    assert rows.board_at_c(0, 3600 * S) == pytest.approx(settled)


def test_billing_the_settled_draw_errs_less_than_the_stated_bound():
    rows = AsicRows([S21], [1], 0)
    rows.energise(0, 0)
    settle(rows)
    t0, t1, steps = 540 * S, 3600 * S, 20_000
    span_s = (t1 - t0) / S / steps
    true_j = sum(
        3500.0 * (1 + 0.003 * (rows.board_at_c(0, t0 + (t1 - t0) * k // steps) - 67.5)) * span_s
        for k in range(steps)
    )
    billed_j = rows.energy_at_j(0, t1) - rows.energy_at_j(0, t0)
    off_j = abs(rows.board_at_c(0, t0) - rows.settled_c(0)) * 0.003 * 3500.0 * 90 / (1 - 0.1275)
    assert abs(billed_j - true_j) <= off_j * 1.01
    assert off_j < 50e3
