"""Losses, reactive need and voltage of a transformer: algebra in load and voltage, no state.

`P = P0 (U/Un)^2 + Pk K^2`; the voltage behind the series impedance with a load of constant power
has a closed form (`behind_impedance_pu` of `twin.devices.line`). Taps are changed off load.
"""

from __future__ import annotations

from math import sqrt

from twin.devices.line import behind_impedance_pu
from twin.devices.transformer_parameters import Unit


def loss_w(unit: Unit, load_va: float, voltage_pu: float = 1.0) -> float:
    """Losses of an energised unit [W].

    Args:
        unit: constants.
        load_va: apparent power of the whole bank; over the rating it is the load factor K.
        voltage_pu: voltage over nominal, for the no-load loss.
    """
    load_pu = load_va / unit.rated_va
    return unit.p0_w * voltage_pu * voltage_pu + unit.pk_w * load_pu * load_pu


def reactive_var(unit: Unit, load_va: float, voltage_pu: float = 1.0) -> float:
    """Reactive power an energised unit takes [var]: magnetising plus leakage."""
    load_pu = load_va / unit.rated_va
    active_pu = unit.p0_w / unit.rated_va
    magnetising_pu = sqrt(max(0.0, unit.i0_pu**2 - active_pu**2))
    return unit.rated_va * (magnetising_pu * voltage_pu**2 + unit.reactance_pu * load_pu**2)


def efficiency_frac(unit: Unit, load_va: float, power_factor_ratio: float = 1.0) -> float:
    """Share of the power taken that reaches the load; 0.0 without load."""
    out_w = load_va * power_factor_ratio
    return out_w / (out_w + loss_w(unit, load_va)) if out_w > 0.0 else 0.0


def best_load_va(unit: Unit) -> float:
    """Load of highest efficiency: where load loss equals no-load loss [VA]."""
    return unit.rated_va * sqrt(unit.p0_w / unit.pk_w)


def low_side_pu(unit: Unit, load_w: float, load_var: float, source_pu: float = 1.0) -> float | None:
    """Voltage of the low side over its nominal one, or None where the voltage collapses.

    Args:
        unit: constants; its tap scales the source.
        load_w: active power taken from the low side, whole bank.
        load_var: reactive power taken from it, inductive positive.
        source_pu: voltage of a stiff source on the high side.
    """
    return behind_impedance_pu(
        source_pu * unit.ratio_pu,
        (unit.resistance_pu, unit.reactance_pu),
        (load_w / unit.rated_va, load_var / unit.rated_va),
    )
