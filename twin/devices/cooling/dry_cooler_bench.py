"""One group of dry coolers alone: water, air and fans come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel

from twin.devices.contract import Column, Inputs, column
from twin.devices.cooling.counts import running_count
from twin.devices.cooling.dry_cooler import DryCoolers, DryCoolerSpec
from twin.devices.cooling.steady_bench import SteadyBench


class DryCoolerBench(SteadyBench):
    """A group of dry coolers on its own."""

    KIND: ClassVar[str] = "dry_cooler"
    SPEC: ClassVar[type[BaseModel]] = DryCoolerSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("entering_c", "water entering", required=True, range_pu=(-40, 120)),
        column("dry_bulb_c", "air around it", required=True, range_pu=(-60, 70)),
        column("fan_frac", "fan speed, to the nearest step; 1 if not given", range_pu=(0, 1)),
        column("flow_frac", "water over its rated flow; 1 if not given", range_pu=(0, 2)),
        column("running_count", "units in service; all if not given", range_pu=(0, 1000)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("net_heat_w", "heat to the air, negative where the air is warmer"),
        column("leaving_c", "water leaving"),
        column("approach_k", "water leaving over dry bulb"),
        column("fan_frac", "fan speed in force"),
        column("fan_w", "draw of the fans"),
        column("conductance_w_per_k", "heat per kelvin of entering water over dry bulb"),
        column("net_heat_j", "heat to the air since the start"),
        column("fan_j", "drawn by the fans since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()
    METERS: ClassVar[dict[str, str]] = {"net_heat_j": "net_heat_w", "fan_j": "fan_w"}

    def outputs(self, inputs: Inputs) -> dict[str, float]:
        """Heat, leaving water and draw; without flow the water stays as it is."""
        group = self._group(inputs)
        entering_c, dry_bulb_c = inputs["entering_c"], inputs["dry_bulb_c"]
        per_k, water_w_per_k = group.conductance_w_per_k(0), group.water_w_per_k(0)
        heat_w = per_k * (entering_c - dry_bulb_c)
        leaving_c = entering_c - heat_w / water_w_per_k if water_w_per_k else entering_c
        return {
            "net_heat_w": heat_w,
            "leaving_c": leaving_c,
            "approach_k": leaving_c - dry_bulb_c,
            "fan_frac": group.fan_frac(0),
            "fan_w": group.fan_w(0),
            "conductance_w_per_k": per_k,
        }

    def _group(self, inputs: Inputs) -> DryCoolers:
        spec: DryCoolerSpec = self.spec
        running = running_count(
            inputs,
            "running_count",
            spec.units_count,
            excess="more units than the group has",
            field="units_count of the spec",
        )
        group = DryCoolers([spec])
        group.set_running(0, running)
        group.set_step(0, round(inputs.get("fan_frac", 1.0) * group.top_step[0]))
        group.set_flow(0, inputs.get("flow_frac", 1.0))
        return group
