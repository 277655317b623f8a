"""One room alone: heat, chilled water and running coils come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.counts import running_count
from twin.devices.cooling.room import Rooms, RoomSpec

_COLD_C = 22.0


class RoomBench:
    """A room on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "room"
    SPEC: ClassVar[type[BaseModel]] = RoomSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("heat_w", "of the machines, to the air", required=True, range_pu=(0, 1e10)),
        column("water_c", "entering the coils; 15 if not given", range_pu=(0, 60)),
        column("running_count", "coils that run; all if not given", range_pu=(0, 1000)),
        column("fan_frac", "speed of their fans; 1 if not given", range_pu=(0, 1.2)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("air_c", "air of the room"),
        column("mass_c", "what the air washes"),
        column("inlet_c", "what the machines draw in"),
        column("net_removed_w", "heat that the coils take, negative where they warm the air"),
        column("fan_w", "draw of the fans"),
        column("supplied_j", "heat of the machines since the start"),
        column("net_removed_j", "heat that the coils took since the start"),
        column("stored_j", "heat in air and mass since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (
        column("air_c", "air of the room"),
        column("mass_c", "what the air washes"),
    )

    def __init__(self, spec: RoomSpec, t_us: int) -> None:
        """A cold room."""
        self._spec = spec
        self._rooms = Rooms([spec], t_us, _COLD_C)

    @classmethod
    def start(cls, spec: RoomSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Settled under its inputs (22 °C where it never settles), at 22 °C, or as named."""
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        rooms = bench._rooms
        settled_c = None if initial == "cold" else rooms.settled_c(0)
        here_c = _COLD_C if settled_c is None else settled_c
        named: Inputs = {} if isinstance(initial, str) else initial
        rooms.place(0, t_us, named.get("air_c", here_c), named.get("mass_c", here_c))
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal values are no change."""
        running = running_count(
            inputs,
            "running_count",
            self._spec.coils_count,
            excess="more coils than the room has",
            field="coils_count of the spec",
        )
        self._rooms.set_heat(0, t_us, inputs["heat_w"])
        self._rooms.set_water(0, t_us, inputs.get("water_c", 15.0))
        self._rooms.set_coils(0, t_us, running, inputs.get("fan_frac", 1.0))

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        rooms = self._rooms
        air_c, mass_c = rooms.temperatures_c(0, t_us)
        return {
            "air_c": air_c,
            "mass_c": mass_c,
            "inlet_c": rooms.inlet_c(0, t_us),
            "net_removed_w": rooms.removed_w(0, t_us),
            "fan_w": rooms.fan_w(0),
            "supplied_j": rooms.supplied_at_j(0, t_us),
            "net_removed_j": rooms.removed_j(0, t_us),
            "stored_j": rooms.stored_j(0, t_us) - rooms.initial_j[0],
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """When the inlet passes its limit, or comes back."""
        return self._rooms.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Note that it did."""
        self._rooms.cross(0, crossing.t_us)
