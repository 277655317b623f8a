"""One hydro loop or immersion tank alone: heat, weather and what runs come from a table."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.counts import running_count
from twin.devices.cooling.miner_loop import MinerLoops
from twin.devices.cooling.miner_loop_spec import HydroSpec, ImmersionSpec, MinerLoopSpec
from twin.devices.cooling.pad import weather_of

_COLD_C = 22.0
_OUTLET_MOST_K = 1e3


class _MinerLoopBench:
    """What both have in common. Holds one; the first index is the only one."""

    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("heat_w", "of its machines", required=True, range_pu=(0, 1e9)),
        column("dry_bulb_c", "outdoors", required=True, range_pu=(-60, 60)),
        column("wet_bulb_c", "outdoors; the dry bulb if not given", range_pu=(-60, 60)),
        column("pumps_count", "pumps that run; all if not given", range_pu=(0, 64)),
        column("speed_frac", "of the pumps; 1 if not given", range_pu=(0.2, 1.2)),
        column("coolers_count", "coolers that are whole; all if not given", range_pu=(0, 1000)),
        column("powered_frac", "1 with supply to the fans; 1 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("coolant_c", "inlet of hydro machines, or oil of the tank"),
        column("water_c", "water that comes from outdoors; the coolant itself without a plate"),
        column("rise_k", "outlet over inlet of hydro machines, at most 1000; 0 in a tank"),
        column("fan_index", "stage of the fans outdoors"),
        column("power_w", "draw of pumps and fans"),
        column("energy_j", "drawn since the start"),
        column("net_rejected_w", "heat to outdoors, negative where it is warmer"),
        column("heat_j", "heat of the machines since the start"),
        column("pump_j", "drawn by the pumps since the start, all of it heat"),
        column("net_rejected_j", "heat to outdoors since the start"),
        column("net_stored_j", "heat stored since the start"),
        column("water_l", "water that a tower took since the start"),
        column("warm_frac", "1 while machines should slow down"),
        column("stopped_frac", "1 while machines stop: too hot, or too great a rise"),
        column("cold_frac", "1 while it is too cold to start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (
        column("coolant_c", "inlet of hydro machines, or oil of the tank"),
        column("water_c", "water that comes from outdoors, where there is a plate"),
    )

    def __init__(self, spec: MinerLoopSpec, t_us: int) -> None:
        """Cold, without heat."""
        self._loops = MinerLoops([spec], t_us, _COLD_C)
        self._most = {
            "pumps_count": spec.pumps_installed_count,
            "coolers_count": self._loops.rejections[0].units_count,
        }

    @classmethod
    def start(cls, spec: MinerLoopSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Settled under its inputs (at 22 °C where it never settles), at 22 °C, or as named."""
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        loops = bench._loops
        if initial != "cold":
            loops.settle(0, t_us)
        named: Inputs = {} if isinstance(initial, str) else initial
        names = ("coolant_c", "water_c")[: len(loops.state_c[0])]
        state_c = [named.get(name, at) for name, at in zip(names, loops.state_c[0], strict=True)]
        loops.place(0, t_us, state_c)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal values are no change.

        Raises:
            RequestError: a wet bulb above its dry bulb.
        """
        loops = self._loops
        air = weather_of({"wet_bulb_c": inputs["dry_bulb_c"]} | dict(inputs))
        loops.set_weather(0, t_us, air.dry_bulb_c, air.wet_bulb_c)
        loops.set_pumps(0, t_us, self._count(inputs, "pumps_count"), inputs.get("speed_frac", 1.0))
        loops.set_coolers(0, t_us, self._count(inputs, "coolers_count"))
        loops.set_powered(0, t_us, powered=bool(inputs.get("powered_frac", 1.0)))
        loops.set_heat(0, t_us, inputs["heat_w"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        loops = self._loops
        state_c, drawn, one = loops.temperatures_c(0, t_us), loops.drawn_at(0, t_us), loops.running
        return {
            "coolant_c": state_c[0],
            "water_c": state_c[-1],
            "rise_k": min(loops.rise_k(0), _OUTLET_MOST_K),
            "fan_index": float(loops.fans.stage[0]),
            "power_w": loops.power_w[0],
            "energy_j": drawn.pump_j + drawn.fan_j,
            "net_rejected_w": loops.rejected_w(0, t_us),
            "heat_j": loops.heat_at_j(0, t_us),
            "pump_j": drawn.pump_j,
            "net_rejected_j": loops.rejected_j(0, t_us),
            "net_stored_j": loops.stored_j(0, t_us),
            "water_l": loops.water_at(0, t_us).total_l,
            "warm_frac": float(one[0].warm),
            "stopped_frac": float(one[0].hot or one[0].rise),
            "cold_frac": float(one[0].cold),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next fan stage or limit."""
        return self._loops.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._loops.cross(0, crossing)

    def _count(self, inputs: Inputs, name: str) -> int:
        excess = "more of them than the loop has"
        field = "their number in the spec"
        return running_count(inputs, name, self._most[name], excess=excess, field=field)


class HydroLoopBench(_MinerLoopBench):
    """A loop of water-cooled miners on its own."""

    KIND: ClassVar[str] = "hydro_loop"
    SPEC: ClassVar[type[BaseModel]] = HydroSpec


class ImmersionTankBench(_MinerLoopBench):
    """An immersion tank on its own."""

    KIND: ClassVar[str] = "immersion_tank"
    SPEC: ClassVar[type[BaseModel]] = ImmersionSpec
