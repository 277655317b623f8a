"""Ambient temperature as lagged by oil: one filtered value per time constant, shared by all units.

Top oil is linear in ambient, so what ambient does to a unit is the same first-order lag for all
units with that oil time constant. A weather fact moves these few values; each unit keeps only its
own rise. A lag of zero gives the ambient itself (the IEEE form).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import expm1
from typing import Any

from twin.devices.contract import Columns
from twin.units import US_PER_S

_S_PER_US = 1.0 / US_PER_S

Weather = tuple[float, ...]
"""A change of the ambient: t_us, ambient_c, then each filter in _c."""


class AmbientFilters(Columns):
    """Filtered ambient temperatures; the index is the lag.

    Attributes:
        anchor_us: one entry: when the ambient changed last.
        ambient_c: one entry: the ambient since then.
        value_c: each filter at the anchor.
        rate_per_s: one over the lag, 0.0 where there is none.
        highest_c, lowest_c: bounds of each filter from the anchor on, while the ambient stays.
        history: what each change made of it, where recorded.
    """

    STATE = ("anchor_us", "ambient_c", "value_c")

    def __init__(
        self, lags_s: Iterable[float], t_us: int, ambient_c: float, *, record: bool = False
    ) -> None:
        """Filters for the given lags (equal ones are one), all settled at `ambient_c`."""
        self.lag_s: list[float] = sorted(set(lags_s))
        self.rate_per_s = [1.0 / lag_s if lag_s else 0.0 for lag_s in self.lag_s]
        self.anchor_us = [t_us]
        self.ambient_c = [float(ambient_c)]
        self.value_c = [float(ambient_c)] * len(self.lag_s)
        self.highest_c = list(self.value_c)
        self.lowest_c = list(self.value_c)
        self.history: list[Weather] | None = [] if record else None
        self._note()

    def index_of(self, lag_s: float) -> int:
        """The filter with this lag."""
        return self.lag_s.index(lag_s)

    def set_ambient(self, t_us: int, ambient_c: float) -> None:
        """From `t_us` on the ambient is `ambient_c`; an equal value is no change."""
        if ambient_c == self.ambient_c[0]:
            return
        for j, rate_per_s in enumerate(self.rate_per_s):
            self.value_c[j] = self.lagged_c(j, t_us) if rate_per_s else ambient_c
        self.anchor_us[0] = t_us
        self.ambient_c[0] = ambient_c
        self._bound()
        self._note()

    def lagged_c(self, j: int, t_us: int) -> float:
        """Filter `j` at an instant, nothing moved."""
        value_c = self.value_c[j]
        span_s = (t_us - self.anchor_us[0]) * _S_PER_US
        return value_c - (self.ambient_c[0] - value_c) * expm1(-span_s * self.rate_per_s[j])

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot; bounds follow from it."""
        super().restore(state)
        self._bound()

    def _bound(self) -> None:
        ambient_c = self.ambient_c[0]
        for j, value_c in enumerate(self.value_c):
            self.highest_c[j] = max(value_c, ambient_c)
            self.lowest_c[j] = min(value_c, ambient_c)

    def _note(self) -> None:
        if self.history is not None:
            self.history.append((self.anchor_us[0], self.ambient_c[0], *self.value_c))
