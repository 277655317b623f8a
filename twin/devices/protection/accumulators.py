"""The accumulators of all relays, trip units and fuses: exact between changes of current.

Between changes every rate is constant, so a fill is a straight line held within 0 and 1, and a trip
comes `(1 - fill) / rate` after the last change. A trip is latched until `reset`; the fill goes on
by the current all the same (a disc that has not come to rest trips sooner the next time). What
opens its own circuit carries current for its opening time yet, then none until reset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from twin.devices.breaker import NEVER_US
from twin.devices.contract import Columns, Crossing
from twin.devices.protection.elements import TripUnit
from twin.units import US_PER_S

CLEARED = "cleared"


class Accumulators(Columns):
    """Columns of all protective devices; the index is the device.

    Attributes:
        units: what each is.
        anchor_us: when its current changed last.
        current_a: since then; 0 where it is open.
        filled_frac: of each of its elements at the anchor.
        tripped_by: name of the element's trip, empty when not tripped.
        opens_us: when the current ends after a trip, `NEVER_US` when it doesn't.
        opened: whether it is open.
    """

    STATE = ("anchor_us", "current_a", "filled_frac", "tripped_by", "opens_us", "opened")

    def __init__(self, units: Sequence[TripUnit], t_us: int) -> None:
        """All at rest and without current."""
        self.units = list(units)
        self.anchor_us = [t_us] * len(units)
        self.current_a = [0.0] * len(units)
        self.filled_frac = [[0.0] * len(unit.elements) for unit in units]
        self.tripped_by = [""] * len(units)
        self.opens_us = [NEVER_US] * len(units)
        self.opened = [False] * len(units)
        self._rate_per_s = [self._rates(i) for i in range(len(units))]

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot; rates follow from it."""
        super().restore(state)
        self._rate_per_s[:] = [self._rates(i) for i in range(len(self.units))]

    def set_current(self, i: int, t_us: int, amperes_a: float) -> None:
        """From `t_us` on this current flows; an equal value is no change, an open one has none."""
        amperes_a = 0.0 if self.opened[i] else amperes_a
        if amperes_a == self.current_a[i]:
            return
        self.place(i, t_us, self.fills_frac(i, t_us))
        self.current_a[i] = amperes_a
        self._rate_per_s[i] = self._rates(i)

    def place(self, i: int, t_us: int, fills_frac: Sequence[float]) -> None:
        """Put its elements at these fills."""
        self.filled_frac[i] = list(fills_frac)
        self.anchor_us[i] = t_us

    def fills_frac(self, i: int, t_us: int) -> list[float]:
        """The fill of each element at an instant, nothing moved."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        if span_s == 0.0:
            return list(self.filled_frac[i])
        return [
            min(max(start_frac + rate_per_s * span_s, 0.0), 1.0)
            for start_frac, rate_per_s in zip(self.filled_frac[i], self._rate_per_s[i], strict=True)
        ]

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """Its next trip, or the end of the current after one, if the current stays."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        if self.opens_us[i] != NEVER_US:
            return Crossing(
                limit=CLEARED, direction="falling", anchor_us=self.opens_us[i], after_us=0.0
            )
        if self.tripped_by[i]:
            return None
        waits_s = [
            (1.0 - start_frac) / rate_per_s if rate_per_s > 0.0 else inf
            for start_frac, rate_per_s in zip(self.filled_frac[i], self._rate_per_s[i], strict=True)
        ]
        soonest_s = min(waits_s)
        if soonest_s * US_PER_S >= NEVER_US:
            return None
        return Crossing(
            limit=self.units[i].elements[waits_s.index(soonest_s)].limit,
            direction="rising",
            anchor_us=self.anchor_us[i],
            after_us=soonest_s * US_PER_S,
        )

    def cross(self, i: int, crossing: Crossing) -> None:
        """Let a trip, or the end of the current, happen."""
        if crossing.limit == CLEARED:
            self.clear(i, crossing.t_us)
        else:
            self.trip(i, crossing.t_us, crossing.limit)

    def trip(self, i: int, t_us: int, limit: str) -> None:
        """The named element is full, by identity, and the trip is latched."""
        unit = self.units[i]
        full = [element.limit == limit for element in unit.elements]
        assert any(full), f"it has no element {limit}"
        fills = self.fills_frac(i, t_us)
        self.place(i, t_us, [1.0 if is_full else f for f, is_full in zip(fills, full, strict=True)])
        self.tripped_by[i] = limit
        if unit.opening_s is not None:
            self.opens_us[i] = t_us + round(unit.opening_s * US_PER_S)

    def clear(self, i: int, t_us: int) -> None:
        """The current has ended."""
        self.set_current(i, t_us, 0.0)
        self.opens_us[i] = NEVER_US
        self.opened[i] = True

    def reset(self, i: int, t_us: int) -> None:
        """Free it to carry current and to trip again; what must be renewed, is, and starts empty.

        Nothing while it is not tripped, or while the current it broke has not ended.
        """
        if not self.tripped_by[i] or self.opens_us[i] != NEVER_US:
            return
        fills = self.fills_frac(i, t_us)
        self.place(i, t_us, [0.0] * len(fills) if self.units[i].renewed else fills)
        self.tripped_by[i] = ""
        self.opened[i] = False

    def _rates(self, i: int) -> list[float]:
        return [element.rate_per_s(self.current_a[i]) for element in self.units[i].elements]
