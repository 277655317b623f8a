"""Computing sold by the hour of a GPU (E18)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.cloud import (
    CloudContract,
    cloud_prepayment_usd,
    cloud_revenue_usd,
    expected_gpu_h,
)

FLEET = CloudContract(gpu_count=2_448, usd_per_gpu_h=5.30)


def test_2448_gpus_on_the_spot_market_earn_95_6_million_a_year_e18():
    used_gpu_h = expected_gpu_h(2_448, 0.85, 0.99)
    assert cloud_revenue_usd(FLEET, used_gpu_h, 8_760.0) == pytest.approx(95.6e6, abs=0.05e6)


def test_a_fifth_of_9_7_billion_is_paid_at_the_start_iren():
    # 200 MW at 503 GPUs a megawatt, priced so that five years come to the announced total.
    price = 9.7e9 / (5 * 8_760 * 100_600)
    sold = CloudContract(
        gpu_count=100_600, usd_per_gpu_h=price, take_or_pay_frac=1.0, prepay_frac=0.2
    )
    assert cloud_prepayment_usd(sold) == pytest.approx(1.94e9)


@given(used=st.floats(0.0, 2_448.0), least=st.floats(0.0, 1.0), up=st.floats(0.0, 1.0))
def test_take_or_pay_is_a_floor_on_what_could_be_given(used, least, up):
    held = replace(FLEET, take_or_pay_frac=least)
    expected = max(used, least * up * 2_448.0) * 5.30
    assert cloud_revenue_usd(held, used, 1.0, availability_frac=up) == pytest.approx(expected)


def test_a_spot_price_that_falls_15_percent_a_year_halves_in_four_and_a_bit():
    falling = replace(FLEET, price_growth_frac=-0.15)
    years = [cloud_revenue_usd(falling, 1.0, 1.0, year_index=year) for year in range(6)]
    assert years[0] == pytest.approx(5.30)
    assert years[5] < 0.5 * years[0] < years[4]
