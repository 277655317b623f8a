"""What mining earns while a site is built over: margin by group of machines, hedged (E27).

Summed over groups, each with its own breakeven. A group that would lose money does not run, so the
sum is not the margin of the average machine, which is why averages may not enter here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from twin.economics.intervals import MeterInterval
from twin.economics.mining import MinerGroup
from twin.units import H_PER_MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMargin:
    """What one group earned over its energy.

    Attributes:
        model: of its machines.
        breakeven_usd_per_mwh: of the group.
        run_mwh: metered energy that it took.
        margin_usd: earned less the price of that energy.
    """

    model: str
    breakeven_usd_per_mwh: float
    run_mwh: float
    margin_usd: float


def hedged_margins(
    groups: Iterable[MinerGroup],
    hashprice_usd_per_ph_day: float,
    price_usd_per_mwh: float,
    span_h: float,
    *,
    pool_fee_frac: float = 0.01,
) -> list[GroupMargin]:
    """Margin of each group at a hedged price of energy: it runs all the time or not at all.

    Args:
        groups: of machines, each alike.
        hashprice_usd_per_ph_day: income before the pool's fee.
        price_usd_per_mwh: of metered energy, adders included.
        span_h: how long.
        pool_fee_frac: what the pool keeps; 0.01 is an assumption [A].

    >>> s21 = MinerGroup(model="S21", count=750, th_per_s=200.0, kw=3.5)
    >>> round(hedged_margins([s21], 28.68, 42.0, 1.0)[0].margin_usd, 2)
    61.7
    """
    found: list[GroupMargin] = []
    for group in groups:
        breakeven = group.breakeven_usd_per_mwh(hashprice_usd_per_ph_day, pool_fee_frac)
        gain_usd_per_mwh = max(0.0, breakeven - price_usd_per_mwh)
        run_mwh = group.metered_mw * span_h if gain_usd_per_mwh else 0.0
        found.append(_margin(group, breakeven, run_mwh, run_mwh * gain_usd_per_mwh))
    return found


def metered_margin(
    group: MinerGroup,
    breakeven_usd_per_mwh: float,
    intervals: Sequence[MeterInterval],
    adders_usd_per_mwh: float = 0.0,
) -> GroupMargin:
    """Margin of one group over the energy that it truly took, interval by interval.

    Args:
        group: whose meter it is.
        breakeven_usd_per_mwh: of the group while the intervals last.
        intervals: its energy and what a megawatt-hour cost in each.
        adders_usd_per_mwh: on every megawatt-hour.
    """
    run_mwh = fsum(one.energy_mwh for one in intervals)
    cost_usd = fsum(one.cost_usd for one in intervals)
    earned_usd = run_mwh * (breakeven_usd_per_mwh - adders_usd_per_mwh)
    return _margin(group, breakeven_usd_per_mwh, run_mwh, earned_usd - cost_usd)


def margin_usd_per_mw_month(margins: Iterable[GroupMargin], held_mw: float, span_h: float) -> float:
    """Margin of all groups over the power that is held for them, a twelfth of a year.

    Args:
        margins: of every group.
        held_mw: metered power of all their machines, of those that do not run too.
        span_h: that the margins were earned in.
    """
    return fsum(one.margin_usd for one in margins) / (held_mw * span_h) * H_PER_MONTH


def _margin(
    group: MinerGroup, breakeven_usd_per_mwh: float, run_mwh: float, margin_usd: float
) -> GroupMargin:
    return GroupMargin(
        model=group.model,
        breakeven_usd_per_mwh=breakeven_usd_per_mwh,
        run_mwh=run_mwh,
        margin_usd=margin_usd,
    )
