"""The 80 % rule as a timer: a load above its share of a rating for three hours is an event.

NEC article 100 calls a load continuous that lasts 3 h or more, and lets it take 80 % of a standard
overcurrent device, all of one listed for 100 % [M]. An accumulator fills in that time above the
share and empties at or below it, at once or, where short dips must not hide a long load, as slowly
as told. Breakers hold the same timer among their own columns; this one is for whatever else has a
rating: fuses, moulded-case breakers, busways, sockets. It opens nothing.
"""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel, Field

from twin.devices.breaker import CONTINUOUS_DUTY, CONTINUOUS_S
from twin.devices.protection.elements import TripUnit, timed
from twin.units import S_PER_H


class ContinuousLoadSpec(BaseModel, frozen=True, extra="forbid"):
    """A watch on continuous load: the keys of a site document."""

    rated_a: float = Field(gt=0, le=100_000, description="rating of what is watched")
    continuous_frac: float = Field(
        0.8, gt=0, le=1, description="share of it for ever; 1 if listed for 100 % [M]"
    )
    after_h: float = Field(
        CONTINUOUS_S / S_PER_H, gt=0, le=1000, description="above the share: an event [M]"
    )
    recovery_h: float = Field(
        0.0, ge=0, le=1000, description="from full to empty without current; 0: at once [A]"
    )


def trip_unit(spec: ContinuousLoadSpec) -> TripUnit:
    """The watch as an element of definite time; its trip is the event, until it is reset.

    >>> unit = trip_unit(ContinuousLoadSpec(rated_a=1000.0))
    >>> unit.operate_s(800.0), unit.operate_s(801.0)
    (inf, 10800.0)
    """
    element = timed(CONTINUOUS_DUTY, spec.continuous_frac * spec.rated_a, spec.after_h * S_PER_H)
    return TripUnit(elements=(replace(element, drain_s=spec.recovery_h * S_PER_H),))
