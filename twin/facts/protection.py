"""Facts of protection: short circuits, relays that trip, breakers that don't open."""

from __future__ import annotations

from typing import ClassVar

from twin.facts.core import Fact


class FaultBegan(Fact, frozen=True):
    """A short circuit of three phases. Subject: the feeder, unit transformer or bus.

    Attributes:
        current_a: through it as it begins, 0 where there is no voltage.
        resistance_ohm: of the fault itself.
        repair_s: time until it is mended.
        why: in words.
    """

    PRINCIPAL: ClassVar[str] = "current_a"
    CHANGES_POWER: ClassVar[bool] = True
    current_a: float
    resistance_ohm: float
    repair_s: float
    why: str = ""


class FaultRepaired(Fact, frozen=True):
    """A short circuit was mended: what it opened may close again. Subject: as `FaultBegan`."""

    CHANGES_POWER: ClassVar[bool] = True


class RelayTripped(Fact, frozen=True):
    """A relay told its breaker to open. Subject: the breaker or tie.

    Attributes:
        current_a: that it sees.
        limit: the element that is full: `inverse_trip`, `definite_trip`, `instantaneous_trip`, or
            `thermal_trip`.
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
        inrush_a: what of the current is inrush of transformers just energised.
    """

    PRINCIPAL: ClassVar[str] = "current_a"
    current_a: float
    limit: str
    early_us: float = 0.0
    inrush_a: float = 0.0


class ThermalRelayAlarmed(Fact, frozen=True):
    """A thermal relay warns that it is hot, or no more. Subject: the breaker or tie.

    Attributes:
        heat_frac: its heat then; 1 is that of the current that it carries for ever.
        rising: whether the alarm came, rather than ended.
        early_us: by how much the exact instant precedes the fact's microsecond, 0 to 1.
    """

    PRINCIPAL: ClassVar[str] = "heat_frac"
    heat_frac: float
    rising: bool
    early_us: float = 0.0


class BreakerFailed(Fact, frozen=True):
    """A breaker that was told to open did not: what stands before it must. Subject: the breaker."""


class BreakerJammed(Fact, frozen=True):
    """A breaker will not open when it is told to, and nobody knows. Subject: the breaker or tie.

    Attributes:
        repair_s: time until it is mended.
        why: in words.
    """

    PRINCIPAL: ClassVar[str] = "repair_s"
    repair_s: float
    why: str = ""


class BreakerFreed(Fact, frozen=True):
    """A jammed breaker opens again when it is told to. Subject: the breaker or tie."""
