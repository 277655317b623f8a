"""One cooling plant alone: heat, weather and what runs come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.counts import running_count
from twin.devices.cooling.loop import Loops
from twin.devices.cooling.loop_spec import LoopSpec, rejectors_count
from twin.devices.cooling.pad import weather_of

_COLD_C = 22.0
_AIR_FRAC = 0.15


class LoopBench:
    """A cooling plant on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "cooling_plant"
    SPEC: ClassVar[type[BaseModel]] = LoopSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("liquid_w", "heat of the racks to their liquid", required=True, range_pu=(0, 1e9)),
        column("air_w", "to the air; 15 % of all heat if not given", range_pu=(0, 1e9)),
        column("dry_bulb_c", "outdoors", required=True, range_pu=(-60, 60)),
        column("wet_bulb_c", "outdoors, for towers; dry bulb if not given", range_pu=(-60, 60)),
        column("cdus_count", "units to the racks that run; all if not given", range_pu=(0, 64)),
        column("pumps_count", "facility pumps that run; all if not given", range_pu=(0, 64)),
        column(
            "coolers_count", "dry coolers or cells, whole; all if not given", range_pu=(0, 1000)
        ),
        column("chillers_count", "chillers that are whole; all if not given", range_pu=(0, 64)),
        column("cdu_speed_frac", "of the units' pumps; 1 if not given", range_pu=(0.2, 1.2)),
        column("pump_speed_frac", "of the facility pumps; 1 if not given", range_pu=(0.2, 1.2)),
        column(
            "powered_frac", "1 with supply to fans and chillers; 1 if not given", range_pu=(0, 1)
        ),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("technology_supply_c", "liquid to the racks"),
        column("technology_return_c", "liquid from the racks"),
        column("facility_supply_c", "water from outdoors"),
        column("room_air_c", "air that the coils draw in"),
        column("room_mass_c", "what the air washes"),
        column("inlet_c", "air that the racks draw in"),
        column("fan_frac", "speed of the fans outdoors"),
        column("power_w", "draw of all of it"),
        column("pump_w", "of its pumps"),
        column("fan_w", "of the fans outdoors and of the coils"),
        column("chiller_w", "of the chillers with what belongs to them"),
        column("net_rejected_w", "heat to outside air, negative where that is warmer"),
        column("net_chilled_w", "heat that the chillers take"),
        column("net_coils_w", "heat that the coils take from the room"),
        column("energy_j", "drawn since the start"),
        column("heat_j", "heat of the racks since the start"),
        column("warmed_j", "draw of pumps and coil fans since the start, all of it heat"),
        column("net_rejected_j", "heat to outside air since the start"),
        column("net_chilled_j", "heat that the chillers took since the start"),
        column("net_stored_j", "heat stored since the start"),
        column("water_l", "taken by towers since the start"),
        column("throttled_frac", "1 while liquid or air is so warm that racks throttle"),
        column("stopped_frac", "1 while it is so hot that they stop"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (
        column("technology_c", "liquid to the racks"),
        column("facility_c", "water from outdoors"),
        column("air_c", "air that the coils draw in"),
        column("mass_c", "what the air washes"),
    )

    def __init__(self, spec: LoopSpec, t_us: int) -> None:
        """Cold, without heat."""
        self._loops = Loops([spec], t_us, _COLD_C)
        self._most = {
            "cdus_count": spec.cdu.installed_count,
            "pumps_count": spec.facility.pumps_installed_count,
            "coolers_count": rejectors_count(spec),
            "chillers_count": spec.chillers.count,
        }

    @classmethod
    def start(cls, spec: LoopSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Settled under its inputs (at 22 °C where it never settles), at 22 °C, or as named."""
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        loops = bench._loops
        if initial != "cold":
            loops.settle(0, t_us)
        named: Inputs = {} if isinstance(initial, str) else initial
        one, two, air, mass = loops.state_c[0]
        liquid_c = named.get("technology_c", one), named.get("facility_c", two)
        loops.place(0, t_us, (*liquid_c, named.get("air_c", air), named.get("mass_c", mass)))
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal values are no change.

        Raises:
            RequestError: a wet bulb above its dry bulb.
        """
        loops, liquid_w = self._loops, inputs["liquid_w"]
        air = weather_of({"wet_bulb_c": inputs["dry_bulb_c"]} | dict(inputs))
        loops.set_weather(0, t_us, air.dry_bulb_c, air.wet_bulb_c)
        cdus, pumps = self._count(inputs, "cdus_count"), self._count(inputs, "pumps_count")
        loops.set_cdus(0, t_us, cdus, inputs.get("cdu_speed_frac", 1.0))
        loops.set_pumps(0, t_us, pumps, inputs.get("pump_speed_frac", 1.0))
        loops.set_coolers(0, t_us, self._count(inputs, "coolers_count"))
        loops.set_chillers(0, t_us, self._count(inputs, "chillers_count"))
        loops.set_powered(0, t_us, powered=bool(inputs.get("powered_frac", 1.0)))
        air_w = inputs.get("air_w", liquid_w * _AIR_FRAC / (1.0 - _AIR_FRAC))
        loops.set_heat(0, t_us, liquid_w, air_w)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        loops = self._loops
        one, two, air, mass = loops.temperatures_c(0, t_us)
        now, switches, meters = loops.now[0], loops.switches[0], loops.meters_at(0, t_us)
        return {
            "technology_supply_c": one,
            "technology_return_c": loops.return_c(0, t_us),
            "facility_supply_c": two,
            "room_air_c": air,
            "room_mass_c": mass,
            "inlet_c": loops.inlet_c(0, t_us),
            "fan_frac": loops.stages["fans"].stage[0] / loops.outdoors.top_stage[0]
            if switches.powered
            else 0.0,
            "power_w": loops.power_w[0],
            "pump_w": now.cdu_pump_w + now.pump_w,
            "fan_w": now.cooler_fan_w + now.coil_fan_w,
            "chiller_w": now.chiller_w,
            "net_rejected_w": loops.rejected_w(0, t_us),
            "net_chilled_w": loops.chilled_w(0, t_us),
            "net_coils_w": loops.coils_w(0, t_us),
            "energy_j": meters.energy_j,
            "heat_j": sum(loops.came_j(0, t_us)),
            "warmed_j": meters.pump_j + meters.coil_fan_j,
            "net_rejected_j": meters.net_rejected_j,
            "net_chilled_j": meters.net_chilled_j,
            "net_stored_j": loops.stored_j(0, t_us),
            "water_l": loops.water_at(0, t_us).total_l,
            "throttled_frac": float(switches.warm or switches.air_warm),
            "stopped_frac": float(switches.hot or switches.air_hot),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next stage, look, limit or restart."""
        return self._loops.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._loops.cross(0, crossing)

    def _count(self, inputs: Inputs, name: str) -> int:
        excess = "more of them than the plant has"
        field = "their number in the spec"
        return running_count(inputs, name, self._most[name], excess=excess, field=field)
