"""The demand charge: the month's highest interval, and the ratchet that remembers (E13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import QUARTER_US, at_us, interval, meters
from twin.economics.demand import DemandCharge, demand_bills, monthly_peaks_kw
from twin.economics.months import Month

AT_3 = DemandCharge(demand_usd_per_kw_mo=3.0)
MONTHS = [Month(2027, 1).after(n) for n in range(24)]
peaks = st.lists(st.floats(0.0, 1e5), min_size=1, max_size=24).map(
    lambda kw: dict(zip(MONTHS, kw, strict=False))
)
ratchets = st.builds(
    DemandCharge,
    demand_usd_per_kw_mo=st.just(3.0),
    ratchet_frac=st.floats(0.0, 1.0),
    ratchet_months_count=st.integers(0, 12),
)


def test_92_mw_at_3_usd_is_276_000_usd_e13():
    metered = [interval(at_us(2027, 1, 5, 17, 15), 92.0), interval(at_us(2027, 1, 6), 40.0)]
    (bill,) = demand_bills(AT_3, monthly_peaks_kw(AT_3, metered, UTC))
    assert bill.charge_usd == pytest.approx(276e3)


def test_thirty_minutes_average_what_fifteen_do_not():
    start_us = at_us(2027, 1, 5, 17)
    metered = [interval(start_us, 92.0), interval(start_us + QUARTER_US, 40.0)]
    half = replace(AT_3, interval_min=30.0)
    assert monthly_peaks_kw(AT_3, metered, UTC) == pytest.approx({Month(2027, 1): 92_000.0})
    assert monthly_peaks_kw(half, metered, UTC) == pytest.approx({Month(2027, 1): 66_000.0})


def test_a_month_begins_by_the_clock_of_the_tariff():
    metered = [interval(at_us(2027, 1, 31, 23, 45), 9.0), interval(at_us(2027, 2, 1), 3.0)]
    assert monthly_peaks_kw(AT_3, metered, UTC) == pytest.approx(
        {Month(2027, 1): 9_000.0, Month(2027, 2): 3_000.0}
    )


def test_a_ratchet_bills_80_percent_of_the_last_peak_for_eleven_months_and_no_longer():
    charge = replace(AT_3, ratchet_frac=0.8)
    bills = demand_bills(charge, dict(zip(MONTHS[:13], [100.0] + [10.0] * 12, strict=True)))
    assert [bill.billed_kw for bill in bills] == [100.0] + [80.0] * 11 + [10.0]


def test_a_least_demand_is_billed_in_any_case():
    (bill,) = demand_bills(replace(AT_3, least_kw=50.0), {MONTHS[0]: 7.0})
    assert (bill.peak_kw, bill.billed_kw) == (7.0, 50.0)


@given(charge=ratchets, peaks_kw=peaks)
def test_a_ratchet_never_lowers_a_bill_nor_bills_what_was_never_drawn(charge, peaks_kw):
    for bill in demand_bills(charge, peaks_kw):
        assert bill.peak_kw <= bill.billed_kw <= max(peaks_kw.values())


@given(charge=ratchets, peaks_kw=peaks, more_kw=st.floats(0.0, 1e4))
def test_more_demand_never_costs_less(charge, peaks_kw, more_kw):
    raised = {month: kw + more_kw for month, kw in peaks_kw.items()}
    low, high = (demand_bills(charge, kw) for kw in (peaks_kw, raised))
    assert all(a.charge_usd <= b.charge_usd for a, b in zip(low, high, strict=True))


@given(metered=meters())
def test_a_peak_is_at_least_the_average(metered):
    found = monthly_peaks_kw(AT_3, metered, UTC)
    average_mw = sum(one.energy_mwh for one in metered) / sum(one.span_h for one in metered)
    assert max(found.values()) >= average_mw * 1e3 * (1 - 1e-12)
