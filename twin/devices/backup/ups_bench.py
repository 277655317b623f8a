"""One uninterruptible supply alone: its input, load and wishes come from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.backup.ups import UpsUnits
from twin.devices.backup.ups_spec import DROPPED, ONLINE, STATE_NAMES, UpsSpec
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.errors import Fault, RequestError


class UpsBench:
    """A supply on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "ups"
    SPEC: ClassVar[type[BaseModel]] = UpsSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_w", "wanted by the load", required=True, range_pu=(0, 1e9)),
        column("input_pu", "voltage of the input; 1 if not given", range_pu=(0, 2)),
        column("eco_frac", "1 wishes for eco mode; 0 if not given", range_pu=(0, 1)),
        column("bypass_frac", "1 wishes for bypass; 0 if not given", range_pu=(0, 1)),
        column("reset_frac", "going to 1 resets it by hand; 0 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("state_index", ", ".join(f"{i} {name}" for i, name in enumerate(STATE_NAMES))),
        column("output_w", "given to the load"),
        column("input_w", "taken from the input"),
        column("loss_w", "turned to heat"),
        column("soc_frac", "charge of the battery"),
        column("wear_frac", "of the inverter by overload; at 1 it gives up"),
        column("disturbed_count", "disturbances in the window"),
        column("input_j", "taken since the start"),
        column("output_j", "given since the start"),
        column("loss_j", "turned to heat since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("soc_frac", "charge of the battery"),)

    def __init__(self, spec: UpsSpec, t_us: int) -> None:
        """On a good input, charged, without load."""
        self._units = UpsUnits([spec], t_us)
        self._inputs: Inputs = {}

    @classmethod
    def start(cls, spec: UpsSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Steady: running and charged; cold: down with an empty battery; or so much charged."""
        bench, floor_frac = cls(spec, t_us), 1.0 - spec.depth_frac
        if initial == "cold":
            bench._units.place(0, t_us, state=DROPPED, usable_frac=0.0)
        elif not isinstance(initial, str):
            soc_frac = initial.get("soc_frac", 1.0)
            if not floor_frac <= soc_frac <= 1.0:
                allowed = f"{floor_frac:.4g} to 1, above the depth of discharge"
                what, value = "is no charge it can have", f"{soc_frac:g}"
                raise RequestError(Fault(what=what, path="soc_frac", value=value, allowed=allowed))
            usable_frac = (soc_frac - floor_frac) / spec.depth_frac
            bench._units.place(0, t_us, state=ONLINE, usable_frac=usable_frac)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs: the load first, then the wishes, the input last."""
        before, self._inputs, units = self._inputs, dict(inputs), self._units
        if inputs.get("reset_frac", 0.0) and not before.get("reset_frac", 0.0):
            units.reset(0, t_us)
        units.set_load(0, t_us, inputs["load_w"])
        units.set_eco(0, t_us, on=bool(inputs.get("eco_frac", 0.0)))
        units.set_bypass(0, t_us, on=bool(inputs.get("bypass_frac", 0.0)))
        units.set_input(0, t_us, inputs.get("input_pu", 1.0))

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        units = self._units
        flow = units.flow(0)
        input_j, output_j, lost_j = units.metered_j(0, t_us)
        return {
            "state_index": float(units.state[0]),
            "output_w": flow.output_w,
            "input_w": flow.input_w,
            "loss_w": flow.loss_w,
            "soc_frac": units.soc_frac(0, t_us),
            "wear_frac": units.wear_at_frac(0, t_us),
            "disturbed_count": float(len(units.recent_us(0, t_us))),
            "input_j": input_j,
            "output_j": output_j,
            "loss_j": lost_j,
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Empty, full, qualified, a step of the walk-in, or the end of an overload."""
        return self._units.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Let it happen."""
        self._units.cross(0, crossing.t_us, crossing.limit)
