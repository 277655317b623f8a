"""One bank of fans alone: the speed wanted and the air come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.fan import AIR_J_PER_KG_K, Fans, FanSpec, density_kg_per_m3, pressure_pa

STANDARD_PA = 101_325.0


class FanBench:
    """A bank of fans on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "fan"
    SPEC: ClassVar[type[BaseModel]] = FanSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("speed_frac", "speed wanted, 0 is off; 1 if not given", range_pu=(0, 1)),
        column("dry_bulb_c", "air it moves; 20 if not given", range_pu=(-60, 90)),
        column("pressure_pa", "of the site; 101,325 if not given", range_pu=(30e3, 120e3)),
        column("added_pa", "resistance beyond its system; 0 if not given", range_pu=(0, 5000)),
        column("failed_count", "fans that stand still; 0 if not given", range_pu=(0, 10_000)),
        column("heat_w", "heat that the air takes up; 0 if not given", range_pu=(0, 1e9)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("power_w", "draw"),
        column("energy_j", "drawn since the start"),
        column("speed_frac", "speed in force: the step that gives at least what is wanted"),
        column("flow_m3_per_s", "air moved"),
        column("flow_kg_per_s", "its mass"),
        column("rise_pa", "pressure rise against its own system"),
        column("rise_k", "warming of the air by the heat given; 0 without flow"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: FanSpec, t_us: int) -> None:
        """Off."""
        self._fans = Fans([spec], t_us)
        self._heat_w = 0.0

    @classmethod
    def start(cls, spec: FanSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant; it has no memory, so steady and cold are the same."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        fans = self._fans
        dry_bulb_c = inputs.get("dry_bulb_c", 20.0)
        density = density_kg_per_m3(dry_bulb_c, inputs.get("pressure_pa", STANDARD_PA))
        failed = min(round(inputs.get("failed_count", 0.0)), fans.specs[0].count)
        fans.set_failed(0, t_us, failed)
        fans.set_air(0, t_us, density, inputs.get("added_pa", 0.0))
        fans.set_speed(0, t_us, inputs.get("speed_frac", 1.0))
        self._heat_w = inputs.get("heat_w", 0.0)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        fans = self._fans
        density = fans.density_kg_per_m3[0]
        flow_kg_per_s = fans.flow_m3_per_s[0] * density
        heat_kg_k_per_s = self._heat_w / AIR_J_PER_KG_K
        return {
            "power_w": fans.power_w[0],
            "energy_j": fans.energy_at_j(0, t_us),
            "speed_frac": fans.speed_frac(0),
            "flow_m3_per_s": fans.flow_m3_per_s[0],
            "flow_kg_per_s": flow_kg_per_s,
            "rise_pa": pressure_pa(fans.specs[0], fans.speed_frac(0), density),
            "rise_k": heat_kg_k_per_s / flow_kg_per_s if flow_kg_per_s else 0.0,
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Fans have no limits."""
        assert t_us >= self._fans.anchor_us[0], t_us

    def cross(self, crossing: Crossing) -> None:
        """Nothing crosses."""
        raise AssertionError(crossing)
