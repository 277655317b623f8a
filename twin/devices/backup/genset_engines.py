"""Engines one by one, from order to standstill: cranking, attempts, running hours, breakdown.

What they carry is the matter of their group. `NEXT` is the whole machine: what is not in it changes
no engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from twin.devices.backup.genset_spec import (
    ACCEPTS,
    BROKE,
    COOLED,
    COOLING,
    CRANKING,
    FIRED,
    GAVE_UP,
    LOCKED_OUT,
    NEXT,
    PAUSED,
    RESTED,
    RUN_UP,
    RUNNING,
    SPENT,
    STOPPED,
    GensetSpec,
    attempts_needed_count,
)
from twin.devices.contract import Columns
from twin.units import S_PER_H, S_PER_MIN, US_PER_S


class Due(NamedTuple):
    """What an engine will do next, so long after it entered its state."""

    after_us: float
    event: str
    entered_us: int


class Engines(Columns):
    """Columns of all engines of a site; the index is the engine.

    Attributes:
        specs: of the group of each.
        engine_state: one of `STATE_NAMES`; never `LOADED`, which is `READY` on a bus with a load.
        entered_us: since when.
        attempt_count: to start, the present one included.
        draw_frac: luck of the demand under way; None without one, or when it has been used.
        run_s: run until the state was entered.
        fails_s: running time at which it breaks down; None if it never does.
    """

    STATE = ("engine_state", "entered_us", "attempt_count", "draw_frac", "run_s", "fails_s")

    def __init__(self, specs: Sequence[GensetSpec], t_us: int) -> None:
        """All at a standstill."""
        count = len(specs)
        self.specs = list(specs)
        self.engine_state = [STOPPED] * count
        self.entered_us = [t_us] * count
        self.attempt_count = [0] * count
        self.draw_frac: list[float | None] = [None] * count
        self.run_s = [0.0] * count
        self.fails_s: list[float | None] = [None] * count

    def run_at_s(self, e: int, t_us: int) -> float:
        """Running time until an instant since its state was entered."""
        running = self.engine_state[e] in RUNNING
        return self.run_s[e] + ((t_us - self.entered_us[e]) / US_PER_S if running else 0.0)

    def set_breakdown(self, e: int, t_us: int, drawn_ratio: float | None) -> None:
        """It breaks down when its hazard, integrated from now on, reaches a drawn Exp(1) number."""
        per_h = self.specs[e].failures_per_h
        if drawn_ratio is None or per_h == 0.0:
            self.fails_s[e] = None
        else:
            self.fails_s[e] = self.run_at_s(e, t_us) + drawn_ratio / per_h * S_PER_H

    def due(self, e: int) -> Due | None:
        """Its next event, if nobody wants anything else."""
        timer = self._timer(e)
        breaks = self._breakdown(e)
        if timer is None or breaks is None:
            return timer or breaks
        return breaks if breaks.after_us < timer.after_us else timer

    def happens(self, e: int, t_us: int, event: str) -> bool:
        """Let an event happen to it; whether it changed its state."""
        state = self.engine_state[e]
        following = NEXT.get((state, event))
        if following is None:
            return False
        self.run_s[e] = self.run_at_s(e, t_us)
        if event == BROKE:
            self.fails_s[e] = None
        self.engine_state[e] = following
        self.entered_us[e] = t_us
        if following == CRANKING:
            self.attempt_count[e] = self.attempt_count[e] + 1 if state == PAUSED else 1
        elif following != PAUSED:
            self.draw_frac[e] = None
        return True

    def place(self, e: int, t_us: int, state: int) -> None:
        """Put an engine in a state, entered now."""
        self.engine_state[e] = state
        self.entered_us[e] = t_us
        self.draw_frac[e] = None

    def _timer(self, e: int) -> Due | None:
        spec, state = self.specs[e], self.engine_state[e]
        if state == CRANKING:
            draw_frac = self.draw_frac[e]
            assert draw_frac is not None, "an engine that cranks has its luck"
            if attempts_needed_count(spec, draw_frac) == self.attempt_count[e]:
                return self._after(e, spec.fire_s, FIRED)
            spent = self.attempt_count[e] == spec.attempts_count
            return self._after(e, spec.crank_s, SPENT if spent else GAVE_UP)
        if state == PAUSED:
            return self._after(e, spec.pause_s, RESTED)
        if state == RUN_UP:
            return self._after(e, spec.accept_s - spec.fire_s, ACCEPTS)
        if state == COOLING:
            return self._after(e, spec.cool_min * S_PER_MIN, COOLED)
        return None

    def _breakdown(self, e: int) -> Due | None:
        fails_s = self.fails_s[e]
        if fails_s is None or self.engine_state[e] not in RUNNING:
            return None
        return self._after(e, max(0.0, fails_s - self.run_s[e]), BROKE)

    def _after(self, e: int, span_s: float, event: str) -> Due:
        return Due(span_s * US_PER_S, event, self.entered_us[e])


def stuck_count(engines: Engines, members: range) -> int:
    """How many of a group take no order until somebody comes: locked out, tripped or broken."""
    return sum(engines.engine_state[e] >= LOCKED_OUT for e in members)
