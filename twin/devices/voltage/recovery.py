"""How much a large electronic load may give up in a sag, and how soon it must be back.

In a sag its active power may fall in proportion to the voltage; once the voltage is back above
`above_pu`, 90 % of the power before must be there within 2 s; its current is capped at 125 %. These
are the terms of a public model that quotes an ERCOT deck of February 2026: second-hand [S], a
plausible default and no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field

from twin.devices.breaker import NEVER_US
from twin.devices.contract import Columns, Crossing
from twin.units import US_PER_S

LATE = "recovery_late"

UNTOUCHED, SAGGING, RECOVERING, RECOVERED, FAILED = range(5)
RECOVERY_NAMES = ("untouched", "sagging", "recovering", "recovered", "failed")


class RecoverySpec(BaseModel, frozen=True, extra="forbid"):
    """Duties of a load in and after a sag: the keys of a site document."""

    above_pu: float = Field(0.9, gt=0, le=1, description="voltage that ends a sag [S]")
    recovered_frac: float = Field(0.9, gt=0, le=1, description="of the power before the sag [S]")
    within_s: float = Field(2.0, gt=0, le=3600, description="from the end of the sag [S]")
    current_cap_pu: float = Field(1.25, gt=0, le=5, description="most current it may draw [S]")


def least_frac(spec: RecoverySpec, voltage_pu: float) -> float:
    """Least share of its power before that a load must keep at a voltage.

    >>> least_frac(RecoverySpec(), 0.6), least_frac(RecoverySpec(), 0.95)
    (0.6, 1.0)
    """
    return voltage_pu if voltage_pu < spec.above_pu else 1.0


def most_frac(spec: RecoverySpec, voltage_pu: float) -> float:
    """Most of its power before that the cap of current lets a load draw at a voltage.

    >>> most_frac(RecoverySpec(), 0.6), most_frac(RecoverySpec(), 0.9)
    (0.75, 1.0)
    """
    return min(1.0, spec.current_cap_pu * voltage_pu)


class Recoveries(Columns):
    """Columns of all loads under such duties; the index is the load.

    Attributes:
        specs: the duties of each.
        state: one of `RECOVERY_NAMES`.
        voltage_pu: now.
        load_w: drawn now.
        before_w: drawn before the sag.
        due_us: until when it must be back, `NEVER_US` when it need not.
        failed_count: sags after which it came late or not at all.
    """

    STATE = ("state", "voltage_pu", "load_w", "before_w", "due_us", "failed_count")

    def __init__(self, specs: Sequence[RecoverySpec], load_w: Sequence[float]) -> None:
        """All at nominal voltage, drawing so much."""
        self.specs = list(specs)
        self.state = [UNTOUCHED] * len(specs)
        self.voltage_pu = [1.0] * len(specs)
        self.load_w = list(load_w)
        self.before_w = list(load_w)
        self.due_us = [NEVER_US] * len(specs)
        self.failed_count = [0] * len(specs)

    def set_voltage(self, i: int, t_us: int, volts_pu: float) -> None:
        """From `t_us` on it has this voltage. A sag while it still recovers is the same event."""
        spec, was_low = self.specs[i], self.voltage_pu[i] < self.specs[i].above_pu
        self.voltage_pu[i] = volts_pu
        is_low = volts_pu < spec.above_pu
        if is_low == was_low:
            return
        if is_low:
            if self.state[i] != RECOVERING:
                self.before_w[i] = self.load_w[i]
            self.state[i], self.due_us[i] = SAGGING, NEVER_US
            return
        self.state[i] = RECOVERING
        self.due_us[i] = t_us + round(spec.within_s * US_PER_S)
        self._look(i)

    def set_load(self, i: int, drawn_w: float) -> None:
        """It draws this much from now on."""
        self.load_w[i] = drawn_w
        self._look(i)

    def is_within(self, i: int) -> bool:
        """Whether it draws what it must, and no more than it may, at this voltage.

        While it recovers it owes nothing until it is due.
        """
        spec, volts_pu, share_w = self.specs[i], self.voltage_pu[i], self.before_w[i]
        if self.state[i] == SAGGING:
            least_w = least_frac(spec, volts_pu) * share_w
            return least_w <= self.load_w[i] <= most_frac(spec, volts_pu) * share_w
        return self.state[i] != FAILED

    def next_crossing(self, i: int) -> Crossing | None:
        """When its time to recover is over."""
        due_us = self.due_us[i]
        if due_us == NEVER_US:
            return None
        return Crossing(limit=LATE, direction="falling", anchor_us=due_us, after_us=0.0)

    def cross(self, i: int) -> None:
        """It is not back in time."""
        self.state[i], self.due_us[i] = FAILED, NEVER_US
        self.failed_count[i] += 1

    def _look(self, i: int) -> None:
        back_w = self.specs[i].recovered_frac * self.before_w[i]
        if self.state[i] == RECOVERING and self.load_w[i] >= back_w:
            self.state[i], self.due_us[i] = RECOVERED, NEVER_US
