"""What mining will earn along the chain: each difficulty and each subsidy for as long as it stands.

A month that holds a retarget or a halving is reckoned in parts, each exactly; nothing is averaged
over it. Price of a coin, fees and the network's hash rate are inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from twin.economics.bitcoin import hashprice_usd_per_ph_day
from twin.economics.bridge import GroupMargin, hedged_margins
from twin.economics.chain import Segment
from twin.economics.mining import MinerGroup
from twin.units import S_PER_H


@dataclass(frozen=True, slots=True, kw_only=True)
class HashpriceStep:
    """A hashprice for as long as it stands.

    Attributes:
        start_s, end_s: from when to when, from the chain's tip.
        hashprice_usd_per_ph_day: before the pool's fee.
    """

    start_s: float
    end_s: float
    hashprice_usd_per_ph_day: float


def hashprice_steps(
    segments: Iterable[Segment],
    price_usd_per_btc: Callable[[Segment], float],
    fees_frac: float = 0.01,
) -> list[HashpriceStep]:
    """Hashprice along the chain.

    Args:
        segments: of the chain, of `twin.economics.chain.segments`.
        price_usd_per_btc: price of a coin while a segment lasts.
        fees_frac: transaction fees as a share of the subsidy; 0.01 was seen in 2025 and 2026.
    """
    return [
        HashpriceStep(
            start_s=one.start_s,
            end_s=one.end_s,
            hashprice_usd_per_ph_day=hashprice_usd_per_ph_day(
                one.difficulty_ratio, one.subsidy_btc, fees_frac, price_usd_per_btc(one)
            ),
        )
        for one in segments
    ]


def margins_between(
    groups: Sequence[MinerGroup],
    steps: Iterable[HashpriceStep],
    span_s: tuple[float, float],
    price_usd_per_mwh: float,
    pool_fee_frac: float = 0.01,
) -> list[GroupMargin]:
    """Hedged margin of each group in each step that a span touches, in order of steps.

    Args:
        groups: of machines, each alike, that may run through the whole span.
        steps: of the hashprice.
        span_s: from when to when, from the chain's tip.
        price_usd_per_mwh: of metered energy, adders included.
        pool_fee_frac: what the pool keeps; 0.01 is an assumption [A].

    >>> s21 = MinerGroup(model="S21", count=750, th_per_s=200.0, kw=3.5)
    >>> steps = [
    ...     HashpriceStep(start_s=0.0, end_s=3600.0, hashprice_usd_per_ph_day=28.68),
    ...     HashpriceStep(start_s=3600.0, end_s=7200.0, hashprice_usd_per_ph_day=14.34),
    ... ]
    >>> [round(one.margin_usd, 1) for one in margins_between([s21], steps, (0.0, 5400.0), 42.0)]
    [61.7, 0.0]
    """
    found: list[GroupMargin] = []
    for step in steps:
        held_s = min(step.end_s, span_s[1]) - max(step.start_s, span_s[0])
        if held_s > 0.0:
            found += hedged_margins(
                groups,
                step.hashprice_usd_per_ph_day,
                price_usd_per_mwh,
                held_s / S_PER_H,
                pool_fee_frac=pool_fee_frac,
            )
    return found
