"""The transmission charge by coincident peaks: last year's demand in the system's peaks (E14).

Which months hold a peak is a row of a table, the interval a parameter: ERCOT's four summer peaks
are one method among others, and a replacement by twelve was proposed in July 2026. How peaks are
counted and averaged is the meter's business (`twin.devices.grid.coincident_peak`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from twin.devices.grid.coincident_peak import CoincidentPeakSpec, basis_w, own_peaks_us
from twin.economics.intervals import MeterInterval, demands
from twin.units import MONTHS_PER_YEAR, US_PER_MIN, W_PER_KW

TxMethod = Literal["4CP", "12CP", "none"]

# Months of the year that hold one peak each.
PEAK_MONTHS: dict[TxMethod, tuple[int, ...]] = {
    "4CP": (6, 7, 8, 9),
    "12CP": tuple(range(1, MONTHS_PER_YEAR + 1)),
    "none": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionCharge:
    """How the use of the transmission system is paid for.

    Attributes:
        tx_method: which months hold a peak, or that there is no such charge.
        tx_usd_per_kw_yr: rate. 70 is an assumption [A]; 50 to 150 are quoted.
        tx_interval_min: length of a peak; 15 today, 30 proposed.
        tx_min_bill_frac: least bill: this share of what avoiding peaks would save is owed all the
            same. 0 is an assumption [A].
        clock_offset_h: of the clock that months are told by, from UTC; Texas in summer.
    """

    tx_method: TxMethod
    tx_usd_per_kw_yr: float = 70.0
    tx_interval_min: float = 15.0
    tx_min_bill_frac: float = 0.0
    clock_offset_h: float = -5.0

    @property
    def peaks(self) -> CoincidentPeakSpec | None:
        """How its peaks are counted; None without such a charge."""
        months = PEAK_MONTHS[self.tx_method]
        if not months:
            return None
        return CoincidentPeakSpec(
            peaks_count=len(months),
            months=months,
            interval_min=self.tx_interval_min,
            clock_offset_h=self.clock_offset_h,
        )


def basis_kw(
    charge: TransmissionCharge,
    intervals: Iterable[MeterInterval],
    peak_starts_us: Sequence[int],
) -> float:
    """Average demand of a site in the system's peaks of a year; 0 without such a charge.

    Args:
        charge: which peaks count.
        intervals: what the site took; what was not metered drew nothing.
        peak_starts_us: when the system's peak intervals began.

    Raises:
        DataError: the peaks are not those of such a charge.
    """
    spec = charge.peaks
    if spec is None:
        return 0.0
    return basis_w(spec, peak_starts_us, _demands_w(spec, intervals)) / W_PER_KW


def own_basis_kw(charge: TransmissionCharge, intervals: Iterable[MeterInterval]) -> float:
    """The basis if the system peaked whenever the site did: the dearest it can be.

    Args:
        charge: which peaks count.
        intervals: what the site took in a year; a month that was not metered drew nothing.
    """
    spec = charge.peaks
    if spec is None:
        return 0.0
    by_start_w = _demands_w(spec, intervals)
    own_w = fsum(by_start_w[start_us] for start_us in own_peaks_us(spec, by_start_w))
    return own_w / spec.peaks_count / W_PER_KW


def transmission_usd_per_year(
    charge: TransmissionCharge, basis_kw: float, reference_kw: float = 0.0
) -> float:
    """Charge of the year after the one whose peaks are the basis [USD/year].

    The least bill keeps its share of what is saved against a reference, so that a site which
    avoids every peak still owes that share of the whole.

    Args:
        charge: how it is paid for.
        basis_kw: average demand in the peaks.
        reference_kw: demand without avoiding any; counts only where it is above the basis.

    >>> charge = TransmissionCharge(tx_method="4CP")
    >>> round(transmission_usd_per_year(charge, 59_600.0))
    4172000
    """
    if charge.tx_method == "none":
        return 0.0
    kept_kw = charge.tx_min_bill_frac * max(0.0, reference_kw - basis_kw)
    return charge.tx_usd_per_kw_yr * (basis_kw + kept_kw)


def saving_usd_per_year(charge: TransmissionCharge, basis_kw: float, reference_kw: float) -> float:
    """What a basis below the reference saves in the year after [USD/year]."""
    without_usd = transmission_usd_per_year(charge, reference_kw)
    return without_usd - transmission_usd_per_year(charge, basis_kw, reference_kw)


def _demands_w(spec: CoincidentPeakSpec, intervals: Iterable[MeterInterval]) -> dict[int, float]:
    metered = demands(intervals, round(spec.interval_min * US_PER_MIN))
    return {one.start_us: one.demand_kw * W_PER_KW for one in metered}
