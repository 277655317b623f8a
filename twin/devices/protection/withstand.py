"""What a fault may cost conductors and transformers: damage curves, as elements of `I^2 t`.

A conductor heats without losing heat: from its continuous limit to that of a short circuit it takes
`I^2 t = (theta_k - theta_0) tau Ir^2 / rise`, what its own equation (`conductor`) comes to when tau
is long. A transformer stands through-faults as in IEEE C57.109: thermally `I^2 t = 1250` in per
unit of its rating, and mechanically, near the largest fault its impedance lets through, what that
fault does in 2 s.
"""

from __future__ import annotations

from math import sqrt

from pydantic import BaseModel, Field

from twin.devices.line import LineSpec
from twin.devices.protection.elements import TripUnit, i2t
from twin.devices.transformer_spec import TransformerSpec
from twin.devices.transformer_unit import unit_constants
from twin.units import S_PER_MIN, V_PER_KV


class WithstandSpec(BaseModel, frozen=True, extra="forbid"):
    """What conductors and transformers stand: the keys of a document."""

    short_circuit_c: float = Field(
        250.0, ge=100, le=400, description="conductor after a short circuit, XLPE [M]"
    )
    thermal_s: float = Field(
        1250.0, gt=0, le=10_000, description="transformer: I^2 t in per unit of its rating [M]"
    )
    mechanical_s: float = Field(
        2.0, gt=0, le=60, description="transformer: time at the largest through-fault [M]"
    )
    mechanical_from_frac: float = Field(
        0.7,
        gt=0,
        le=1,
        description="share of that fault from which it counts; 0.5 if faults are frequent [M]",
    )


WITHSTAND = WithstandSpec.model_validate({})
"""What is usual."""


def conductor_damage(line: LineSpec, rules: WithstandSpec = WITHSTAND) -> TripUnit:
    """The damage curve of a feeder, in its own amperes.

    >>> line = LineSpec(length_km=1, kv=10, rated_a=400, rated_rise_k=60, tau_min=30)
    >>> conductor_damage(line).operate_s(16e3)
    3.0
    """
    rise_k = max(0.0, rules.short_circuit_c - line.limit_c)
    constant_a2s = rise_k * line.tau_min * S_PER_MIN * line.rated_a**2 / line.rated_rise_k
    return TripUnit(elements=(i2t("conductor_damage", 0.0, constant_a2s, drain_s=0.0),))


def transformer_damage(spec: TransformerSpec, rules: WithstandSpec = WITHSTAND) -> TripUnit:
    """The through-fault curve of a transformer or a bank, in amperes of its high side.

    >>> unit = TransformerSpec(kva=2500, hv_kv=13.8, z_pct=5.0)
    >>> curve = transformer_damage(unit)
    >>> round(curve.operate_s(20 * 104.592), 3), round(curve.operate_s(10 * 104.592), 3)
    (2.0, 12.5)
    """
    unit = unit_constants(spec)
    rated_a = unit.rated_va / (sqrt(3.0) * spec.hv_kv * V_PER_KV)
    most_a = rated_a / abs(complex(unit.resistance_pu, unit.reactance_pu))
    thermal = i2t("transformer_thermal", 0.0, rules.thermal_s * rated_a * rated_a, drain_s=0.0)
    mechanical = i2t(
        "transformer_mechanical",
        rules.mechanical_from_frac * most_a,
        rules.mechanical_s * most_a * most_a,
        drain_s=0.0,
    )
    return TripUnit(elements=(thermal, mechanical))
