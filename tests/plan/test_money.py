"""A plan's money by its dates, against sums made by hand."""

from math import fsum

import pytest

from tests.plan.made import plan, site
from twin.economics.cashflow import npv_usd
from twin.plan.money import ACCOUNTS, mining_words, money, purse

YEAR_DAYS = 365.25


def reckoned(*sets, name="w100-rev2", dates="level"):
    found = plan(*sets, name=name)
    return found, money(purse(found.document, site()), getattr(found, dates))


def test_capital_is_all_that_is_bought_and_done_with_contingency():
    assert reckoned()[1].total_usd("capital") == pytest.approx(-235.1e6, rel=0.001)


def test_a_deposit_is_paid_with_the_order_and_the_rest_on_delivery():
    found, whole = reckoned("procurement[A-USS].deposit_frac=0.3")
    order_years = found.level.start_days("A-USS") / YEAR_DAYS
    paid = [flow.net_usd for flow in whole.flows["capital"] if flow.at_years == order_years]
    assert pytest.approx(-0.3 * 2_450_000 * 1.1) in paid


def test_rent_begins_with_the_contract_and_grows_every_year():
    found, whole = reckoned("colo[COLO-2].usd_per_kw_month=0", "colo[COLO-3].usd_per_kw_month=0")
    start_years = found.level.finish_days("A-ACC") / YEAR_DAYS
    rents = [flow.net_usd for flow in whole.flows["rent"] if flow.net_usd]
    assert min(flow.at_years for flow in whole.flows["rent"] if flow.net_usd) > start_years
    assert rents[:12] == pytest.approx([4900 * 150.0] * 12)
    assert rents[12] == pytest.approx(4900 * 150.0 * 1.025)


def test_rent_ends_with_the_horizon_to_the_day():
    found, whole = reckoned()
    end_years = (found.document.horizon_end - found.document.ntp).days / YEAR_DAYS
    last = max(flow.at_years for flow in whole.flows["rent"])
    assert last == pytest.approx(end_years, abs=1e-9)


def test_damages_are_owed_for_each_day_after_the_grace():
    late_days = (149 - 30) + (66 - 30)
    by_hand = 3.0 * (4900 * (149 - 30) + 10_000 * (66 - 30))
    assert late_days == 155
    assert reckoned()[1].total_usd("damages") == pytest.approx(-by_hand)


def test_blocks_that_leave_forgo_their_margin_to_the_end():
    still = ("market.hashprice_drift_per_year=0", "market.next_halving=2060-01-01")
    found, whole = reckoned(*still)
    ends_days = (found.document.horizon_end - found.document.ntp).days
    months = fsum(
        (ends_days - found.level.start_days(f"{letter}-OFF-{block}")) / (YEAR_DAYS / 12)
        for letter, block in (
            *(("A", "B01"), ("A", "B05"), ("B", "B02")),
            *(("B", "B06"), ("C", "B03"), ("C", "B07")),
        )
    )
    by_hand = months * 5.959 * 7_600.0
    assert whole.total_usd("mining forgone") == pytest.approx(-by_hand, rel=0.01)


def test_reserve_is_paid_for_the_hours_of_the_year():
    whole = reckoned()[1]
    years = 5840 / YEAR_DAYS
    assert whole.total_usd("reserves") == pytest.approx(20 * 6 * 8760 * years, rel=0.01)


def test_reserve_on_blocks_that_leave_ends_with_them():
    found, whole = reckoned("ancillary[AS-1].blocks=[B01, B05]")
    off_years = found.level.start_days("A-OFF-B01") / YEAR_DAYS
    paid = [flow for flow in whole.flows["reserves"] if flow.net_usd]
    assert max(flow.at_years for flow in paid) <= off_years
    assert paid[0].net_usd == pytest.approx(2 * 5.959 * 6 * 730, rel=0.001)


def test_accounts_add_up_to_the_whole():
    whole = reckoned()[1]
    every = [flow for account in ACCOUNTS for flow in whole.flows[account]]
    assert whole.whole_npv_usd == pytest.approx(npv_usd(every, 0.10))
    assert whole.whole_npv_usd == pytest.approx(whole.appraisal.npv_usd)
    total = fsum(whole.total_usd(account) for account in ACCOUNTS)
    assert whole.cumulative_usd()[-1] == pytest.approx(total)
    assert fsum(whole.yearly_usd("capital")) == pytest.approx(whole.total_usd("capital"))


def test_tax_costs_something_and_no_tax_nothing():
    taxed, free = (reckoned(f"finance.tax_frac={rate}")[1] for rate in (0.21, 0.0))
    assert taxed.after_tax_npv_usd < free.after_tax_npv_usd
    assert free.after_tax_npv_usd == pytest.approx(free.whole_npv_usd, rel=0.1)


def test_four_months_later_is_worth_less():
    slip = [
        "procurement[A-GPU].order_on=2027-12-01",
        "procurement[B-GPU].order_on=2028-04-01",
        "procurement[C-GPU].order_on=2028-08-31",
    ]
    late, base = reckoned(*slip)[1], reckoned()[1]
    lost = base.whole_npv_usd - late.whole_npv_usd
    assert 1e6 < lost < 10e6


def test_what_mining_would_earn_is_said_of_the_first_block_that_leaves():
    found = plan()
    ready = purse(found.document, found.site)
    words = mining_words(found.document, ready.bridge, found.level)
    assert words.startswith("when B01 leaves, hashprice ")
    early = plan("horizon_end=2027-06-30")
    short = purse(early.document, early.site)
    assert mining_words(early.document, short.bridge, early.level).endswith("end of the plan")
