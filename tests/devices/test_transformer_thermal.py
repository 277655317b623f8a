"""Temperatures of transformers against published and library values, and case by case."""

from __future__ import annotations

import pytest

from tests.devices.transformers import (
    ANNEX_AMBIENT_C,
    ANNEX_LOAD_PU,
    DAY,
    HOUR,
    IEC_A,
    MIN,
    ROW_8,
    STAGES,
    family,
    temperatures,
)
from twin.devices.transformer_parameters import THERMAL_SETS

coolings = pytest.mark.parametrize("cooling", sorted(THERMAL_SETS))


def annex():
    one = family(IEC_A, ambient_c=ANNEX_AMBIENT_C[0])
    one.settle(0, 0, ANNEX_LOAD_PU[0] * 1e6)
    return one


@pytest.mark.parametrize(
    ("minutes", "top_oil_c", "hot_spot_c"),
    [
        pytest.param(0, 63.909017, 90.522307, id="oracle-1"),
        pytest.param(3, 64.027713, 91.538841, id="oracle-2"),
        pytest.param(30, 68.115607, 116.490686, id="oracle-3"),
        pytest.param(120, 79.049675, 100.635544, id="oracle-4"),
    ],
)
def test_the_annex_profile_is_followed_exactly(minutes, top_oil_c, hot_spot_c):
    one = annex()
    for n in range(1, minutes // 3 + 1):
        one.ambient.set_ambient((n - 1) * 3 * MIN, ANNEX_AMBIENT_C[n])
        one.set_load(0, (n - 1) * 3 * MIN, ANNEX_LOAD_PU[n] * 1e6)
    assert temperatures(one, minutes * MIN) == pytest.approx((top_oil_c, hot_spot_c), abs=1e-6)


def euler_3_min(steps):
    """The difference scheme of the standard: a test helper, another answer than the exact one."""
    k, dt = IEC_A["loss_ratio"], 3.0

    def targets(load_pu):
        rise = 45.0 * ((1 + k * load_pu**2) / (1 + k)) ** 0.8
        return rise, 2.0 * 35.0 * load_pu**1.3, 35.0 * load_pu**1.3

    rise, one, two = targets(ANNEX_LOAD_PU[0])
    oil = ANNEX_AMBIENT_C[0] + rise
    for n in range(1, steps + 1):
        rise, one_to, two_to = targets(ANNEX_LOAD_PU[n])
        oil += dt / (0.5 * 150.0) * (ANNEX_AMBIENT_C[n] + rise - oil)
        one += dt / (2.0 * 7.0) * (one_to - one)
        two += dt / (150.0 / 2.0) * (two_to - two)
    return oil, oil + one - two


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        pytest.param(3, (64.0301, 91.6501), id="oracle-5-3min"),
        pytest.param(120, (79.0605, 99.3183), id="oracle-5-120min"),
    ],
)
def test_the_euler_scheme_of_the_standard_is_another_answer(minutes, expected):
    scheme = euler_3_min(minutes // 3)
    assert scheme == pytest.approx(expected, abs=1e-4)
    one = annex()
    for n in range(1, minutes // 3 + 1):
        one.ambient.set_ambient((n - 1) * 3 * MIN, ANNEX_AMBIENT_C[n])
        one.set_load(0, (n - 1) * 3 * MIN, ANNEX_LOAD_PU[n] * 1e6)
    assert abs(one.hot_spot_c(0, minutes * MIN) - scheme[1]) > 0.1


@pytest.mark.parametrize("oracle", [pytest.param(8, id="oracle-8")])
def test_a_cold_unit_heats_as_the_library_says(oracle):
    one = family(ROW_8, ambient_c=30.0)
    one.set_load(0, 0, 1e6)
    one.set_load(0, 480 * MIN, 1.5e6)
    assert temperatures(one, 480 * MIN) == pytest.approx((89.379410, 111.707994), abs=1e-5)
    assert temperatures(one, 540 * MIN) == pytest.approx((111.014815, 155.716061), abs=1e-5)


@pytest.mark.parametrize("oracle", [pytest.param(9, id="oracle-9")])
def test_a_unit_below_its_rating_heats_as_the_library_says(oracle):
    spec = {"kva": 1500.0, "cooling": "onaf", "loss_ratio": 5.0, "oil_rise_k": 60.0}
    one = family({**spec, "gradient_k": 22.1}, ambient_c=41.0)
    one.set_load(0, 0, 1250e3)
    assert temperatures(one, HOUR) == pytest.approx((67.118076, 91.909164), abs=1e-5)


@pytest.mark.parametrize("steps", [pytest.param(1, id="oracle-51"), 60])
def test_one_step_and_sixty_give_one_hot_spot(steps):
    one = family(ROW_8, ambient_c=25.0)
    one.settle(0, 0, 0.4e6)
    one.set_load(0, 0, 1.2e6)
    for n in range(1, steps):
        one.set_load(0, n * HOUR // steps, 1.3e6)
        one.set_load(0, n * HOUR // steps, 1.2e6)
    assert one.hot_spot_c(0, HOUR) == pytest.approx(108.223145197483, abs=1e-11)


@coolings
def test_an_idle_unit_settles_at_its_no_load_rise_without_gradient(cooling):
    row = THERMAL_SETS[cooling]
    one = family({"mva_max": 1.0, "cooling": cooling}, ambient_c=20.0)
    one.settle(0, 0, 0.0)
    oil_c, hot_c = temperatures(one, 0)
    assert oil_c == pytest.approx(
        20.0 + row.oil_rise_k / (1 + row.loss_ratio) ** row.oil_exponent_ratio, abs=1e-12
    )
    assert hot_c == oil_c


def test_after_a_load_drop_the_raw_hot_spot_dips_below_the_oil_and_people_see_the_oil():
    one = family({"mva_max": 1.0, "cooling": "onan"})
    one.settle(0, 0, 1.5e6)
    one.set_load(0, 0, 0.0)
    dip_k = one.hot_spot_c(0, 58 * MIN) - one.top_oil_c(0, 58 * MIN)
    assert dip_k == pytest.approx(-20.5, abs=0.05)
    assert one.shown_hot_spot_c(0, 58 * MIN) == one.top_oil_c(0, 58 * MIN)


def test_without_voltage_a_unit_cools_to_the_ambient():
    one = family({"mva_max": 1.0, "cooling": "onan"}, ambient_c=20.0)
    one.settle(0, 0, 1e6)
    one.set_energised(0, 0, False)
    assert one.loss_w(0) == 0.0
    one.set_load(0, HOUR, 0.5e6)
    assert temperatures(one, 30 * DAY) == pytest.approx((20.0, 20.0), abs=1e-9)
    one.set_energised(0, 30 * DAY, True)
    assert one.hot_spot_c(0, 31 * DAY) > 40.0


def test_losses_keep_one_base_through_a_stage_change():
    one = family(STAGES)
    one.set_load(0, 0, 20e6)
    before_w = one.loss_w(0)
    one.set_stage(0, HOUR, 2)
    assert one.loss_w(0) == before_w


def test_a_bank_of_equal_units_is_as_warm_as_each_of_them():
    one, bank = family({"kva": 2500.0}), family({"kva": 2500.0, "parallel_count": 3})
    one.set_load(0, 0, 2e6)
    bank.set_load(0, 0, 6e6)
    assert temperatures(one, 5 * HOUR) == pytest.approx(temperatures(bank, 5 * HOUR), abs=1e-12)
    assert bank.loss_w(0) == pytest.approx(3 * one.loss_w(0))


class TestIeee:
    def test_the_oil_time_constant_is_frozen_at_the_last_change_of_load(self):
        spec = {"mva_max": 1.0, "cooling": "ieee_onan"}
        quiet, told = family(spec), family(spec)
        for one in (quiet, told):
            one.settle(0, 0, 0.4e6)
            one.set_load(0, 0, 1.2e6)
        told.set_load(0, HOUR, 1.2e6)
        told.ambient.set_ambient(HOUR, 20.0)
        assert quiet.top_oil_c(0, 3 * HOUR) == told.top_oil_c(0, 3 * HOUR)

    def test_the_correction_is_that_of_clause_seven(self):
        one = family({"mva_max": 1.0, "cooling": "ieee_onan"})
        one.settle(0, 0, 0.4e6)
        one.set_load(0, 0, 1.2e6)
        a, b = one.rise_to_k[0] / 55.0, one.rise_k[0] / 55.0
        tau_s = 210 * 60 * (a - b) / (a ** (1 / 0.8) - b ** (1 / 0.8))
        assert 1.0 / one.oil_rate_per_s[0] == pytest.approx(tau_s, rel=1e-12)

    def test_where_start_and_target_meet_the_correction_has_its_limit(self):
        one = family({"mva_max": 1.0, "cooling": "ieee_onan"})
        one.settle(0, 0, 1e6)
        assert 1.0 / one.oil_rate_per_s[0] == pytest.approx(210 * 60 * 0.8, rel=1e-9)
        one.set_load(0, 0, 1.0000001e6)
        near = one.oil_rate_per_s[0]
        one.set_load(0, 0, 1.00001e6)
        assert one.oil_rate_per_s[0] == pytest.approx(near, rel=1e-4)

    def test_oil_follows_the_ambient_without_lag(self):
        one = family({"mva_max": 1.0, "cooling": "ieee_onaf"}, ambient_c=20.0)
        one.settle(0, 0, 1e6)
        one.ambient.set_ambient(HOUR, 31.0)
        assert one.top_oil_c(0, HOUR) == pytest.approx(31.0 + 55.0, abs=1e-9)

    def test_a_rise_below_the_ambient_counts_as_none(self):
        one = family({"mva_max": 1.0, "cooling": "ieee_onan"})
        one.place(0, 0, -5.0)
        assert 0.0 < one.oil_rate_per_s[0] < 1.0

    def test_without_voltage_it_cools_too(self):
        one = family({"mva_max": 1.0, "cooling": "ieee_onan"}, ambient_c=20.0)
        one.settle(0, 0, 1e6)
        one.set_energised(0, 0, False)
        assert one.top_oil_c(0, 2 * HOUR) < 75.0
        assert one.top_oil_c(0, 300 * DAY) == pytest.approx(20.0, abs=1e-6)
