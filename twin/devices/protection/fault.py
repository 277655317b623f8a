"""Short-circuit currents along a path, from the grid through feeders and transformers.

Three-phase and line to line, largest and least, by the equivalent voltage source of IEC 60909-0:
`Ik3 = c U / (sqrt(3) |Z|)`, `Ik2 = sqrt(3) / 2 Ik3` where negative and positive sequence are equal
(far from generators). The largest takes c max and cold conductors, the least c min, the weakest
grid and conductors as hot as load makes them. Impedances are in ohms at the voltage of the node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from twin.devices.line import LineSpec, impedance_ohm
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import unit_constants
from twin.units import V_PER_KV, VA_PER_MVA

LINE_TO_LINE_RATIO = sqrt(3.0) / 2.0
"""A fault between two lines over one of three phases."""

_SQRT_3_RATIO = sqrt(3.0)
_LOW_V = 1000.0

Stretch = LineSpec | TransformerSpec | None
"""What lies between two nodes of a path; None: nothing but a busbar."""


class SourceSpec(BaseModel, frozen=True, extra="forbid"):
    """The grid in front of a path: the keys of a document."""

    kv: float = Field(gt=0, le=1200, description="nominal voltage, line to line")
    short_circuit_mva: float = Field(gt=0, le=200_000, description="largest, three-phase")
    least_short_circuit_mva: float | None = Field(
        None, gt=0, le=200_000, description="with the grid at its weakest; as the largest if none"
    )
    x_over_r_ratio: float = Field(10.0, gt=0, le=1000, description="X over R of the grid [M]")

    @field_validator("least_short_circuit_mva")
    @classmethod
    def _least_is_less(cls, least_mva: float | None, info: ValidationInfo) -> float | None:
        most_mva = info.data.get("short_circuit_mva")
        if least_mva is not None and most_mva is not None and least_mva > most_mva:
            raise PydanticCustomError(
                "least",
                "is above the largest",
                {"allowed": f"at most {most_mva:g} MVA", "remedy": "swap the two, or leave it out"},
            )
        return least_mva


class FaultSpec(BaseModel, frozen=True, extra="forbid"):
    """By what rules faults are calculated; the factors are those of IEC 60909-0 table 1."""

    most_ratio: float = Field(1.1, ge=1, le=1.2, description="c max above 1 kV [M]")
    most_low_ratio: float = Field(1.05, ge=1, le=1.2, description="c max up to 1 kV, ±6 % [M]")
    least_ratio: float = Field(1.0, ge=0.8, le=1, description="c min above 1 kV [M]")
    least_low_ratio: float = Field(0.95, ge=0.8, le=1, description="c min up to 1 kV, ±6 % [M]")
    hot_ratio: float = Field(
        1.28, ge=1, le=2, description="conductors at 90 °C over 20 °C, for the least fault [M]"
    )


IEC_60909 = FaultSpec.model_validate({})
"""The usual rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFault:
    """The faults at one node of a path.

    Attributes:
        nominal_v: voltage, line to line.
        turns_ratio: its no-load voltage over that of the source, by the transformers between.
        most_a, least_a: of three phases.
        x_over_r_ratio: of the largest.
        cold_ohm: impedance of the largest, at the voltage of the node.
    """

    nominal_v: float
    turns_ratio: float
    most_a: float
    least_a: float
    x_over_r_ratio: float
    cold_ohm: complex

    @property
    def least_line_to_line_a(self) -> float:
        """The least fault between two lines: the least of all that is not through earth."""
        return LINE_TO_LINE_RATIO * self.least_a


def node_faults(
    source: SourceSpec, stretches: Sequence[Stretch], rules: FaultSpec = IEC_60909
) -> list[NodeFault]:
    """The faults at the source and behind each stretch.

    >>> source = SourceSpec(kv=13.8, short_circuit_mva=500)
    >>> unit = TransformerSpec(kva=2500, hv_kv=13.8)
    >>> [round(node.most_a) for node in node_faults(source, [unit])]
    [20918, 50120]
    """
    most_mva = source.short_circuit_mva
    least_mva = source.least_short_circuit_mva or most_mva
    nominal_v, turns_ratio = source.kv * V_PER_KV, 1.0
    # c max in the definition of the short-circuit power, so that the source has just that.
    cold = _grid_ohm(source, most_mva, _factor(rules, nominal_v, most=True))
    hot = _grid_ohm(source, least_mva, _factor(rules, nominal_v, most=True))
    found = [_node(rules, nominal_v, turns_ratio, cold, hot)]
    for stretch in stretches:
        if isinstance(stretch, TransformerSpec):
            step_ratio = stretch.lv_kv / stretch.hv_kv
            own = _transformer_ohm(stretch)
            cold, hot = cold * step_ratio**2 + own, hot * step_ratio**2 + own
            nominal_v, turns_ratio = stretch.lv_kv * V_PER_KV, turns_ratio * step_ratio
        elif stretch is not None:
            r_ohm, x_ohm = impedance_ohm(stretch)
            cold, hot = cold + complex(r_ohm, x_ohm), hot + complex(r_ohm * rules.hot_ratio, x_ohm)
        found.append(_node(rules, nominal_v, turns_ratio, cold, hot))
    return found


def most_factor_ratio(nominal_v: float, rules: FaultSpec = IEC_60909) -> float:
    """C max at a nominal voltage.

    >>> most_factor_ratio(13_800.0), most_factor_ratio(415.0)
    (1.1, 1.05)
    """
    return _factor(rules, nominal_v, most=True)


def _factor(rules: FaultSpec, nominal_v: float, *, most: bool) -> float:
    if nominal_v > _LOW_V:
        return rules.most_ratio if most else rules.least_ratio
    return rules.most_low_ratio if most else rules.least_low_ratio


def _grid_ohm(source: SourceSpec, short_circuit_mva: float, factor_ratio: float) -> complex:
    nominal_v, ratio = source.kv * V_PER_KV, source.x_over_r_ratio
    size_ohm = factor_ratio * nominal_v * nominal_v / (short_circuit_mva * VA_PER_MVA)
    return size_ohm * complex(1.0, ratio) / hypot(1.0, ratio)


def _transformer_ohm(spec: TransformerSpec) -> complex:
    """Series impedance of a bank, seen from its low side."""
    unit, low_v = unit_constants(spec), spec.lv_kv * V_PER_KV
    return complex(unit.resistance_pu, unit.reactance_pu) * (low_v * low_v / unit.rated_va)


def _node(
    rules: FaultSpec, nominal_v: float, turns_ratio: float, cold_ohm: complex, hot_ohm: complex
) -> NodeFault:
    phase_v = nominal_v / _SQRT_3_RATIO
    return NodeFault(
        nominal_v=nominal_v,
        turns_ratio=turns_ratio,
        most_a=_factor(rules, nominal_v, most=True) * phase_v / abs(cold_ohm),
        least_a=_factor(rules, nominal_v, most=False) * phase_v / abs(hot_ohm),
        x_over_r_ratio=cold_ohm.imag / cold_ohm.real,
        cold_ohm=cold_ohm,
    )
