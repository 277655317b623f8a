"""The bridge's margin by group, and what an average of the fleet would hide (E27)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.metered import interval, meters
from tests.economics.points import HASHPRICE_A, HASHPRICE_B, S19J_PRO, S21
from twin.economics.bridge import hedged_margins, margin_usd_per_mw_month, metered_margin
from twin.economics.mining import breakeven_usd_per_mwh

MIX = (S19J_PRO, S21)
HELD_MW = sum(group.metered_mw for group in MIX)
MIX_J_PER_TH = sum(g.wall_mw for g in MIX) * 1e6 / sum(g.count * g.th_per_s for g in MIX)


def per_mwh(hashprice, price, groups=MIX):
    margins = hedged_margins(groups, hashprice, price, 1.0)
    return sum(one.margin_usd for one in margins) / HELD_MW


def test_groups_earn_10_usd_where_their_average_would_earn_8_e27():
    averaged = breakeven_usd_per_mwh(HASHPRICE_B, MIX_J_PER_TH) - 42.0
    by_group = per_mwh(HASHPRICE_B, 42.0)
    assert by_group == pytest.approx(10.4, abs=0.05)
    assert averaged == pytest.approx(7.6, abs=0.05)
    assert 1.0 - averaged / by_group == pytest.approx(0.26, abs=0.005)


@pytest.mark.parametrize(
    ("hashprice", "usd"),
    [
        pytest.param(HASHPRICE_B, 7.6e3, id="finding-1-B"),
        pytest.param(HASHPRICE_A, 17.6e3, id="finding-1-A"),
    ],
)
def test_a_megawatt_month_of_the_bridge(hashprice, usd):
    margins = hedged_margins(MIX, hashprice, 42.0, 720.0)
    assert margin_usd_per_mw_month(margins, HELD_MW, 720.0) == pytest.approx(usd, rel=0.01)


def test_a_group_that_would_lose_does_not_run():
    s19j, s21 = hedged_margins(MIX, HASHPRICE_B, 42.0, 10.0)
    assert (s19j.run_mwh, s19j.margin_usd) == (0.0, 0.0)
    assert s21.run_mwh == pytest.approx(10.0 * S21.metered_mw)


@given(low=st.floats(-50.0, 300.0), high=st.floats(-50.0, 300.0), hashprice=st.floats(1.0, 200.0))
def test_dearer_power_never_earns_more(low, high, hashprice):
    low, high = sorted((low, high))
    assert per_mwh(hashprice, high) <= per_mwh(hashprice, low) + 1e-9


@given(price=st.floats(-50.0, 300.0), hashprice=st.floats(1.0, 200.0))
def test_an_average_never_earns_more_than_its_groups(price, hashprice):
    averaged = max(0.0, breakeven_usd_per_mwh(hashprice, MIX_J_PER_TH) - price)
    assert averaged <= per_mwh(hashprice, price) + 1e-9


@given(share=st.integers(0, 750), price=st.floats(0.0, 100.0))
def test_a_group_in_two_parts_earns_the_same(share, price):
    parts = (S19J_PRO, replace(S21, count=share), replace(S21, count=750 - share))
    assert per_mwh(HASHPRICE_B, price, parts) == pytest.approx(per_mwh(HASHPRICE_B, price))


def test_a_hedge_that_ran_all_the_time_is_what_its_meter_says():
    (hedged,) = hedged_margins([S21], HASHPRICE_B, 42.0, 0.25)
    found = metered_margin(
        S21, hedged.breakeven_usd_per_mwh, [interval(0, S21.metered_mw, 38.0)], 4.0
    )
    assert found.margin_usd == pytest.approx(hedged.margin_usd)


@given(metered=meters(), breakeven=st.floats(10.0, 200.0))
def test_a_metered_margin_is_the_sum_over_its_intervals(metered, breakeven):
    whole = metered_margin(S21, breakeven, metered, 4.0).margin_usd
    parts = sum(metered_margin(S21, breakeven, [one], 4.0).margin_usd for one in metered)
    assert whole == pytest.approx(parts, rel=1e-9, abs=1e-6)
