"""The power law of an ASIC miner: what one machine draws, hashes and warms to in each stage.

Pure equations and the spec behind them; nothing here moves in time. Three laws, in this order:

- mode: `P/Pr = s + (1-s) h^gamma`, exactly invertible, h the share of the rated hash rate;
- leakage: a warmer board draws more, `P = Pm (1 + alpha (Tb - Tref))`;
- board: one thermal node, `Tb' = (Tin + Rth P - Tb) / tau`.

The last two are linear in Tb, so they have one closed form: the settled draw is
`Pm (1 + alpha (Tin - Tref)) / (1 - alpha Pm Rth)` and the board approaches its settled temperature
with the time constant `tau / (1 - alpha Pm Rth)`.

Sources: hash rates and powers from public tables; mode exponent calibrated on a T21 at 190 TH/s,
3,610 W and 233 TH/s, 5,126 W; throttle and stop temperatures from a published test of an S21; wake
and shed times as claimed for LuxOS. The rest are assumptions, each a field.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf, log
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from twin.units import US_PER_S

OFF, HELD, SLEEP, BOOT, TUNE, HASH, THROTTLE = range(7)
STAGE_NAMES = ("off", "held", "sleep", "boot", "tune", "hash", "throttle")

NEVER_US = 2**62

_COLDEST_INLET_C = -60.0
_FEEDBACK_LIMIT_RATIO = 0.9


class AsicSpec(BaseModel, frozen=True, extra="forbid"):
    """One model of mining machine: the keys of a site document. Provenance stands in brackets.

    S is a published source, M engineering memory, A an assumption to override.
    """

    model: str = Field(description="name of the model")
    th_per_s: float = Field(gt=0, description="rated hash rate [S]")
    power_w: float = Field(gt=0, description="rated draw at the wall and the rated inlet [S]")
    cooling: Literal["air", "hydro", "immersion"] = Field("air", description="how it is cooled [S]")
    power_factor_ratio: float = Field(0.98, gt=0, le=1, description="lagging power factor [A]")
    boards_count: int = Field(3, ge=1, description="hash boards in one machine [S]")
    fixed_share_frac: float = Field(
        0.04, ge=0, le=0.5, description="draw of fans and controls at rated power [A]"
    )
    mode_exponent_ratio: float = Field(
        1.75, ge=1, le=3, description="power over hash rate in a power mode [A]"
    )
    mode_min_frac: float = Field(0.5, gt=0, le=1, description="lowest share of hash rate [A]")
    mode_max_frac: float = Field(1.2, ge=1, le=2, description="highest share of hash rate [A]")
    leakage_per_k: float = Field(0.003, ge=0, le=0.008, description="power over board heat [A]")
    inlet_rated_c: float = Field(25.0, ge=0, le=60, description="inlet of the rated power [M]")
    board_rise_k: float = Field(42.5, gt=0, le=80, description="board over inlet when rated [A]")
    tau_s: float = Field(90.0, gt=0, le=3600, description="time constant of the board [A]")
    inlet_rise_k: float = Field(
        1.7, ge=0, le=30, description="inlet over ambient: a tenth recirculates at 15 K [A]"
    )
    min_c: float = Field(-10.0, ge=-50, le=30, description="coldest inlet to start at [S]")
    throttle_c: float = Field(40.0, le=80, description="inlet that slows it [S]")
    release_c: float = Field(38.0, le=80, description="inlet that lets it run fully again [A]")
    stop_c: float = Field(47.0, le=90, description="inlet that stops it [S]")
    restart_c: float = Field(40.0, le=90, description="warmest inlet to start at [A]")
    throttle_hash_frac: float = Field(
        0.898, gt=0, le=1, description="share of hash rate left when slowed: 490 to 440 MHz [S]"
    )
    sleep_w: float = Field(25.0, ge=0, description="draw asleep, or held off by its inlet [S]")
    shed_s: float = Field(5.0, gt=0, le=600, description="command to sleep [S]")
    wake_s: float = Field(10.0, gt=0, le=1800, description="sleep to full hash rate [S]")
    boot_s: float = Field(120.0, gt=0, le=3600, description="power to first hash [M]")
    boot_power_frac: float = Field(0.1, ge=0, le=1, description="share of power in boot [A]")
    tune_s: float = Field(420.0, gt=0, le=7200, description="first hash to stable [M]")
    tune_power_frac: float = Field(0.9, gt=0, le=1, description="share of power in tuning [A]")
    tune_hash_frac: float = Field(0.85, ge=0, le=1, description="share of hash in tuning [A]")
    failure_per_year: float = Field(
        0.05, ge=0, le=10, description="failures of a machine at rated board heat, 0.025 if wet [A]"
    )
    failure_doubling_k: float = Field(10.0, gt=0, description="heat that doubles failures [A]")
    board_failure_frac: float = Field(0.60, ge=0, le=1, description="failures: a hash board [A]")
    psu_failure_frac: float = Field(0.20, ge=0, le=1, description="failures: power supply [A]")
    fan_failure_frac: float = Field(0.15, ge=0, le=1, description="failures: fans [A]")
    repair_min_h: float = Field(24.0, ge=0, description="shortest repair [A]")
    repair_max_h: float = Field(336.0, ge=0, description="longest repair [A]")

    @model_validator(mode="after")
    def _thresholds_in_order(self) -> Self:
        if not self.min_c < self.release_c <= self.throttle_c - 1.0 < self.stop_c - 1.0:
            raise ValueError("need min_c < release_c <= throttle_c - 1 K and throttle_c < stop_c")
        if not self.min_c < self.restart_c <= self.stop_c - 1.0:
            raise ValueError("need min_c < restart_c <= stop_c - 1 K")
        if self.board_failure_frac + self.psu_failure_frac + self.fan_failure_frac > 1.0 + 1e-9:
            raise ValueError("the failure shares add to more than 1 (the rest is the controller)")
        if self.repair_min_h > self.repair_max_h:
            raise ValueError("repair_min_h is above repair_max_h")
        if self.leakage_per_k * (self.board_reference_c - _COLDEST_INLET_C) >= 1.0:
            raise ValueError("leakage_per_k is so large that a cold machine would draw nothing")
        hottest_mode_frac = mode_power_frac(self, self.mode_max_frac)
        if self.leakage_per_k * self.board_rise_k * hottest_mode_frac > _FEEDBACK_LIMIT_RATIO:
            raise ValueError("leakage_per_k times board_rise_k lets the board run away")
        return self

    @property
    def rth_k_per_w(self) -> float:
        """Board rise per watt [K/W]."""
        return self.board_rise_k / self.power_w

    @property
    def board_reference_c(self) -> float:
        """Board temperature at which the rated power holds [°C]."""
        return self.inlet_rated_c + self.board_rise_k

    @property
    def efficiency_j_per_th(self) -> float:
        """Rated energy per terahash [J/TH]."""
        return self.power_w / self.th_per_s


def mode_power_frac(spec: AsicSpec, mode_frac: float) -> float:
    """Share of rated power at a share of rated hash rate, before leakage.

    >>> from twin.devices.asic_power import AsicSpec
    >>> round(mode_power_frac(AsicSpec(model="S21", th_per_s=200, power_w=3500), 0.5), 6)
    0.32541
    """
    fixed = spec.fixed_share_frac
    return fixed + (1.0 - fixed) * mode_frac**spec.mode_exponent_ratio


def mode_of_power_frac(spec: AsicSpec, power_frac: float) -> float:
    """Share of rated hash rate at a share of rated power: the exact inverse of the mode law.

    >>> from twin.devices.asic_power import AsicSpec
    >>> spec = AsicSpec(model="S21", th_per_s=200, power_w=3500)
    >>> round(mode_of_power_frac(spec, mode_power_frac(spec, 0.85)), 12)
    0.85
    """
    fixed = spec.fixed_share_frac
    return ((power_frac - fixed) / (1.0 - fixed)) ** (1.0 / spec.mode_exponent_ratio)


def mode_for_w(spec: AsicSpec, draw_w: float, inlet_c: float) -> float:
    """Share of rated hash rate at which a machine that hashes draws so much: the exact inverse.

    Args:
        spec: of the machine.
        draw_w: settled, at the wall, leakage included.
        inlet_c: air that it draws in.

    >>> spec = AsicSpec(model="S21", th_per_s=200, power_w=3500)
    >>> one = stage_powers(spec, 0.7)[HASH]
    >>> round(mode_for_w(spec, one.constant_w + one.slope_w_per_k * 38.0, 38.0), 12)
    0.7
    """
    warmer_ratio = 1.0 + spec.leakage_per_k * (inlet_c - spec.board_reference_c)
    mode_w = draw_w / (warmer_ratio + spec.leakage_per_k * spec.rth_k_per_w * draw_w)
    return mode_of_power_frac(spec, mode_w / spec.power_w)


def calibrated_exponent_ratio(fixed_frac: float, hash_ratio: float, power_ratio: float) -> float:
    """Exponent of the mode law from a second measured point, relative to the rated one.

    >>> round(calibrated_exponent_ratio(0.0, 233 / 190, 5126 / 3610), 7)
    1.7185938
    """
    return log((power_ratio - fixed_frac) / (1.0 - fixed_frac)) / log(hash_ratio)


def failure_ratio(spec: AsicSpec, board_c: float) -> float:
    """How much oftener a machine fails than at its rated board temperature: twice per 10 K.

    >>> from twin.devices.asic_power import AsicSpec
    >>> failure_ratio(AsicSpec(model="S21", th_per_s=200, power_w=3500), 77.5)
    2.0
    """
    return 2.0 ** ((board_c - spec.board_reference_c) / spec.failure_doubling_k)


class StagePower(NamedTuple):
    """One machine in one stage, linear in its inlet temperature.

    Attributes:
        constant_w: draw at an inlet of 0 °C.
        slope_w_per_k: draw gained per kelvin of inlet.
        board_constant_c: settled board temperature at an inlet of 0 °C.
        board_slope_ratio: settled board kelvin per kelvin of inlet, 1 or more.
        tau_us: time constant of the board, leakage included.
        hash_th_per_s: hash rate.
        board_frac: what a machine loses with one hash board, of draw and of hash rate.
        low_c: an inlet at or below it ends the stage.
        high_c: an inlet at or above it ends the stage.
        dwell_us: how long the stage lasts for a row that should sleep and for one that should hash.
    """

    constant_w: float
    slope_w_per_k: float
    board_constant_c: float
    board_slope_ratio: float
    tau_us: float
    hash_th_per_s: float
    board_frac: float
    low_c: float = -inf
    high_c: float = inf
    dwell_us: tuple[int, int] = (NEVER_US, NEVER_US)


def _flat(spec: AsicSpec, draw_w: float) -> StagePower:
    rise_k = draw_w * spec.rth_k_per_w
    return StagePower(draw_w, 0.0, rise_k, 1.0, spec.tau_s * US_PER_S, 0.0, 0.0)


def _leaking(spec: AsicSpec, mode_w: float, hash_th_per_s: float) -> StagePower:
    alpha, rth, tref = spec.leakage_per_k, spec.rth_k_per_w, spec.board_reference_c
    feedback = 1.0 - alpha * mode_w * rth
    at_tref_w = mode_w / feedback
    constant_w, slope_w_per_k = at_tref_w * (1.0 - alpha * tref), at_tref_w * alpha
    return StagePower(
        constant_w,
        slope_w_per_k,
        rth * constant_w,
        1.0 + rth * slope_w_per_k,
        spec.tau_s * US_PER_S / feedback,
        hash_th_per_s,
        1.0 / spec.boards_count,
    )


@lru_cache(maxsize=4096)
def stage_powers(spec: AsicSpec, mode_frac: float) -> tuple[StagePower, ...]:
    """What one machine does in each stage at a power mode, indexed by stage.

    Tuning and throttling scale the mode; asleep or held it draws `sleep_w`, booting a share of
    its rated power, both without leakage; off it draws nothing.

    >>> from twin.devices.asic_power import AsicSpec
    >>> one = stage_powers(AsicSpec(model="S21", th_per_s=200, power_w=3500), 1.0)[HASH]
    >>> round(one.constant_w + one.slope_w_per_k * 25.0, 9)
    3500.0
    """
    full_w, full_th = spec.power_w, spec.th_per_s
    mode_w = full_w * mode_power_frac(spec, mode_frac)
    slowed = mode_frac * spec.throttle_hash_frac
    asleep = _flat(spec, spec.sleep_w)
    boot = _flat(spec, full_w * spec.boot_power_frac)
    tune = _leaking(spec, mode_w * spec.tune_power_frac, full_th * mode_frac * spec.tune_hash_frac)
    hash_ = _leaking(spec, mode_w, full_th * mode_frac)
    slow = _leaking(spec, full_w * mode_power_frac(spec, slowed), full_th * slowed)
    boot_us, tune_us = round(spec.boot_s * US_PER_S), round(spec.tune_s * US_PER_S)
    shed_us, wake_us = round(spec.shed_s * US_PER_S), round(spec.wake_s * US_PER_S)
    return (
        _flat(spec, 0.0),
        asleep._replace(low_c=inf, high_c=-inf),
        asleep._replace(dwell_us=(NEVER_US, wake_us)),
        boot._replace(high_c=spec.stop_c, dwell_us=(boot_us, boot_us)),
        tune._replace(high_c=spec.stop_c, dwell_us=(shed_us, tune_us)),
        hash_._replace(high_c=spec.throttle_c, dwell_us=(shed_us, NEVER_US)),
        slow._replace(low_c=spec.release_c, high_c=spec.stop_c, dwell_us=(shed_us, NEVER_US)),
    )
