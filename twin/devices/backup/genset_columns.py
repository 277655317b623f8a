"""Groups of engine generators as they stand: columns, and everything that can be read off them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import Any, NamedTuple

from twin.devices.backup.genset_engines import Engines
from twin.devices.backup.genset_load import (
    SLACK_PU,
    Bus,
    ceiling_after_pu,
    queue_us,
    rest_s,
    room_w,
)
from twin.devices.backup.genset_spec import (
    LOADED,
    READY,
    RUNNING,
    GensetSpec,
    engine_w,
    fuel_m3_per_s,
    heat_j_per_m3,
    tank_m3,
)
from twin.devices.contract import Columns
from twin.units import S_PER_H, S_PER_MIN, US_PER_S


class Burnt(NamedTuple):
    """Where the fuel went, from the start on: its heat is output and heat lost.

    Attributes:
        fuel_m3: burnt.
        output_j: given to the load.
        lost_j: all other heat of the fuel.
    """

    fuel_m3: float
    output_j: float
    lost_j: float


class GensetColumns(Columns):
    """Columns of all groups of engine generators of a site; the index is the group.

    Attributes:
        specs: what each is.
        engines: all engines; those of one group are `members[g]`.
        ordered, permitted, supplied: 1 while wanted, allowed to start, and fuel can come.
        anchor_us: instant that the ceiling, wear, tank and meters count from.
        load_w: connected to the bus.
        ceiling_pu: load that the engines take at once, at the anchor, per unit of rating.
        sagging_us: since when the load is above it; None while it is not.
        wear_frac: by overload at the anchor; at 1 the engines trip.
        left_m3: in the tank at the anchor.
        burnt_m3, output_j, light_s: fuel, energy, and time below `light_frac`, until the anchor.
        running_count, on_bus_count: engines that burn fuel, and those that share the load.
    """

    STATE = (
        "ordered", "permitted", "supplied", "anchor_us", "load_w", "ceiling_pu", "sagging_us",
        "wear_frac", "left_m3", "burnt_m3", "output_j", "light_s",
    )  # fmt: skip

    def __init__(self, specs: Sequence[GensetSpec], t_us: int) -> None:
        """All at a standstill with full tanks, allowed to start, without order or load."""
        count = len(specs)
        self.specs = list(specs)
        self.engines = Engines([spec for spec in specs for _ in range(spec.units_count)], t_us)
        ends = [0, *accumulate(spec.units_count for spec in specs)]
        self.members = [range(ends[g], ends[g + 1]) for g in range(count)]
        self.ordered = [0] * count
        self.permitted = [1] * count
        self.supplied = [1] * count
        self.anchor_us = [t_us] * count
        self.load_w = [0.0] * count
        self.ceiling_pu = [spec.first_step_frac for spec in specs]
        self.sagging_us: list[int | None] = [None] * count
        self.wear_frac = [0.0] * count
        self.left_m3 = [tank_m3(spec) for spec in specs]
        self.burnt_m3 = [0.0] * count
        self.output_j = [0.0] * count
        self.light_s = [0.0] * count
        self.running_count = [0] * count
        self.on_bus_count = [0] * count

    def snapshot(self) -> dict[str, list[Any]]:
        """Copies of the state, that of the engines included."""
        return super().snapshot() | self.engines.snapshot()

    def restore(self, state: Mapping[str, list[Any]]) -> None:
        """Take over a snapshot in place, and count again what runs."""
        super().restore(state)
        self.engines.restore(state)
        for g in range(len(self.specs)):
            self._count(g)

    def states(self, g: int) -> list[int]:
        """What each engine of a group is doing."""
        of_each = [self.engines.engine_state[e] for e in self.members[g]]
        return [LOADED if one == READY else one for one in of_each] if self.load_w[g] else of_each

    def has_fuel(self, g: int) -> bool:
        """Whether fuel can come: no tank, or something in it, and nothing shut."""
        return bool(self.supplied[g]) and (self.specs[g].tank_l is None or self.left_m3[g] > 0.0)

    def is_alive(self, g: int) -> bool:
        """Whether the bus has voltage."""
        return self.on_bus_count[g] > 0

    def output_w(self, g: int) -> float:
        """What the group gives: the load where the bus is alive."""
        return self.load_w[g] if self.on_bus_count[g] else 0.0

    def loading_pu(self, g: int) -> float:
        """Load of each engine on the bus, per unit of its rating."""
        count = self.on_bus_count[g]
        return self.load_w[g] / (count * engine_w(self.specs[g])) if count else 0.0

    def bus(self, g: int, t_us: int) -> Bus | None:
        """The engines on the bus at an instant from the anchor on; None where there are none."""
        count, spec = self.on_bus_count[g], self.specs[g]
        if not count:
            return None
        return Bus(
            rated_w=count * engine_w(spec),
            load_w=self.load_w[g],
            ceiling_pu=self._ceiling_pu(g, t_us),
            step_pu=spec.first_step_frac,
            ramp_per_s=spec.ramp_per_s,
        )

    def accept(self, g: int, t_us: int, load_w: float) -> tuple[float, int | None]:
        """How much more load can be taken now, and when the last of it if the rest follows.

        The rest may come as fast as the ceiling rises. No instant where the engines that are on the
        bus never could.
        """
        bus = self.bus(g, t_us)
        if bus is None:
            return 0.0, None
        now_w, after_s = min(load_w, room_w(bus)), rest_s(bus, load_w)
        return now_w, None if after_s is None else t_us + ceil(after_s * US_PER_S)

    def accept_blocks(self, g: int, t_us: int, blocks_w: Sequence[float]) -> list[int | None]:
        """When each of a queue of blocks may be closed, as a whole and in order; None for never."""
        bus = self.bus(g, t_us)
        if bus is None:
            return [None] * len(blocks_w)
        waits_us = queue_us(bus, blocks_w)
        return [None if wait_us is None else t_us + wait_us for wait_us in waits_us]

    def tank_left_m3(self, g: int, t_us: int) -> float:
        """Fuel in the tank at an instant from the anchor on."""
        if self.specs[g].tank_l is None:
            return 0.0
        span_s = (t_us - self.anchor_us[g]) / US_PER_S
        return max(0.0, self.left_m3[g] - self.fuel_m3_per_s(g) * span_s)

    def burnt(self, g: int, t_us: int) -> Burnt:
        """Fuel, output and lost heat until an instant from the anchor on."""
        span_s = (t_us - self.anchor_us[g]) / US_PER_S
        fuel_m3 = self.burnt_m3[g] + self.fuel_m3_per_s(g) * span_s
        output_j = self.output_j[g] + self.output_w(g) * span_s
        return Burnt(fuel_m3, output_j, fuel_m3 * heat_j_per_m3(self.specs[g]) - output_j)

    def fuel_m3_per_s(self, g: int) -> float:
        """Fuel burnt a second, until the next event."""
        running, on_bus = self.running_count[g], self.on_bus_count[g]
        return fuel_m3_per_s(self.specs[g], running, on_bus, self.load_w[g]) if running else 0.0

    def run_h(self, g: int, t_us: int) -> list[float]:
        """Running hours of each engine."""
        return [self.engines.run_at_s(e, t_us) / S_PER_H for e in self.members[g]]

    def light_at_s(self, g: int, t_us: int) -> float:
        """How long it ran on the bus with so little load that diesels stack wet, in all."""
        light = self.on_bus_count[g] and self.loading_pu(g) < self.specs[g].light_frac
        return self.light_s[g] + ((t_us - self.anchor_us[g]) / US_PER_S if light else 0.0)

    def wear_at_frac(self, g: int, t_us: int) -> float:
        """Wear by overload at an instant from the anchor on."""
        span_s = (t_us - self.anchor_us[g]) / US_PER_S
        return min(max(self.wear_frac[g] + self._wear_per_s(g) * span_s, 0.0), 1.0)

    def _ceiling_pu(self, g: int, t_us: int) -> float:
        spec = self.specs[g]
        if not self.on_bus_count[g]:
            return spec.first_step_frac
        span_s = (t_us - self.anchor_us[g]) / US_PER_S
        return ceiling_after_pu(spec, self.ceiling_pu[g], self.loading_pu(g), span_s)

    def _wear_per_s(self, g: int) -> float:
        spec = self.specs[g]
        if self.loading_pu(g) > 1.0 + SLACK_PU:
            return 1.0 / (spec.overload_min * S_PER_MIN)
        return -1.0 / (spec.overload_rest_h * S_PER_H)

    def _count(self, g: int) -> None:
        states = [self.engines.engine_state[e] for e in self.members[g]]
        self.running_count[g] = sum(state in RUNNING for state in states)
        self.on_bus_count[g] = states.count(READY)
