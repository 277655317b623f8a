"""W5, W6 and W14 of the tutorial, against what planners reckoned by other means."""

from datetime import date

import pytest

from tests.study.whatif.asked import answer, bench, values
from twin.plan import examine_document
from twin.study.whatif.patch import feeds


def test_gpus_four_months_late_move_phases_as_planners_said_with_crews_without_number():
    found = answer("W5", months=4)
    moved = [
        (late - planned).days
        for planned, late, _ in (values(found, f"P{n} ready, crews aside") for n in (1, 2, 3))
    ]
    assert moved == [0, 19, 122]


def test_rent_lost_is_power_times_rent_times_months_late():
    found = answer("W5", months=4)
    planned, late, _ = values(found, "P3 ready")
    months = (late - planned).days / (365.25 / 12)
    assert values(found, "rent lost")[1] == pytest.approx(10_000 * 150 * months)
    assert values(found, "carry")[1] == pytest.approx(
        235.1019e6 * 10 / 24.9 * 0.10 * months / 12, rel=1e-9
    )


def test_blocks_held_until_gpus_come_are_dark_for_no_longer_than_planned():
    planned, late, held = values(answer("W5", months=4), "dark")
    assert late > planned
    assert held == pytest.approx(planned, rel=0.01)
    ready = values(answer("W5", months=4), "P3 ready")
    assert ready[2] == ready[1]


def test_no_delay_costs_nothing():
    found = answer("W5", months=0)
    assert values(found, "NPV")[0] == values(found, "NPV")[1]
    assert values(found, "rent lost") == (0.0, 0.0, 0.0)


def test_feeds_are_found_by_name_and_what_is_critical_moves_by_all_of_it():
    assert [one.id for one in feeds(bench().base.plan.document)] == [
        "A-SWG", "A-USS", "B-SWG", "B-USS", "C-SWG", "C-USS", "RINGSWG",
    ]  # fmt: skip
    early = values(answer("W6", weeks=26), "P1 ready, crews aside")
    assert (early[1] - early[0]).days == 182


def test_a_temporary_feed_keeps_the_dates_and_costs_its_rent():
    found = answer("W6", weeks=26)
    assert values(found, "P1 ready")[2] == values(found, "P1 ready")[0]
    planned, _, rented = values(found, "NPV")
    rent_usd = 120_000 * 182 / (365.25 / 12) * 3 * 1.1
    assert planned - rented == pytest.approx(rent_usd)


def test_crews_without_number_buy_the_weeks_that_planners_said():
    """Doubling crews buys four and seven weeks: P2 and P3 of the early dates."""
    found = answer("W14", people=36)
    p2, p3 = values(found, "P2 ready"), values(found, "P3 ready")
    assert 21 <= (p2[0] - p2[2]).days <= 28
    assert 42 <= (p3[0] - p3[2]).days <= 49
    assert values(found, "overtime")[2] == 0.0


def test_overtime_is_what_is_wanted_beyond_the_crew_with_a_premium():
    """84 wanted of 36 at the most, so fewer people need more of it."""
    few, plan, _ = values(answer("W14", people=24), "overtime")[::-1]
    assert few == 0.0
    assert plan > values(answer("W14", people=24), "overtime")[0]


def test_a_plan_without_gpus_says_so():
    text = bench("w100-rev2").base.plan.document
    assert examine_document("schema: switchyard.plan/1", file="", sets=())[1] is not None
    assert text.procurement
    found = answer("W5", months=1)
    assert found.line.startswith("GPUs 1 months late: P1 +0 d")
    assert values(found, "P1 ready")[0] == date(2028, 10, 27)
