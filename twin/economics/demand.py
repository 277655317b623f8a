"""The demand charge: the highest interval of each month, with a ratchet that remembers (E13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from twin.economics.intervals import MeterInterval, demands
from twin.economics.months import Month, month_of
from twin.units import US_PER_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCharge:
    """How the highest demand is paid for. All defaults are assumptions [A].

    Attributes:
        demand_usd_per_kw_mo: rate, a month.
        interval_min: length of the intervals that demand is measured over, commonly 15 or 30.
        ratchet_frac: share of the highest demand of the months before that is billed at least; 0
            for none.
        ratchet_months_count: how many months before count.
        least_kw: billed in any case.
    """

    demand_usd_per_kw_mo: float
    interval_min: float = 15.0
    ratchet_frac: float = 0.0
    ratchet_months_count: int = 11
    least_kw: float = 0.0

    @property
    def interval_us(self) -> int:
        """Length of its intervals."""
        return round(self.interval_min * US_PER_MIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandBill:
    """The demand charge of one month.

    Attributes:
        month: that is billed.
        peak_kw: highest demand in it.
        billed_kw: what is paid for.
        charge_usd: of it.
    """

    month: Month
    peak_kw: float
    billed_kw: float
    charge_usd: float


def monthly_peaks_kw(
    charge: DemandCharge, intervals: Iterable[MeterInterval], zone: tzinfo
) -> dict[Month, float]:
    """Highest demand of each month that was metered.

    Args:
        charge: how demand is measured.
        intervals: metered energy.
        zone: of the clock of the months; an interval belongs to the month it begins in.
    """
    found_kw: dict[Month, float] = {}
    for one in demands(intervals, charge.interval_us):
        month = month_of(one.start_us, zone)
        found_kw[month] = max(found_kw.get(month, 0.0), one.demand_kw)
    return found_kw


def demand_bills(charge: DemandCharge, peaks_kw: Mapping[Month, float]) -> list[DemandBill]:
    """The charge of each month, in order of time.

    Args:
        charge: how it is paid for.
        peaks_kw: highest demand of each month; months before the first are not remembered.

    >>> at_3 = DemandCharge(demand_usd_per_kw_mo=3.0)
    >>> demand_bills(at_3, {Month(2027, 1): 92_000.0})[0].charge_usd
    276000.0
    """
    return [_bill(charge, month, peaks_kw) for month in sorted(peaks_kw)]


def _bill(charge: DemandCharge, month: Month, peaks_kw: Mapping[Month, float]) -> DemandBill:
    remembered_kw = max(
        (
            peak_kw
            for other, peak_kw in peaks_kw.items()
            if 0 < month.since(other) <= charge.ratchet_months_count
        ),
        default=0.0,
    )
    peak_kw = peaks_kw[month]
    billed_kw = max(peak_kw, charge.ratchet_frac * remembered_kw, charge.least_kw)
    return DemandBill(
        month=month,
        peak_kw=peak_kw,
        billed_kw=billed_kw,
        charge_usd=billed_kw * charge.demand_usd_per_kw_mo,
    )
