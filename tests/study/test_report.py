"""A simulation in numbers."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.made import plan
from tests.study.test_chunks import job
from twin.study import beats_frac, report, simulate
from twin.study.report import error, quantile


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=50), st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values, share):
    ordered = sorted(values)
    assert quantile(ordered, share) == pytest.approx(
        np.quantile(ordered, share), rel=1e-9, abs=1e-9
    )


def test_the_error_of_a_quantile_is_its_spread_over_many_simulations():
    luck = np.random.Generator(np.random.Philox(5))
    samples = [np.sort(luck.normal(0.0, 10.0, 400)) for _ in range(300)]
    spread = np.std([quantile(list(one), 0.8) for one in samples])
    said = np.mean([error(list(one), 0.8) for one in samples])
    assert said == pytest.approx(spread, rel=0.15)


def test_the_tutorial_comes_when_planners_said_without_ties_and_risks():
    source = job("optimist")
    found = report(date(2027, 1, 4), source.handovers, simulate(source, 1500))
    first = found.phases[0]
    for said, day in (
        (first.p50, "2029-01-11"),
        (first.p80, "2029-03-19"),
        (first.p90, "2029-04-19"),
    ):
        assert abs((said - date.fromisoformat(day)).days) <= 15
    assert first.critical_frac["A-USS"] == pytest.approx(0.44, abs=0.05)
    assert first.critical_frac["A-GENSET"] == pytest.approx(0.41, abs=0.05)
    assert first.critical_frac["A-SWG"] == pytest.approx(0.15, abs=0.05)
    assert first.critical_frac["A-L5"] == pytest.approx(1.0, abs=0.005)
    assert first.on_time_frac == 0.0


def test_gpus_four_months_late_move_the_third_hall_alone_by_all_of_it():
    late = plan(*(f"tasks[{name}-RACK].links=[{{pred: {name}-L5}}]" for name in "BC"))
    slip = [
        "procurement[A-GPU].order_on=2027-12-01",
        "procurement[B-GPU].order_on=2028-04-01",
        "procurement[C-GPU].order_on=2028-08-31",
    ]
    moved = plan(*slip)
    days = [
        (moved.early.finish(one.task) - late.early.finish(one.task)).days for one in late.handovers
    ]
    assert days[0] == 0
    assert days[1] == pytest.approx(19, abs=1)
    assert days[2] == 122


def test_money_is_spread_by_the_dates_it_hangs_on():
    source = job()
    found = report(date(2027, 1, 4), source.handovers, simulate(source, 400)).money
    assert found.p10_usd < found.p50_usd < found.p90_usd
    assert found.gains_frac == 1.0
    assert 0.0 < found.p50_error_usd < 1e6
    assert len(found.fan_usd) == 16
    assert all(low <= middle <= high for low, middle, high in found.fan_usd)


def test_a_plan_beats_itself_never():
    found = simulate(job(), 100)
    assert beats_frac(found, found) == 0.0
