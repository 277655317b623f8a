"""One cooling tower alone: its load and its air come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.tower import TowerSpec
from twin.devices.cooling.towers import Towers
from twin.errors import Fault, RequestError


class TowerBench:
    """A tower on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "cooling_tower"
    SPEC: ClassVar[type[BaseModel]] = TowerSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("heat_w", "heat to reject", required=True, range_pu=(0, 1e10)),
        column("wet_bulb_c", "of its air", required=True, range_pu=(-60, 50)),
        column("flow_frac", "water over rated; 1 if not given", range_pu=(0, 2)),
        column(
            "speed_frac",
            "fan speed wanted; as slow as its leaving water allows if not given",
            range_pu=(0, 1),
        ),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("leaving_c", "water that leaves it, never below the wet bulb"),
        column("entering_c", "water that comes back to it"),
        column("approach_k", "leaving water over wet bulb"),
        column("range_k", "entering over leaving water"),
        column("clamped_frac", "1 where the fit of the approach was left"),
        column("speed_frac", "fan speed in force"),
        column("power_w", "draw of its fans"),
        column("energy_j", "drawn since the start"),
        column("makeup_kg_per_s", "water fed"),
        column("water_l", "water fed since the start"),
        column("evaporated_l", "evaporated since the start"),
        column("blowdown_l", "bled off against salts since the start"),
        column("drift_l", "carried out since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: TowerSpec, t_us: int) -> None:
        """Without heat."""
        self._towers = Towers([spec], t_us)

    @classmethod
    def start(cls, spec: TowerSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant; it has no memory, so steady and cold are the same."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change.

        Raises:
            RequestError: heat without water to bring it.
        """
        towers, heat_w, flow_frac = self._towers, inputs["heat_w"], inputs.get("flow_frac", 1.0)
        if heat_w and not flow_frac:
            what, remedy = "brings no heat", "give it flow or a heat_w of 0"
            raise RequestError(Fault(what=what, path="flow_frac", value="0", remedy=remedy))
        towers.set_load(0, t_us, heat_w, flow_frac)
        towers.set_air(0, t_us, inputs["wet_bulb_c"])
        if "speed_frac" in inputs:
            towers.set_speed(0, t_us, inputs["speed_frac"])
        else:
            towers.follow(0, t_us)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        towers = self._towers
        used = towers.water_at(0, t_us)
        return {
            "leaving_c": towers.leaving_c[0],
            "entering_c": towers.leaving_c[0] + towers.range_k[0],
            "approach_k": towers.leaving_c[0] - towers.wet_bulb_c[0],
            "range_k": towers.range_k[0],
            "clamped_frac": float(towers.clamped[0]),
            "speed_frac": towers.speed_frac(0),
            "power_w": towers.power_w[0],
            "energy_j": towers.energy_at_j(0, t_us),
            "makeup_kg_per_s": towers.rates[0].makeup_kg_per_s,
            "water_l": used.total_l,
            "evaporated_l": used.evaporated_l,
            "blowdown_l": used.blowdown_l,
            "drift_l": used.drift_l,
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """A tower has no limits: its water follows its inputs at once."""
        assert t_us >= self._towers.anchor_us[0], t_us

    def cross(self, crossing: Crossing) -> None:
        """Nothing crosses."""
        raise AssertionError(crossing)
