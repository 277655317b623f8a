"""Coincident peaks: in which intervals the site's demand counts for next year's transmission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime, Field, ValidationError

from twin.devices.grid.coincident_peak import CoincidentPeakSpec, peak_faults
from twin.documents import Source
from twin.errors import Fault
from twin.scenario.generators import Part

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


class CoincidentPeaks(Part):
    """How coincident peaks are counted, and when the system's were."""

    peaks: tuple[AwareDatetime, ...] = Field(
        default=(),
        description="When the system's peak intervals began; left out: the site's own highest "
        "interval of each month stands for them.",
    )
    peaks_count: int = Field(default=4, ge=1, le=366, description="Peaks in a year; 4CP [M].")
    months: tuple[int, ...] = Field(
        default=(6, 7, 8, 9), min_length=1, max_length=12, description="Months they fall in [M]."
    )
    interval_min: float = Field(
        default=15.0, gt=0, le=1440, description="Length of an interval [M]."
    )
    clock_offset_h: float = Field(
        default=-5.0, ge=-14, le=14, description="Clock of the months from UTC [M]."
    )

    @property
    def spec(self) -> CoincidentPeakSpec:
        """The tariff."""
        return CoincidentPeakSpec(
            peaks_count=self.peaks_count,
            months=self.months,
            interval_min=self.interval_min,
            clock_offset_h=self.clock_offset_h,
        )

    @property
    def starts_us(self) -> list[int]:
        """When the system's peaks began, as given."""
        return [(at - _EPOCH) // _US for at in self.peaks]


def coincident_faults(source: Source, asked: CoincidentPeaks) -> Iterator[Fault]:
    """Peaks that no such tariff has: too many, twice, in other months, off the interval's clock."""
    at = ("market", "coincident_peaks")
    try:
        spec = asked.spec
    except ValidationError as wrong:
        what = str(wrong.errors()[0].get("ctx", {}).get("error", "is no tariff"))
        yield source.fault(at, what, remedy="say months once each, and as many peaks for each")
        return
    if asked.peaks:
        for fault in peak_faults(spec, asked.starts_us):
            place = fault.path.removeprefix("peaks").strip("[]")
            where = (*at, "peaks", int(place)) if place else (*at, "peaks")
            remedy = "give as many peaks as the tariff counts, each once, on its interval"
            yield source.fault(where, fault.what, allowed=fault.allowed, remedy=remedy)
