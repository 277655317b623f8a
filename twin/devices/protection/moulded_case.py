"""Moulded-case breakers: a long-time band of `I^2 t`, optional short-time, instantaneous.

IEC 60947-2: carries 1.05 times its rating for ever, trips at 1.3 times; where it picks up between
the two is a setting. `I^2 t` is constant above it. The trip lies in a band around the nominal time;
the breaker's contacts then take their operating time.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from twin.devices.protection.elements import TripUnit, i2t, timed

LONG_TIME = "long_time_trip"
SHORT_TIME = "short_time_trip"
INSTANTANEOUS = "instantaneous_trip"


class MouldedCaseSpec(BaseModel, frozen=True, extra="forbid"):
    """A moulded-case breaker: the keys of a site document."""

    rated_a: float = Field(gt=0, le=10_000, description="rating In")
    long_time_ratio: float = Field(
        1.2, ge=1.05, le=1.3, description="long-time pickup over In, 1.05 to 1.3 [M]"
    )
    long_time_s: float = Field(10.0, gt=0, le=1000, description="trip at the current below [M]")
    long_time_at_ratio: float = Field(
        6.0, ge=1.5, le=20, description="current over In at which `long_time_s` holds [M]"
    )
    cooling_s: float = Field(
        300.0, ge=0, le=36_000, description="long-time memory from full to empty at no current [A]"
    )
    short_time_ratio: float | None = Field(
        None, ge=1.5, le=15, description="short-time pickup over In; none: no such element"
    )
    short_time_s: float = Field(0.2, gt=0, le=2, description="its delay [M]")
    instantaneous_ratio: float | None = Field(
        8.0, ge=1.5, le=20, description="pickup over In, 5 to 10 [M]; none: no such element"
    )
    instantaneous_s: float = Field(0.01, gt=0, le=1, description="its own time [M]")
    band_frac: float = Field(0.2, ge=0, lt=1, description="trips this share sooner or later [M]")
    opening_s: float = Field(0.03, ge=0, le=1, description="contacts; LV 0.03 to 0.06 [M]")
    breaking_ka: float = Field(
        35.0, gt=0, le=300, description="short-circuit current it breaks [M]"
    )
    continuous_frac: float = Field(
        0.8, gt=0, le=1, description="share of In for 3 h and more; 1 if listed so [M]"
    )


def trip_unit(spec: MouldedCaseSpec) -> TripUnit:
    """The elements of a moulded-case breaker and its opening."""
    at_a = spec.long_time_at_ratio * spec.rated_a
    elements = [
        i2t(
            LONG_TIME,
            spec.long_time_ratio * spec.rated_a,
            at_a * at_a * spec.long_time_s,
            drain_s=spec.cooling_s,
        )
    ]
    if spec.short_time_ratio is not None:
        pickup_a = spec.short_time_ratio * spec.rated_a
        elements.append(timed(SHORT_TIME, pickup_a, spec.short_time_s))
    if spec.instantaneous_ratio is not None:
        pickup_a = spec.instantaneous_ratio * spec.rated_a
        elements.append(timed(INSTANTANEOUS, pickup_a, spec.instantaneous_s))
    return TripUnit(
        elements=tuple(elements),
        early_frac=spec.band_frac,
        late_frac=spec.band_frac,
        opening_s=spec.opening_s,
    )
