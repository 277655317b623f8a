"""Money of a plan by its dates alone, against going on mining.

What enters is what differs from the site as it is: capital, rent, running halls, damages, margin of
blocks that leave, machines sold, reserves. Halls are used and available in full and tenants pay
their energy; what the plant truly draws and sheds is metered in a run. Years are counted from
notice to proceed, and a day of the price base is `price_base`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import ceil, exp, fsum
from typing import Literal

from twin.economics.capex import CapexItem, PriceTerms, payments
from twin.economics.cashflow import Appraisal, Flow, appraise, npv_usd
from twin.economics.colocation import ColoContract, late_damages_usd, rent_month
from twin.economics.depreciation import Asset, yearly_depreciation_usd
from twin.economics.proforma import PlanYears, after_tax_flows, statements
from twin.plan.bridge import Bridge, bridge_of, hashprice_usd_per_ph_day
from twin.plan.dark import DAYS_PER_MONTH
from twin.plan.document import PlanDocument
from twin.plan.effects import days_of, when_days
from twin.plan.schedule import Schedule
from twin.site import Site
from twin.units import H_PER_MONTH, MONTHS_PER_YEAR

Account = Literal[
    "capital", "rent", "running halls", "damages", "mining forgone", "machines sold", "reserves"
]
ACCOUNTS: tuple[Account, ...] = (
    *("capital", "rent", "running halls", "damages"),
    *("mining forgone", "machines sold", "reserves"),
)
_DAYS_PER_YEAR = DAYS_PER_MONTH * MONTHS_PER_YEAR


@dataclass(frozen=True)
class Money:
    """A plan's flows, by account.

    Attributes:
        plan: whose flows they are.
        flows: received positive, spent negative, in years after notice to proceed.
        assets: what is written off.
    """

    plan: PlanDocument
    flows: Mapping[Account, list[Flow]]
    assets: list[Asset]

    @cached_property
    def appraisal(self) -> Appraisal:
        """All flows in five numbers, before tax and without debt."""
        every = [flow for flows in self.flows.values() for flow in flows]
        return appraise(every, self.plan.finance.wacc_frac)

    def npv_usd(self, account: Account) -> float:
        """Present value of one account on the day of notice to proceed."""
        return npv_usd(self.flows[account], self.plan.finance.wacc_frac)

    def total_usd(self, account: Account) -> float:
        """Sum of one account, not discounted."""
        return fsum(flow.net_usd for flow in self.flows[account])

    @property
    def whole_npv_usd(self) -> float:
        """Present value of all accounts, before tax and without debt."""
        return fsum(self.npv_usd(account) for account in ACCOUNTS)

    def cumulative_usd(self) -> list[float]:
        """All accounts summed up to the end of each year."""
        every = [self.yearly_usd(account) for account in ACCOUNTS]
        return list(accumulate(fsum(year) for year in zip(*every, strict=True)))

    @cached_property
    def years_count(self) -> int:
        """Years that money is counted for."""
        return ceil((self.plan.horizon_end - self.plan.ntp).days / _DAYS_PER_YEAR)

    def yearly_usd(self, account: Account) -> list[float]:
        """One account year by year; what comes before notice to proceed is in the first."""
        years = [0.0] * self.years_count
        for flow in self.flows[account]:
            years[min(max(0, int(flow.at_years)), self.years_count - 1)] += flow.net_usd
        return years

    @cached_property
    def after_tax_npv_usd(self) -> float:
        """Present value after tax, without debt, years as one flow each."""
        capex = self.yearly_usd("capital")
        every = [self.yearly_usd(account) for account in ACCOUNTS if account != "capital"]
        years = PlanYears(
            operating_usd=[fsum(year) for year in zip(*every, strict=True)],
            capex_usd=[-spent for spent in capex],
            depreciation_usd=yearly_depreciation_usd(self.assets, self.years_count),
            tax_frac=self.plan.finance.tax_frac,
        )
        return npv_usd(after_tax_flows(statements(years)), self.plan.finance.wacc_frac)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What of a plan's money no date changes, so that many dates can be reckoned quickly."""

    plan: PlanDocument
    bridge: Bridge
    terms: Mapping[str, ColoContract]


def purse(plan: PlanDocument, site: Site) -> Purse:
    """A plan made ready to be reckoned.

    Args:
        plan: a plan without faults.
        site: the site it converts.
    """
    own = {"id", "currency", "sla_frac"}
    terms = {one.id: ColoContract(**one.model_dump(exclude=own)) for one in plan.colo}
    return Purse(plan=plan, bridge=bridge_of(plan, site), terms=terms)


def money(ready: Purse, schedule: Schedule) -> Money:
    """A plan's flows by some dates.

    Args:
        ready: the plan.
        schedule: its dates.
    """
    plan = ready.plan
    flows: dict[Account, list[Flow]] = {account: [] for account in ACCOUNTS}
    assets: list[Asset] = []
    for item in _capex(plan, schedule):
        paid = payments(item, _terms(plan))
        flows["capital"] += paid
        assets.append(_asset(plan, item, -fsum(flow.net_usd for flow in paid)))
    for account, flow in _tenants(ready, schedule):
        flows[account].append(flow)
    for account, flow in _mining(ready, schedule):
        flows[account].append(flow)
    flows["reserves"] += _reserves(ready, schedule)
    end_years = _years((plan.horizon_end - plan.ntp).days)
    kept: dict[Account, list[Flow]] = {
        account: [flow for flow in found if flow.at_years <= end_years]
        for account, found in flows.items()
    }
    return Money(plan, kept, assets)


def _years(days: float) -> float:
    return days / _DAYS_PER_YEAR


def _base_years(plan: PlanDocument) -> float:
    """From the price base to notice to proceed."""
    return _years((plan.ntp - plan.finance.price_base).days)


def _terms(plan: PlanDocument) -> PriceTerms:
    return PriceTerms(
        escalation_frac=plan.finance.escalation_frac,
        contingency_frac=plan.finance.contingency_frac,
    )


def _capex(plan: PlanDocument, schedule: Schedule) -> Iterator[CapexItem]:
    """Items, paid with the order and on delivery; work, paid when it is done."""
    escalated = (1.0 + plan.finance.escalation_frac) ** _base_years(plan)
    for item in plan.procurement:
        cost_usd = item.qty * item.unit_cost_usd * escalated
        if item.source in {"owner", "refurbished"} and cost_usd:
            yield CapexItem(
                name=item.id,
                kind=item.asset_class,
                base_usd=cost_usd,
                order_years=_years(schedule.start_days(item.id)),
                delivery_years=_years(schedule.finish_days(item.id)),
                deposit_frac=item.deposit_frac,
            )
    for task in plan.tasks:
        if task.cost_usd:
            at_years = _years(schedule.finish_days(task.id))
            yield CapexItem(
                name=task.id,
                kind="building" if task.kind == "civil" else "electrical",
                base_usd=task.cost_usd * escalated,
                order_years=at_years,
                delivery_years=at_years,
            )


def _asset(plan: PlanDocument, item: CapexItem, cost_usd: float) -> Asset:
    return Asset(
        kind=item.kind,
        cost_usd=cost_usd,
        in_service_years=item.delivery_years,
        life_years=getattr(plan.finance.depr_years, item.kind),
    )


def _tenants(ready: Purse, schedule: Schedule) -> Iterator[tuple[Account, Flow]]:
    """Rent and running cost by month from the start of each contract; damages on its first day."""
    plan = ready.plan
    target = {phase.contract: phase.ready_for_service_target for phase in plan.phases}
    horizon_days = float((plan.horizon_end - plan.ntp).days)
    for contract in plan.colo:
        start_days = _when(plan, schedule, contract.id)
        if start_days is None:
            continue
        terms = ready.terms[contract.id]
        promised = target.get(contract.id)
        if promised is not None:
            late_days = start_days - (promised - plan.ntp).days
            yield "damages", Flow(_years(start_days), -late_damages_usd(terms, late_days))
        months = min(terms.term_months, (horizon_days - start_days) / DAYS_PER_MONTH)
        running_usd = plan.finance.ai_running_usd_per_kw_month * contract.it_kw
        for month in range(max(0, ceil(months))):
            share = min(1.0, months - month)
            at_years = _years(start_days + (month + share) * DAYS_PER_MONTH)
            yield "rent", Flow(at_years, share * rent_month(terms, month).rent_usd)
            yield "running halls", Flow(at_years, -share * running_usd)


def _when(plan: PlanDocument, schedule: Schedule, contract: str) -> float | None:
    for task in plan.tasks:
        for effect in task.effects:
            if effect.op == "contract_start" and effect.target == contract:
                return when_days(schedule, task.id, effect)
    return None


def _mining(ready: Purse, schedule: Schedule) -> Iterator[tuple[Account, Flow]]:
    """Margin of blocks that are off, month by month, and what their machines bring."""
    for block, off_days, on_days in block_spans(ready.plan, schedule):
        for month, usd in ready.bridge.forgone(block, off_days, on_days):
            yield "mining forgone", Flow(_years((month + 0.5) * DAYS_PER_MONTH), -usd)
        salvage_usd = ready.bridge.salvage_usd[block]
        if salvage_usd and on_days is None:
            years = _base_years(ready.plan) + _years(off_days)
            drift_ratio = exp(ready.plan.market.salvage_drift_per_year * years)
            yield "machines sold", Flow(_years(off_days), salvage_usd * drift_ratio)


def block_spans(
    plan: PlanDocument, schedule: Schedule
) -> Iterator[tuple[str, float, float | None]]:
    """Each block that goes off, when, and when it is on again if it ever is."""
    back = days_of(plan, schedule, "block_on")
    for task in plan.tasks:
        for effect in task.effects:
            if effect.op == "block_off":
                off_days = when_days(schedule, task.id, effect)
                on_days = back.get(effect.target)
                again = on_days if on_days is not None and on_days > off_days else None
                yield effect.target, off_days, again


def mining_words(plan: PlanDocument, bridge: Bridge, schedule: Schedule) -> str:
    """What mining would still earn when the first block leaves, in words."""
    first = min(block_spans(plan, schedule), key=lambda one: one[1], default=None)
    if first is None:
        return "no block leaves"
    block, off_days, _ = first
    months_usd = bridge.monthly_usd[block]
    month = max(0, int(off_days / DAYS_PER_MONTH))
    if month >= len(months_usd):
        return f"{block} leaves after the end of the plan"
    price, power = hashprice_usd_per_ph_day(plan, off_days), plan.market.power_usd_per_mwh
    earns = f"{months_usd[month] / bridge.power_mw[block]:,.0f}".replace(",", " ")
    return (
        f"when {block} leaves, hashprice {price:.2f} USD/PH/day, a MW of it would earn "
        f"{earns} USD a month at {power:.1f} USD/MWh"
    )


def _reserves(ready: Purse, schedule: Schedule) -> Iterator[Flow]:
    """Reserve sold on blocks, as far as they are on, by month."""
    plan = ready.plan
    off_days = {block: off for block, off, on in block_spans(plan, schedule) if on is None}
    months = range(ceil((plan.horizon_end - plan.ntp).days / DAYS_PER_MONTH))
    for reserve in plan.ancillary:
        price = reserve.usd_per_mw_h.planned
        for month in months:
            middle_days = (month + 0.5) * DAYS_PER_MONTH
            on_mw = fsum(
                ready.bridge.power_mw[block]
                for block in reserve.blocks
                if off_days.get(block, middle_days) >= middle_days
            )
            usd = min(reserve.mw, on_mw) * price * H_PER_MONTH
            yield Flow(_years(middle_days), usd)
