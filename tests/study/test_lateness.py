"""What it costs to be later than was meant, against the published example."""

from datetime import timedelta

import pytest

from tests.plan.made import plan
from twin.plan.dark import DAYS_PER_MONTH
from twin.study.figures import Figures
from twin.study.lateness import lateness

BASE = Figures(plan())


def test_ten_megawatts_four_months_late_lose_six_million_of_rent():
    meant = {"P3": BASE.ready["P3"] - timedelta(days=round(4 * DAYS_PER_MONTH))}
    cost = lateness(BASE, meant)
    assert cost.rent_usd == pytest.approx(6.0e6, rel=0.01)
    spent_usd = BASE.capital.total_usd * 10 / 24.9
    assert cost.carry_usd == pytest.approx(spent_usd * 0.10 * 4 / 12, rel=0.01)


def test_damages_that_were_owed_anyway_are_not_counted_again():
    """P1 is 149 days late of its target, 119 of them after the grace of 30."""
    meant = {"P1": BASE.ready["P1"] - timedelta(days=10)}
    assert lateness(BASE, meant).damages_usd == pytest.approx(10 * 3 * 4900)
    target = {one.phase: one.target for one in BASE.handovers if one.phase == "P1"}
    assert lateness(BASE, target).damages_usd == pytest.approx(119 * 3 * 4900)


def test_what_is_early_costs_nothing():
    later = {phase: day + timedelta(days=5) for phase, day in BASE.ready.items()}
    assert lateness(BASE, later).total_usd == 0.0
