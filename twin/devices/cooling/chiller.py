"""Chillers over time: demand, frozen curves, loss of power and the wait until they run again.

Between facts a chiller takes constant heat at constant draw. Its curves are read at the
temperatures of the last look (`leaving_c`, `condenser_c`); who owns the temperatures looks again
when one has moved by `band_k`, which is the quantised-state idea: the error is of that order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin.devices.contract import Columns, Crossing
from twin.devices.cooling.chiller_curves import OFF, ChillerSpec, Operation, operation
from twin.units import S_PER_MIN, US_PER_S

RESTARTED = "restarted"


def ready_us(spec: ChillerSpec, lost_us: int, back_us: int, was_us: int) -> int:
    """When a chiller runs again whose voltage is back, or ran already and goes on.

    Args:
        spec: what it is.
        lost_us: when its voltage went.
        back_us: when it came back.
        was_us: when it ran, or would have, before that.
    """
    if back_us - lost_us <= round(spec.hold_through_s * US_PER_S):
        return was_us
    return back_us + round(spec.restart_min * S_PER_MIN * US_PER_S)


class Chillers(Columns):
    """Columns of all chillers; the index is the chiller.

    Attributes:
        specs: what each is.
        demand_w: heat asked of it.
        leaving_c, condenser_c: temperatures its curves were last read at.
        powered: whether it has voltage.
        ready_us: when it runs again with voltage: past once it runs.
        lost_us: when it last lost its voltage.
        running: whether it runs when asked.
        anchor_us: when its operation changed last.
        energy_j, cooled_j: drawn and taken up to then.
        now: what it does.
    """

    STATE = (
        *("demand_w", "leaving_c", "condenser_c", "powered", "ready_us", "lost_us", "running"),
        *("anchor_us", "energy_j", "cooled_j"),
    )

    def __init__(
        self, specs: Sequence[ChillerSpec], t_us: int, leaving_c: float, condenser_c: float
    ) -> None:
        """Ready to run, nothing asked."""
        count = len(specs)
        self.specs = list(specs)
        self.demand_w = [0.0] * count
        self.leaving_c, self.condenser_c = [leaving_c] * count, [condenser_c] * count
        self.powered, self.running = [True] * count, [True] * count
        self.ready_us, self.anchor_us = [t_us] * count, [t_us] * count
        self.lost_us = [t_us] * count
        self.energy_j, self.cooled_j = [0.0] * count, [0.0] * count
        self.now = [self._operation(i) for i in range(count)]

    def set_demand(self, i: int, t_us: int, demand_w: float) -> None:
        """From `t_us` on this heat is asked of it; an equal value is no change."""
        if demand_w != self.demand_w[i]:
            self.demand_w[i] = demand_w
            self._look(i, t_us)

    def set_temperatures(self, i: int, t_us: int, leaving_c: float, condenser_c: float) -> None:
        """Read its curves at these temperatures from `t_us` on."""
        if (leaving_c, condenser_c) != (self.leaving_c[i], self.condenser_c[i]):
            self.leaving_c[i], self.condenser_c[i] = leaving_c, condenser_c
            self._look(i, t_us)

    def power_off(self, i: int, t_us: int) -> None:
        """It loses its voltage and stops at once. Nothing if it had none."""
        if self.powered[i]:
            self.powered[i] = self.running[i] = False
            self.lost_us[i] = t_us
            self._look(i, t_us)

    def power_on(self, i: int, t_us: int) -> None:
        """Voltage is back: it runs again after its restart time. Nothing if it never left.

        After a gap that its control holds it goes on where it was.
        """
        if self.powered[i]:
            return
        self.powered[i] = True
        self.ready_us[i] = ready_us(self.specs[i], self.lost_us[i], t_us, self.ready_us[i])
        if self.ready_us[i] <= t_us:
            self.restart(i, t_us)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """When it runs again after a loss of power."""
        if self.running[i] or not self.powered[i]:
            return None
        at_us = max(self.ready_us[i], t_us)
        return Crossing(limit=RESTARTED, direction="rising", anchor_us=at_us, after_us=0.0)

    def restart(self, i: int, t_us: int) -> None:
        """It runs again."""
        assert self.powered[i], "a chiller without voltage stays off"
        assert t_us >= self.ready_us[i], "the restart time has passed"
        self.running[i] = True
        self._look(i, t_us)

    def energy_at_j(self, i: int, t_us: int) -> float:
        """Drawn since the start."""
        return self.energy_j[i] + self.now[i].power_w * (t_us - self.anchor_us[i]) / US_PER_S

    def cooled_at_j(self, i: int, t_us: int) -> float:
        """Heat taken since the start."""
        return self.cooled_j[i] + self.now[i].cooled_w * (t_us - self.anchor_us[i]) / US_PER_S

    def available_w(self, i: int) -> float:
        """Most heat it can take at the temperatures of its last look; 0 while it can't run."""
        return self.now[i].available_w if self.running[i] else 0.0

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot; what it does follows from it."""
        super().restore(state)
        self.now[:] = [self._operation(i) for i in range(len(self.specs))]

    def _look(self, i: int, t_us: int) -> None:
        self.energy_j[i] = self.energy_at_j(i, t_us)
        self.cooled_j[i] = self.cooled_at_j(i, t_us)
        self.anchor_us[i] = t_us
        self.now[i] = self._operation(i)

    def _operation(self, i: int) -> Operation:
        if not self.running[i]:
            return OFF
        return operation(self.specs[i], self.demand_w[i], self.leaving_c[i], self.condenser_c[i])
