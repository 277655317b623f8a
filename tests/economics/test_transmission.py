"""The transmission charge by coincident peaks, whatever their number (E14)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import QUARTER_US, at_us, interval
from tests.economics.points import HASHPRICE_B, S19J_PRO, S21
from twin.economics.bridge import hedged_margins
from twin.economics.transmission import (
    PEAK_MONTHS,
    TransmissionCharge,
    basis_kw,
    own_basis_kw,
    saving_usd_per_year,
    transmission_usd_per_year,
)
from twin.errors import DataError

FOUR = TransmissionCharge(tx_method="4CP")
TWELVE = TransmissionCharge(tx_method="12CP")
NONE = TransmissionCharge(tx_method="none")
TEN_BLOCKS_MW = 10 * (S19J_PRO.metered_mw + S21.metered_mw)
powers = st.floats(0.0, 1e5)


def in_months(charge):
    return [at_us(2027, month, 15, 21, 45) for month in PEAK_MONTHS[charge.tx_method]]


def test_ten_blocks_out_of_every_peak_save_4_17_million_a_year_e14():
    assert pytest.approx(59.6, abs=0.02) == TEN_BLOCKS_MW
    saved = saving_usd_per_year(FOUR, 0.0, TEN_BLOCKS_MW * 1e3)
    assert saved == pytest.approx(4.17e6, rel=1e-3)


def test_calls_cost_a_ninetieth_of_what_they_save_e14():
    call_h = 25 * 3
    margins = hedged_margins((S19J_PRO, S21), HASHPRICE_B, 42.0, call_h)
    cost = 10 * sum(one.margin_usd for one in margins)
    assert call_h * TEN_BLOCKS_MW == pytest.approx(4_470, rel=1e-3)
    assert cost == pytest.approx(46e3, rel=0.02)
    assert saving_usd_per_year(FOUR, 0.0, TEN_BLOCKS_MW * 1e3) / cost == pytest.approx(90, rel=0.02)


@pytest.mark.parametrize("charge", [FOUR, TWELVE], ids=["4CP", "12CP"])
def test_only_demand_in_the_peaks_counts(charge):
    starts_us = in_months(charge)
    metered = [interval(at, 20.0) for at in starts_us]
    metered += [interval(at - QUARTER_US, 99.0) for at in starts_us]
    assert basis_kw(charge, metered, starts_us) == pytest.approx(20_000.0)


@given(kw=st.lists(powers, min_size=4, max_size=4), other=powers)
def test_twelve_peaks_of_which_four_are_the_summers_are_a_third_of_four_and_the_rest(kw, other):
    summer = dict(zip(PEAK_MONTHS["4CP"], kw, strict=True))
    twelve = [
        interval(at, summer.get(month, other) / 1e3)
        for month, at in zip(PEAK_MONTHS["12CP"], in_months(TWELVE), strict=True)
    ]
    four_kw = basis_kw(FOUR, twelve, in_months(FOUR))
    assert four_kw == pytest.approx(sum(kw) / 4, rel=1e-9, abs=1e-6)
    assert basis_kw(TWELVE, twelve, in_months(TWELVE)) == pytest.approx(
        four_kw / 3 + other * 2 / 3, rel=1e-9, abs=1e-6
    )


def test_a_peak_of_thirty_minutes_averages_two_quarters():
    half = replace(FOUR, tx_interval_min=30.0)
    starts_us = [at_us(2027, month, 15, 21, 30) for month in PEAK_MONTHS["4CP"]]
    metered = [interval(at + QUARTER_US, 20.0) for at in starts_us]
    assert basis_kw(half, metered, starts_us) == pytest.approx(10_000.0)


@given(basis=powers, more=powers, f=st.floats(0.0, 1.0))
def test_a_minimum_bill_removes_its_fraction_of_the_saving(basis, more, f):
    floor = replace(FOUR, tx_min_bill_frac=f)
    assert saving_usd_per_year(floor, basis, basis + more) == pytest.approx(
        (1.0 - f) * saving_usd_per_year(FOUR, basis, basis + more), rel=1e-6, abs=1e-3
    )


@given(low=powers, high=powers, reference=powers, f=st.floats(0.0, 1.0))
def test_more_demand_in_the_peaks_never_costs_less(low, high, reference, f):
    low, high = sorted((low, high))
    floor = replace(TWELVE, tx_min_bill_frac=f)
    at_low, at_high = (transmission_usd_per_year(floor, kw, reference) for kw in (low, high))
    assert at_low <= at_high * (1 + 1e-12)


def test_without_a_method_nothing_is_owed():
    assert NONE.peaks is None
    assert basis_kw(NONE, [interval(0, 90.0)], []) == 0.0
    assert transmission_usd_per_year(NONE, 9e4) == 0.0
    assert saving_usd_per_year(NONE, 0.0, 9e4) == 0.0


def test_peaks_that_no_such_charge_has_are_refused():
    with pytest.raises(DataError, match="as many peaks"):
        basis_kw(TWELVE, [], in_months(FOUR))


@given(kw=st.lists(powers, min_size=8, max_size=8))
def test_the_own_basis_is_the_dearest_there_can_be(kw):
    starts_us = in_months(FOUR)
    later_us = [at + 96 * QUARTER_US for at in starts_us]
    metered = [interval(at, one / 1e3) for at, one in zip(starts_us + later_us, kw, strict=True)]
    dearest = own_basis_kw(FOUR, metered)
    assert dearest == pytest.approx(sum(map(max, zip(kw[:4], kw[4:], strict=True))) / 4)
    assert dearest >= basis_kw(FOUR, metered, starts_us) - 1e-6


def test_the_own_basis_of_a_year_cut_short_counts_months_that_were_not_metered_as_nothing():
    assert own_basis_kw(TWELVE, [interval(at_us(2027, 6, 15, 20), 24.0)]) == pytest.approx(2_000.0)
    assert own_basis_kw(NONE, [interval(0, 90.0)]) == 0.0
