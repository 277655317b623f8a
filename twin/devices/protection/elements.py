"""Elements: what one function of a relay, trip unit or fuse makes of a steady current.

An element is an accumulator from 0 to 1. Above its pickup it fills in `curve(current)` seconds; at
or below, it drains: at once, or like the disc of IEEE C37.112, `a' = -(1 - M^2) / drain`. Every
curve falls, or stays, as the current rises: what grades devices relies on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from twin.devices.breaker import BreakerSpec
from twin.units import SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One accumulator.

    Attributes:
        limit: name of its trip.
        pickup_a: it fills above this current, not at it.
        curve: seconds from empty to trip at a steady current above the pickup.
        drain_s: from full to empty without current; 0 is at once.
        kinks_a: currents above the pickup at which the curve bends or jumps.
        constant_a2s: where the curve is `constant / I^2`: the constant; else 0.
    """

    limit: str
    pickup_a: float
    curve: Callable[[float], float]
    drain_s: float = 0.0
    kinks_a: tuple[float, ...] = ()
    constant_a2s: float = 0.0

    def operate_s(self, current_a: float) -> float:
        """Time from empty to trip; infinite at or below the pickup.

        >>> timed("instantaneous", 800.0, 0.05).operate_s(800.0)
        inf
        """
        return self.curve(current_a) if current_a > self.pickup_a else inf

    def rate_per_s(self, current_a: float) -> float:
        """How fast it fills; negative while it drains, minus infinity where that is at once.

        >>> timed("definite", 800.0, 0.5).rate_per_s(900.0)
        2.0
        """
        if current_a > self.pickup_a:
            return 1.0 / self.curve(current_a)
        if self.drain_s == 0.0:
            return -inf
        multiple_ratio = current_a / self.pickup_a
        return (multiple_ratio * multiple_ratio - 1.0) / self.drain_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TripUnit:
    """All elements of one device; the first that is full trips it.

    Attributes:
        elements: in the order that decides between two at one instant.
        early_frac: how much sooner than its curve it may trip.
        late_frac: how much later.
        opening_s: from the trip to the end of the current; None where it opens nothing itself.
        renewed: whether a reset is a new device, all empty (a fuse).
        harmonic_block_frac: share of second harmonic from which a current is let pass; None: never.
    """

    elements: tuple[Element, ...]
    early_frac: float = 0.0
    late_frac: float = 0.0
    opening_s: float | None = None
    renewed: bool = False
    harmonic_block_frac: float | None = None

    @property
    def pickup_a(self) -> float:
        """The least current it sees."""
        return min(element.pickup_a for element in self.elements)

    @property
    def kinks_a(self) -> tuple[float, ...]:
        """All currents at which its time jumps or bends, ascending; between them it is smooth."""
        found = {kink for element in self.elements for kink in (element.pickup_a, *element.kinks_a)}
        return tuple(sorted(found))

    def operate_s(self, current_a: float) -> float:
        """Time from rest to trip at a steady current; infinite where none of its elements sees it.

        >>> unit = TripUnit(elements=(timed("slow", 100.0, 2.0), timed("fast", 900.0, 0.1)))
        >>> unit.operate_s(500.0), unit.operate_s(1000.0)
        (2.0, 0.1)
        """
        return min(element.operate_s(current_a) for element in self.elements)

    def earliest_s(self, current_a: float) -> float:
        """The soonest it may trip."""
        return self.operate_s(current_a) * (1.0 - self.early_frac)

    def clear_s(self, current_a: float) -> float:
        """The latest the current may last, opening included."""
        return self.operate_s(current_a) * (1.0 + self.late_frac) + (self.opening_s or 0.0)


def timed(limit: str, pickup_a: float, delay_s: float) -> Element:
    """An element of definite time: one delay at any current above its pickup.

    >>> timed("definite", 800.0, 0.4).operate_s(5000.0)
    0.4
    """
    return Element(limit=limit, pickup_a=pickup_a, curve=lambda _: delay_s)


def i2t(limit: str, pickup_a: float, constant_a2s: float, *, drain_s: float) -> Element:
    """An element of `I^2 t = constant` above its pickup.

    >>> i2t("long_time", 100.0, 4e6, drain_s=0.0).operate_s(2000.0)
    1.0
    """
    return Element(
        limit=limit,
        pickup_a=pickup_a,
        curve=lambda current_a: constant_a2s / (current_a * current_a),
        drain_s=drain_s,
        constant_a2s=constant_a2s,
    )


def with_breaker(relay: TripUnit, breaker: BreakerSpec) -> TripUnit:
    """A relay together with the breaker it opens: the current ends after its operating time.

    >>> relay = TripUnit(elements=(timed("definite", 800.0, 0.4),))
    >>> round(with_breaker(relay, BreakerSpec(rated_a=600)).clear_s(900.0), 9)
    0.46
    """
    return replace(relay, opening_s=breaker.operating_ms * SUFFIXES["ms"].si_ratio)
