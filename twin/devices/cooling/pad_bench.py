"""One evaporative pad alone: its air and its wishes come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.cooling.pad import PadSpec, weather_of
from twin.devices.cooling.pads import Pads


class PadBench:
    """A pad on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "evaporative_pad"
    SPEC: ClassVar[type[BaseModel]] = PadSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("dry_bulb_c", "air before it", required=True, range_pu=(-60, 60)),
        column("wet_bulb_c", "of that air, not above", required=True, range_pu=(-60, 60)),
        column("pressure_pa", "of the site; 101,325 if not given", range_pu=(30e3, 120e3)),
        column("flow_m3_per_s", "air through it; as rated if not given", range_pu=(0, 1e5)),
        column("wanted_frac", "1 to be wet, 0 to be dry; 1 if not given", range_pu=(0, 1)),
        column("failed_frac", "1 without water; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("leaving_c", "dry bulb behind it"),
        column("wet_frac", "1 while it is wet"),
        column("locked_frac", "1 while frost locks it"),
        column("water_kg_per_s", "evaporated and bled off"),
        column("water_l", "the same since the start"),
        column("evaporated_l", "evaporated since the start"),
        column("bled_l", "bled off since the start"),
        column("drop_pa", "pressure that the air loses"),
        column("air_w", "power that the air loses; fans draw it over their efficiency"),
    )
    STATES: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, spec: PadSpec, t_us: int) -> None:
        """Wanted, in still air."""
        self._pads = Pads([spec], t_us)

    @classmethod
    def start(cls, spec: PadSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """At an instant; steady and cold are the same."""
        assert isinstance(initial, str) or not initial, initial
        bench = cls(spec, t_us)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change.

        Raises:
            RequestError: a wet bulb above its dry bulb.
        """
        pads = self._pads
        pads.set_weather(0, t_us, weather_of(inputs))
        pads.set_flow(0, t_us, inputs.get("flow_m3_per_s", pads.specs[0].rated_m3_per_s))
        pads.set_wanted(0, t_us, wanted=bool(inputs.get("wanted_frac", 1.0)))
        pads.set_failed(0, t_us, failed=bool(inputs.get("failed_frac", 0.0)))

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        pads = self._pads
        used = pads.water_at(0, t_us)
        return {
            "leaving_c": pads.leaving_c[0],
            "wet_frac": float(pads.is_wet(0)),
            "locked_frac": float(pads.locked[0]),
            "water_kg_per_s": pads.rates[0].makeup_kg_per_s,
            "water_l": used.total_l,
            "evaporated_l": used.evaporated_l,
            "bled_l": used.blowdown_l,
            "drop_pa": pads.drop_pa[0],
            "air_w": pads.drop_pa[0] * pads.flow_m3_per_s[0],
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """A pad has no limits: frost comes with the weather."""
        assert t_us >= self._pads.anchor_us[0], t_us

    def cross(self, crossing: Crossing) -> None:
        """Nothing crosses."""
        raise AssertionError(crossing)
