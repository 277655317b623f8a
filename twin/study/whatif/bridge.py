"""Mining from notice to proceed until the last phase is ready: energy, margin, unused blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from twin.economics.bridge import GroupMargin, hedged_margins
from twin.economics.mining import MinerGroup
from twin.plan import Topology
from twin.plan.bridge import hashprice_usd_per_ph_day, month_shares
from twin.plan.dark import DAYS_PER_MONTH
from twin.plan.loading import ai_mw
from twin.study.figures import Figures
from twin.units import H_PER_MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgePeriod:
    """What mining comes to until the last phase is ready.

    Attributes:
        mined_mwh: drawn by machines that pay, with auxiliaries.
        margin_usd: of it, hedged.
        short_mwh: of contracted blocks of power that nothing draws.
        short_usd: that, at the blocks' own price.
    """

    mined_mwh: float
    margin_usd: float
    short_mwh: float
    short_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """Until when machines of a model pay.

    Attributes:
        breakeven_usd_per_mwh: on the day of notice to proceed.
        day: the last day of the last month in which they pay, None where they never do.
    """

    breakeven_usd_per_mwh: float
    day: date | None


def bridge_period(found: Figures) -> BridgePeriod:
    """Mining until the last phase is ready, month by month in the plant that stands in its middle.

    Halls draw their nameplate in the hottest hour from the day on which they are energised.
    """
    plan = found.plan.document
    end = max(found.ready.values(), default=plan.ntp)
    months = list(month_shares(_months_count(found), 0.0, float((end - plan.ntp).days)))
    runs = [(share, *_month(found, month, share)) for month, share in months]
    blocks = [one for one in plan.power if one.kind == "block_index"]
    held_mw = fsum(one.block_mw for one in blocks)
    short_mwh = fsum(
        max(0.0, held_mw * share * H_PER_MONTH - sum(one.run_mwh for one in margins) - ai_mwh)
        for share, margins, ai_mwh in runs
    )
    paid = fsum(one.block_mw * one.block_usd_per_mwh for one in blocks)
    return BridgePeriod(
        mined_mwh=fsum(one.run_mwh for _, margins, _ in runs for one in margins),
        margin_usd=fsum(one.margin_usd for _, margins, _ in runs for one in margins),
        short_mwh=short_mwh,
        short_usd=short_mwh * paid / held_mw if held_mw else 0.0,
    )


def last_days(found: Figures) -> dict[str, LastDay]:
    """Of each model of machine, the least efficient first."""
    plan = found.plan.document
    groups = {one.model: one for block in found.purse.bridge.groups.values() for one in block}
    ranked = sorted(groups.values(), key=lambda one: -one.efficiency_j_per_th)
    return {
        one.model: LastDay(
            breakeven_usd_per_mwh=_breakeven_usd_per_mwh(found, one, 0.0),
            day=_last_day(found, one, plan.market.power_usd_per_mwh),
        )
        for one in ranked
    }


def _last_day(found: Figures, group: MinerGroup, power_usd_per_mwh: float) -> date | None:
    pays = [
        month
        for month in range(_months_count(found))
        if _breakeven_usd_per_mwh(found, group, (month + 0.5) * DAYS_PER_MONTH) > power_usd_per_mwh
    ]
    if not pays:
        return None
    return found.plan.document.ntp + timedelta(days=int((pays[-1] + 1) * DAYS_PER_MONTH))


def _breakeven_usd_per_mwh(found: Figures, group: MinerGroup, after_days: float) -> float:
    plan = found.plan.document
    price = hashprice_usd_per_ph_day(plan, after_days)
    return group.breakeven_usd_per_mwh(price, plan.market.pool_fee_frac)


def _months_count(found: Figures) -> int:
    return max((len(one) for one in found.purse.bridge.monthly_usd.values()), default=0)


def _month(found: Figures, month: int, share_frac: float) -> tuple[list[GroupMargin], float]:
    """Margins of what pays in a share of a month, and what halls draw in it [MWh]."""
    plan, middle_days = found.plan.document, (month + 0.5) * DAYS_PER_MONTH
    here = plant_on(found, plan.ntp + timedelta(days=int(middle_days)))
    margins = hedged_margins(
        [one for block in sorted(here.blocks) for one in found.purse.bridge.groups[block]],
        hashprice_usd_per_ph_day(plan, middle_days),
        plan.market.power_usd_per_mwh,
        share_frac * H_PER_MONTH,
        pool_fee_frac=plan.market.pool_fee_frac,
    )
    return margins, ai_mw(found.plate, here) * share_frac * H_PER_MONTH


def plant_on(found: Figures, day: date) -> Topology:
    """The plant that stands on a day."""
    return [one for one in found.plants if one.since <= day or one is found.plants[0]][-1]
