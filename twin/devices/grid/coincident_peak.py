"""Coincident peaks: what a site's transmission charge is based on, given the system's peaks.

The basis is the average of the site's demand in the system's peak interval of each month that
counts: four months of summer in ERCOT (4CP) [M]. Which intervals those are is known afterwards and
given; a replacement by 12CP was proposed in July 2026, so number and months are parameters. Load in
any other interval changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.errors import DataError, Fault
from twin.units import US_PER_MIN, US_PER_S

_MONTHS = range(1, 13)


class CoincidentPeakSpec(BaseModel, frozen=True, extra="forbid"):
    """How coincident peaks are counted: the keys of a tariff."""

    peaks_count: int = Field(4, ge=1, le=366, description="peaks in a year; 4CP [M]")
    months: tuple[int, ...] = Field(
        (6, 7, 8, 9), min_length=1, max_length=12, description="months they fall in, 1 to 12 [M]"
    )
    interval_min: float = Field(15.0, gt=0, le=1440, description="length of an interval [M]")
    clock_offset_h: float = Field(
        -5.0, ge=-14, le=14, description="clock of the months from UTC; Texas in summer [M]"
    )

    @model_validator(mode="after")
    def _shares_them_out(self) -> Self:
        if len(set(self.months)) < len(self.months) or not set(self.months) <= set(_MONTHS):
            raise ValueError("months are numbers from 1 to 12, each once")
        if self.peaks_count % len(self.months):
            raise ValueError("peaks_count must be the same for each month")
        return self


def month(spec: CoincidentPeakSpec, start_us: int) -> int:
    """The month that an interval begins in, by the clock of the tariff.

    >>> month(CoincidentPeakSpec(), 1_782_864_000_000_000)
    6
    """
    zone = timezone(timedelta(hours=spec.clock_offset_h))
    return datetime.fromtimestamp(start_us / US_PER_S, zone).month


def peak_faults(spec: CoincidentPeakSpec, peak_starts_us: Sequence[int]) -> list[Fault]:
    """All that is wrong with the system's peaks as given."""
    faults: list[Fault] = []
    length_us = round(spec.interval_min * US_PER_MIN)
    each_count = spec.peaks_count // len(spec.months)
    if len(peak_starts_us) != spec.peaks_count:
        faults.append(
            Fault(
                what="are not as many peaks as the tariff counts",
                path="peaks",
                value=str(len(peak_starts_us)),
                allowed=str(spec.peaks_count),
            )
        )
    seen: list[int] = []
    for n, start_us in enumerate(peak_starts_us):
        path, value, in_month = f"peaks[{n}]", f"{start_us} us", month(spec, start_us)
        if start_us % length_us:
            what, allowed = "is not the start of an interval", f"multiples of {length_us} us"
            faults.append(Fault(what=what, path=path, value=value, allowed=allowed))
        if start_us in peak_starts_us[:n]:
            faults.append(Fault(what="is there twice", path=path, value=value))
        seen.append(in_month)
        if in_month not in spec.months or seen.count(in_month) > each_count:
            allowed = f"{each_count} in each of the months {', '.join(map(str, spec.months))}"
            what, value = "is one peak too many for its month", f"month {in_month}"
            faults.append(Fault(what=what, path=path, value=value, allowed=allowed))
    return faults


def own_peaks_us(spec: CoincidentPeakSpec, demands_w: Mapping[int, float]) -> list[int]:
    """When a site's own highest intervals of each month that counts began, in order of time.

    They stand for the system's peaks where those are not known: the dearest they can be. A month
    without intervals has none.

    Args:
        spec: how peaks are counted.
        demands_w: demand of the site by start of interval.
    """
    each_count = spec.peaks_count // len(spec.months)
    by_month: dict[int, list[int]] = {counted: [] for counted in spec.months}
    for start_us in sorted(demands_w):
        in_month = month(spec, start_us)
        if in_month in by_month:
            by_month[in_month].append(start_us)
    found: list[int] = []
    for starts_us in by_month.values():
        found += sorted(starts_us, key=lambda start_us: -demands_w[start_us])[:each_count]
    return sorted(found)


def basis_w(
    spec: CoincidentPeakSpec, peak_starts_us: Sequence[int], demands_w: Mapping[int, float]
) -> float:
    """The charge's basis: average demand of the site in the system's peaks.

    Args:
        spec: how peaks are counted.
        peak_starts_us: when the system's peak intervals began, in any order.
        demands_w: demand of the site by start of interval; one that is not there drew nothing.

    Raises:
        DataError: the peaks are not those of such a tariff.
    """
    faults = peak_faults(spec, peak_starts_us)
    if faults:
        raise DataError(faults)
    return sum(demands_w.get(start_us, 0.0) for start_us in peak_starts_us) / spec.peaks_count
