"""Loans are paid off exactly, sculpted ones at their cover, and covenants say their room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.cashflow import npv_usd, yearly
from twin.economics.debt import (
    Covenants,
    first_breach_index,
    headroom,
    level_service,
    sculpted_service,
)

rates = st.floats(0.0, 0.2)
cash = st.lists(st.floats(-1e5, 1e6), min_size=1, max_size=40)


def test_a_textbook_mortgage_has_its_textbook_payment():
    # 100,000 at 6 % over 30 years of months: 599.55 a month in every table.
    periods = level_service(100_000.0, 0.06, 360, 12)
    assert periods[0].service_usd == pytest.approx(599.55, abs=0.005)
    assert (periods[0].interest_usd, periods[0].principal_usd) == pytest.approx(
        (500.0, 99.55), abs=0.005
    )


@given(principal=st.floats(1e3, 1e9), rate=rates, count=st.integers(1, 360))
def test_a_level_loan_is_paid_off_in_equal_payments(principal, rate, count):
    periods = level_service(principal, rate, count, 12)
    assert periods[-1].closing_usd == pytest.approx(0.0, abs=1e-8 * principal)
    assert sum(one.principal_usd for one in periods) == pytest.approx(principal)
    assert {round(one.service_usd / periods[0].service_usd, 9) for one in periods} == {1.0}


@given(available=cash, cover=st.floats(1.0, 2.0), rate=rates)
def test_a_sculpted_loan_keeps_its_cover_and_is_paid_off(available, cover, rate):
    periods = sculpted_service(available, cover, rate)
    scale = 1e-8 * (1 + sum(map(abs, available))) * 1.2**40
    assert periods[-1].closing_usd == pytest.approx(0.0, abs=scale)
    for period, usd in zip(periods, available, strict=True):
        assert period.service_usd * cover == pytest.approx(max(0.0, usd), abs=1e-6 + 1e-9 * scale)
    paid = yearly([0.0, *(one.service_usd for one in periods)])
    assert npv_usd(paid, rate) == pytest.approx(periods[0].opening_usd, rel=1e-9, abs=1e-6)


def test_headroom_is_what_is_left_of_cover_and_value():
    (period,) = level_service(80.0, 0.0, 1)
    room = headroom(Covenants(dscr_min_ratio=1.25, ltv_max_frac=0.8), period, 110.0, 100.0)
    assert (room.dscr_ratio, room.dscr_headroom_ratio) == pytest.approx((1.375, 0.125))
    assert (room.ltv_frac, room.ltv_headroom_frac) == pytest.approx((0.0, 0.8))
    assert room.is_kept


def test_loan_to_cost_of_80_percent_is_just_allowed_galaxy():
    first, *_ = level_service(1.4e9, 0.0775, 15)
    room = headroom(Covenants(ltv_max_frac=0.8), first, 3e8, 1.75e9)
    assert first.opening_usd / 1.75e9 == pytest.approx(0.80)
    assert 0.0 < room.ltv_headroom_frac < 0.05


@given(usd=st.floats(1.0, 1e6), more=st.floats(0.0, 1e6))
def test_more_cash_never_leaves_less_room(usd, more):
    period = level_service(1e6, 0.08, 15)[3]
    low, high = (headroom(Covenants(), period, cash_usd, 2e6) for cash_usd in (usd, usd + more))
    assert low.dscr_headroom_ratio <= high.dscr_headroom_ratio
    assert low.is_kept <= high.is_kept


def test_the_first_breach_is_the_first_period_that_breaks_either_covenant():
    periods = level_service(1_000.0, 0.08, 4)
    rooms = [
        headroom(Covenants(), period, usd, 2_000.0)
        for period, usd in zip(periods, (400.0, 400.0, 300.0, 400.0), strict=True)
    ]
    assert first_breach_index(rooms) == 2
    assert first_breach_index(rooms[:2]) is None
    low_value = headroom(Covenants(), periods[0], 400.0, 500.0)
    assert not low_value.is_kept


def test_without_service_there_is_no_cover_to_break():
    (period,) = sculpted_service([0.0], 1.25, 0.08)
    room = headroom(Covenants(), period, 0.0, 1.0)
    assert (room.dscr_ratio, room.dscr_headroom_ratio, room.is_kept) == (None, None, True)
