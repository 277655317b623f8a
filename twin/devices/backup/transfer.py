"""Transfer switches: one of two sources at a time, and none while the contacts travel.

On the preferred side a switch leaves when that source is lost and the other qualified; on the other
side it leaves when the preferred one has been good for the retransfer delay, or when the one it
lies on is lost and the preferred qualified. Between live sources an in-phase transfer waits until
they agree. A switch that can't improve stays where it is, so a load without any good source is fed
again by the first to return to where the contacts lie.
"""

from __future__ import annotations

from collections.abc import Sequence

from twin.devices.backup.instants import meeting
from twin.devices.backup.transfer_spec import SIDE_NAMES, TransferSpec, is_good
from twin.devices.contract import Columns, Crossing, soonest
from twin.units import US_PER_MS

LOST, LEFT, LANDED = "source_lost", "left", "landed"
NOWHERE = -1
"""Stands for an instant that is not: contacts at rest, or a load that has power."""


class TransferSwitches(Columns):
    """Columns of all transfer switches of a site, static and automatic; the index is the switch.

    Attributes:
        specs: what each is.
        preferred: the side it returns to, `A` or `B`.
        side: where the contacts lie, or where they travel to.
        left_us: since when they travel, `NOWHERE` at rest.
        anchor_us: when anything of it changed last.
        a_pu, b_pu: voltages of the sources.
        a_us, b_us: since when each is good, or bad.
        calls: 1 while the preferred source counts as lost: the start signal of an engine.
        dead_us: since when the load has no good source, `NOWHERE` while it has.
        dark_us: how long it had none until then, in all.
        moves_count: transfers made.
    """

    STATE = (
        "preferred", "side", "left_us", "anchor_us", "a_pu", "b_pu", "a_us", "b_us",
        "calls", "dead_us", "dark_us", "moves_count",
    )  # fmt: skip

    def __init__(self, specs: Sequence[TransferSpec], t_us: int) -> None:
        """All on their preferred side, both sources good for ever."""
        count = len(specs)
        self.specs = list(specs)
        self.times = [spec.times() for spec in specs]
        self.preferred = [SIDE_NAMES.index(spec.preferred) for spec in specs]
        self.side = list(self.preferred)
        self.left_us = [NOWHERE] * count
        self.anchor_us = [t_us] * count
        self.a_pu = [1.0] * count
        self.b_pu = [1.0] * count
        longest_us = [times.return_us + times.qualify_us for times in self.times]
        self.a_us = [t_us - long_us for long_us in longest_us]
        self.b_us = list(self.a_us)
        self.calls = [0] * count
        self.dead_us = [NOWHERE] * count
        self.dark_us = [0] * count
        self.moves_count = [0] * count

    def place(self, i: int, t_us: int, side: int) -> None:
        """Put the contacts on a side, at rest."""
        self.side[i] = side
        self.left_us[i] = NOWHERE
        self._note(i, t_us)

    def set_voltage(self, i: int, t_us: int, side: int, voltage_pu: float) -> None:
        """From `t_us` on the source of a side has this voltage, 0 where it is dead."""
        voltages_pu, since_us = self._source(side)
        if voltage_pu == voltages_pu[i]:
            return
        was_good = self.is_good(i, side)
        voltages_pu[i] = voltage_pu
        if was_good == self.is_good(i, side):
            return
        since_us[i] = t_us
        self._note(i, t_us)

    def set_preferred(self, i: int, t_us: int, side: int) -> None:
        """From `t_us` on it belongs on this side; it goes there as after a return."""
        if side != self.preferred[i]:
            self.preferred[i] = side
            self._note(i, t_us)

    def is_good(self, i: int, side: int) -> bool:
        """Whether the source of a side is in its window."""
        return is_good(self.specs[i], self._source(side)[0][i])

    def feeding(self, i: int) -> int | None:
        """The one side whose source the load is connected to; None while the contacts travel."""
        return self.side[i] if self.left_us[i] == NOWHERE else None

    def load_pu(self, i: int) -> float:
        """Voltage at the load."""
        side = self.feeding(i)
        return 0.0 if side is None else self._source(side)[0][i]

    def is_fed(self, i: int) -> bool:
        """Whether the load is connected to a good source."""
        return self.dead_us[i] == NOWHERE

    def dark_at_us(self, i: int, t_us: int) -> int:
        """How long the load was without a good source until an instant, in all."""
        return self.dark_us[i] + (0 if self.is_fed(i) else t_us - self.dead_us[i])

    def drops_us(self, i: int, hold_up_ms: float) -> int | None:
        """When a load that rides through so long goes down if it stays dead; None while it is fed.

        Power supplies of servers and miners hold up 10 to 20 ms [M].
        """
        return None if self.is_fed(i) else self.dead_us[i] + round(hold_up_ms * US_PER_MS)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """When it counts its source as lost, leaves it, or lands, if the sources stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        if self.left_us[i] != NOWHERE:
            return meeting(LANDED, "rising", self.left_us[i], self.times[i].gap_us)
        return soonest((self._at(LOST, i, self._lost_us(i)), self._at(LEFT, i, self._leaves_us(i))))

    def cross(self, i: int, t_us: int, limit: str) -> None:
        """Let what a crossing causes happen."""
        if limit == LOST:
            self.calls[i] = 1
        elif limit == LEFT:
            self.side[i] = 1 - self.side[i]
            self.left_us[i] = t_us
            self.moves_count[i] += 1
        else:
            self.left_us[i] = NOWHERE
        self._note(i, t_us)

    def _source(self, side: int) -> tuple[list[float], list[int]]:
        return (self.b_pu, self.b_us) if side else (self.a_pu, self.a_us)

    def _at(self, limit: str, i: int, due_us: int | None) -> Crossing | None:
        """What is due; what was due before something else changed is due now."""
        if due_us is None:
            return None
        return meeting(limit, "rising", max(due_us, self.anchor_us[i]), 0.0)

    def _lost_us(self, i: int) -> int | None:
        preferred = self.preferred[i]
        if self.calls[i] or self.is_good(i, preferred):
            return None
        return self._source(preferred)[1][i] + self.times[i].sense_us

    def _leaves_us(self, i: int) -> int | None:
        here, there = self.side[i], 1 - self.side[i]
        if not self.is_good(i, there):
            return None
        times, here_good = self.times[i], self.is_good(i, here)
        here_us, there_us = self._source(here)[1][i], self._source(there)[1][i]
        if not here_good:
            return max(here_us + times.sense_us, there_us + times.qualify_us)
        if here == self.preferred[i]:
            return None
        return there_us + times.return_us + times.phase_us

    def _note(self, i: int, t_us: int) -> None:
        """Keep the start signal and the darkness of the load in step with what has changed."""
        self.anchor_us[i] = t_us
        at_home = self.feeding(i) == self.preferred[i]
        if self.calls[i] and at_home and self.is_good(i, self.preferred[i]):
            self.calls[i] = 0
        side = self.feeding(i)
        fed = side is not None and self.is_good(i, side)
        if fed and self.dead_us[i] != NOWHERE:
            self.dark_us[i] += t_us - self.dead_us[i]
            self.dead_us[i] = NOWHERE
        elif not fed and self.dead_us[i] == NOWHERE:
            self.dead_us[i] = t_us
