"""One thermal relay or one conductor alone: current and ambient come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.protection.conductor import Conductors, ConductorSpec
from twin.devices.protection.thermal_relay import ThermalRelays, ThermalRelaySpec


class ThermalRelayBench:
    """A thermal overload relay on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "thermal_relay"
    SPEC: ClassVar[type[BaseModel]] = ThermalRelaySpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("current_a", "through what it protects", required=True, range_pu=(0, 1e7)),
        column("reset_frac", "becomes 1: reset; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("heat_frac", "of the heat of k Ib for ever"),
        column("alarmed_frac", "1 while its alarm stands"),
        column("tripped_frac", "1 from the trip to the reset"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("heat_frac", "of the heat of k Ib for ever"),)

    def __init__(self, spec: ThermalRelaySpec, t_us: int) -> None:
        """Cold, without current."""
        self._family = ThermalRelays([spec], t_us)
        self._inputs: Inputs = {}

    @classmethod
    def start(cls, spec: ThermalRelaySpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant settled under its current, cold, or as named."""
        bench = cls(spec, t_us)
        family = bench._family
        if initial != "cold":
            family.settle(0, t_us, inputs["current_a"])
        if not isinstance(initial, str) and "heat_frac" in initial:
            family.place(0, t_us, initial["heat_frac"])
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        before, self._inputs = self._inputs, dict(inputs)
        if inputs.get("reset_frac", 0.0) and not before.get("reset_frac", 0.0):
            self._family.reset(0, t_us)
        self._family.set_current(0, t_us, inputs["current_a"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        return {
            "heat_frac": self._family.heat(0, t_us),
            "alarmed_frac": float(self._family.alarmed[0]),
            "tripped_frac": float(self._family.tripped[0]),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Its next alarm, trip or end of alarm."""
        return self._family.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._family.cross(0, crossing)


class ConductorBench:
    """A conductor on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "conductor"
    SPEC: ClassVar[type[BaseModel]] = ConductorSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("current_a", "through it", required=True, range_pu=(0, 1e7)),
        column("ambient_c", "around it", required=True, range_pu=(-60, 150)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("conductor_c", "its temperature"),
        column("loading_frac", "current over rating"),
        column("passed_count", "limits it is past: continuous, emergency, short circuit"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("conductor_c", "its temperature"),)

    def __init__(self, spec: ConductorSpec, ambient_c: float, t_us: int) -> None:
        """Without current, at its ambient."""
        self._family = Conductors([spec], t_us, ambient_c)

    @classmethod
    def start(cls, spec: ConductorSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant settled under its inputs, at its ambient, or as named."""
        bench = cls(spec, inputs["ambient_c"], t_us)
        bench.set(t_us, inputs)
        if initial != "cold":
            bench._family.settle(0, t_us)
        if not isinstance(initial, str) and "conductor_c" in initial:
            bench._family.place(0, t_us, initial["conductor_c"])
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        self._family.set_inputs(0, t_us, inputs["current_a"], inputs["ambient_c"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        family = self._family
        return {
            "conductor_c": family.at_c(0, t_us),
            "loading_frac": family.current_a[0] / family.specs[0].rated_a,
            "passed_count": float(family.passed[0]),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next limit passed or left."""
        return self._family.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Note it."""
        self._family.cross(0, crossing)
