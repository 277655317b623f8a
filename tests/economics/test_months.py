"""Calendar months by a clock: their bounds, their lengths, and spans shared among them."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import at_us
from twin.economics.months import Month, month_of, shares, span_months
from twin.units import US_PER_DAY, US_PER_H

TEXAS = ZoneInfo("America/Chicago")
days = st.integers(0, 30_000)


@given(day=days)
def test_an_instant_lies_in_the_month_its_date_says(day):
    when = date(1970, 1, 1) + timedelta(days=day)
    assert month_of(day * US_PER_DAY, UTC) == (when.year, when.month)


def test_a_month_begins_at_its_own_midnight():
    assert Month(2027, 7).start_us(TEXAS) == at_us(2027, 7, 1, 5)
    assert month_of(at_us(2027, 7, 1, 4, 59), TEXAS) == Month(2027, 6)


def test_march_is_an_hour_short_where_clocks_go_forward():
    length_us = Month(2027, 4).start_us(TEXAS) - Month(2027, 3).start_us(TEXAS)
    assert length_us == 31 * US_PER_DAY - US_PER_H


@given(year=st.integers(1971, 2100), month=st.integers(1, 12), on=st.integers(-500, 500))
def test_months_count_forth_and_back(year, month, on):
    first = Month(year, month)
    assert first.after(on).since(first) == on
    assert first.after(on).after(-on) == first


@given(first=days, length=st.integers(0, 2_000), cut=st.floats(0.0, 1.0))
def test_shares_of_a_cut_span_add_up(first, length, cut):
    start_us, end_us = first * US_PER_DAY, (first + length) * US_PER_DAY
    mid_us = start_us + int(length * cut) * US_PER_DAY
    whole = span_months(start_us, end_us, TEXAS)
    parts = span_months(start_us, mid_us, TEXAS) + span_months(mid_us, end_us, TEXAS)
    assert parts == pytest.approx(whole, abs=1e-9)


@given(year=st.integers(1971, 2100), month=st.integers(1, 12), count=st.integers(1, 200))
def test_whole_months_count_as_months(year, month, count):
    first = Month(year, month)
    span_us = first.start_us(UTC), first.after(count).start_us(UTC)
    assert span_months(*span_us, UTC) == pytest.approx(count)
    assert [share for _, share in shares(*span_us, UTC)] == [1.0] * count
