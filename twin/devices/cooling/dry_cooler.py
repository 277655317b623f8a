"""Dry coolers: water to outside air, in groups of equal units with fans that go in steps.

Each unit is a counterflow exchanger by its rating (`exchanger`), so for fixed flows its heat is
linear in entering water over dry bulb, and the water never leaves colder than the air. Fans move
air in proportion to their speed and draw its third power; speed goes in steps of 5 to 10 %, so
that between changes nothing but temperatures moves. Running units share the water alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.contract import Columns
from twin.devices.cooling.exchanger import Exchanger, impossible, rated_exchanger
from twin.units import W_PER_KW


class DryCoolerSpec(BaseModel, frozen=True, extra="forbid"):
    """A group of equal dry coolers: the keys of a site document."""

    unit_kw: float = Field(gt=0, le=1e5, description="heat of one unit when rated")
    units_count: int = Field(1, ge=1, le=1000, description="equal units in parallel")
    approach_k: float = Field(
        6.0, ge=1, le=40, description="water leaving over dry bulb, rated; 5 to 8 [M]"
    )
    range_k: float = Field(10.0, gt=0, le=40, description="water cools by, rated [M]")
    air_rise_k: float = Field(10.0, gt=0, le=40, description="air warms by, rated [A]")
    air_share_frac: float = Field(0.7, ge=0, le=1, description="of the resistance, on the air [A]")
    fan_kw: float = Field(20.0, ge=0, le=1e4, description="fans of one unit at full speed [A]")
    fan_step_frac: float = Field(
        0.1, ge=0.05, le=0.5, description="fan speed goes in such steps [A]"
    )
    still_air_frac: float = Field(
        0.05, ge=0, le=0.5, description="air that moves by itself past fans that stand still [A]"
    )

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        if wrong := impossible(self.approach_k, self.range_k, self.air_rise_k):
            raise ValueError(wrong)
        return self


def unit_of(spec: DryCoolerSpec) -> Exchanger:
    """One unit: water is the hot side."""
    heat_w, share_frac = spec.unit_kw * W_PER_KW, 1.0 - spec.air_share_frac
    return rated_exchanger(heat_w, spec.approach_k, spec.range_k, spec.air_rise_k, share_frac)


class DryCoolers(Columns):
    """Columns of all groups; the index is the group.

    Attributes:
        specs: what each is.
        units: one unit of each.
        top_step: the step at which its fans turn at full speed; 0 is standstill.
        running: units that have water and may turn their fans.
        step: of the fans.
        flow_frac: water through the group over its rated flow.
    """

    STATE = ("running", "step", "flow_frac")

    def __init__(self, specs: Sequence[DryCoolerSpec]) -> None:
        """All units in service, fans at full speed, rated flow."""
        self.specs = list(specs)
        self.units = [unit_of(spec) for spec in specs]
        self.top_step = [round(1.0 / spec.fan_step_frac) for spec in specs]
        self.running = [spec.units_count for spec in specs]
        self.step = list(self.top_step)
        self.flow_frac = [1.0] * len(specs)
        self._known_w_per_k: dict[tuple[int, int, int, float], float] = {}

    def set_running(self, i: int, running_count: int) -> None:
        """So many units are in service from now on."""
        assert 0 <= running_count <= self.specs[i].units_count, "units that are there"
        self.running[i] = running_count

    def set_step(self, i: int, step: int) -> None:
        """The fans of all its units turn at this step."""
        assert 0 <= step <= self.top_step[i], "a step that is there"
        self.step[i] = step

    def set_flow(self, i: int, flow_frac: float) -> None:
        """Water through the group over its rated flow, shared by the units in service."""
        self.flow_frac[i] = flow_frac

    def fan_frac(self, i: int) -> float:
        """Speed of the fans."""
        return self.step[i] / self.top_step[i]

    def fan_w(self, i: int) -> float:
        """Draw of the fans: speed to the third power; 0 at standstill."""
        return self.running[i] * self.specs[i].fan_kw * W_PER_KW * self.fan_frac(i) ** 3

    def water_w_per_k(self, i: int) -> float:
        """Mass flow times specific heat of the water through the group."""
        if not self.running[i]:
            return 0.0
        return self.specs[i].units_count * self.units[i].hot_w_per_k * self.flow_frac[i]

    def conductance_w_per_k(self, i: int, step: int | None = None) -> float:
        """Heat per kelvin of entering water over dry bulb, at a step or the one in force."""
        step = self.step[i] if step is None else step
        key = (i, self.running[i], step, self.flow_frac[i])
        known_w_per_k = self._known_w_per_k.get(key)
        if known_w_per_k is None:
            known_w_per_k = self._known_w_per_k[key] = self._conductance_w_per_k(i, step)
        return known_w_per_k

    def least_step(self, i: int, heat_w: float, leaving_over_k: float) -> int:
        """The lowest step at which `heat_w` leaves no warmer than this over dry bulb; else the top.

        Args:
            i: the group.
            heat_w: to be rejected.
            leaving_over_k: wanted leaving water less dry bulb.
        """
        water_w_per_k = self.water_w_per_k(i)
        if not water_w_per_k or leaving_over_k <= 0.0:
            return self.top_step[i]
        entering_over_k = leaving_over_k + heat_w / water_w_per_k
        steps = range(self.top_step[i])
        enough = (s for s in steps if self.conductance_w_per_k(i, s) * entering_over_k >= heat_w)
        return next(enough, self.top_step[i])

    def _conductance_w_per_k(self, i: int, step: int) -> float:
        running, spec = self.running[i], self.specs[i]
        if not running:
            return 0.0
        water_frac = self.flow_frac[i] * spec.units_count / running
        air_frac = max(step / self.top_step[i], spec.still_air_frac)
        return running * self.units[i].conductance_w_per_k(water_frac, air_frac)
