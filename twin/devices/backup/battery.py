"""Grid batteries: `E' = charge * eta_c - discharge / eta_d - k E`, exact to full and empty.

Powers are those at the AC terminals. Charge stays in its window: at the top a battery takes only
what its self-discharge loses, at the bottom it gives nothing. Without self-discharge the stored
energy is a straight line, with it an exponential approach; both have closed instants of full and
empty. At those the charge is taken as exactly on its limit, which leaves out less than a
microsecond of power.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log1p

from pydantic import BaseModel, Field

from twin.devices.backup.instants import meeting
from twin.devices.contract import Columns, Crossing
from twin.kernel import approach, approach_integral, reach_s
from twin.units import J_PER_KWH, S_PER_DAY, S_PER_H, US_PER_S

FREE, FULL, EMPTY = range(3)
HELD_NAMES = ("free", "full", "empty")


class BatterySpec(BaseModel, frozen=True, extra="forbid"):
    """A grid battery: the keys of a site document."""

    capacity_kwh: float = Field(gt=0, le=10_000_000, description="from empty to full cells")
    charge_efficiency_frac: float = Field(
        0.94, gt=0, le=1, description="stored of what the terminals take [M]"
    )
    discharge_efficiency_frac: float = Field(
        0.94, gt=0, le=1, description="given at the terminals of what is taken from store [M]"
    )
    min_soc_frac: float = Field(0.1, ge=0, lt=0.5, description="never discharged below [M]")
    max_soc_frac: float = Field(0.9, ge=0.5, le=1, description="never charged above [M]")
    charge_per_h: float = Field(0.5, gt=0, le=20, description="most charge, C-rate at AC [A]")
    discharge_per_h: float = Field(1.0, gt=0, le=20, description="most discharge, C-rate at AC [A]")
    self_discharge_per_day: float = Field(0.0, ge=0, le=1, description="of what is stored [A]")


def most_w(spec: BatterySpec, c_rate_per_h: float) -> float:
    """Power of a C-rate: one empties or fills the whole capacity in an hour.

    >>> most_w(BatterySpec(capacity_kwh=250), 2.0)
    500000.0
    """
    return spec.capacity_kwh * J_PER_KWH * c_rate_per_h / S_PER_H


def limits_w(spec: BatterySpec) -> tuple[float, float]:
    """The most that a battery takes and gives at its terminals.

    >>> limits_w(BatterySpec(capacity_kwh=1000))
    (500000.0, 1000000.0)
    """
    return most_w(spec, spec.charge_per_h), most_w(spec, spec.discharge_per_h)


def lasts_s(spec: BatterySpec, stored_j: float, discharge_w: float) -> float:
    """How long a battery gives a power from so much stored; 0 where its C-rate forbids it.

    >>> spec = BatterySpec(capacity_kwh=250, discharge_efficiency_frac=0.955, discharge_per_h=4)
    >>> round(lasts_s(spec, 0.9 * 250 * 3.6e6, 900e3), 6)
    764.0
    >>> lasts_s(spec, 0.9 * 250 * 3.6e6, 0.0), lasts_s(spec, 0.9 * 250 * 3.6e6, 1.1e6)
    (inf, 0.0)
    """
    least_j = spec.min_soc_frac * spec.capacity_kwh * J_PER_KWH
    if discharge_w > most_w(spec, spec.discharge_per_h) or stored_j <= least_j:
        return 0.0
    if discharge_w == 0.0:
        return inf
    drain_w = discharge_w / spec.discharge_efficiency_frac
    leak_per_s = spec.self_discharge_per_day / S_PER_DAY
    if leak_per_s == 0.0:
        return (stored_j - least_j) / drain_w
    return log1p((stored_j - least_j) / (least_j + drain_w / leak_per_s)) / leak_per_s


class Batteries(Columns):
    """Columns of all grid batteries of a site; the index is the battery.

    Attributes:
        specs: what each is.
        anchor_us: when its flow changed last.
        stored_j: in its cells, at the anchor.
        charge_w: taken at the terminals since the anchor, as far as it was allowed.
        discharge_w: given at the terminals likewise; never together with charge.
        held: `FULL` or `EMPTY` while a wish is held back by the window, else `FREE`.
        charged_j, discharged_j: metered at the terminals until the anchor.
        leaked_j: lost to self-discharge until the anchor.
    """

    STATE = (
        "anchor_us", "stored_j", "charge_w", "discharge_w", "held",
        "charged_j", "discharged_j", "leaked_j",
    )  # fmt: skip

    def __init__(self, specs: Sequence[BatterySpec], t_us: int) -> None:
        """All at the top of their window, without flow."""
        self.specs = list(specs)
        self.anchor_us = [t_us] * len(specs)
        self.stored_j = [self.limits_j(i)[1] for i in range(len(specs))]
        self.charge_w = [0.0] * len(specs)
        self.discharge_w = [0.0] * len(specs)
        self.held = [FREE] * len(specs)
        self.charged_j = [0.0] * len(specs)
        self.discharged_j = [0.0] * len(specs)
        self.leaked_j = [0.0] * len(specs)

    def limits_j(self, i: int) -> tuple[float, float]:
        """Least and most that may be stored."""
        spec = self.specs[i]
        whole_j = spec.capacity_kwh * J_PER_KWH
        return spec.min_soc_frac * whole_j, spec.max_soc_frac * whole_j

    def place(self, i: int, t_us: int, soc_frac: float) -> None:
        """Put a battery at a state of charge, 0 to 1, without flow."""
        assert 0.0 <= soc_frac <= 1.0, soc_frac
        self.anchor_us[i] = t_us
        self.stored_j[i] = soc_frac * self.specs[i].capacity_kwh * J_PER_KWH
        self.charge_w[i] = self.discharge_w[i] = 0.0
        self.held[i] = FREE

    def set_power(self, i: int, t_us: int, *, charge_w: float, discharge_w: float) -> None:
        """Ask for one of two flows, held to the C-rates; an equal value is no change."""
        assert min(charge_w, discharge_w) == 0.0, "charge or discharge, not both"
        spec = self.specs[i]
        charge_w = min(charge_w, most_w(spec, spec.charge_per_h))
        discharge_w = min(discharge_w, most_w(spec, spec.discharge_per_h))
        if (charge_w, discharge_w) == (self.charge_w[i], self.discharge_w[i]):
            return
        self._advance(i, t_us)
        self.charge_w[i], self.discharge_w[i] = charge_w, discharge_w
        least_j, most_j = self.limits_j(i)
        fills = charge_w * spec.charge_efficiency_frac > self._leak_per_s(i) * most_j
        if fills and self.stored_j[i] >= most_j:
            self.held[i] = FULL
        elif discharge_w > 0.0 and self.stored_j[i] <= least_j:
            self.held[i] = EMPTY
        else:
            self.held[i] = FREE

    def flow_w(self, i: int) -> tuple[float, float]:
        """What it takes and what it gives at its terminals now; at most one is above zero."""
        held = self.held[i]
        if held == FULL:
            holding_w = self._leak_per_s(i) * self.stored_j[i]
            return holding_w / self.specs[i].charge_efficiency_frac, 0.0
        return (0.0, 0.0) if held == EMPTY else (self.charge_w[i], self.discharge_w[i])

    def is_empty(self, i: int) -> bool:
        """Whether it had nothing to give at its anchor, so that it gives nothing if asked."""
        return self.stored_j[i] <= self.limits_j(i)[0]

    def room_w(self, i: int, t_us: int) -> tuple[float, float]:
        """The most it would take and the most it would give from an instant on, if it were asked.

        At the top of its window it takes only what it loses, at the bottom it gives nothing.
        """
        spec, stored_j = self.specs[i], self.stored_at_j(i, t_us)
        least_j, most_j = self.limits_j(i)
        takes_w = most_w(spec, spec.charge_per_h)
        gives_w = most_w(spec, spec.discharge_per_h) if stored_j > least_j else 0.0
        if stored_j >= most_j:
            holding_w = self._leak_per_s(i) * stored_j / spec.charge_efficiency_frac
            takes_w = min(takes_w, holding_w)
        return takes_w, gives_w

    def lasts_s(self, i: int, t_us: int, discharge_w: float) -> float:
        """How long it would give a power from an instant on."""
        return lasts_s(self.specs[i], self.stored_at_j(i, t_us), discharge_w)

    def stored_at_j(self, i: int, t_us: int) -> float:
        """Energy in its cells at an instant from the anchor on."""
        if self.held[i] == FULL:
            return self.stored_j[i]
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        leak_per_s, net_w = self._leak_per_s(i), self._net_w(i)
        if leak_per_s == 0.0:
            return self.stored_j[i] + net_w * span_s
        return approach(self.stored_j[i], net_w / leak_per_s, 1.0 / leak_per_s, span_s)

    def soc_frac(self, i: int, t_us: int) -> float:
        """State of charge, 0 to 1 of the whole capacity."""
        return self.stored_at_j(i, t_us) / (self.specs[i].capacity_kwh * J_PER_KWH)

    def metered_j(self, i: int, t_us: int) -> tuple[float, float]:
        """Taken and given at the terminals until an instant from the anchor on."""
        charge_w, discharge_w = self.flow_w(i)
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        return self.charged_j[i] + charge_w * span_s, self.discharged_j[i] + discharge_w * span_s

    def lost_j(self, i: int, t_us: int) -> float:
        """Lost in conversion and to self-discharge until an instant from the anchor on."""
        spec = self.specs[i]
        charged_j, discharged_j = self.metered_j(i, t_us)
        converted_j = charged_j * (1.0 - spec.charge_efficiency_frac)
        converted_j += discharged_j * (1.0 / spec.discharge_efficiency_frac - 1.0)
        return converted_j + self.leaked_j[i] + self._leaks_j(i, t_us)

    def next_crossing(self, i: int, t_us: int) -> Crossing | None:
        """When it is full or empty if the flow stays."""
        assert t_us >= self.anchor_us[i], "the next crossing is looked for from now on"
        charging = self.charge_w[i] > 0.0
        if self.held[i] != FREE or not (charging or self.discharge_w[i] > 0.0):
            return None
        stored_j, level_j = self.stored_j[i], self.limits_j(i)[charging]
        if stored_j != level_j and (stored_j > level_j) == charging:
            return None
        if not charging:
            after_us = lasts_s(self.specs[i], stored_j, self.discharge_w[i]) * US_PER_S
            return meeting(HELD_NAMES[EMPTY], "falling", self.anchor_us[i], after_us)
        leak_per_s, net_w = self._leak_per_s(i), self._net_w(i)
        if leak_per_s == 0.0:
            after_s = (level_j - stored_j) / net_w
        else:
            after_s = reach_s(stored_j, net_w / leak_per_s, level_j, 1.0 / leak_per_s)
        if after_s is None or net_w <= leak_per_s * level_j:
            return None
        return meeting(HELD_NAMES[FULL], "rising", self.anchor_us[i], after_s * US_PER_S)

    def cross(self, i: int, t_us: int, limit: str) -> None:
        """It is exactly full or empty: the flow is held back from here on."""
        self._advance(i, t_us)
        self.held[i] = HELD_NAMES.index(limit)
        self.stored_j[i] = self.limits_j(i)[self.held[i] == FULL]

    def _leak_per_s(self, i: int) -> float:
        return self.specs[i].self_discharge_per_day / S_PER_DAY

    def _net_w(self, i: int) -> float:
        """Into the cells, before self-discharge."""
        spec, (charge_w, discharge_w) = self.specs[i], self.flow_w(i)
        return charge_w * spec.charge_efficiency_frac - discharge_w / spec.discharge_efficiency_frac

    def _leaks_j(self, i: int, t_us: int) -> float:
        """Lost to self-discharge since the anchor."""
        leak_per_s = self._leak_per_s(i)
        span_s = (t_us - self.anchor_us[i]) / US_PER_S
        if leak_per_s == 0.0 or self.held[i] == FULL:
            return leak_per_s * self.stored_j[i] * span_s
        target_j, tau_s = self._net_w(i) / leak_per_s, 1.0 / leak_per_s
        return leak_per_s * approach_integral(self.stored_j[i], target_j, tau_s, span_s)

    def _advance(self, i: int, t_us: int) -> None:
        """Move the anchor, its meters first: they read from the old one."""
        leaks_j, stored_j = self._leaks_j(i, t_us), self.stored_at_j(i, t_us)
        self.charged_j[i], self.discharged_j[i] = self.metered_j(i, t_us)
        self.leaked_j[i] += leaks_j
        self.stored_j[i] = stored_j
        self.anchor_us[i] = t_us
