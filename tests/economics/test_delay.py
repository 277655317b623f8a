"""What a delay costs (E23)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.delay import IdleHall, delay_cost

HALL = IdleHall(
    it_kw=10_000.0,
    usd_per_kw_month=150.0,
    spent_usd=100e6,
    rate_frac=0.09,
    bridge_mw=13.0,
    bridge_usd_per_mw_month=7_600.0,
)


def test_ten_megawatts_four_months_late_cost_8_6_million_e23():
    found = delay_cost(HALL, 4.0)
    assert (found.rent_usd, found.carry_usd) == pytest.approx((6.0e6, 3.0e6))
    assert found.bridge_usd == pytest.approx(0.4e6, abs=0.01e6)
    assert found.total_usd == pytest.approx(8.6e6, abs=0.01e6)


def test_the_schedule_is_worth_many_times_the_bridge_finding_1():
    found = delay_cost(HALL, 1.0)
    assert found.rent_usd / found.bridge_usd > 8.0


@given(first=st.floats(0.0, 24.0), more=st.floats(0.0, 24.0), damages=st.floats(0.0, 1e7))
def test_parts_add_up_and_months_add_up(first, more, damages):
    whole = delay_cost(HALL, first + more, damages)
    parts = whole.rent_usd + whole.carry_usd + whole.damages_usd - whole.bridge_usd
    assert whole.total_usd == pytest.approx(parts, rel=1e-9, abs=1e-6)
    split = delay_cost(HALL, first).total_usd + delay_cost(HALL, more, damages).total_usd
    assert whole.total_usd == pytest.approx(split, rel=1e-9, abs=1e-6)


@given(mw=st.floats(0.0, 100.0))
def test_a_longer_bridge_never_makes_a_delay_dearer(mw):
    assert delay_cost(replace(HALL, bridge_mw=13.0 + mw), 4.0).total_usd <= (
        delay_cost(HALL, 4.0).total_usd
    )
