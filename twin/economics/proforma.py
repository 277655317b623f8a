"""A plan's years in money: from what it earns and spends to what is left after tax and debt.

Everything that enters is already in money of its year. Out come flows before tax, after tax, and of
the equity, for `twin.economics.cashflow` to weigh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from twin.economics.cashflow import Flow, yearly
from twin.economics.debt import ServicePeriod
from twin.economics.tax import tax_years

_IDLE = ServicePeriod(opening_usd=0.0, interest_usd=0.0, principal_usd=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanYears:
    """A plan's years, each series one number a year, the first year first.

    Attributes:
        operating_usd: earned less what running costs, before tax, interest and depreciation.
        capex_usd: spent, not negative.
        depreciation_usd: not negative.
        drawn_usd: debt that comes in; empty for none.
        service: of debt; years beyond its end are free of it.
        tax_frac: of profit.
        loss_use_frac: of `twin.economics.tax.tax_years`.
    """

    operating_usd: Sequence[float]
    capex_usd: Sequence[float]
    depreciation_usd: Sequence[float]
    tax_frac: float
    drawn_usd: Sequence[float] = ()
    service: Sequence[ServicePeriod] = ()
    loss_use_frac: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class YearStatement:
    """One year of a plan in money.

    Attributes:
        operating_usd: earned less what running costs.
        capex_usd: spent.
        depreciation_usd: of all that is in service.
        unlevered_tax_usd: on profit without debt.
        tax_usd: on profit after interest.
        drawn_usd: of debt.
        service: of debt.
    """

    operating_usd: float
    capex_usd: float
    depreciation_usd: float
    unlevered_tax_usd: float
    tax_usd: float
    drawn_usd: float
    service: ServicePeriod

    @property
    def pre_tax_usd(self) -> float:
        """Left without debt, before tax."""
        return fsum((self.operating_usd, -self.capex_usd))

    @property
    def after_tax_usd(self) -> float:
        """Left without debt, after tax."""
        return fsum((self.operating_usd, -self.capex_usd, -self.unlevered_tax_usd))

    @property
    def available_usd(self) -> float:
        """For debt service: earned less tax."""
        return fsum((self.operating_usd, -self.tax_usd))

    @property
    def equity_usd(self) -> float:
        """Left for the owners, after tax and debt."""
        paid = (self.capex_usd, self.tax_usd, self.service.service_usd)
        return fsum((self.operating_usd, self.drawn_usd, *(-one for one in paid)))


def statements(plan: PlanYears) -> list[YearStatement]:
    """Every year of a plan in money.

    >>> plan = PlanYears(operating_usd=[0.0, 60.0], capex_usd=[100.0, 0.0],
    ...                  depreciation_usd=[0.0, 10.0], tax_frac=0.2)
    >>> [year.after_tax_usd for year in statements(plan)]
    [-100.0, 50.0]
    """
    years_count = len(plan.operating_usd)
    drawn_usd = _padded(plan.drawn_usd, years_count)
    service = [*plan.service, *[_IDLE] * (years_count - len(plan.service))]
    bare_usd = [
        fsum((earned_usd, -worn_usd))
        for earned_usd, worn_usd in zip(plan.operating_usd, plan.depreciation_usd, strict=True)
    ]
    profits_usd = [
        bare - period.interest_usd for bare, period in zip(bare_usd, service, strict=True)
    ]
    bare_taxes = tax_years(bare_usd, plan.tax_frac, plan.loss_use_frac)
    taxes = tax_years(profits_usd, plan.tax_frac, plan.loss_use_frac)
    return [
        YearStatement(
            operating_usd=plan.operating_usd[year],
            capex_usd=plan.capex_usd[year],
            depreciation_usd=plan.depreciation_usd[year],
            unlevered_tax_usd=bare_taxes[year].tax_usd,
            tax_usd=taxes[year].tax_usd,
            drawn_usd=drawn_usd[year],
            service=service[year],
        )
        for year in range(years_count)
    ]


def pre_tax_flows(years: Sequence[YearStatement]) -> list[Flow]:
    """Flows without debt, before tax: what a plan is weighed by unless it says otherwise."""
    return yearly(year.pre_tax_usd for year in years)


def after_tax_flows(years: Sequence[YearStatement]) -> list[Flow]:
    """Flows without debt, after tax."""
    return yearly(year.after_tax_usd for year in years)


def equity_flows(years: Sequence[YearStatement]) -> list[Flow]:
    """Flows of the owners, after tax and debt."""
    return yearly(year.equity_usd for year in years)


def _padded(values_usd: Sequence[float], years_count: int) -> list[float]:
    return [*values_usd, *[0.0] * (years_count - len(values_usd))]
