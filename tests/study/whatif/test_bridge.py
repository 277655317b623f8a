"""Mining until the last phase is ready."""

from datetime import date

import pytest

from tests.study.whatif.asked import bench
from twin.plan.money import block_spans
from twin.study.figures import Figures
from twin.study.whatif.bridge import bridge_period, last_days, plant_on


def held(*sets: str) -> Figures:
    """The tutorial with a market."""
    found = bench().tried(sets).figures
    assert found is not None
    return found


def test_all_machines_that_pay_run_all_the_time():
    """16 blocks of 5.95875 MW for 26 months, but for six from the day on which each leaves."""
    rich = held("market.hashprice_usd_per_ph_day=500", "market.hashprice_drift_per_year=0")
    found = bridge_period(rich)
    months = (date(2029, 3, 16) - date(2027, 1, 4)).days / (365.25 / 12)
    most_mwh = 16 * 5.95875 * 730 * months
    off = block_spans(rich.plan.document, rich.plan.level)
    end_days = (date(2029, 3, 16) - date(2027, 1, 4)).days
    dark_mwh = sum(5.95875 * 24 * (end_days - off_days) for _, off_days, _ in off)
    assert found.mined_mwh == pytest.approx(most_mwh - dark_mwh, rel=0.005)
    assert found.short_mwh == 0.0


def test_nothing_runs_at_no_hashprice_and_the_block_is_for_nothing_but_halls():
    poor = held("market.hashprice_usd_per_ph_day=0")
    found = bridge_period(poor)
    assert (found.mined_mwh, found.margin_usd) == (0.0, 0.0)
    assert found.short_usd == pytest.approx(found.short_mwh * 38.0)


def test_breakeven_is_that_of_the_published_example():
    flat = held("market.hashprice_drift_per_year=0")
    days = last_days(flat)
    assert days["s21"].breakeven_usd_per_mwh == pytest.approx(64.4, abs=0.05)
    assert days["s19j-pro-100"].day is None


def test_the_plant_of_a_day_is_the_last_that_began():
    base = bench().base
    assert plant_on(base, date(2020, 1, 1)) is base.plants[0]
    assert plant_on(base, date(2040, 1, 1)) is base.plants[-1]
