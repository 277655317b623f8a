"""Thermal characteristics of oil transformers and what a unit's equations need, in SI.

Sources: IEC 60076-7 table of recommended characteristics (k11, k21, k22, winding time constant and
exponents as quoted from AS/NZS 60076.7-2013 [S], the rest engineering memory [M]; every row gives
98 °C at rated load and 20 °C [V]). IEEE C57.91 clause 7 as a parameter set of the same equations:
k11 = k21 = k22 = 1, no ambient lag, exponents n and 2 m [S], rises of a 65 K unit [M].
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Cooling = Literal[
    "onan_distribution",
    "onan",
    "onaf",
    "of",
    "od",
    "ieee_onan",
    "ieee_onaf",
    "ieee_of",
    "ieee_od",
]


class ThermalSet(NamedTuple):
    """One cooling mode.

    Attributes:
        loss_ratio: R, load loss over no-load loss at full rating.
        oil_rise_k: rated top-oil rise over ambient.
        gradient_k: rated hot-spot over top oil.
        oil_tau_min: top-oil time constant.
        winding_tau_min: winding time constant.
        oil_exponent_ratio: x (IEEE n) on the loss ratio.
        winding_exponent_ratio: y (IEEE 2 m) on the load.
        k11_ratio: on the oil time constant.
        k21_ratio: share of the gradient that overshoots.
        k22_ratio: on the winding time constant.
    """

    loss_ratio: float
    oil_rise_k: float
    gradient_k: float
    oil_tau_min: float
    winding_tau_min: float
    oil_exponent_ratio: float
    winding_exponent_ratio: float
    k11_ratio: float
    k21_ratio: float
    k22_ratio: float


THERMAL_SETS: dict[Cooling, ThermalSet] = {
    "onan_distribution": ThermalSet(5.0, 55.0, 23.0, 180.0, 4.0, 0.8, 1.6, 1.0, 1.0, 2.0),
    "onan": ThermalSet(6.0, 52.0, 26.0, 210.0, 10.0, 0.8, 1.3, 0.5, 2.0, 2.0),
    "onaf": ThermalSet(6.0, 52.0, 26.0, 150.0, 7.0, 0.8, 1.3, 0.5, 2.0, 2.0),
    "of": ThermalSet(6.0, 56.0, 22.0, 90.0, 7.0, 1.0, 1.3, 1.0, 1.3, 1.0),
    "od": ThermalSet(6.0, 49.0, 29.0, 90.0, 7.0, 1.0, 2.0, 1.0, 1.0, 1.0),
    "ieee_onan": ThermalSet(6.0, 55.0, 25.0, 210.0, 7.0, 0.8, 1.6, 1.0, 1.0, 1.0),
    "ieee_onaf": ThermalSet(6.0, 55.0, 25.0, 150.0, 7.0, 0.9, 1.6, 1.0, 1.0, 1.0),
    "ieee_of": ThermalSet(6.0, 55.0, 25.0, 90.0, 7.0, 0.9, 1.6, 1.0, 1.0, 1.0),
    "ieee_od": ThermalSet(6.0, 55.0, 25.0, 90.0, 7.0, 1.0, 2.0, 1.0, 1.0, 1.0),
}


def is_ieee(cooling: Cooling) -> bool:
    """Whether a mode follows clause 7 of IEEE C57.91: no ambient lag, a corrected oil lag.

    >>> is_ieee("ieee_of"), is_ieee("of")
    (True, False)
    """
    return cooling.startswith("ieee")


class Stage(NamedTuple):
    """One cooling stage of a unit (or of a bank of equal units), ready for the equations.

    Attributes:
        base_va: load at which the per-unit load of this stage is 1, whole bank.
        loss_ratio: R at this base.
        thermal: its characteristics.
        ieee: clause 7 of IEEE C57.91.
        start_oil_c, start_hot_c: reaching either starts this stage; infinite for the first.
        stop_k: both must fall this far below to stop it.
    """

    base_va: float
    loss_ratio: float
    thermal: ThermalSet
    ieee: bool
    start_oil_c: float
    start_hot_c: float
    stop_k: float


class Limit(NamedTuple):
    """A limit on top oil or hot-spot that latches past its level and clears at its reset.

    Attributes:
        name: as in the log.
        oil: on the top oil, else on the hot-spot.
        level_c: latches above it.
        reset_c: clears below it; equal to the level for a plain watch.
        watch: asked for by the user: where the start is past it, that is no crossing.
        reports: which crossings are wanted.
    """

    name: str
    oil: bool
    level_c: float
    reset_c: float
    watch: bool
    reports: Literal["rising", "falling", "both"] = "both"


class Unit(NamedTuple):
    """One transformer, or one bank of equal units that share the load, ready for the equations.

    Attributes:
        rated_va: at full cooling, whole bank.
        p0_w, pk_w: losses at rated voltage and at full rating, whole bank.
        resistance_pu, reactance_pu: series impedance on `rated_va`.
        i0_pu: no-load current on `rated_va`.
        ratio_pu: no-load voltage of the low side over its nominal one, by the tap.
        stages: ascending.
        dwell_us: a stage stays at least this long.
        limits: protective ones first, then watches.
    """

    rated_va: float
    p0_w: float
    pk_w: float
    resistance_pu: float
    reactance_pu: float
    i0_pu: float
    ratio_pu: float
    stages: tuple[Stage, ...]
    dwell_us: int
    limits: tuple[Limit, ...]
