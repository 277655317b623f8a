"""One transformer alone: the same columns as in a site, driven by a table of inputs."""

from __future__ import annotations

from array import array
from typing import ClassVar, Self

from pydantic import BaseModel, Field

from twin.devices.ambient import AmbientFilters
from twin.devices.contract import Column, Crossing, Initial, Inputs, column
from twin.devices.transformer import Transformers
from twin.devices.transformer_ageing import lost_life_h
from twin.devices.transformer_equations import ambient_lags_s
from twin.devices.transformer_limits import STAGE_DOWN, STAGE_UP
from twin.devices.transformer_losses import efficiency_frac, low_side_pu, reactive_var
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_thermal import TRACE_COLUMNS
from twin.devices.transformer_unit import unit_constants
from twin.units import US_PER_S, VA_PER_MVA

_POWER_FACTOR_RATIO = 0.98


class TransformerAloneSpec(TransformerSpec, frozen=True, extra="forbid"):
    """A transformer on its own."""

    react: bool = Field(
        default=True, description="fans follow the call for a stage; else it is only reported"
    )


class TransformerBench:
    """A transformer, or a bank, on its own. Holds one unit; the first index is the only one."""

    KIND: ClassVar[str] = "transformer"
    SPEC: ClassVar[type[BaseModel]] = TransformerAloneSpec
    INPUTS: ClassVar[tuple[Column, ...]] = (
        column(
            "load_pu",
            "load over the rating at full cooling, whole bank",
            one_of="load",
            range_pu=(0, 10),
        ),
        column("load_mva", "load of the whole bank", one_of="load", range_pu=(0, 1e5)),
        column("ambient_c", "air around it", required=True, range_pu=(-60, 70)),
        column("power_factor_ratio", "of the load, lagging; 0.98 if not given", range_pu=(0, 1)),
        column("source_pu", "voltage on the high side; 1 if not given", range_pu=(0, 2)),
        column("powered_frac", "1 with voltage, 0 without; 1 if not given", range_pu=(0, 1)),
    )
    OUTPUTS: ClassVar[tuple[Column, ...]] = (
        column("top_oil_c", "top oil"),
        column("hot_spot_c", "hot-spot as shown: never below the top oil"),
        column("hot_spot_raw_c", "hot-spot of the model: what limits and ageing use"),
        column("gradient1_k", "first part of hot-spot over top oil"),
        column("gradient2_k", "second part, taken off the first"),
        column("stage_index", "cooling stage in force, 0 is the smallest"),
        column("life_lost_h", "insulation life lost since the start"),
        column("loss_w", "losses"),
        column("loss_j", "energy lost since the start"),
        column("reactive_var", "reactive power it takes itself"),
        column("voltage_pu", "low side over nominal; 0 where it collapsed or has none"),
        column("efficiency_frac", "power out over power in, 0 without load"),
    )
    STATES: ClassVar[tuple[Column, ...]] = (
        column("top_oil_c", "top oil"),
        column("gradient1_k", "first part of hot-spot over top oil"),
        column("gradient2_k", "second part, taken off the first"),
        column("stage_index", "cooling stage"),
    )

    def __init__(self, spec: TransformerAloneSpec, ambient_c: float, t_us: int) -> None:
        """A cold transformer without load."""
        unit = unit_constants(spec)
        ambient = AmbientFilters(ambient_lags_s([unit]), t_us, ambient_c, record=True)
        self._spec = spec
        self._unit = unit
        self._family = Transformers([unit], ambient, t_us, record=True)
        self._inputs: Inputs = {}
        self._life_h = 0.0
        self._life_us = t_us
        self._loss_j = 0.0
        self._loss_us = t_us

    @classmethod
    def start(cls, spec: TransformerAloneSpec, inputs: Inputs, initial: Initial, t_us: int) -> Self:
        """A transformer at an instant: settled, cold, or settled but for the states named."""
        bench = cls(spec, inputs["ambient_c"], t_us)
        family = bench._family
        bench._take(t_us, inputs)
        if initial != "cold":
            family.settle(0, t_us, family.load_va[0])
        if not isinstance(initial, str):
            family.set_stage(0, t_us, round(initial.get("stage_index", family.stage[0])))
            top_oil_c = initial.get("top_oil_c", family.top_oil_c(0, t_us))
            one_k = initial.get("gradient1_k", family.gradient1_k[0])
            two_k = initial.get("gradient2_k", family.gradient2_k[0])
            family.place(0, t_us, top_oil_c - inputs["ambient_c"], (one_k, two_k))
        return bench

    def set(self, t_us: int, inputs: Inputs) -> None:
        """Give it other inputs; equal ones are no change."""
        if inputs == self._inputs:
            return
        self._loss_j = self._lost_j(t_us)
        self._loss_us = t_us
        self._take(t_us, inputs)
        self._close()

    def read(self, t_us: int) -> dict[str, float]:
        """All outputs at an instant, changing nothing."""
        family, unit = self._family, self._unit
        load_va = family.load_va[0]
        powered = family.energised[0]
        reactive = reactive_var(unit, load_va, self._source_pu()) if powered else 0.0
        one_k, two_k = family.gradients_k(0, t_us)
        open_h = lost_life_h(family, 0, self._life_us, t_us, self._spec.paper)
        return {
            "top_oil_c": family.top_oil_c(0, t_us),
            "hot_spot_c": family.shown_hot_spot_c(0, t_us),
            "hot_spot_raw_c": family.hot_spot_c(0, t_us),
            "gradient1_k": one_k,
            "gradient2_k": two_k,
            "stage_index": float(family.stage[0]),
            "life_lost_h": self._life_h + open_h,
            "loss_w": family.loss_w(0, self._source_pu()),
            "loss_j": self._lost_j(t_us),
            "reactive_var": reactive,
            "voltage_pu": self._voltage_pu(),
            "efficiency_frac": efficiency_frac(unit, load_va, self._factor()) if powered else 0.0,
        }

    def next_crossing(self, t_us: int) -> Crossing | None:
        """The next limit met, or stage called, if the inputs stay."""
        return self._family.next_crossing(0, t_us)

    def cross(self, crossing: Crossing) -> None:
        """Latch or clear the limit; change the stage, unless the spec says it does not react."""
        family = self._family
        if crossing.limit in (STAGE_UP, STAGE_DOWN) and self._spec.react:
            step = 1 if crossing.limit == STAGE_UP else -1
            family.set_stage(0, crossing.t_us, family.stage[0] + step)
        else:
            family.cross(0, crossing.t_us, crossing.limit, crossing.direction)
        self._close()

    def _take(self, t_us: int, inputs: Inputs) -> None:
        assert ("load_pu" in inputs) != ("load_mva" in inputs), "one of load_pu and load_mva"
        self._inputs = dict(inputs)
        if "load_pu" in inputs:
            load_va = inputs["load_pu"] * self._unit.rated_va
        else:
            load_va = inputs["load_mva"] * VA_PER_MVA
        powered = bool(inputs.get("powered_frac", 1.0))
        self._family.ambient.set_ambient(t_us, inputs["ambient_c"])
        self._family.set_energised(0, t_us, powered)
        self._family.set_load(0, t_us, load_va if powered else 0.0)

    def _source_pu(self) -> float:
        return self._inputs.get("source_pu", 1.0)

    def _factor(self) -> float:
        return self._inputs.get("power_factor_ratio", _POWER_FACTOR_RATIO)

    def _voltage_pu(self) -> float:
        if not self._family.energised[0]:
            return 0.0
        load_va, factor = self._family.load_va[0], self._factor()
        reactive = load_va * (1.0 - factor * factor) ** 0.5
        found_pu = low_side_pu(self._unit, load_va * factor, reactive, self._source_pu())
        return found_pu or 0.0

    def _lost_j(self, t_us: int) -> float:
        span_s = (t_us - self._loss_us) / US_PER_S
        return self._loss_j + self._family.loss_w(0, self._source_pu()) * span_s

    def _close(self) -> None:
        """Book the life lost up to the last change and forget what lies before it."""
        family = self._family
        assert family.history is not None
        assert family.ambient.history is not None
        cut_us = max(family.anchor_us[0], family.ambient.anchor_us[0])
        if cut_us > self._life_us:
            self._life_h += lost_life_h(family, 0, self._life_us, cut_us, self._spec.paper)
            self._life_us = cut_us
        family.history[0] = array("d", family.history[0][-len(TRACE_COLUMNS) :])
        del family.ambient.history[:-1]
