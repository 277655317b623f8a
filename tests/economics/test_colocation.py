"""Rent of critical power: escalator, take-or-pay, credits, lateness, prepayment (E16)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.colocation import (
    ColoContract,
    Use,
    late_damages_usd,
    may_terminate,
    prepayment_usd,
    rent_month,
    term_rent_usd,
)

HALL = ColoContract(
    it_kw=10_000.0,
    usd_per_kw_month=150.0,
    credit_table=((0.99999, 0.0), (0.9999, 0.02), (0.999, 0.05), (0.99, 0.15), (0.0, 0.5)),
    late_ld_usd_per_kw_day=3.0,
)
contracts = st.builds(
    ColoContract,
    it_kw=st.floats(100.0, 1e5),
    usd_per_kw_month=st.floats(50.0, 300.0),
    escalator_frac=st.floats(0.0, 0.1),
    term_years=st.floats(0.1, 20.0),
    take_or_pay_frac=st.floats(0.0, 1.0),
    prepay_frac=st.floats(0.0, 0.5),
)


def test_ten_megawatts_at_150_usd_are_1_5_million_a_month_e16():
    assert rent_month(HALL, 0).cash_usd == pytest.approx(1.5e6)


def test_first_phase_rent_of_24_9_megawatts_is_3_7_million_a_month_finding_1():
    whole = replace(HALL, it_kw=24_900.0)
    assert rent_month(whole, 0).rent_usd == pytest.approx(3.7e6, rel=0.01)


@pytest.mark.parametrize(("month", "ratio"), [(0, 1.0), (11, 1.0), (12, 1.025), (25, 1.025**2)])
def test_rent_steps_up_once_a_year(month, ratio):
    assert rent_month(HALL, month).rent_usd == pytest.approx(1.5e6 * ratio)


@given(contract=contracts, used=st.floats(0.0, 1.0), month=st.integers(0, 300))
def test_take_or_pay_is_a_floor(contract, used, month):
    found = rent_month(contract, month, Use(used_frac=used)).rent_usd
    full = rent_month(replace(contract, take_or_pay_frac=1.0), month).rent_usd
    assert found == pytest.approx(full * max(contract.take_or_pay_frac, used))


@given(contract=contracts, month=st.sampled_from([-1, 240, 1_000]))
def test_outside_the_term_nothing_is_paid(contract, month):
    found = rent_month(contract, month, Use(power_cost_usd=100.0))
    assert (found.cash_usd, found.energy_usd) == (0.0, 0.0)


@given(contract=contracts)
def test_a_prepayment_moves_money_and_makes_none(contract):
    least = Use(used_frac=0.0)
    months = [rent_month(contract, month, least) for month in range(241)]
    cash = prepayment_usd(contract) + sum(one.cash_usd for one in months)
    assert cash == pytest.approx(term_rent_usd(contract), rel=1e-9)
    assert sum(one.prepaid_usd for one in months) == pytest.approx(prepayment_usd(contract))


@given(contract=contracts)
def test_a_term_without_growth_is_its_length_at_its_price(contract):
    flat = replace(contract, escalator_frac=0.0)
    expected = flat.it_kw * flat.usd_per_kw_month * flat.term_months * flat.take_or_pay_frac
    assert term_rent_usd(flat) == pytest.approx(expected)


def test_an_outage_gives_a_step_of_the_month_back():
    month = rent_month(HALL, 0, Use(availability_frac=0.9995))
    assert (month.credit_usd, month.earned_usd) == pytest.approx((75e3, 1.425e6))


def test_power_is_passed_through_where_the_contract_says_so():
    use = Use(power_cost_usd=300e3)
    assert rent_month(HALL, 0, use).earned_usd == pytest.approx(1.8e6)
    gross = replace(HALL, power_pass_through=False)
    assert rent_month(gross, 0, use).earned_usd == pytest.approx(1.5e6)


@pytest.mark.parametrize(
    ("late_days", "usd", "free"),
    [(0.0, 0.0, False), (30.0, 0.0, False), (60.0, 0.9e6, False), (180.0, 4.5e6, False),
     (181.0, 4.5e6, True)],
)  # fmt: skip
def test_damages_run_from_the_grace_to_the_day_the_tenant_may_go(late_days, usd, free):
    assert late_damages_usd(HALL, late_days) == pytest.approx(usd)
    assert may_terminate(HALL, late_days) is free


@given(early=st.floats(-100.0, 400.0), later=st.floats(0.0, 400.0))
def test_a_later_start_never_owes_less(early, later):
    assert late_damages_usd(HALL, early) <= late_damages_usd(HALL, early + later)
