"""One grid battery alone: what it is asked to take or give comes from a table of inputs."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel

from twin.devices.backup.battery import HELD_NAMES, Batteries, BatterySpec
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.errors import Fault, RequestError


class BatteryBench:
    """A grid battery on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "battery"
    SPEC: ClassVar[type[BaseModel]] = BatterySpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("charge_w", "asked to take; 0 if not given", range_pu=(0, 1e10)),
        column("discharge_w", "asked to give; 0 if not given", range_pu=(0, 1e10)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("charge_w", "taken at the terminals"),
        column("discharge_w", "given at the terminals"),
        column("soc_frac", "stored, of the whole capacity"),
        column("stored_j", "stored"),
        column("charged_j", "taken since the start"),
        column("discharged_j", "given since the start"),
        column("loss_j", "lost in conversion and to self-discharge since the start"),
        column("held_index", ", ".join(f"{i} {name}" for i, name in enumerate(HELD_NAMES))),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("soc_frac", "stored, of the whole capacity"),)

    def __init__(self, spec: BatterySpec, t_us: int) -> None:
        """At the top of its window, without flow."""
        self._batteries = Batteries([spec], t_us)

    @classmethod
    def start(cls, spec: BatterySpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Steady: empty where it discharges, else full; cold: empty; or at a state of charge."""
        bench = cls(spec, t_us)
        drained = initial == "cold" or inputs.get("discharge_w", 0.0) > 0.0
        soc_frac = spec.min_soc_frac if drained else spec.max_soc_frac
        if not isinstance(initial, str):
            soc_frac = initial.get("soc_frac", soc_frac)
        if not 0.0 <= soc_frac <= 1.0:
            what = "is no state of charge"
            raise RequestError(Fault(what=what, path="soc_frac", value=f"{soc_frac:g}"))
        bench._batteries.place(0, t_us, soc_frac)
        bench.set(t_us, inputs)
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Ask for another flow.

        Raises:
            RequestError: both to take and to give.
        """
        charge_w, discharge_w = inputs.get("charge_w", 0.0), inputs.get("discharge_w", 0.0)
        if min(charge_w, discharge_w) > 0.0:
            what = "can't charge and discharge at once"
            raise RequestError(Fault(what=what, path="discharge_w", value=f"{discharge_w:g} W"))
        self._batteries.set_power(0, t_us, charge_w=charge_w, discharge_w=discharge_w)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        batteries = self._batteries
        charge_w, discharge_w = batteries.flow_w(0)
        charged_j, discharged_j = batteries.metered_j(0, t_us)
        return {
            "charge_w": charge_w,
            "discharge_w": discharge_w,
            "soc_frac": batteries.soc_frac(0, t_us),
            "stored_j": batteries.stored_at_j(0, t_us),
            "charged_j": charged_j,
            "discharged_j": discharged_j,
            "loss_j": batteries.lost_j(0, t_us),
            "held_index": float(batteries.held[0]),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """When it is full or empty."""
        return self._batteries.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Hold it at full or empty."""
        self._batteries.cross(0, crossing.t_us, crossing.limit)
