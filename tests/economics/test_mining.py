"""Mining income against the protocol's arithmetic and published numbers (E1 to E10, goldens G1, G2,
G6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.mining import (
    CurtailmentRule,
    EnergyValue,
    breakeven_usd_per_mwh,
    energy_kwh_per_th_day,
    expected_btc_per_day,
    halving_in_days,
    hashprice_usd_per_ph_day,
    network_h_per_s,
    next_halving_index,
    next_retarget_index,
    opportunity_usd_per_mwh,
    pool_income_btc_per_day,
    retargeted_difficulty_ratio,
    revenue_usd_per_mw_year,
    should_run,
    solo_blocks_per_day,
    subsidy_btc,
)

DIFFICULTY_A = 152e12
DIFFICULTY_B = 133.87e12
HASHPRICE_A = 38.2
HASHPRICE_B = 28.68
REWARD = 3.125
TARGET_S = 1_209_600.0

prices = st.floats(-500.0, 5000.0)


@pytest.mark.parametrize(
    ("hash_h_per_s", "difficulty", "btc_per_day", "tolerance"),
    [
        pytest.param(1e15, DIFFICULTY_A, 4.177e-4, 5e-8, id="E1-one-petahash-A"),
        pytest.param(4.0e18, DIFFICULTY_A, 1.671, 5e-4, id="E1-site-A"),
        pytest.param(4.0e18, DIFFICULTY_B, 1.897, 5e-4, id="E1-site-B"),
    ],
)
def test_expected_coins_match_the_worked_examples(hash_h_per_s, difficulty, btc_per_day, tolerance):
    found = expected_btc_per_day(hash_h_per_s, difficulty, REWARD, 0.01)
    assert found == pytest.approx(btc_per_day, abs=tolerance)


def test_hashprice_at_point_a_is_near_the_published_one_g1():
    price = hashprice_usd_per_ph_day(DIFFICULTY_A, REWARD, 0.01, 91_000.0)
    assert price == pytest.approx(38.01, abs=0.01)
    assert price == pytest.approx(HASHPRICE_A, rel=0.01)


def test_point_b_implies_a_bitcoin_price_of_about_60500():
    usd_per_coin = HASHPRICE_B / hashprice_usd_per_ph_day(DIFFICULTY_B, REWARD, 0.01, 1.0)
    assert usd_per_coin == pytest.approx(60_500.0, rel=0.002)


def test_network_hash_rate_follows_the_difficulty():
    assert network_h_per_s(DIFFICULTY_B) == pytest.approx(958e18, rel=1e-3)


@given(difficulty=st.floats(1e12, 1e16))
def test_the_whole_network_finds_144_blocks_a_day(difficulty):
    assert solo_blocks_per_day(network_h_per_s(difficulty), difficulty) == pytest.approx(
        144.0, rel=1e-12
    )


def test_a_pool_keeps_its_fee():
    assert pool_income_btc_per_day(1.671, 0.01) == pytest.approx(1.65429)


@pytest.mark.parametrize(
    ("change_frac", "epoch_days"),
    [
        pytest.param(-0.1009, 15.57, id="E5-slow-epoch"),
        pytest.param(0.0715, 13.07, id="E5-fast-epoch"),
    ],
)
def test_observed_retargets_match_their_epochs(change_frac, epoch_days):
    assert retargeted_difficulty_ratio(1.0, epoch_days * 86_400.0) - 1.0 == pytest.approx(
        change_frac, abs=5e-4
    )


@pytest.mark.parametrize(
    ("epoch_s", "factor"), [(1.0, 4.0), (TARGET_S / 4, 4.0), (TARGET_S * 9, 0.25)]
)
def test_a_retarget_is_clamped_to_a_factor_of_four(epoch_s, factor):
    assert retargeted_difficulty_ratio(7.0, epoch_s) == pytest.approx(7.0 * factor, rel=1e-12)


def test_2015_intervals_on_target_raise_the_difficulty_a_little():
    assert retargeted_difficulty_ratio(1.0, 2015 * 600.0) == pytest.approx(2016 / 2015, rel=1e-12)


def test_the_next_halving_falls_on_11_april_2028_g6():
    when = datetime(2026, 6, 26, tzinfo=UTC) + timedelta(days=halving_in_days(955_584))
    assert when.date().isoformat() == "2028-04-11"
    assert halving_in_days(955_584) == pytest.approx(655.7, abs=0.05)


@pytest.mark.parametrize(
    ("height", "coins"),
    [
        (0, 50.0),
        (209_999, 50.0),
        (210_000, 25.0),
        (840_000, 3.125),
        (1_050_000, 1.5625),
        (33 * 210_000, 0.0),
    ],
)
def test_the_subsidy_halves_in_whole_satoshi(height, coins):
    assert subsidy_btc(height) == coins


def test_all_coins_ever_are_just_under_21_million():
    coins = sum(subsidy_btc(index * 210_000) * 210_000 for index in range(40))
    assert coins == pytest.approx(20_999_999.9769, abs=1e-3)


@given(height=st.integers(0, 7_000_000))
def test_the_next_halving_and_retarget_are_ahead(height):
    assert height < next_halving_index(height) <= height + 210_000
    assert height < next_retarget_index(height) <= height + 2016
    assert subsidy_btc(next_halving_index(height)) <= subsidy_btc(height)


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


def test_at_55_usd_the_s21_runs_and_the_s19j_pro_stops():
    cost = opportunity_usd_per_mwh(EnergyValue(lmp_usd_per_mwh=55.0, adders_usd_per_mwh=4.0))
    rule = CurtailmentRule(hysteresis_usd_per_mwh=5.0)
    s21 = breakeven_usd_per_mwh(HASHPRICE_B, 17.5)
    s19j = breakeven_usd_per_mwh(HASHPRICE_B, 30.5)
    assert should_run(rule, s21, cost, running=True, held_s=900.0)
    assert not should_run(rule, s19j, cost, running=True, held_s=900.0)


def test_a_peak_call_costs_and_a_reserve_award_pays():
    energy = EnergyValue(
        lmp_usd_per_mwh=30.0, coincident_peak_usd_per_mwh=200.0, reserve_usd_per_mwh=9.0
    )
    assert opportunity_usd_per_mwh(energy) == 221.0


def test_sunk_energy_is_always_worth_hashing():
    cost = opportunity_usd_per_mwh(EnergyValue(lmp_usd_per_mwh=5000.0, sunk=True))
    assert should_run(CurtailmentRule(), 1.0, cost, running=True, held_s=0.0)
    assert cost == 0.0


@given(
    breakeven=st.floats(1.0, 200.0),
    cost=prices,
    held_s=st.floats(0.0, 5000.0),
    running=st.booleans(),
)
def test_a_constant_price_causes_at_most_one_switch(breakeven, cost, held_s, running):
    rule = CurtailmentRule()
    first = should_run(rule, breakeven, cost, running=running, held_s=held_s)
    later = should_run(rule, breakeven, cost, running=first, held_s=1e9)
    assert should_run(rule, breakeven, cost, running=later, held_s=1e9) == later


@given(breakeven=st.floats(1.0, 200.0), low=prices, high=prices, running=st.booleans())
def test_a_higher_price_never_starts_a_group(breakeven, low, high, running):
    low, high = sorted((low, high))
    rule = CurtailmentRule()
    at_low = should_run(rule, breakeven, low, running=running, held_s=1e9)
    assert should_run(rule, breakeven, high, running=running, held_s=1e9) <= at_low


@given(breakeven=st.floats(1.0, 200.0), cost=prices, running=st.booleans())
def test_nothing_switches_before_its_minimum_time(breakeven, cost, running):
    assert should_run(CurtailmentRule(), breakeven, cost, running=running, held_s=899.0) == running


@given(worse=st.floats(10.0, 60.0), better=st.floats(10.0, 60.0), cost=prices)
def test_a_less_efficient_group_never_runs_where_a_better_one_stops(worse, better, cost):
    better, worse = sorted((better, worse))
    rule = CurtailmentRule()
    runs = [
        should_run(
            rule, breakeven_usd_per_mwh(HASHPRICE_B, j_per_th), cost, running=True, held_s=1e9
        )
        for j_per_th in (better, worse)
    ]
    assert runs[0] >= runs[1]
