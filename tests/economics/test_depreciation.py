"""Straight-line depreciation adds up to the cost, however a life is cut (E22)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.depreciation import DEPRECIATION_YEARS, Asset, yearly_depreciation_usd

GPUS = Asset(kind="gpu", cost_usd=120e6, in_service_years=0.0, life_years=5.0)
assets = st.builds(
    Asset,
    kind=st.sampled_from(sorted(DEPRECIATION_YEARS)),
    cost_usd=st.floats(1e3, 1e9),
    in_service_years=st.floats(0.0, 10.0),
    life_years=st.floats(0.5, 40.0),
    salvage_usd=st.floats(0.0, 1e3),
)


def test_120_million_of_gpus_wear_24_million_a_year_e22():
    assert GPUS.life_years == DEPRECIATION_YEARS["gpu"]
    assert yearly_depreciation_usd([GPUS], 6) == pytest.approx([24e6] * 5 + [0.0])


@given(asset=assets)
def test_years_add_up_to_the_cost_less_salvage(asset):
    total = sum(yearly_depreciation_usd([asset], 51))
    assert total == pytest.approx(asset.cost_usd - asset.salvage_usd, rel=1e-9)
    assert asset.book_usd(60.0) == pytest.approx(asset.salvage_usd, abs=1e-6 * asset.cost_usd)


@given(asset=assets, at=st.floats(0.0, 50.0), mid=st.floats(0.0, 50.0), end=st.floats(0.0, 50.0))
def test_a_cut_year_wears_as_much(asset, at, mid, end):
    at, mid, end = sorted((at, mid, end))
    parts = asset.depreciation_usd(at, mid) + asset.depreciation_usd(mid, end)
    assert parts == pytest.approx(asset.depreciation_usd(at, end), rel=1e-9, abs=1e-3)


def test_an_asset_wears_from_the_day_it_is_in_service():
    late = Asset(kind="asic", cost_usd=300.0, in_service_years=0.5, life_years=3.0)
    assert yearly_depreciation_usd([late], 4) == pytest.approx([50.0, 100.0, 100.0, 50.0])
    assert late.book_usd(0.0) == 300.0
    assert late.book_usd(2.0) == pytest.approx(150.0)
