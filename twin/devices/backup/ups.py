"""Uninterruptible supplies: on input, on battery, back again, and the counter that locks them.

A supply loses its input when the voltage leaves the window; the battery takes over without a gap
from `ONLINE`, with one of `eco_transfer_ms` from `ECO`. An input that was good for `qualify_s` is
walked in: steps whose middle lies on the ramp, so that the battery gives what a straight ramp would
take from it. Too many disturbances in the sliding window lock it on battery until a reset by hand:
what took 1,500 MW of data centres off the grid in Virginia on 10 July 2024 (NERC incident
review) [M]. A locked one whose battery runs empty drops its load and stays down.

An overload wears the inverter by `1 / overload_s` a second and rests off in `overload_recover_min`;
worn out, the bypass takes over, or without input the output drops. The bypass is the bare input:
dark when it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from twin.devices.backup.instants import meeting
from twin.devices.backup.ups_flow import DARK, Flow, flow_of
from twin.devices.backup.ups_spec import (
    BATTERY,
    BYPASS,
    DISTRUSTED,
    DROPPED,
    ECO,
    EMPTY,
    FULL,
    LOCKED_OUT,
    LOST,
    NEXT,
    ONLINE,
    OVERLOADED,
    QUALIFIED,
    RESET,
    WALK_IN,
    WALKED,
    UpsSpec,
    overload_s,
    rated_w,
    usable_j,
)
from twin.devices.contract import Columns, Crossing, soonest
from twin.units import S_PER_MIN, US_PER_S


class UpsUnits(Columns):
    """Columns of all uninterruptible supplies of a site; the index is the supply.

    Attributes:
        specs: what each is.
        state: one of `STATE_NAMES`.
        entered_us: since when.
        step: of the walk-in under way.
        anchor_us: instant that charge, wear and meters count from.
        stored_j: usable energy in the battery at the anchor.
        wear_frac: of the inverter by overload at the anchor; at 1 it gives up.
        load_w: what the load wants.
        input_pu: voltage of the input.
        good_us: since when the input is good, if it is.
        eco, bypass: wishes, 0 or 1.
        disturbed_us: instants of recent losses of the input.
        input_j, output_j, lost_j: meters at the anchor.
    """

    STATE = (
        "state", "entered_us", "step", "anchor_us", "stored_j", "wear_frac", "load_w", "input_pu",
        "good_us", "eco", "bypass", "disturbed_us", "input_j", "output_j", "lost_j",
    )  # fmt: skip

    def __init__(self, specs: Sequence[UpsSpec], t_us: int) -> None:
        """All on a good input, charged, without load."""
        count = len(specs)
        self.specs = list(specs)
        self.state = [ONLINE] * count
        self.entered_us = [t_us] * count
        self.step = [0] * count
        self.anchor_us = [t_us] * count
        self.stored_j = [usable_j(spec) for spec in specs]
        self.wear_frac = [0.0] * count
        self.load_w = [0.0] * count
        self.input_pu = [1.0] * count
        self.good_us = [t_us] * count
        self.eco = [0] * count
        self.bypass = [0] * count
        self.disturbed_us: list[list[int]] = [[] for _ in specs]
        self.input_j = [0.0] * count
        self.output_j = [0.0] * count
        self.lost_j = [0.0] * count

    def place(self, i: int, t_us: int, *, state: int = ONLINE, usable_frac: float = 1.0) -> None:
        """Put a supply in a state with its battery so full, as it was built otherwise."""
        self.state[i] = state
        self.entered_us[i] = self.anchor_us[i] = self.good_us[i] = t_us
        self.stored_j[i] = usable_frac * usable_j(self.specs[i])

    def is_good(self, i: int) -> bool:
        """Whether the input is in its window."""
        spec = self.specs[i]
        return spec.input_min_pu <= self.input_pu[i] <= spec.input_max_pu

    def is_fed(self, i: int) -> bool:
        """Whether the load has power."""
        state = self.state[i]
        return state < DROPPED and (state != BYPASS or self.is_good(i))

    def set_input(self, i: int, t_us: int, voltage_pu: float) -> None:
        """From `t_us` on the input has this voltage, 0 where it is dead."""
        if voltage_pu == self.input_pu[i]:
            return
        self._advance(i, t_us)
        was_good = self.is_good(i)
        self.input_pu[i] = voltage_pu
        if was_good == self.is_good(i):
            return
        if not was_good:
            self.good_us[i] = t_us
        elif self.state[i] != BYPASS:
            recent = self.recent_us(i, t_us)
            self.disturbed_us[i] = [*recent, t_us]
            most = self.specs[i].disturbances_count
            self._event(i, t_us, DISTRUSTED if 0 < most <= len(recent) + 1 else LOST)

    def set_load(self, i: int, t_us: int, load_w: float) -> None:
        """From `t_us` on the load wants this much; one back within the rating ends a bypass."""
        if load_w != self.load_w[i]:
            self._advance(i, t_us)
            self.load_w[i] = load_w
            self._choose(i, t_us)

    def set_spec(self, i: int, t_us: int, spec: UpsSpec) -> None:
        """From `t_us` on it is this: modules of it broke or came back; its charge stays."""
        self._advance(i, t_us)
        self.specs[i] = spec
        self._choose(i, t_us)

    def set_eco(self, i: int, t_us: int, *, on: bool) -> None:
        """Wish for eco mode, or for double conversion."""
        if on != self.eco[i]:
            self._advance(i, t_us)
            self.eco[i] = int(on)
            self._choose(i, t_us)

    def set_bypass(self, i: int, t_us: int, *, on: bool) -> None:
        """Wish for bypass; on battery it waits for the return of the input."""
        if on != self.bypass[i]:
            self._advance(i, t_us)
            self.bypass[i] = int(on)
            self._choose(i, t_us)

    def reset(self, i: int, t_us: int) -> None:
        """Reset by hand: the disturbances are forgotten and a lock is released."""
        self._advance(i, t_us)
        self.disturbed_us[i] = []
        self._event(i, t_us, RESET)

    def recent_us(self, i: int, t_us: int) -> list[int]:
        """Disturbances that are still in the window at an instant."""
        window_us = self.specs[i].disturbance_window_s * US_PER_S
        return [at_us for at_us in self.disturbed_us[i] if t_us - at_us < window_us]

    def flow(self, i: int) -> Flow:
        """Powers now, until the next event."""
        if not self.is_fed(i):
            return DARK
        spec = self.specs[i]
        charging = self.stored_j[i] < usable_j(spec)
        return flow_of(spec, self.state[i], self.step[i], self.load_w[i], charging=charging)

    def stored_at_j(self, i: int, t_us: int) -> float:
        """Usable energy in the battery at an instant from the anchor on."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        stored_j = self.stored_j[i] + self.flow(i).net_battery_w * span_s
        return min(max(stored_j, 0.0), usable_j(self.specs[i]))

    def soc_frac(self, i: int, t_us: int) -> float:
        """State of charge of the whole battery, never below what its depth of discharge leaves."""
        spec = self.specs[i]
        return 1.0 - spec.depth_frac * (1.0 - self.stored_at_j(i, t_us) / usable_j(spec))

    def wear_at_frac(self, i: int, t_us: int) -> float:
        """Wear of the inverter by overload at an instant from the anchor on."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        return min(max(self.wear_frac[i] + self._wear_per_s(i) * span_s, 0.0), 1.0)

    def metered_j(self, i: int, t_us: int) -> tuple[float, float, float]:
        """Input, output and loss until an instant from the anchor on."""
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        flow = self.flow(i)
        return (
            self.input_j[i] + flow.input_w * span_s,
            self.output_j[i] + flow.output_w * span_s,
            self.lost_j[i] + flow.loss_w * span_s,
        )

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """The next event if input, load and wishes stay."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        return soonest((self._next_timer(i), self._next_charge(i), self._next_overload(i)))

    def cross(self, i: int, t_us: int, limit: str) -> None:
        """Let what a crossing causes happen; charge and wear are taken as exactly on it."""
        self._advance(i, t_us)
        if limit in (FULL, EMPTY):
            self.stored_j[i] = usable_j(self.specs[i]) if limit == FULL else 0.0
        elif limit == OVERLOADED:
            self.wear_frac[i] = 1.0
        elif limit == WALKED:
            self.step[i] += 1
            if self.step[i] < self.specs[i].walk_in_steps_count:
                return
        self._event(i, t_us, limit)

    def _wear_per_s(self, i: int) -> float:
        spec, load_w = self.specs[i], self.load_w[i]
        if load_w > rated_w(spec) and self.state[i] not in (BYPASS, DROPPED, LOCKED_OUT):
            return 1.0 / overload_s(spec, load_w)
        return -1.0 / (spec.overload_recover_min * S_PER_MIN)

    def _next_timer(self, i: int) -> Crossing | None:
        spec, state = self.specs[i], self.state[i]
        if state == WALK_IN:
            done_frac = (self.step[i] + 1) / spec.walk_in_steps_count
            after_us = spec.walk_in_s * US_PER_S * done_frac
            return meeting(WALKED, "rising", self.entered_us[i], after_us)
        if state not in (BATTERY, DROPPED) or not self.is_good(i):
            return None
        due_us = self.good_us[i] + round(spec.qualify_s * US_PER_S)
        return meeting(QUALIFIED, "rising", max(due_us, self.entered_us[i]), 0.0)

    def _next_charge(self, i: int) -> Crossing | None:
        battery_w, stored_j = self.flow(i).net_battery_w, self.stored_j[i]
        if battery_w > 0.0:
            after_us = (usable_j(self.specs[i]) - stored_j) / battery_w * US_PER_S
            return meeting(FULL, "rising", self.anchor_us[i], after_us)
        if battery_w < 0.0:
            return meeting(EMPTY, "falling", self.anchor_us[i], stored_j / -battery_w * US_PER_S)
        return None

    def _next_overload(self, i: int) -> Crossing | None:
        wear_per_s = self._wear_per_s(i)
        if wear_per_s <= 0.0:
            return None
        after_us = (1.0 - self.wear_frac[i]) / wear_per_s * US_PER_S
        return meeting(OVERLOADED, "rising", self.anchor_us[i], after_us)

    def _event(self, i: int, t_us: int, event: str) -> None:
        state = self.state[i]
        self._enter(i, t_us, NEXT.get((state, event), state))
        self._choose(i, t_us)

    def _choose(self, i: int, t_us: int) -> None:
        """Among online, eco and bypass the wishes decide, but an overload keeps its bypass."""
        state, good = self.state[i], self.is_good(i)
        if state not in (ONLINE, ECO, BYPASS):
            return
        forced = state == BYPASS and self.load_w[i] > rated_w(self.specs[i])
        if self.bypass[i] or forced:
            self._enter(i, t_us, BYPASS)
        elif not good:
            self._enter(i, t_us, BATTERY)
        else:
            self._enter(i, t_us, ECO if self.eco[i] else ONLINE)

    def _enter(self, i: int, t_us: int, state: int) -> None:
        if state != self.state[i]:
            self.state[i] = state
            self.entered_us[i] = t_us
            self.step[i] = 0

    def _advance(self, i: int, t_us: int) -> None:
        """Move the anchor, meters first: all read from the old one."""
        if t_us == self.anchor_us[i]:
            return
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        flow, wear_frac = self.flow(i), self.wear_at_frac(i, t_us)
        if flow.net_battery_w:
            self.stored_j[i] = self.stored_at_j(i, t_us)
        self.input_j[i] += flow.input_w * span_s
        self.output_j[i] += flow.output_w * span_s
        self.lost_j[i] += flow.loss_w * span_s
        self.wear_frac[i] = wear_frac
        self.anchor_us[i] = t_us
