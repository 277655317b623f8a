"""A plan's years in money: tax, debt and what is left, against a plan worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.economics.cashflow import appraise, npv_usd
from twin.economics.debt import level_service
from twin.economics.proforma import (
    PlanYears,
    after_tax_flows,
    equity_flows,
    pre_tax_flows,
    statements,
)

usd_lists = st.integers(1, 20).flatmap(
    lambda n: st.tuples(*[st.lists(st.floats(0.0, 1e6), min_size=n, max_size=n) for _ in range(3)])
)


def test_the_worked_plan_before_tax_is_that_of_the_definition_g12():
    noi = [0.0, 0.0] + [36.9e6 * 1.025**year for year in range(15)]
    capex = [87.5e6, 112.5e6, 50e6] + [0.0] * 14
    years = statements(
        PlanYears(operating_usd=noi, capex_usd=capex, depreciation_usd=[0.0] * 17, tax_frac=0.21)
    )
    found = appraise(pre_tax_flows(years), 0.10)
    assert found.npv_usd == pytest.approx(61.10e6, abs=5e3)
    assert found.returns.rate_frac == pytest.approx(0.1398, abs=5e-5)
    assert npv_usd(after_tax_flows(years), 0.10) < found.npv_usd


def test_a_plan_worked_by_hand():
    service = [*level_service(60.0, 0.10, 2)]
    plan = PlanYears(
        operating_usd=[50.0, 50.0],
        capex_usd=[100.0, 0.0],
        depreciation_usd=[20.0, 20.0],
        drawn_usd=[60.0],
        service=service,
        tax_frac=0.2,
    )
    first, second = statements(plan)
    assert first.pre_tax_usd == -50.0
    assert first.unlevered_tax_usd == pytest.approx(6.0)
    assert first.tax_usd == pytest.approx(0.2 * (30.0 - 6.0))
    assert first.available_usd == pytest.approx(45.2)
    assert first.equity_usd == pytest.approx(50.0 - 100.0 + 60.0 - 4.8 - service[0].service_usd)
    assert second.drawn_usd == 0.0
    assert second.after_tax_usd == pytest.approx(44.0)


@given(series=usd_lists, tax=st.floats(0.0, 0.5))
def test_without_debt_the_owners_have_what_the_plan_has(series, tax):
    operating, capex, depreciation = series
    plan = PlanYears(
        operating_usd=operating, capex_usd=capex, depreciation_usd=depreciation, tax_frac=tax
    )
    years = statements(plan)
    assert equity_flows(years) == after_tax_flows(years)
    assert (
        sum(year.after_tax_usd for year in years) <= sum(year.pre_tax_usd for year in years) + 1e-3
    )


@given(series=usd_lists, debt=st.floats(0.0, 1e6), rate=st.floats(0.0, 0.2))
def test_debt_without_tax_moves_only_its_interest(series, debt, rate):
    operating, capex, depreciation = series
    service = level_service(debt, rate, len(operating))
    plan = PlanYears(
        operating_usd=operating,
        capex_usd=capex,
        depreciation_usd=depreciation,
        tax_frac=0.0,
        drawn_usd=[debt],
        service=service,
    )
    years = statements(plan)
    moved = sum(year.pre_tax_usd - year.equity_usd for year in years)
    assert moved == pytest.approx(sum(one.interest_usd for one in service), rel=1e-6, abs=1e-6)
