"""One chiller alone: demand, temperatures and voltage come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.chiller import Chillers
from twin.devices.cooling.chiller_curves import ChillerSpec

_LEAVING_C, _CONDENSER_C = 6.67, 29.4


class ChillerBench:
    """A chiller on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "chiller"
    SPEC: ClassVar[type[BaseModel]] = ChillerSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("heat_w", "heat asked of it", required=True, range_pu=(0, 1e9)),
        column("leaving_c", "chilled water leaving; 6.67 if not given", range_pu=(-40, 80)),
        column("condenser_c", "condenser fluid entering; 29.4 if not given", range_pu=(-40, 80)),
        column("powered_frac", "1 with voltage, 0 without; 1 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("cooled_w", "heat it takes"),
        column("unserved_w", "heat asked and not taken"),
        column("power_w", "draw"),
        column("cop_ratio", "heat over draw, 0 when off"),
        column("load_frac", "heat over what is available"),
        column("available_w", "most it can take; 0 while it can't run"),
        column("condenser_w", "heat to the condenser: taken and drawn"),
        column("clamped_frac", "1 where its curves were asked for outside their range"),
        column("running_frac", "1 when it runs if asked, 0 without voltage or while it restarts"),
        column("energy_j", "drawn since the start"),
        column("cooled_j", "heat taken since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: ChillerSpec, t_us: int) -> None:
        """Ready, nothing asked."""
        self._chillers = Chillers([spec], t_us, _LEAVING_C, _CONDENSER_C)

    @classmethod
    def start(cls, spec: ChillerSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Ready to run; it has no memory but a restart under way."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal values are no change."""
        chillers = self._chillers
        if not inputs.get("powered_frac", 1.0):
            if chillers.powered[0]:
                chillers.power_off(0, t_us)
        else:
            chillers.power_on(0, t_us)
        leaving_c = inputs.get("leaving_c", _LEAVING_C)
        condenser_c = inputs.get("condenser_c", _CONDENSER_C)
        chillers.set_temperatures(0, t_us, leaving_c, condenser_c)
        chillers.set_demand(0, t_us, inputs["heat_w"])

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        chillers = self._chillers
        now = chillers.now[0]
        return {
            "cooled_w": now.cooled_w,
            "unserved_w": chillers.demand_w[0] - now.cooled_w,
            "power_w": now.power_w,
            "cop_ratio": now.cop_ratio,
            "load_frac": now.load_frac,
            "available_w": chillers.available_w(0),
            "condenser_w": now.cooled_w + now.power_w,
            "clamped_frac": float(now.clamped),
            "running_frac": float(chillers.running[0]),
            "energy_j": chillers.energy_at_j(0, t_us),
            "cooled_j": chillers.cooled_at_j(0, t_us),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """When it runs again."""
        return self._chillers.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """It runs again."""
        self._chillers.restart(0, crossing.t_us)
