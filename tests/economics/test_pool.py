"""A pool's steady pay and the luck of mining alone, judged by SciPy's Poisson (E4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from tests.economics.points import DIFFICULTY_A
from twin.economics.pool import SoloLuck, pool_income_btc_per_day, solo_luck


def test_a_pool_keeps_its_fee():
    assert pool_income_btc_per_day(1.671, 0.01) == pytest.approx(1.65429)


@given(mean=st.floats(0.01, 200.0), blocks=st.integers(0, 300))
def test_the_chance_of_a_count_is_poissons(mean, blocks):
    assert SoloLuck(mean_count=mean).chance_frac(blocks) == pytest.approx(
        poisson.pmf(blocks, mean), rel=1e-9, abs=1e-250
    )


@given(mean=st.floats(0.01, 200.0), sure=st.floats(0.01, 0.99))
def test_at_least_so_many_blocks_are_found_that_often_and_one_more_is_not(mean, sure):
    count = SoloLuck(mean_count=mean).at_least(sure)
    assert poisson.sf(count - 1, mean) >= sure - 1e-9
    assert poisson.sf(count, mean) < sure + 1e-9


def test_a_month_alone_at_4_exahash_varies_by_a_quarter_e4():
    luck = solo_luck(4.0e18, DIFFICULTY_A, 30.0)
    assert luck.mean_count == pytest.approx(15.88, abs=0.005)
    assert luck.deviation_frac == pytest.approx(poisson.std(luck.mean_count) / luck.mean_count)
    assert luck.nothing_frac == pytest.approx(poisson.pmf(0, luck.mean_count))


def test_without_hashes_there_is_surely_no_block():
    luck = solo_luck(0.0, DIFFICULTY_A, 30.0)
    assert (luck.nothing_frac, luck.chance_frac(0), luck.chance_frac(1)) == (1.0, 1.0, 0.0)
