"""Numbers that nobody knows yet: distributions of durations, lead times and prices.

A deterministic schedule takes each at its planned value: the mode of a PERT, the median of a
lognormal or of measured values, the likeliest of a list. The unit is that of the field that holds
the distribution.
"""

from __future__ import annotations

from math import fsum
from statistics import median
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from twin.site.entries import Part

_SUM_TOLERANCE_FRAC = 1e-6


def _wrong(what: str, allowed: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("order", what, {"allowed": allowed, "remedy": remedy})  # pyright: ignore[reportArgumentType]


class Fixed(Part):
    """Known."""

    kind: Literal["fixed"]
    value: float

    @property
    def planned(self) -> float:
        """The value a deterministic schedule takes."""
        return self.value


class Pert(Part):
    """A beta distribution between two ends that leans to a mode (shape 4)."""

    kind: Literal["pert"]
    low: float
    mode: float
    high: float

    @property
    def planned(self) -> float:
        """The mode."""
        return self.mode

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            what = f"has its ends in the wrong order: {self.low:g}, {self.mode:g}, {self.high:g}"
            raise _wrong(what, "low <= mode <= high", "put them in order")
        return self


class Lognormal(Part):
    """A lognormal distribution by two of its quantiles."""

    kind: Literal["lognormal"]
    p50: float = Field(gt=0)
    p90: float = Field(gt=0)

    @property
    def planned(self) -> float:
        """The median."""
        return self.p50

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.p50 > self.p90:
            what = f"has its quantiles in the wrong order: {self.p50:g}, {self.p90:g}"
            raise _wrong(what, "p50 <= p90", "swap them")
        return self


class Discrete(Part):
    """One of a few values, each with its probability."""

    kind: Literal["discrete"]
    values: tuple[float, ...] = Field(min_length=1)
    probs: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(min_length=1)

    @property
    def planned(self) -> float:
        """The likeliest, of several the first."""
        return self.values[self.probs.index(max(self.probs))]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.values) != len(self.probs):
            what = f"has {len(self.values)} values and {len(self.probs)} probabilities"
            raise _wrong(what, "as many of one as of the other", "give each value its own")
        total = fsum(self.probs)
        if abs(total - 1.0) > _SUM_TOLERANCE_FRAC:
            raise _wrong(f"has probabilities that sum to {total:g}", "a sum of 1", "mend them")
        return self


class Empirical(Part):
    """Values that were seen, each as likely as another."""

    kind: Literal["empirical"]
    values: tuple[float, ...] = Field(min_length=1)

    @property
    def planned(self) -> float:
        """The median."""
        return median(self.values)


Dist = Annotated[
    Fixed | Pert | Lognormal | Discrete | Empirical,
    Field(discriminator="kind", description="fixed, pert, lognormal, discrete or empirical."),
]


def smallest(dist: Dist) -> float:
    """The least value a distribution can take (of a lognormal, 0)."""
    match dist:
        case Fixed():
            return dist.value
        case Pert():
            return dist.low
        case Lognormal():
            return 0.0
        case Discrete() | Empirical():
            return min(dist.values)


def largest(dist: Dist) -> float:
    """The largest value a distribution names (of a lognormal its P90, beyond which it goes on)."""
    match dist:
        case Fixed():
            return dist.value
        case Pert():
            return dist.high
        case Lognormal():
            return dist.p90
        case Discrete() | Empirical():
            return max(dist.values)
