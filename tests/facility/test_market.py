"""Income and cost are exact between changes and add up over them, however they are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.facility.market import Market

CUTS = st.lists(st.floats(1.0, 1e9), max_size=6).map(sorted)


def mining():
    market = Market()
    market.difficulty_ratio, market.subsidy_btc = 133.87e12, 3.125
    market.price_usd_per_btc = 60_500.0
    return market


def test_without_a_network_a_hash_earns_nothing():
    assert Market().btc_per_th == 0.0
    assert Market().hashprice_usd_per_ph_day == 0.0


def test_hashprice_of_june_2026_by_hand():
    """1e15 * 86,400 / (133.87e12 * 2^32) * 3.125 * 60,500."""
    by_hand = 1e15 * 86_400 / (133.87e12 * 2**32) * 3.125 * 60_500
    assert mining().hashprice_usd_per_ph_day == pytest.approx(by_hand, rel=1e-12)
    assert 27.0 < by_hand < 30.0


@given(CUTS)
def test_closing_the_books_in_between_changes_no_total(cuts):
    plain, cut = mining(), mining()
    for total_th in cuts:
        cut.close_hashes(total_th)
    assert cut.mined_at_btc(2e9) == pytest.approx(plain.mined_at_btc(2e9), rel=1e-12)


def test_a_halving_halves_what_comes_after_it_and_nothing_before():
    market = mining()
    market.close_hashes(1e9)
    before = market.mined_btc
    market.subsidy_btc /= 2
    assert market.mined_at_btc(2e9) == pytest.approx(1.5 * before)


@given(CUTS, st.floats(-1e-8, 1e-8))
def test_cost_of_import_adds_up(cuts, usd_per_j):
    market = Market()
    for import_j in cuts:
        market.close_import(import_j, usd_per_j)
    expected = (cuts[-1] if cuts else 0.0) * usd_per_j
    assert market.energy_cost_usd == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_all_of_it_is_state():
    one, other = mining(), Market()
    one.close_hashes(5e8)
    other.restore(one.snapshot())
    assert other.snapshot() == one.snapshot()
    assert set(Market.STATE) == set(vars(one))
