"""One transformer with an on-load tap changer alone: source and load come from a table."""

from __future__ import annotations

from math import sqrt
from typing import ClassVar, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.voltage.taps import Feed, TapChangers, TapChangerSpec
from twin.errors import Fault, RequestError
from twin.units import PER_PERCENT, VA_PER_MVA, W_PER_KW


class RegulatedSpec(TapChangerSpec, frozen=True, extra="forbid"):
    """An on-load tap changer with the impedance of its transformer."""

    rated_mva: float = Field(gt=0, le=2000, description="rating that per unit refers to")
    uk_pct: float = Field(10.0, gt=0, le=40, description="short-circuit voltage, HV 8 to 12 [M]")
    pk_kw: float = Field(250.0, ge=0, le=10_000, description="load loss at the rating [M]")

    @model_validator(mode="after")
    def _loss_is_part_of_the_impedance(self) -> Self:
        if self.pk_kw * W_PER_KW > self.uk_pct * PER_PERCENT * self.rated_mva * VA_PER_MVA:
            raise ValueError("pk_kw is more than the whole impedance: check uk_pct and rated_mva")
        return self


def impedance_pu(spec: RegulatedSpec) -> tuple[float, float]:
    """Resistance and reactance per unit of the rating: `r = Pk / Sr`, `x = sqrt(uk^2 - r^2)`.

    >>> spec = RegulatedSpec(rated_mva=2.5, uk_pct=5, pk_kw=75)
    >>> [round(part_pu, 12) for part_pu in impedance_pu(spec)]
    [0.03, 0.04]
    """
    resistance_pu = spec.pk_kw * W_PER_KW / (spec.rated_mva * VA_PER_MVA)
    return resistance_pu, sqrt((spec.uk_pct * PER_PERCENT) ** 2 - resistance_pu**2)


class TapChangerBench:
    """A regulated transformer on its own. Holds one; the first index is the only one."""

    KIND: ClassVar[str] = "tap_changer"
    SPEC: ClassVar[type[BaseModel]] = RegulatedSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column("load_w", "taken from the low side", required=True, range_pu=(0, 1e10)),
        column("load_var", "reactive, inductive positive; 0 if not given", range_pu=(-1e10, 1e10)),
        column("source_pu", "voltage of the high side; 1 if not given", range_pu=(0, 2)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("voltage_pu", "of the low side; 0 where it has collapsed"),
        column("tap_index", "position; 0 is nominal, positive lowers the voltage"),
        column("moving_frac", "1 while its timer runs towards a step"),
        column("collapsed_frac", "1 where no voltage carries this load"),
        column("steps_count", "steps since the start"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (column("tap_index", "position"),)

    def __init__(self, spec: RegulatedSpec) -> None:
        """On its nominal tap."""
        self._changers = TapChangers([spec], [impedance_pu(spec)])
        self._rated_va = spec.rated_mva * VA_PER_MVA

    @classmethod
    def start(cls, spec: RegulatedSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """Steady: where the regulator rests under these inputs; cold: nominal; or on a tap.

        Raises:
            RequestError: the tap named is none of its own.
        """
        bench = cls(spec)
        bench.set(t_us, inputs)
        if initial == "steady":
            bench._changers.settle(0, t_us)
        elif not isinstance(initial, str):
            tap_index = initial.get("tap_index", 0.0)
            if tap_index != int(tap_index) or abs(tap_index) > spec.most_count:
                allowed = f"-{spec.most_count} to {spec.most_count}"
                what, value = "is no tap it has", f"{tap_index:g}"
                raise RequestError(Fault(what=what, path="tap_index", value=value, allowed=allowed))
            bench._changers.place(0, t_us, int(tap_index))
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it another source or load."""
        load_w_pu = inputs["load_w"] / self._rated_va
        load_var_pu = inputs.get("load_var", 0.0) / self._rated_va
        feed = Feed(inputs.get("source_pu", 1.0), load_w_pu, load_var_pu)
        self._changers.set_feed(0, t_us, feed)

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        del t_us
        changers = self._changers
        voltage_pu = changers.voltage_pu(0)
        dark = changers.source_pu[0] == 0.0
        return {
            "voltage_pu": voltage_pu,
            "tap_index": float(changers.tap_count[0]),
            "moving_frac": float(changers.wants[0] != 0),
            "collapsed_frac": float(voltage_pu == 0.0 and not dark),
            "steps_count": float(changers.steps_count[0]),
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """Its next step."""
        return self._changers.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Take it."""
        self._changers.cross(0, crossing.t_us)
