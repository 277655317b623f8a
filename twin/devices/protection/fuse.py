"""Fuses: a melting curve of straight pieces on log-log paper, then the arc.

The curve is the least melting time; beyond its last point melting is adiabatic, `I^2 t` constant.
At or below its first point it never melts. The longest melting time lies a spread above, and the
arc lasts until the current ends. A fuse that has melted is renewed.
"""

from __future__ import annotations

from bisect import bisect_right
from math import exp, log

from pydantic import BaseModel, Field, field_validator
from pydantic_core import PydanticCustomError

from twin.devices.protection.elements import Element, TripUnit

MELTED = "melted"

_ADIABATIC_RATIO = -2.0


class MeltingPoint(BaseModel, frozen=True, extra="forbid"):
    """A point of a melting curve."""

    current_ratio: float = Field(gt=1, le=10_000, description="current over the rating")
    melt_s: float = Field(gt=0, le=1_000_000, description="least melting time there")


# A general-purpose link within the gates of IEC 60269-1 [M].
_GENERAL_PURPOSE = tuple(
    MeltingPoint(current_ratio=ratio, melt_s=melt_s)
    for ratio, melt_s in ((1.45, 7200.0), (2.0, 600.0), (4.2, 8.0), (11.0, 0.1))
)


class FuseSpec(BaseModel, frozen=True, extra="forbid"):
    """A fuse: the keys of a site document."""

    rated_a: float = Field(gt=0, le=10_000, description="rating In")
    melting: tuple[MeltingPoint, ...] = Field(
        _GENERAL_PURPOSE, min_length=2, description="least melting times, rising in current [M]"
    )
    spread_frac: float = Field(
        0.2, ge=0, le=5, description="the longest melting time is this share longer [M]"
    )
    arc_s: float = Field(0.01, ge=0, le=1, description="from melting to the end of the current [M]")
    cooling_s: float = Field(
        60.0, ge=0, le=36_000, description="from nearly melted to cold at no current [A]"
    )
    breaking_ka: float = Field(
        100.0, gt=0, le=400, description="short-circuit current it breaks [M]"
    )
    continuous_frac: float = Field(0.8, gt=0, le=1, description="share of In for 3 h and more [M]")

    @field_validator("melting")
    @classmethod
    def _falls(cls, melting: tuple[MeltingPoint, ...]) -> tuple[MeltingPoint, ...]:
        for n in range(1, len(melting)):
            before, here = melting[n - 1], melting[n]
            if here.current_ratio <= before.current_ratio or here.melt_s >= before.melt_s:
                raise PydanticCustomError(
                    "melting",
                    "is no falling curve: point {point} is {here} after {before}",
                    {
                        "point": n + 1,
                        "here": f"{here.melt_s:g} s at {here.current_ratio:g} x",
                        "before": f"{before.melt_s:g} s at {before.current_ratio:g} x",
                        "allowed": "each point at a higher current and a shorter time",
                        "remedy": "sort the points by current and check them with the data sheet",
                    },
                )
        return melting


def melting_s(spec: FuseSpec, current_a: float) -> float:
    """Least melting time at a steady current above the first point of the curve.

    >>> spec = FuseSpec(rated_a=100.0, melting=(
    ...     MeltingPoint(current_ratio=2.0, melt_s=100.0),
    ...     MeltingPoint(current_ratio=20.0, melt_s=0.1)))
    >>> round(melting_s(spec, 2000.0), 9), round(melting_s(spec, 4000.0), 9)
    (0.1, 0.025)
    """
    points = spec.melting
    ratio = current_a / spec.rated_a
    n = bisect_right([point.current_ratio for point in points], ratio) - 1
    here = points[n]
    slope_ratio = _ADIABATIC_RATIO
    if n + 1 < len(points):
        after = points[n + 1]
        slope_ratio = log(after.melt_s / here.melt_s) / log(
            after.current_ratio / here.current_ratio
        )
    return here.melt_s * exp(slope_ratio * log(ratio / here.current_ratio))


def trip_unit(spec: FuseSpec) -> TripUnit:
    """The melting of a fuse and its arc."""
    kinks = [point.current_ratio * spec.rated_a for point in spec.melting]
    element = Element(
        limit=MELTED,
        pickup_a=kinks[0],
        curve=lambda current_a: melting_s(spec, current_a),
        drain_s=spec.cooling_s,
        kinks_a=tuple(kinks[1:]),
    )
    return TripUnit(
        elements=(element,), late_frac=spec.spread_frac, opening_s=spec.arc_s, renewed=True
    )
