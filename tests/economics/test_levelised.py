"""Levelised cost against annuity tables and the worked examples (E19, E20, G8)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.levelised import (
    ColoCost,
    GpuCost,
    capital_recovery_frac,
    colo_usd_per_kw_month,
    gpu_usd_per_gpu_h,
    usd_per_kw,
)

HALL = ColoCost(capex_usd_per_kw=10_000.0, rate_frac=0.08, life_years=15.0)
GB200 = GpuCost(
    capex_usd_per_gpu=3.0e6 / 72 / 0.85,
    kw_per_gpu=1.99,
    colo_usd_per_kw_month=150.0,
    power_usd_per_mwh=45.0,
)


@pytest.mark.parametrize(
    ("rate", "years", "share"),
    [
        pytest.param(0.08, 15, 0.11683, id="G8"),
        pytest.param(0.10, 5, 0.26380, id="table-10-percent"),
        pytest.param(0.05, 20, 0.08024, id="table-5-percent"),
        pytest.param(0.0, 4, 0.25, id="free-money"),
    ],
)
def test_capital_recovery_is_that_of_the_tables(rate, years, share):
    assert capital_recovery_frac(rate, years) == pytest.approx(share, abs=5e-6)


@given(rate=st.floats(0.001, 0.5), years=st.integers(1, 40))
def test_recovered_capital_is_worth_what_was_spent(rate, years):
    payment = capital_recovery_frac(rate, years)
    worth = sum(payment / (1.0 + rate) ** (year + 1) for year in range(years))
    assert worth == pytest.approx(1.0, rel=1e-9)
    assert payment == pytest.approx(rate * (1 + rate) ** years / ((1 + rate) ** years - 1))


def test_ten_million_a_megawatt_needs_121_usd_a_kilowatt_month_e19():
    assert usd_per_kw(10e6) == HALL.capex_usd_per_kw
    capital = replace(HALL, opex_usd_per_kw_month=0.0, occupancy_frac=1.0)
    assert colo_usd_per_kw_month(capital) == pytest.approx(97.4, abs=0.05)
    assert colo_usd_per_kw_month(HALL) == pytest.approx(121.0, abs=0.5)


def test_a_gb200_needs_2_66_usd_an_hour_e20():
    assert GB200.capex_usd_per_gpu == pytest.approx(49.0e3, abs=50.0)
    assert gpu_usd_per_gpu_h(GB200) == pytest.approx(2.66, abs=0.005)


@given(more=st.floats(1.0, 3.0))
def test_every_cost_raises_the_price_and_every_sale_lowers_it(more):
    base = gpu_usd_per_gpu_h(GB200)
    for name in ("capex_usd_per_gpu", "colo_usd_per_kw_month", "power_usd_per_mwh", "pue_ratio"):
        dearer = replace(GB200, **{name: getattr(GB200, name) * more})
        assert gpu_usd_per_gpu_h(dearer) >= base
    busier = replace(GB200, utilisation_frac=min(1.0, 0.85 * more))
    assert gpu_usd_per_gpu_h(busier) <= base
    fuller = replace(HALL, occupancy_frac=min(1.0, 0.97 * more))
    assert colo_usd_per_kw_month(fuller) <= colo_usd_per_kw_month(HALL)
