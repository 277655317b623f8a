"""The protocol's arithmetic against its own rules and the worked examples (E1 to E6, G1, G6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.points import (
    DIFFICULTY_A,
    DIFFICULTY_B,
    HASHPRICE_A,
    HASHPRICE_B,
    REWARD_BTC,
)
from twin.economics.bitcoin import (
    expected_btc,
    expected_btc_per_day,
    halving_in_days,
    hashprice_usd_per_ph_day,
    network_h_per_s,
    next_halving_index,
    next_retarget_index,
    retargeted_difficulty_ratio,
    solo_blocks_per_day,
    subsidy_btc,
)

TARGET_S = 1_209_600.0


@pytest.mark.parametrize(
    ("hash_h_per_s", "difficulty", "btc_per_day", "tolerance"),
    [
        pytest.param(1e15, DIFFICULTY_A, 4.177e-4, 5e-8, id="E1-one-petahash-A"),
        pytest.param(4.0e18, DIFFICULTY_A, 1.671, 5e-4, id="E1-site-A"),
        pytest.param(4.0e18, DIFFICULTY_B, 1.897, 5e-4, id="E1-site-B"),
    ],
)
def test_expected_coins_match_the_worked_examples(hash_h_per_s, difficulty, btc_per_day, tolerance):
    found = expected_btc_per_day(hash_h_per_s, difficulty, REWARD_BTC, 0.01)
    assert found == pytest.approx(btc_per_day, abs=tolerance)


def test_hashprice_at_point_a_is_near_the_published_one_g1():
    price = hashprice_usd_per_ph_day(DIFFICULTY_A, REWARD_BTC, 0.01, 91_000.0)
    assert price == pytest.approx(38.01, abs=0.01)
    assert price == pytest.approx(HASHPRICE_A, rel=0.01)


def test_point_b_implies_a_bitcoin_price_of_about_60500():
    usd_per_coin = HASHPRICE_B / hashprice_usd_per_ph_day(DIFFICULTY_B, REWARD_BTC, 0.01, 1.0)
    assert usd_per_coin == pytest.approx(60_500.0, rel=0.002)


def test_network_hash_rate_follows_the_difficulty():
    assert network_h_per_s(DIFFICULTY_B) == pytest.approx(958e18, rel=1e-3)


@given(difficulty=st.floats(1e12, 1e16))
def test_the_whole_network_finds_144_blocks_a_day(difficulty):
    assert solo_blocks_per_day(network_h_per_s(difficulty), difficulty) == pytest.approx(
        144.0, rel=1e-12
    )


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


@given(
    hashes_th=st.floats(0.0, 1e12), cut_frac=st.floats(0.0, 1.0), difficulty=st.floats(1e12, 1e16)
)
def test_a_cut_in_a_count_of_hashes_loses_no_coin(hashes_th, cut_frac, difficulty):
    first_th = hashes_th * cut_frac
    parts = [
        expected_btc(part_th, difficulty, REWARD_BTC, 0.01)
        for part_th in (first_th, hashes_th - first_th)
    ]
    assert sum(parts) == pytest.approx(
        expected_btc(hashes_th, difficulty, REWARD_BTC, 0.01), rel=1e-12, abs=1e-15
    )


def test_a_day_of_hashes_is_a_day_of_coins():
    assert expected_btc(1e3 * 86_400.0, DIFFICULTY_A, REWARD_BTC, 0.01) == pytest.approx(
        expected_btc_per_day(1e15, DIFFICULTY_A, REWARD_BTC, 0.01), rel=1e-12
    )
