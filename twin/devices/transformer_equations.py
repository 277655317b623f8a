"""Equations of oil-immersed transformers (IEC 60076-7, IEEE C57.91 clause 7), without any state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from twin.devices.transformer_parameters import Stage, Unit
from twin.units import S_PER_MIN

_NEAR_FRAC = 1e-6


class Fixed(NamedTuple):
    """Constants of a unit in its stage, in the order `set_load` unpacks them."""

    per_va: float
    loss_ratio: float
    share_frac: float
    oil_rise_k: float
    oil_exponent_ratio: float
    winding_exponent_ratio: float
    gradient1_k: float
    gradient2_k: float
    rate1_per_s: float
    rate2_per_s: float
    oil_tau_s: float
    ieee: bool


def targets_k(fixed: Fixed, load_va: float) -> tuple[float, float, float]:
    """What oil rise and both gradient parts approach under a load of the whole bank.

    >>> from twin.devices.transformer_parameters import THERMAL_SETS, Stage
    >>> onaf = fixed_of(Stage(1e6, 6.0, THERMAL_SETS["onaf"], False, 0.0, 0.0, 0.0))
    >>> targets_k(onaf, 1e6)
    (52.0, 52.0, 26.0)
    """
    per_va, ratio, share, oil_k, x, y, top1_k, top2_k, *_ = fixed
    load_pu = load_va * per_va
    swing_pu = load_pu**y
    rise_to_k = oil_k * ((1.0 + ratio * load_pu * load_pu) * share) ** x
    return rise_to_k, top1_k * swing_pu, top2_k * swing_pu


def ambient_lag_s(stage: Stage) -> float:
    """How far a stage's top oil lags the ambient: k11 times the oil time constant, 0 for IEEE."""
    return 0.0 if stage.ieee else stage.thermal.k11_ratio * stage.thermal.oil_tau_min * S_PER_MIN


def ambient_lags_s(units: Sequence[Unit]) -> list[float]:
    """The lags of all stages of all units: what `AmbientFilters` must hold."""
    return sorted({ambient_lag_s(stage) for unit in units for stage in unit.stages})


def fixed_of(stage: Stage) -> Fixed:
    """The constants of a stage."""
    thermal = stage.thermal
    k21_ratio, k22_ratio = thermal.k21_ratio, thermal.k22_ratio
    oil_tau_s = thermal.oil_tau_min * S_PER_MIN
    return Fixed(
        per_va=1.0 / stage.base_va,
        loss_ratio=stage.loss_ratio,
        share_frac=1.0 / (1.0 + stage.loss_ratio),
        oil_rise_k=thermal.oil_rise_k,
        oil_exponent_ratio=thermal.oil_exponent_ratio,
        winding_exponent_ratio=thermal.winding_exponent_ratio,
        gradient1_k=k21_ratio * thermal.gradient_k,
        gradient2_k=(k21_ratio - 1.0) * thermal.gradient_k,
        rate1_per_s=1.0 / (k22_ratio * thermal.winding_tau_min * S_PER_MIN),
        rate2_per_s=k22_ratio / oil_tau_s,
        oil_tau_s=thermal.k11_ratio * oil_tau_s,
        ieee=stage.ieee,
    )


def oil_rate_per_s(fixed: Fixed, rise_to_k: float, rise_k: float) -> float:
    """One over the oil time constant; IEEE corrects it for n != 1 between now and the target.

    `tau = tau_R (a - b) / (a^(1/n) - b^(1/n))` with a and b the rises over the rated one; where
    they meet, `tau_R n m^(1 - 1/n)` at their mean m. A rise below the ambient counts as none.
    """
    n = fixed.oil_exponent_ratio
    if not fixed.ieee or n == 1.0:
        return 1.0 / fixed.oil_tau_s
    to_pu = max(rise_to_k, 0.0) / fixed.oil_rise_k
    from_pu = max(rise_k, 0.0) / fixed.oil_rise_k
    larger_pu = max(to_pu, from_pu)
    if larger_pu == 0.0:
        return 1.0 / fixed.oil_tau_s
    if abs(to_pu - from_pu) < _NEAR_FRAC * larger_pu:
        mean_pu = 0.5 * (to_pu + from_pu)
        return mean_pu ** (1.0 / n - 1.0) / (n * fixed.oil_tau_s)
    spread_pu = to_pu ** (1.0 / n) - from_pu ** (1.0 / n)
    return spread_pu / ((to_pu - from_pu) * fixed.oil_tau_s)
