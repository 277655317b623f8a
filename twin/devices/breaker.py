"""Breakers, switches and ties: what carries current, what may be operated, and how long it takes.

A breaker is closed, open, tripped (open, and locked until reset) or failed (open, and locked until
repaired). A switch or a tie has no trip; one without load-break duty may not open under current.
An operation takes its operating time: until then the old position holds. Mining and training are
continuous loads: three hours above 80 % of the rating overload a breaker that is not listed for
100 % (NEC) [M], a timer that is exact because the current is constant between facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, Field

from twin.devices.contract import Columns, Crossing
from twin.units import S_PER_H, US_PER_S

CLOSED, OPEN, TRIPPED, FAILED = range(4)
POSITION_NAMES = ("closed", "open", "tripped", "failed")

OPERATED = "operated"
CONTINUOUS_DUTY = "continuous_duty"

CONTINUOUS_S = 3 * S_PER_H
NEVER_US = 2**62

_US_PER_MS = 1000.0


class BreakerSpec(BaseModel, frozen=True, extra="forbid"):
    """A breaker: the keys of a site document."""

    rated_a: float = Field(gt=0, le=100_000, description="continuous current")
    breaking_ka: float = Field(
        25.0, gt=0, le=300, description="short-circuit current it breaks [M]"
    )
    operating_ms: float = Field(
        60.0, ge=0, le=60_000, description="opening or closing; MV vacuum 50 to 83, LV 30 to 60 [M]"
    )
    continuous_frac: float = Field(
        0.8, gt=0, le=1, description="share of the rating for 3 h and more; 1 if listed so [M]"
    )
    normally: Literal["closed", "open"] = Field("closed", description="position to start in")
    load_break: bool = Field(default=True, description="may open under current")


class SwitchSpec(BreakerSpec, frozen=True, extra="forbid"):
    """A switch or a bus tie: no trip; a tie is normally open."""

    operating_ms: float = Field(3000.0, ge=0, le=60_000, description="motor drive [M]")
    continuous_frac: float = Field(1.0, gt=0, le=1, description="share of the rating for 3 h [M]")
    load_break: bool = Field(default=False, description="may open under current")
    may_parallel: bool = Field(default=False, description="may close between two live sources")


class Breakers(Columns):
    """Columns of all breakers, switches and ties of a site.

    Attributes:
        specs: what each is.
        position: `CLOSED`, `OPEN`, `TRIPPED` or `FAILED`.
        due_us: when the operation under way ends, `NEVER_US` when none is.
        goal: position it ends in.
        current_a: through it; 0 unless closed.
        over_us: since when the current is above the continuous share, `NEVER_US` when it isn't.
        warned: whether three hours of that were noted.
    """

    STATE = ("position", "due_us", "goal", "current_a", "over_us", "warned")

    def __init__(self, specs: Sequence[BreakerSpec]) -> None:
        """All in their normal position, without current."""
        self.specs = list(specs)
        self.position = [CLOSED if spec.normally == "closed" else OPEN for spec in specs]
        self.due_us = [NEVER_US] * len(specs)
        self.goal = list(self.position)
        self.current_a = [0.0] * len(specs)
        self.over_us = [NEVER_US] * len(specs)
        self.warned = [False] * len(specs)

    def is_closed(self, i: int) -> bool:
        """Whether it carries current."""
        return self.position[i] == CLOSED

    def refusal(self, i: int, *, close: bool) -> str:
        """Why it can't be operated so now, in words; empty when it can."""
        position = self.position[i]
        if position in (TRIPPED, FAILED):
            return f"it is {POSITION_NAMES[position]}: " + (
                "reset it first" if position == TRIPPED else "repair it first"
            )
        spec = self.specs[i]
        if not close and not spec.load_break and self.current_a[i] > 0.0:
            return f"it carries {self.current_a[i]:g} A and can't break load"
        return ""

    def operate(self, i: int, t_us: int, *, close: bool) -> None:
        """Begin to close or open; ends after the operating time. Nothing if it is there already.

        A later order replaces one under way. Ask `refusal` first.
        """
        assert not self.refusal(i, close=close), "a refused operation is never begun"
        goal = CLOSED if close else OPEN
        self.goal[i] = goal
        moves = goal != self.position[i]
        self.due_us[i] = t_us + self.operating_us(i) if moves else NEVER_US

    def operating_us(self, i: int) -> int:
        """How long an operation takes."""
        return round(self.specs[i].operating_ms * _US_PER_MS)

    def finish(self, i: int, t_us: int) -> None:
        """The operation under way ends."""
        self._take(i, t_us, self.goal[i])

    def trip(self, i: int, t_us: int) -> None:
        """Protection opened it: it stays locked until `reset`. A failed one stays failed."""
        if self.position[i] != FAILED:
            self._take(i, t_us, TRIPPED)

    def fail(self, i: int, t_us: int) -> None:
        """It is out of order and open until `repair`."""
        self._take(i, t_us, FAILED)

    def reset(self, i: int, t_us: int) -> None:
        """Free a tripped breaker to be closed; it stays open."""
        if self.position[i] == TRIPPED:
            self._take(i, t_us, OPEN)

    def repair(self, i: int, t_us: int) -> None:
        """A failed one is fit again; it stays open."""
        if self.position[i] == FAILED:
            self._take(i, t_us, OPEN)

    def set_current(self, i: int, t_us: int, amperes_a: float) -> None:
        """From `t_us` on this current flows; an open one carries none."""
        amperes_a = amperes_a if self.position[i] == CLOSED else 0.0
        self.current_a[i] = amperes_a
        over = amperes_a > self.specs[i].continuous_frac * self.specs[i].rated_a
        if over and self.over_us[i] == NEVER_US:
            self.over_us[i] = t_us
        elif not over:
            self.over_us[i] = NEVER_US
            self.warned[i] = False

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """When the operation under way ends, or three hours of continuous overload are full."""
        duty_us = NEVER_US
        if self.over_us[i] != NEVER_US and not self.warned[i]:
            duty_us = self.over_us[i] + CONTINUOUS_S * US_PER_S
        at_us = min(self.due_us[i], duty_us)
        if at_us == NEVER_US:
            return None
        operated = self.due_us[i] <= duty_us
        closing = operated and self.goal[i] == CLOSED
        return Crossing(
            limit=OPERATED if operated else CONTINUOUS_DUTY,
            direction="rising" if closing or not operated else "falling",
            anchor_us=max(at_us, t_us),
            after_us=0.0,
        )

    def warn(self, i: int) -> None:
        """Note that three hours of continuous overload are full; said once until it ends."""
        self.warned[i] = True

    def _take(self, i: int, t_us: int, position: int) -> None:
        self.position[i] = self.goal[i] = position
        self.due_us[i] = NEVER_US
        if position != CLOSED:
            self.set_current(i, t_us, 0.0)
