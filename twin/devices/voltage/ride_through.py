"""Who rides through: time accumulated beyond each level of an envelope, exact to the microsecond.

Each level has an accumulator that runs while the voltage is beyond it, whatever the voltage does
in the meantime, and trips in the first microsecond that is more than its hold: a sag of exactly
20 ms is stood. Back in the steady band for `rearm_s` all is forgotten. Times are whole microseconds
and are added as such, so cutting a sag in parts changes nothing, and a deeper or longer one never
turns a trip into a ride-through.
"""

from __future__ import annotations

from collections.abc import Sequence

from twin.devices.breaker import NEVER_US
from twin.devices.contract import Columns, Crossing
from twin.devices.voltage.envelopes import EnvelopeSpec, Timer, timers
from twin.units import US_PER_S


class RideThroughs(Columns):
    """Columns of all that must ride through; the index is the load.

    Attributes:
        timers: accumulators of each, as its envelope says.
        anchor_us: when its voltage changed last.
        voltage_pu: since then.
        held_us: time accumulated at the anchor, for each timer.
        low_back_us, high_back_us: since when it is not too low, not too high; `NEVER_US` while so.
        tripped_by: name of the level that tripped it, empty while it rides through.
    """

    STATE = ("anchor_us", "voltage_pu", "held_us", "low_back_us", "high_back_us", "tripped_by")

    def __init__(self, specs: Sequence[EnvelopeSpec], t_us: int) -> None:
        """All at nominal voltage, with nothing accumulated."""
        count = len(specs)
        self.timers = [timers(spec) for spec in specs]
        self.anchor_us = [t_us] * count
        self.voltage_pu = [1.0] * count
        self.held_us = [[0] * len(own) for own in self.timers]
        self.low_back_us = [t_us] * count
        self.high_back_us = [t_us] * count
        self.tripped_by = [""] * count
        self._rearm_us = [round(spec.rearm_s * US_PER_S) for spec in specs]
        self._band_pu = [(spec.steady_min_pu, spec.steady_max_pu) for spec in specs]

    def is_steady(self, i: int) -> bool:
        """Whether the voltage is one that it stands for ever."""
        low_pu, high_pu = self._band_pu[i]
        return low_pu <= self.voltage_pu[i] <= high_pu

    def set_voltage(self, i: int, t_us: int, volts_pu: float) -> None:
        """From `t_us` on it has this voltage; an equal value is no change."""
        if volts_pu == self.voltage_pu[i]:
            return
        self.held_us[i] = self.held_at_us(i, t_us)
        self.anchor_us[i] = t_us
        self.voltage_pu[i] = volts_pu
        low_pu, high_pu = self._band_pu[i]
        self.low_back_us[i] = _back_us(self.low_back_us[i], t_us, out=volts_pu < low_pu)
        self.high_back_us[i] = _back_us(self.high_back_us[i], t_us, out=volts_pu > high_pu)

    def held_at_us(self, i: int, t_us: int) -> list[int]:
        """What each of its timers has accumulated at an instant, nothing moved."""
        span_us, volts_pu = t_us - self.anchor_us[i], self.voltage_pu[i]
        low_gone = t_us - self.low_back_us[i] >= self._rearm_us[i]
        high_gone = t_us - self.high_back_us[i] >= self._rearm_us[i]
        return [
            held_us + span_us
            if _runs(timer, volts_pu)
            else 0
            if (high_gone if timer.swell else low_gone)
            else held_us
            for timer, held_us in zip(self.timers[i], self.held_us[i], strict=True)
        ]

    def worst_frac(self, i: int, t_us: int) -> float:
        """The fullest of its timers at an instant; beyond 1 it trips."""
        held = zip(self.timers[i], self.held_at_us(i, t_us), strict=True)
        return min(1.0, max(h_us / max(timer.hold_us, 1) for timer, h_us in held))

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """Its trip if the voltage stays."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        if self.tripped_by[i] or self.is_steady(i):
            return None
        volts_pu, first, soonest_us = self.voltage_pu[i], "", NEVER_US
        for timer, held_us in zip(self.timers[i], self.held_us[i], strict=True):
            left_us = max(timer.hold_us - held_us, 0) + 1
            if left_us < soonest_us and _runs(timer, volts_pu):
                first, soonest_us = timer.limit, left_us
        way = "falling" if first.startswith("sag") else "rising"
        due_us = self.anchor_us[i] + soonest_us
        return Crossing(limit=first, direction=way, anchor_us=due_us, after_us=0.0)

    def trip(self, i: int, limit: str) -> None:
        """It has let go, until `reset`."""
        assert any(timer.limit == limit for timer in self.timers[i]), limit
        self.tripped_by[i] = limit

    def reset(self, i: int, t_us: int) -> None:
        """It is back, with nothing accumulated."""
        self.held_us[i] = [0] * len(self.timers[i])
        self.anchor_us[i] = t_us
        self.tripped_by[i] = ""


def _runs(timer: Timer, volts_pu: float) -> bool:
    return volts_pu > timer.edge_pu if timer.swell else volts_pu < timer.edge_pu


def _back_us(before_us: int, t_us: int, *, out: bool) -> int:
    if out:
        return NEVER_US
    return t_us if before_us == NEVER_US else before_us
