"""One settlement meter alone: the power through it comes from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.grid.settlement import MeterSpec, SettlementMeters


class SettlementMeterBench:
    """A meter on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "settlement_meter"
    SPEC: ClassVar[type[BaseModel]] = MeterSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("power_w", "through it", required=True, range_pu=(0, 1e11)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("power_w", "through it"),
        column("energy_j", "since the start"),
        column("interval_j", "in the interval under way, so far"),
        column("closed_count", "intervals that are over"),
        column("last_j", "energy of the last of them"),
        column("last_demand_w", "its average power"),
        column("last_net_ramp_w_per_s", "its power at the end less at the start, over its length"),
        column("peak_w", "highest demand of all that are over"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: MeterSpec, t_us: int) -> None:
        """At zero."""
        self._meters = SettlementMeters([spec], t_us)

    @classmethod
    def start(cls, spec: MeterSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Steady: the power flowed before; cold: it begins now, which is a ramp."""
        bench = cls(spec, t_us)
        if initial == "steady":
            bench._meters.place(0, inputs["power_w"])
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Let another power flow."""
        self._meters.set_power(0, t_us, inputs["power_w"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        meters, last = self._meters, self._meters.last(0, t_us)
        return {
            "power_w": meters.power_w[0],
            "energy_j": meters.total_at_j(0, t_us),
            "interval_j": meters.interval_j(0, t_us),
            "closed_count": float(meters.closed_at_count(0, t_us)),
            "last_j": last.energy_j if last else 0.0,
            "last_demand_w": last.demand_w if last else 0.0,
            "last_net_ramp_w_per_s": last.net_ramp_w_per_s if last else 0.0,
            "peak_w": meters.peak_at_w(0, t_us),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The end of the interval under way."""
        return self._meters.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Close it."""
        self._meters.advance(0, crossing.t_us)
