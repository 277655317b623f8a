"""What blocks would earn."""

from datetime import date

import pytest

from tests.plan.made import plan, site
from twin.plan.bridge import bridge_of, hashprice_usd_per_ph_day

B = (
    "market.hashprice_drift_per_year=0",
    "market.next_halving=2060-01-01",
    "market.power_usd_per_mwh=42",
)
A = (B[0], B[1], B[2], "market.hashprice_usd_per_ph_day=38.2")


@pytest.mark.parametrize(("sets", "usd"), [(B, 7_600.0), (A, 17_600.0)], ids="BA")
def test_a_megawatt_earns_in_a_month_what_planners_reckon(sets, usd):
    bridge = bridge_of(plan(*sets).document, site())
    earned = bridge.monthly_usd["B01"][0] / bridge.power_mw["B01"]
    assert earned == pytest.approx(usd, rel=0.01)


def test_a_block_draws_5_959_kilowatts_with_its_fans():
    assert bridge_of(plan().document, site()).power_mw["B01"] == pytest.approx(5.959, abs=0.001)


def test_a_month_that_is_cut_earns_its_share():
    bridge = bridge_of(plan(*B).document, site())
    whole = bridge.monthly_usd["B01"][1]
    month_days = 365.25 / 12
    found = dict(bridge.forgone("B01", 1.25 * month_days, 1.75 * month_days))
    assert found == {1: pytest.approx(0.5 * whole)}


def test_hashprice_drifts_and_is_halved():
    found = plan("market.next_halving=2028-01-04", "finance.price_base=2027-01-04").document
    before = hashprice_usd_per_ph_day(found, 364.0)
    after = hashprice_usd_per_ph_day(found, 365.25)
    assert before == pytest.approx(28.68 * 0.7788, rel=0.002)
    assert after == pytest.approx(before / 2, rel=0.002)
    again = hashprice_usd_per_ph_day(found, (date(2032, 1, 5) - found.ntp).days)
    assert again == pytest.approx(28.68 * 0.25 * 2.718281828 ** (-0.25 * 5.0), rel=0.002)


def test_machines_that_are_sold_bring_what_the_plan_says():
    salvage = "market.salvage=[{model: s19j-pro-100, each_usd: 120}, {model: s21, each_usd: 1400}]"
    bridge = bridge_of(plan(salvage).document, site())
    assert bridge.salvage_usd["B01"] == 1000 * 120 + 750 * 1400
