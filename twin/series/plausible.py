"""What a column can hold on this planet, and what a number outside it was probably meant to be.

The ranges are wide (world records with room to spare): they catch wrong units, not bad weather.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twin.errors import Fault
from twin.series.steps import Numbers
from twin.units import unit_of

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A range that most values of a column written in another unit fall into."""

    low_ratio: float
    high_ratio: float
    unit: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The values a column can have, in the unit of its name."""

    low_ratio: float
    high_ratio: float
    likenesses: tuple[Likeness, ...] = ()


def _like(low_ratio: float, high_ratio: float, unit: str, remedy: str) -> Likeness:
    return Likeness(low_ratio=low_ratio, high_ratio=high_ratio, unit=unit, remedy=remedy)


_TEMPERATURE = Range(
    low_ratio=-90.0,
    high_ratio=60.0,
    likenesses=(
        _like(200.0, 335.0, "kelvin", "subtract 273.15"),
        _like(-60.0, 140.0, "degrees Fahrenheit", "take (value - 32) / 1.8"),
        _like(-900.0, 600.0, "tenths of a degree", "divide by 10"),
    ),
)
_FOG_K = 1.0
RANGES: dict[str, Range] = {
    "dry_bulb_c": _TEMPERATURE,
    "dew_point_c": _TEMPERATURE,
    "relative_humidity_frac": Range(
        low_ratio=0.0, high_ratio=1.1, likenesses=(_like(0.0, 110.0, "percent", "divide by 100"),)
    ),
    "pressure_pa": Range(
        low_ratio=45_000.0,
        high_ratio=110_000.0,
        likenesses=(
            _like(450.0, 1100.0, "mbar (hPa)", "multiply by 100"),
            _like(45.0, 110.0, "kPa", "multiply by 1000"),
            _like(12.0, 33.0, "inches of mercury", "multiply by 3386.39"),
        ),
    ),
    "wind_m_per_s": Range(low_ratio=0.0, high_ratio=120.0),
    "price_usd_per_mwh": Range(low_ratio=-2000.0, high_ratio=50_000.0),
    "price_usd_per_btc": Range(low_ratio=1e-3, high_ratio=1e9),
    "fees_frac": Range(low_ratio=0.0, high_ratio=1000.0),
    "fees_btc": Range(low_ratio=0.0, high_ratio=1000.0),
    "difficulty_ratio": Range(low_ratio=1.0, high_ratio=1e24),
    "load_frac": Range(low_ratio=0.0, high_ratio=1.0),
    "requests_per_s": Range(low_ratio=0.0, high_ratio=1e9),
}


def implausible(name: str, values: Numbers) -> tuple[Indices, Fault | None]:
    """Which values of a column can't be, and a fault that says what they look like.

    Returns:
        The indices of the impossible values, and the fault without its place, if there is one.
    """
    allowed = RANGES.get(name)
    if allowed is None:
        return np.flatnonzero(()), None
    low, high = allowed.low_ratio, allowed.high_ratio
    bad = np.flatnonzero((values < low) | (values > high))
    if bad.size == 0:
        return bad, None
    unit = unit_of(name)
    label = unit.label if unit else ""
    like = next((x for x in allowed.likenesses if _fits(x, values)), None)
    worst = float(values[bad[np.argmax(np.abs(values[bad]))]])
    fault = Fault(
        what=f"impossible {name}" + (f": looks like {like.unit}" if like else ""),
        path=name,
        value=f"{worst:g} {label}".strip() + (f", and {bad.size - 1} more" if bad.size > 1 else ""),
        allowed=f"{low:g} to {high:g} {label}".strip(),
        remedy=like.remedy if like else "check the column and its unit",
    )
    return bad, fault


def above_dry_bulb(
    name: str, values_c: Numbers, dry_bulb_c: Numbers
) -> tuple[Indices, Fault | None]:
    """Which dew points or wet bulbs are above their dry bulb, as no air's is.

    A kelvin is allowed: readings are rounded, and sensors differ in fog.

    Returns:
        The indices of the impossible values, and the fault without its place, if there is one.
    """
    bad = np.flatnonzero(values_c > dry_bulb_c + _FOG_K)
    if bad.size == 0:
        return bad, None
    first = int(bad[0])
    fault = Fault(
        what=f"{name} is above the dry bulb",
        path=name,
        value=f"{values_c[first]:g} °C" + (f", and {bad.size - 1} more" if bad.size > 1 else ""),
        allowed=f"up to {dry_bulb_c[first]:g} °C there",
        remedy="check that the two columns are not swapped and are in the same unit",
    )
    return bad, fault


def _fits(like: Likeness, values: Numbers) -> bool:
    finite = values[np.isfinite(values)]
    return bool(np.all((finite >= like.low_ratio) & (finite <= like.high_ratio)))
