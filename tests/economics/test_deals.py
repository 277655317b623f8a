"""Published deals come to the rents, capital and ratios that they are quoted at (G5)."""

from __future__ import annotations

import pytest

from twin.economics.deals import Deal, capex_usd_per_mw, gross_ratio


@pytest.mark.parametrize(
    ("total_usd", "term_years", "critical_mw", "usd_per_kw_month", "tolerance"),
    [
        pytest.param(8.7e9, 12, 500, 120.8, 0.05, id="G5-CORZ-2024"),
        pytest.param(10.2e9, 12, 590, 120.1, 0.05, id="G5-CORZ-2025"),
        pytest.param(350e6, 1, 243, 120.0, 0.05, id="G5-CORZ-run-rate"),
        pytest.param(11e9, 15, 400, 152.8, 0.05, id="APLD-Polaris-Forge-1"),
        pytest.param(3.7e9, 10, 200, 154, 0.5, id="WULF-first"),
        pytest.param(6.7e9, 10, 360, 155, 0.5, id="WULF-both"),
        pytest.param(3.0e9, 10, 168, 149, 0.5, id="CIFR-first"),
        pytest.param(0.83e9, 10, 39, 177, 0.5, id="CIFR-second"),
        pytest.param(15e9, 15, 526, 158, 0.5, id="GLXY-Helios"),
        pytest.param(7.0e9, 15, 245, 159, 0.5, id="HUT-River-Bend"),
        pytest.param(311e6, 10, 25, 103.7, 0.05, id="RIOT-AMD"),
    ],
)
def test_rent_of_a_kilowatt_month(total_usd, term_years, critical_mw, usd_per_kw_month, tolerance):
    deal = Deal(total_usd=total_usd, term_years=term_years, critical_mw=critical_mw)
    assert deal.usd_per_kw_month == pytest.approx(usd_per_kw_month, abs=tolerance)


def test_a_cloud_of_200_megawatts_earns_9_7_million_a_megawatt_year_iren():
    deal = Deal(total_usd=9.7e9, term_years=5.0, critical_mw=200.0)
    assert deal.usd_per_mw_year == pytest.approx(9.7e6)


@pytest.mark.parametrize(
    ("utility_mw", "critical_mw", "ratio"),
    [
        pytest.param(250, 200, 1.25, id="WULF"),
        pytest.param(330, 245, 1.35, id="HUT"),
        pytest.param(100, 70, 1.43, id="CORZ-Muskogee"),
        pytest.param(244, 168, 1.45, id="CIFR-first"),
        pytest.param(56, 39, 1.44, id="CIFR-second"),
        pytest.param(75, 50, 1.50, id="IREN-Horizon-1"),
        pytest.param(800, 526, 1.52, id="GLXY"),
    ],
)
def test_utility_power_behind_a_critical_megawatt(utility_mw, critical_mw, ratio):
    assert gross_ratio(utility_mw, critical_mw) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("capex_usd", "mw", "usd_per_mw"),
    [
        pytest.param(89.8e6, 25, 3.6e6, id="RIOT-in-an-existing-building"),
        pytest.param(300e6, 50, 6.0e6, id="IREN-Horizon-1-low"),
        pytest.param(350e6, 50, 7.0e6, id="IREN-Horizon-1-high"),
        pytest.param(128e6, 18, 7.1e6, id="BITF-gross"),
        pytest.param(3e9, 280, 10.7e6, id="APLD-Polaris-Forge-2"),
        pytest.param(1.75e9, 133, 13.2e6, id="GLXY-phase-1"),
        pytest.param(5.8e9, 200, 29e6, id="IREN-GPUs"),
    ],
)
def test_capital_of_a_megawatt(capex_usd, mw, usd_per_mw):
    assert capex_usd_per_mw(capex_usd, mw) == pytest.approx(usd_per_mw, abs=0.05e6)


@pytest.mark.parametrize(
    ("deal", "margin_frac", "noi_usd", "tolerance"),
    [
        pytest.param(
            Deal(total_usd=3.7e9, term_years=10, critical_mw=200), 0.85, 315e6, 1e6, id="WULF"
        ),
        pytest.param(
            Deal(total_usd=311e6, term_years=10, critical_mw=25), 0.80, 25e6, 0.5e6, id="RIOT"
        ),
        pytest.param(
            Deal(total_usd=7.0e9, term_years=15, critical_mw=245), 0.973, 454e6, 1e6, id="HUT-nnn"
        ),
    ],
)
def test_operating_income_is_a_stated_share_of_rent(deal, margin_frac, noi_usd, tolerance):
    rent_usd_per_year = deal.usd_per_mw_year * deal.critical_mw
    assert rent_usd_per_year * margin_frac == pytest.approx(noi_usd, abs=tolerance)


def test_a_retrofit_yields_28_percent_on_cost_riot():
    deal = Deal(total_usd=311e6, term_years=10, critical_mw=25)
    noi_usd_per_mw_year = deal.usd_per_mw_year * 0.80
    yield_frac = noi_usd_per_mw_year / capex_usd_per_mw(89.8e6, 25)
    assert yield_frac == pytest.approx(0.28, abs=0.005)
