"""What machines earn and burn against worked examples and published numbers (E7 to E9, G2, G10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.points import DIFFICULTY_B, HASHPRICE_A, HASHPRICE_B, S19J_PRO, S21
from twin.economics.bitcoin import hashprice_usd_per_ph_day, subsidy_btc
from twin.economics.mining import (
    breakeven_usd_per_mwh,
    energy_kwh_per_th_day,
    revenue_usd_per_mw_year,
)


@pytest.mark.parametrize(("j_per_th", "kwh"), [(17.5, 0.42), (30.5, 0.732)])
def test_energy_of_a_terahash_day(j_per_th, kwh):
    assert energy_kwh_per_th_day(j_per_th) == pytest.approx(kwh, rel=1e-12)


@pytest.mark.parametrize(
    ("hashprice", "j_per_th", "usd_per_mwh"),
    [
        pytest.param(HASHPRICE_B, 17.5, 64.4, id="E8-B-S21"),
        pytest.param(HASHPRICE_B, 30.5, 36.9, id="E8-B-S19j-Pro"),
        pytest.param(HASHPRICE_B, 13.5, 83.5, id="E8-B-S21-XP"),
        pytest.param(HASHPRICE_A, 17.5, 85.8, id="E8-A-S21"),
        pytest.param(HASHPRICE_A, 30.5, 49.2, id="E8-A-S19j-Pro"),
        pytest.param(HASHPRICE_A, 13.5, 111.2, id="E8-A-S21-XP"),
        pytest.param(HASHPRICE_B / 2, 17.5, 32.2, id="E8-halved-S21"),
        pytest.param(HASHPRICE_B / 2, 30.5, 18.5, id="E8-halved-S19j-Pro"),
    ],
)
def test_breakeven_prices_match_the_worked_examples(hashprice, j_per_th, usd_per_mwh):
    assert breakeven_usd_per_mwh(hashprice, j_per_th) == pytest.approx(usd_per_mwh, abs=0.06)


def test_the_halving_halves_every_breakeven():
    before = hashprice_usd_per_ph_day(DIFFICULTY_B, subsidy_btc(1_049_999), 0.01, 60_500.0)
    after = hashprice_usd_per_ph_day(DIFFICULTY_B, subsidy_btc(1_050_000), 0.01, 60_500.0)
    assert breakeven_usd_per_mwh(after, 17.5) == pytest.approx(
        breakeven_usd_per_mwh(before, 17.5) / 2
    )


@pytest.mark.parametrize(
    ("j_per_th", "hashprice", "usd", "tolerance"),
    [
        pytest.param(20.0, 43.34, 0.791e6, 500.0, id="G2-published"),
        pytest.param(17.5, HASHPRICE_B, 598e3, 500.0, id="E9-B-S21"),
        pytest.param(30.5, HASHPRICE_B, 343e3, 500.0, id="E9-B-S19j-Pro"),
    ],
)
def test_revenue_of_a_megawatt_year(j_per_th, hashprice, usd, tolerance):
    assert revenue_usd_per_mw_year(j_per_th, hashprice) == pytest.approx(usd, abs=tolerance)


@given(j_per_th=st.floats(5.0, 100.0), hashprice=st.floats(1.0, 500.0))
def test_at_breakeven_a_year_earns_exactly_its_energy_bill(j_per_th, hashprice):
    breakeven = breakeven_usd_per_mwh(hashprice, j_per_th, pue_ratio=1.05, pool_fee_frac=0.01)
    energy_bill = breakeven * 8760.0 * 1.05
    assert revenue_usd_per_mw_year(j_per_th, hashprice) * 0.99 == pytest.approx(
        energy_bill, rel=1e-12
    )


def test_sixteen_blocks_draw_what_the_example_site_draws_g10():
    groups = (S19J_PRO, S21)
    assert sum(16 * group.count for group in groups) == 28_000
    assert sum(16 * group.wall_mw for group in groups) == pytest.approx(90.8)
    assert sum(16 * group.metered_mw for group in groups) == pytest.approx(95.34)
    assert sum(16 * group.count * group.th_per_s for group in groups) == pytest.approx(4.0e6)


def test_a_group_has_the_breakeven_of_its_machines():
    assert S21.efficiency_j_per_th == pytest.approx(17.5)
    assert S19J_PRO.efficiency_j_per_th == pytest.approx(30.5)
    assert S21.breakeven_usd_per_mwh(HASHPRICE_B) == breakeven_usd_per_mwh(
        HASHPRICE_B, S21.efficiency_j_per_th, pue_ratio=1.05
    )


@given(j_per_th=st.floats(5.0, 100.0), low=st.floats(1.0, 500.0), high=st.floats(1.0, 500.0))
def test_a_higher_hashprice_raises_the_breakeven(j_per_th, low, high):
    low, high = sorted((low, high))
    assert breakeven_usd_per_mwh(low, j_per_th) <= breakeven_usd_per_mwh(high, j_per_th)
