"""Taps: the no-load ratio of a transformer, changed by hand off load, or by a regulator on load.

`V0_eff = V0 / (1 + n step)`: a higher tap lowers the voltage. Behind the impedance a load of
constant power has the closed-form voltage of `behind_impedance_pu`. The regulator waits until the
voltage has been out of its dead-band, on one side, for the initial delay, then takes a step, and
another each `step_s` until the voltage is back. A voltage below `block_below_pu`, or one that has
collapsed, blocks it: more taps draw more current from a source that has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.breaker import NEVER_US
from twin.devices.contract import Columns, Crossing
from twin.devices.line import behind_impedance_pu
from twin.units import PER_PERCENT, US_PER_S

STEPPED = "tap_stepped"

RAISE, HOLD, LOWER = -1, 0, 1
"""What the regulator wants of the tap: the voltage higher, as it is, or lower."""

_HUNTS_BELOW_RATIO = 1.2


class Feed(NamedTuple):
    """What a regulated bus hangs on, per unit of one rating.

    Attributes:
        source_pu: voltage of the stiff source on the high side.
        load_w_pu: active power of the load.
        load_var_pu: its reactive power, inductive positive.
    """

    source_pu: float
    load_w_pu: float
    load_var_pu: float


class OffLoadTapSpec(BaseModel, frozen=True, extra="forbid"):
    """Taps changed by hand with the transformer dead: the keys of a site document."""

    most_count: int = Field(2, ge=0, le=16, description="taps to each side of the nominal one [M]")
    step_pct: float = Field(2.5, gt=0, le=10, description="voltage of one tap [M]")


class TapChangerSpec(BaseModel, frozen=True, extra="forbid"):
    """An on-load tap changer with its regulator: the keys of a site document."""

    setpoint_pu: float = Field(1.0, ge=0.8, le=1.2, description="voltage it holds [M]")
    dead_band_pct: float = Field(
        1.0, gt=0, le=10, description="to each side of the setpoint; inside it rests [M]"
    )
    most_count: int = Field(16, ge=1, le=32, description="steps to each side, +-10 % in 32 [M]")
    step_pct: float = Field(0.625, gt=0, le=10, description="voltage of one step [M]")
    first_delay_s: float = Field(45.0, ge=1, le=600, description="to the first step, 30 to 60 [M]")
    step_s: float = Field(10.0, ge=0.1, le=120, description="from one step to the next [M]")
    block_below_pu: float = Field(0.8, ge=0, lt=1, description="no step below this voltage [M]")

    @model_validator(mode="after")
    def _does_not_hunt(self) -> Self:
        if 2.0 * self.dead_band_pct < _HUNTS_BELOW_RATIO * self.step_pct:
            raise ValueError("dead_band_pct must be 0.6 of step_pct or more: one step would hunt")
        return self


def ratio_pu(tap_count: int, step_pct: float) -> float:
    """No-load voltage of the low side over its nominal one; a higher tap lowers it.

    >>> ratio_pu(2, 2.5), round(ratio_pu(-16, 0.625), 6)
    (0.9523809523809523, 1.111111)
    """
    return 1.0 / (1.0 + tap_count * step_pct * PER_PERCENT)


def tapped_pu(no_load_pu: float, impedance_pu: tuple[float, float], feed: Feed) -> float | None:
    """Voltage of the low side under load, or None where it collapses.

    >>> round(tapped_pu(1.0, (0.0088, 0.05935), Feed(1.0, 0.8, 0.24)), 4)
    0.9771
    """
    loads_pu = (feed.load_w_pu, feed.load_var_pu)
    return behind_impedance_pu(feed.source_pu * no_load_pu, impedance_pu, loads_pu)


def best_off_load_count(
    spec: OffLoadTapSpec, impedance_pu: tuple[float, float], feed: Feed, target_pu: float = 1.0
) -> int | None:
    """The tap to set by hand so that this feed's voltage is nearest to the target.

    Of two as near, the one that gives the higher voltage; None where every tap collapses.

    >>> best_off_load_count(OffLoadTapSpec(), (0.0088, 0.05935), Feed(1.0, 0.8, 0.24))
    -1
    """
    nearest_pu: list[tuple[float, int]] = []
    for tap_count in range(-spec.most_count, spec.most_count + 1):
        voltage_pu = tapped_pu(ratio_pu(tap_count, spec.step_pct), impedance_pu, feed)
        if voltage_pu is not None:
            nearest_pu.append((abs(voltage_pu - target_pu), tap_count))
    return min(nearest_pu)[1] if nearest_pu else None


class TapChangers(Columns):
    """Columns of all on-load tap changers; the index is the changer.

    Attributes:
        specs: what each is.
        impedances_pu: series resistance and reactance of its transformer, per unit of its rating.
        tap_count: position, 0 nominal, positive lowers the voltage.
        source_pu, load_w_pu, load_var_pu: its feed.
        due_us: when it steps next if nothing changes, `NEVER_US` while it rests.
        wants: `RAISE`, `HOLD` or `LOWER`, the side its timer runs for.
        steps_count: steps since the start: wear of the diverter.
    """

    STATE = (
        "tap_count", "source_pu", "load_w_pu", "load_var_pu", "due_us", "wants", "steps_count",
    )  # fmt: skip

    def __init__(
        self, specs: Sequence[TapChangerSpec], impedances_pu: Sequence[tuple[float, float]]
    ) -> None:
        """All on their nominal tap, on a source of 1 pu, without load."""
        self.specs = list(specs)
        self.impedances_pu = list(impedances_pu)
        count = len(specs)
        self.tap_count = [0] * count
        self.source_pu = [1.0] * count
        self.load_w_pu = [0.0] * count
        self.load_var_pu = [0.0] * count
        self.due_us = [NEVER_US] * count
        self.wants = [HOLD] * count
        self.steps_count = [0] * count

    def feed(self, i: int) -> Feed:
        """What it hangs on now."""
        return Feed(self.source_pu[i], self.load_w_pu[i], self.load_var_pu[i])

    def place(self, i: int, t_us: int, tap_count: int) -> None:
        """Put it on a tap."""
        assert abs(tap_count) <= self.specs[i].most_count, tap_count
        self.tap_count[i] = tap_count
        self._look(i, t_us)

    def settle(self, i: int, t_us: int) -> None:
        """Let it step, in no time, to where it would rest; held to the whole range in steps."""
        for _ in range(2 * self.specs[i].most_count):
            wants = self._wants(i)
            if wants == HOLD:
                break
            self.tap_count[i] += wants
        self.wants[i], self.due_us[i] = HOLD, NEVER_US
        self._look(i, t_us)

    def set_feed(self, i: int, t_us: int, feed: Feed) -> None:
        """From `t_us` on it hangs on this; an equal one is no change."""
        if feed == self.feed(i):
            return
        self.source_pu[i], self.load_w_pu[i], self.load_var_pu[i] = feed
        self._look(i, t_us)

    def voltage_pu(self, i: int) -> float:
        """Voltage of the low side now; 0 where it has collapsed or is dead."""
        ratio = ratio_pu(self.tap_count[i], self.specs[i].step_pct)
        return tapped_pu(ratio, self.impedances_pu[i], self.feed(i)) or 0.0

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """Its next step if the feed stays."""
        due_us = self.due_us[i]
        if due_us == NEVER_US:
            return None
        assert t_us <= due_us, "the next crossing is looked for from now on"
        way: Literal["rising", "falling"] = "rising" if self.wants[i] == RAISE else "falling"
        return Crossing(limit=STEPPED, direction=way, anchor_us=due_us, after_us=0.0)

    def cross(self, i: int, t_us: int) -> None:
        """Take the step that is due; the next follows after `step_s` if one is still wanted."""
        wanted = self.wants[i]
        assert wanted != HOLD, "no step is due"
        self.tap_count[i] += wanted
        self.steps_count[i] += 1
        self._look(i, t_us)
        if self.wants[i] == wanted:
            self.due_us[i] = t_us + round(self.specs[i].step_s * US_PER_S)

    def _look(self, i: int, t_us: int) -> None:
        """Start the timer when the voltage leaves the dead-band, stop it when it is back."""
        wants = self._wants(i)
        if wants == self.wants[i]:
            return
        self.wants[i] = wants
        delay_us = round(self.specs[i].first_delay_s * US_PER_S)
        self.due_us[i] = NEVER_US if wants == HOLD else t_us + delay_us

    def _wants(self, i: int) -> int:
        spec, voltage_pu = self.specs[i], self.voltage_pu(i)
        if voltage_pu < spec.block_below_pu:
            return HOLD
        off_pu = voltage_pu - spec.setpoint_pu
        if abs(off_pu) <= spec.dead_band_pct * PER_PERCENT:
            return HOLD
        wants = LOWER if off_pu > 0.0 else RAISE
        return wants if abs(self.tap_count[i] + wants) <= spec.most_count else HOLD
