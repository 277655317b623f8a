"""What a plan hangs on, one variable at a time."""

import pytest

from tests.plan.made import plan
from twin.errors import PlanError
from twin.study.tornado import tornado

FOUND = tornado(plan())
BY_NAME = {one.variable: one for one in FOUND.swings}


def test_the_largest_swing_stands_first():
    sizes = [one.npv_usd for one in FOUND.swings]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0.0
    days = [one.ready_days("P3") for one in FOUND.by_phase("P3")]
    assert days == sorted(days, reverse=True)


def test_a_reserve_at_its_p90_pays_what_its_price_says():
    """20 MW at 6 and at 30 USD an hour: five times as much."""
    one = BY_NAME["AS-1"]
    assert (one.planned, one.high) == pytest.approx((6.0, 30.0))
    per_usd = (one.at_high.npv_usd - one.at_low.npv_usd) / (one.high - one.low)
    assert one.at_high.npv_usd - FOUND.planned.npv_usd == pytest.approx(per_usd * 24.0)


def test_the_integrated_test_moves_its_phase_by_as_much_as_it_is_longer():
    one = BY_NAME["A-L5"]
    assert one.at_low.ready_days["P1"] <= FOUND.planned.ready_days["P1"]
    assert one.ready_days("P1") == pytest.approx(one.high - one.low, abs=2.0)


def test_a_variable_is_at_its_ends_and_not_beyond():
    for one in FOUND.swings:
        assert one.low <= one.high


def test_a_risk_that_happens_in_less_than_one_of_ten_runs_adds_nothing_at_p90():
    rare = tornado(plan("risks[R-GPU].prob=0.05"))
    one = next(one for one in rare.swings if one.variable == "R-GPU")
    assert (one.low, one.high, one.npv_usd) == (0.0, 0.0, 0.0)
    assert BY_NAME["R-GPU"].high > 0.0


def test_what_is_random_stands_for_a_path_of_the_plan():
    assert BY_NAME["RV-HP"].unit == "market.hashprice_usd_per_ph_day"
    with pytest.raises(PlanError):
        tornado(plan("random[RV-HP].applies_to=[market.wrong]"))
