"""One container alone: its machines' heat and its weather come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.container import DAMPER_NAMES, ContainerSpec
from twin.devices.cooling.containers import Containers
from twin.devices.cooling.pad import weather_of


class ContainerBench:
    """A container on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "air_container"
    SPEC: ClassVar[type[BaseModel]] = ContainerSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("heat_w", "draw of its machines, all heat", required=True, range_pu=(0, 1e9)),
        column("dry_bulb_c", "outdoors", required=True, range_pu=(-60, 60)),
        column("wet_bulb_c", "outdoors, not above", required=True, range_pu=(-60, 60)),
        column("pressure_pa", "of the site; 101,325 if not given", range_pu=(30e3, 120e3)),
        column("powered_frac", "1 with supply to its fans; 1 if not given", range_pu=(0, 1)),
        column("failed_count", "fans that stand still; 0 if not given", range_pu=(0, 10_000)),
        column("pad_failed_frac", "1 with its pad dry; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("inlet_c", "what its machines breathe"),
        column("exhaust_c", "air behind them"),
        column("metal_c", "their metal"),
        column("speed_frac", "fan speed over full speed"),
        column("flow_m3_per_s", "air through the machines"),
        column("recirculated_frac", "exhaust in the inlet air"),
        column("damper_index", ", ".join(f"{i} {name}" for i, name in enumerate(DAMPER_NAMES))),
        column("power_w", "draw of its fans"),
        column("energy_j", "drawn since the start"),
        column("out_w", "heat that the air takes"),
        column("heat_in_j", "heat of the machines since the start"),
        column("heat_out_j", "heat taken by the air since the start"),
        column("water_kg_per_s", "water of its pad"),
        column("water_l", "the same since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("metal_c", "metal of its machines"),)

    def __init__(self, spec: ContainerSpec, t_us: int) -> None:
        """Without heat."""
        self._containers = Containers([spec], t_us)

    @classmethod
    def start(cls, spec: ContainerSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant: settled, its metal as cold as outdoors, or settled but for its metal."""
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        bench._containers.settle(0, t_us)
        if initial == "cold":
            bench._containers.place(0, t_us, inputs["dry_bulb_c"])
        elif not isinstance(initial, str) and "metal_c" in initial:
            bench._containers.place(0, t_us, initial["metal_c"])
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change.

        Raises:
            RequestError: a wet bulb above its dry bulb.
        """
        containers, weather = self._containers, weather_of(inputs)
        failed = min(round(inputs.get("failed_count", 0.0)), containers.specs[0].fan.count)
        containers.set_weather(0, t_us, weather)
        containers.set_powered(0, t_us, powered=bool(inputs.get("powered_frac", 1.0)))
        containers.set_fans_failed(0, t_us, failed)
        containers.set_pad_failed(0, t_us, failed=bool(inputs.get("pad_failed_frac", 0.0)))
        containers.set_heat(0, t_us, inputs["heat_w"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        containers = self._containers
        return {
            "inlet_c": containers.inlet_at_c(0, t_us),
            "exhaust_c": containers.exhaust_at_c(0, t_us),
            "metal_c": containers.metal_at_c(0, t_us),
            "speed_frac": containers.speed_frac(0),
            "flow_m3_per_s": containers.flow_m3_per_s[0],
            "recirculated_frac": containers.recirculated_frac(0, t_us),
            "damper_index": float(containers.damper[0]),
            "power_w": containers.power_w[0],
            "energy_j": containers.energy_at_j(0, t_us),
            "out_w": containers.out_at_w(0, t_us),
            "heat_in_j": containers.heat_in_at_j(0, t_us),
            "heat_out_j": containers.heat_out_at_j(0, t_us),
            "water_kg_per_s": containers.rates[0].makeup_kg_per_s,
            "water_l": containers.water_at(0, t_us).total_l,
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next fan stage, move of the damper, or inlet worth telling."""
        return self._containers.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._containers.cross(0, crossing)
