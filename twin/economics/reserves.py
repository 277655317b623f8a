"""Ancillary services: paid by the hour for power that stands by to be shed (E15).

A megawatt is paid only while it runs and can be shed; what was sold and could not be is told apart
and charged. What is not taken while a call lasts shows at the meter; a product that pays for it as
well says at what price.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Literal

from twin.units import US_PER_H

Product = Literal["RRS", "ECRS", "NSPIN", "REGUP", "REGDN", "ERS10", "ERS30", "CLR"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardInterval:
    """Reserve sold in one interval, and what stood behind it.

    Attributes:
        start_us, end_us: its ends.
        awarded_mw: sold.
        sheddable_mw: running and able to be shed, the least of the interval.
        price_usd_per_mw_h: clearing price of capacity.
        deployed_mwh: shed on call.
        deployed_usd_per_mwh: paid for that energy on top of not buying it; 0 where the meter is all
            the settlement there is.
    """

    start_us: int
    end_us: int
    awarded_mw: float
    sheddable_mw: float
    price_usd_per_mw_h: float
    deployed_mwh: float = 0.0
    deployed_usd_per_mwh: float = 0.0

    @property
    def span_h(self) -> float:
        """Its length."""
        return (self.end_us - self.start_us) / US_PER_H

    @property
    def standing_mw(self) -> float:
        """Sold, running and able to be shed."""
        return min(self.awarded_mw, self.sheddable_mw)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveIncome:
    """What reserves brought.

    Attributes:
        capacity_usd: for what stood by.
        deployment_usd: for energy shed on call.
        penalty_usd: for what was sold and did not stand by.
        short_mw_h: of that, power by time.
    """

    capacity_usd: float
    deployment_usd: float
    penalty_usd: float
    short_mw_h: float

    @property
    def total_usd(self) -> float:
        """Income less penalty."""
        return fsum((self.capacity_usd, self.deployment_usd, -self.penalty_usd))


def reserve_income(awards: Iterable[AwardInterval], penalty_ratio: float = 1.0) -> ReserveIncome:
    """Income of reserves sold over some intervals.

    Args:
        awards: of each interval.
        penalty_ratio: what is owed for a megawatt that was sold and did not stand by, over the
            clearing price; it is not paid for either. 1 is an assumption [A].

    >>> year = AwardInterval(start_us=0, end_us=8760 * 3_600_000_000, awarded_mw=10.0,
    ...                      sheddable_mw=20.0, price_usd_per_mw_h=9.62)
    >>> round(reserve_income([year]).total_usd)
    842712
    """
    sold = list(awards)
    shorts_mw_h = [(one.awarded_mw - one.standing_mw) * one.span_h for one in sold]
    priced = list(zip(shorts_mw_h, sold, strict=True))
    return ReserveIncome(
        capacity_usd=fsum(one.standing_mw * one.span_h * one.price_usd_per_mw_h for one in sold),
        deployment_usd=fsum(one.deployed_mwh * one.deployed_usd_per_mwh for one in sold),
        penalty_usd=penalty_ratio * fsum(mw_h * one.price_usd_per_mw_h for mw_h, one in priced),
        short_mw_h=fsum(shorts_mw_h),
    )
