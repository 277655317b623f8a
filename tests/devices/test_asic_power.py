"""The power law of a miner against its calibration points and closed forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from twin.devices.asic_power import (
    BOOT,
    HASH,
    HELD,
    OFF,
    SLEEP,
    STAGE_NAMES,
    THROTTLE,
    TUNE,
    AsicSpec,
    calibrated_exponent_ratio,
    failure_ratio,
    mode_of_power_frac,
    mode_power_frac,
    stage_powers,
)

S21 = AsicSpec(model="S21", th_per_s=200.0, power_w=3500.0)
modes = st.floats(0.5, 1.2)
inlets = st.floats(-30.0, 60.0)


def draw_w(one, inlet_c):
    return one.constant_w + one.slope_w_per_k * inlet_c


def settled_c(one, inlet_c):
    return one.board_constant_c + one.board_slope_ratio * inlet_c


@pytest.mark.parametrize(
    ("fixed", "exponent"),
    [
        pytest.param(0.0, 1.7185938, id="45-pure"),
        pytest.param(0.04, 1.7786263, id="45-fixed-share"),
    ],
)
def test_the_exponent_of_a_t21_follows_from_its_two_modes(fixed, exponent):
    found = calibrated_exponent_ratio(fixed, 233.0 / 190.0, 5126.0 / 3610.0)
    assert found == pytest.approx(exponent, abs=1e-6)


@pytest.mark.parametrize(
    ("mode", "power"),
    [
        pytest.param(0.5, 0.325410, id="46-half"),
        pytest.param(0.85, 0.762361, id="46-eco"),
        pytest.param(1.2, 1.360804, id="46-boost"),
    ],
)
def test_the_mode_law_gives_the_published_shares(mode, power):
    assert mode_power_frac(S21, mode) == pytest.approx(power, abs=1e-6)


@given(mode=modes)
def test_the_mode_law_inverts_exactly(mode):
    assert mode_of_power_frac(S21, mode_power_frac(S21, mode)) == pytest.approx(mode, rel=1e-13)


@given(low=modes, high=modes)
def test_power_rises_with_the_mode(low, high):
    low, high = sorted((low, high))
    assert mode_power_frac(S21, low) <= mode_power_frac(S21, high)


def test_efficiency_is_best_inside_and_worse_above():
    spec = S21.model_copy(update={"fixed_share_frac": 0.3})
    per_hash = {h / 100: mode_power_frac(spec, h / 100) / (h / 100) for h in range(30, 121)}
    best = min(per_hash, key=per_hash.__getitem__)
    assert 0.3 < best < 1.2
    rising = [per_hash[h] for h in sorted(per_hash) if h >= best]
    assert rising == sorted(rising)


def test_rated_power_holds_at_the_rated_inlet():
    one = stage_powers(S21, 1.0)[HASH]
    assert draw_w(one, 25.0) == pytest.approx(3500.0, rel=1e-14)
    assert settled_c(one, 25.0) == pytest.approx(67.5, rel=1e-14)
    assert one.hash_th_per_s == 200.0


@given(mode=modes, inlet_c=inlets)
def test_the_settled_draw_solves_leakage_and_board_together(mode, inlet_c):
    one = stage_powers(S21, mode)[HASH]
    power, board = draw_w(one, inlet_c), settled_c(one, inlet_c)
    mode_w = 3500.0 * mode_power_frac(S21, mode)
    assert power == pytest.approx(mode_w * (1 + 0.003 * (board - 67.5)), rel=1e-12)
    assert board == pytest.approx(inlet_c + power * S21.rth_k_per_w, abs=1e-10)


def test_the_settled_draw_is_the_fixed_point_of_the_loop():
    board = 20.0
    for _ in range(200):
        power = 3500.0 * (1 + 0.003 * (board - 67.5))
        board = 38.0 + power * S21.rth_k_per_w
    assert draw_w(stage_powers(S21, 1.0)[HASH], 38.0) == pytest.approx(power, rel=1e-12)


@given(mode=modes, inlet_c=inlets)
def test_stages_draw_in_their_natural_order(mode, inlet_c):
    stages = stage_powers(S21, mode)
    off, held, asleep = (draw_w(stages[stage], inlet_c) for stage in (OFF, HELD, SLEEP))
    slow, full = (draw_w(stages[stage], inlet_c) for stage in (THROTTLE, HASH))
    assert off == 0.0
    assert held == asleep == 25.0
    assert asleep < slow < full
    assert 0.0 < draw_w(stages[TUNE], inlet_c) < full
    assert draw_w(stages[BOOT], inlet_c) == 350.0


def test_throttling_costs_a_tenth_of_the_hashes():
    stages = stage_powers(S21, 1.0)
    assert stages[THROTTLE].hash_th_per_s == pytest.approx(200.0 * 440 / 490, rel=1e-3)


def test_only_mining_stages_hash():
    hashing = [
        name
        for name, one in zip(STAGE_NAMES, stage_powers(S21, 1.0), strict=True)
        if one.hash_th_per_s
    ]
    assert hashing == ["tune", "hash", "throttle"]


def test_leakage_lengthens_the_time_constant():
    stages = stage_powers(S21, 1.0)
    assert stages[HASH].tau_us == pytest.approx(90e6 / (1 - 0.003 * 42.5))
    assert stages[OFF].tau_us == 90e6


def test_failures_double_every_ten_kelvin():
    assert failure_ratio(S21, 67.5) == 1.0
    assert failure_ratio(S21, 87.5) == pytest.approx(4.0)


@pytest.mark.parametrize(
    "fault",
    [
        {"release_c": 39.5},
        {"stop_c": 39.0},
        {"restart_c": 46.5},
        {"min_c": 38.0},
        {"board_failure_frac": 0.9},
        {"repair_min_h": 400.0},
        {"leakage_per_k": 0.02},
        {"leakage_per_k": 0.008, "board_rise_k": 80.0},
        {"power_w": -1.0},
        {"unknown": 1.0},
    ],
)
def test_an_impossible_machine_is_refused(fault):
    with pytest.raises(ValidationError):
        AsicSpec.model_validate({"model": "S21", "th_per_s": 200.0, "power_w": 3500.0} | fault)


def test_every_key_says_what_it_means():
    assert all(field.description for field in AsicSpec.model_fields.values())
