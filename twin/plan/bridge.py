"""What each mining block would earn in each month of a plan, hedged, by group of machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, exp, fsum

from twin.economics.bridge import hedged_margins
from twin.economics.mining import MinerGroup
from twin.plan.contracts import Market
from twin.plan.dark import DAYS_PER_MONTH
from twin.plan.document import PlanDocument
from twin.site import Site
from twin.units import H_PER_MONTH, MONTHS_PER_YEAR, W_PER_KW

_DAYS_PER_YEAR = DAYS_PER_MONTH * MONTHS_PER_YEAR
_HALVING_YEARS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """Margins of blocks over a plan's months.

    Attributes:
        monthly_usd: of each block, by month after notice to proceed.
        power_mw: of each block, with its auxiliaries.
        salvage_usd: what its machines bring, at the price base.
        groups: its machines, each model by itself.
    """

    monthly_usd: Mapping[str, tuple[float, ...]]
    groups: Mapping[str, tuple[MinerGroup, ...]]
    power_mw: Mapping[str, float]
    salvage_usd: Mapping[str, float]

    def forgone(
        self, block: str, off_days: float, on_days: float | None
    ) -> Iterator[tuple[int, float]]:
        """Margin of a block month by month from an instant to another, or to the end.

        Args:
            block: the block.
            off_days: when it goes off, after notice to proceed.
            on_days: when it is on again; None for never.
        """
        monthly_usd = self.monthly_usd[block]
        for month, share in month_shares(len(monthly_usd), off_days, on_days):
            if monthly_usd[month]:
                yield month, monthly_usd[month] * share


def month_shares(
    months_count: int, from_days: float, to_days: float | None
) -> Iterator[tuple[int, float]]:
    """Months after notice to proceed that a span touches, and the share of each.

    Args:
        months_count: of the plan.
        from_days: when it begins, after notice to proceed.
        to_days: when it ends; None for never.

    >>> [(month, round(share, 3)) for month, share in month_shares(3, 15.21875, 60.875)]
    [(0, 0.5), (1, 1.0)]
    """
    for month in range(max(0, int(from_days / DAYS_PER_MONTH)), months_count):
        start_days, end_days = month * DAYS_PER_MONTH, (month + 1) * DAYS_PER_MONTH
        until_days = end_days if to_days is None else min(end_days, to_days)
        share = (until_days - max(start_days, from_days)) / DAYS_PER_MONTH
        if share > 0.0:
            yield month, share


def bridge_of(plan: PlanDocument, site: Site) -> Bridge:
    """Margins of all blocks of a site over a plan's months.

    Args:
        plan: a plan without faults.
        site: the site it converts.
    """
    aux_frac = {block.id: block.aux_frac for block in site.blocks}
    groups: dict[str, list[MinerGroup]] = {block.id: [] for block in site.blocks}
    for row in site.rows:
        groups[row.block].append(
            MinerGroup(
                model=row.model,
                count=row.count,
                th_per_s=row.spec.th_per_s,
                kw=row.spec.power_w / W_PER_KW,
                aux_frac=aux_frac[row.block],
            )
        )
    months = range(ceil((plan.horizon_end - plan.ntp).days / DAYS_PER_MONTH))
    prices = [hashprice_usd_per_ph_day(plan, (month + 0.5) * DAYS_PER_MONTH) for month in months]
    each = {one.model: one.each_usd for one in plan.market.salvage}
    return Bridge(
        monthly_usd={
            block: tuple(_month_usd(plan.market, found, price) for price in prices)
            for block, found in groups.items()
        },
        groups={block: tuple(found) for block, found in groups.items()},
        power_mw={
            block: fsum(group.metered_mw for group in found) for block, found in groups.items()
        },
        salvage_usd={
            block: fsum(group.count * each.get(group.model, 0.0) for group in found)
            for block, found in groups.items()
        },
    )


def hashprice_usd_per_ph_day(plan: PlanDocument, after_days: float) -> float:
    """Hashprice some days after notice to proceed: drift, and half of it at each halving."""
    market, day = plan.market, plan.ntp + timedelta(days=int(after_days))
    years = (day - plan.finance.price_base).days / _DAYS_PER_YEAR
    past_years = (day - market.next_halving).days / _DAYS_PER_YEAR
    halvings = max(0, int(past_years // _HALVING_YEARS) + 1) if past_years >= 0.0 else 0
    drift_ratio = exp(market.hashprice_drift_per_year * years)
    return market.hashprice_usd_per_ph_day * drift_ratio * 0.5**halvings


def _month_usd(market: Market, groups: list[MinerGroup], usd_per_ph_day: float) -> float:
    margins = hedged_margins(
        groups,
        usd_per_ph_day,
        market.power_usd_per_mwh,
        H_PER_MONTH,
        pool_fee_frac=market.pool_fee_frac,
    )
    return fsum(one.margin_usd for one in margins)
