"""The power law of a GPU rack: what it draws and how fast it works, by job and by cap.

Pure equations and the specs behind them; nothing here moves in time. A synchronous job is a square
wave between a compute plateau and a communication trough, a few seconds long; the twin carries its
mean as power and the swing as an attribute, for a second-long ripple moves no temperature.
Checkpoints come every `checkpoint_s` of *work* (a number of steps), so a capped job saves as much
of its work as an uncapped one.

Under a cap the plateau is clipped and work slows by `((P-Pi)/(Pm-Pi))^beta`, `Pm` being the job's
own plateau and `Pi` the idle power. Power is counted in whole watts: integers add without order, so
a hall's draw is the same to the last bit however it was reached.

Sources: idle, typical and maximum powers from vendors' data sheets and press; swings and cap
exponent from POLCA and arXiv 2508.14318; interruption rate from the Llama 3 report (419 in 54 days
on 16,384 GPUs). Each number is a field.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import msgspec
from pydantic import BaseModel, Field, model_validator

from twin.devices.checkpointing import daly_interval_s, gpu_job_mttf_h
from twin.units import S_PER_H, W_PER_KW


class RackSpec(BaseModel, frozen=True, extra="forbid"):
    """One model of GPU rack: the keys of a site document. Provenance stands in brackets.

    S is a published source, M engineering memory, A an assumption to override.
    """

    model: str = Field(description="name of the model")
    gpus_count: int = Field(ge=1, description="GPUs in one rack [S]")
    idle_kw: float = Field(ge=0, description="draw with no work [A]")
    typical_kw: float = Field(gt=0, description="plateau of usual training [S]")
    max_kw: float = Field(gt=0, description="largest draw, what the supply is built for [S]")
    liquid_frac: float = Field(
        0.87, ge=0, le=1, description="share of heat that goes to liquid [M]"
    )
    power_factor_ratio: float = Field(0.99, gt=0, le=1, description="lagging power factor [A]")
    ramp_s: float = Field(30.0, gt=0, le=600, description="idle to full draw of a starting job [A]")
    cap_exponent_ratio: float = Field(0.6, gt=0, le=1, description="work over power, capped [A]")
    write_s: float = Field(60.0, ge=0, le=3600, description="time to write a checkpoint [A]")
    write_frac: float = Field(0.4, ge=0, le=1, description="draw while writing, of mean draw [A]")
    restart_s: float = Field(600.0, ge=0, le=7200, description="racks granted to work again [A]")
    interruptions_per_gpu_year: float = Field(0.173, gt=0, description="of a job, all causes [S]")
    faulty_gpu_frac: float = Field(
        0.353, ge=0, le=1, description="share of interruptions that stop a rack for repair [S]"
    )
    repair_min_h: float = Field(2.0, ge=0, description="shortest repair of a rack [A]")
    repair_max_h: float = Field(24.0, ge=0, description="longest repair of a rack [A]")

    @model_validator(mode="after")
    def _powers_in_order(self) -> Self:
        if not self.idle_kw < self.typical_kw <= self.max_kw:
            raise ValueError("need idle_kw < typical_kw <= max_kw")
        if self.repair_min_h > self.repair_max_h:
            raise ValueError("repair_min_h is above repair_max_h")
        return self

    @property
    def typical_frac(self) -> float:
        """Typical plateau between idle (0) and maximum (1)."""
        return (self.typical_kw - self.idle_kw) / (self.max_kw - self.idle_kw)


class HallSpec(BaseModel, frozen=True, extra="forbid"):
    """A hall: identical racks that share a queue of jobs, a cap and a supply."""

    rack: RackSpec = Field(description="model of all its racks")
    racks_count: int = Field(1, ge=1, le=10_000, description="racks in the hall")
    other_it_kw: float = Field(0.0, ge=0, description="network and storage, always on [A]")
    inference_count: int = Field(0, ge=0, description="highest-numbered racks, kept for inference")
    explicit_checkpoint_count: int = Field(
        0, ge=0, description="jobs on this many racks or more show each checkpoint; 0 is never"
    )
    backfill_count: int = Field(
        default=16, ge=0, description="waiting jobs looked at behind the first [A]"
    )
    overtake_count: int = Field(
        default=64, ge=0, description="jobs that may pass the first in line [A]"
    )

    @model_validator(mode="after")
    def _inference_fits(self) -> Self:
        if self.inference_count > self.racks_count:
            raise ValueError("inference_count is above racks_count")
        return self


class JobShape(msgspec.Struct, frozen=True, kw_only=True):
    """What a synchronous job asks for.

    Attributes:
        rack_count: racks it needs, all at once.
        work_s: run time at full power, without checkpoints.
        high_frac: compute plateau between idle (0) and maximum (1) of a rack.
        low_frac: communication trough on the same scale, not above the plateau.
        period_s: length of one iteration.
        duty_frac: share of an iteration on the plateau.
        checkpoint_s: work between checkpoints; 0 is none.
    """

    rack_count: int
    work_s: float
    high_frac: float
    low_frac: float
    period_s: float
    duty_frac: float
    checkpoint_s: float


class Pace(NamedTuple):
    """How a job goes on one rack under one cap.

    Attributes:
        mean_w: mean draw, checkpoints included unless they are shown.
        rate_frac: work done per second.
        high_w: plateau.
        low_w: trough.
        write_w: draw while a checkpoint is written.
    """

    mean_w: float
    rate_frac: float
    high_w: float
    low_w: float
    write_w: float


def rack_w(spec: RackSpec, load_frac: float) -> float:
    """Draw of a rack at a load between idle (0) and maximum (1) [W].

    >>> from twin.devices.gpu_power import RackSpec
    >>> nvl72 = RackSpec(model="NVL72", gpus_count=72, idle_kw=30, typical_kw=110, max_kw=132)
    >>> rack_w(nvl72, 0.5)
    81000.0
    """
    return (spec.idle_kw + load_frac * (spec.max_kw - spec.idle_kw)) * W_PER_KW


def capped_rate_frac(spec: RackSpec, plateau_w: float, allowed_w: float) -> float:
    """Work per second of a job whose plateau is clipped from `plateau_w` to `allowed_w`.

    >>> from twin.devices.gpu_power import RackSpec
    >>> nvl72 = RackSpec(model="NVL72", gpus_count=72, idle_kw=30, typical_kw=110, max_kw=132)
    >>> round(capped_rate_frac(nvl72, 132e3, 81e3), 6)
    0.659754
    """
    idle_w = spec.idle_kw * W_PER_KW
    if allowed_w >= plateau_w:
        return 1.0
    return ((allowed_w - idle_w) / (plateau_w - idle_w)) ** spec.cap_exponent_ratio


def pace(spec: RackSpec, shape: JobShape, cap_w: float, *, shown: bool = False) -> Pace:
    """Draw and speed of a job on one rack under a cap not below idle.

    Args:
        spec: the rack.
        shape: the job.
        cap_w: most that the rack may draw.
        shown: checkpoints are phases of their own, so they are in neither the mean nor the rate.

    >>> from twin.devices.gpu_power import JobShape, RackSpec
    >>> nvl72 = RackSpec(model="NVL72", gpus_count=72, idle_kw=30, typical_kw=110, max_kw=132)
    >>> shape = JobShape(rack_count=1, work_s=3600, high_frac=1.0, low_frac=0.5, period_s=2,
    ...                  duty_frac=0.8, checkpoint_s=0)
    >>> pace(nvl72, shape, 132e3).mean_w
    121800.0
    """
    idle_w, duty_frac = spec.idle_kw * W_PER_KW, shape.duty_frac
    span_w = spec.max_kw * W_PER_KW - idle_w
    plateau_w, trough_w = idle_w + shape.high_frac * span_w, idle_w + shape.low_frac * span_w
    high_w, low_w = min(plateau_w, cap_w), min(trough_w, cap_w)
    wave_w = duty_frac * high_w + (1.0 - duty_frac) * low_w
    wish_w = duty_frac * plateau_w + (1.0 - duty_frac) * trough_w
    write_w = min(max(idle_w, spec.write_frac * wish_w), cap_w)
    speed = capped_rate_frac(spec, plateau_w, high_w)
    if shown or shape.checkpoint_s <= 0.0 or speed <= 0.0:
        return Pace(wave_w, speed, high_w, low_w, write_w)
    compute_s = shape.checkpoint_s / speed
    cycle_s = compute_s + spec.write_s
    mean_w = (compute_s * wave_w + spec.write_s * write_w) / cycle_s
    return Pace(mean_w, shape.checkpoint_s / cycle_s, high_w, low_w, write_w)


def usual_checkpoint_s(spec: RackSpec, rack_count: int) -> float:
    """Work between checkpoints that wastes least for a job on so many racks (Daly) [s].

    >>> from twin.devices.gpu_power import RackSpec
    >>> nvl72 = RackSpec(model="NVL72", gpus_count=72, idle_kw=30, typical_kw=110, max_kw=132)
    >>> round(usual_checkpoint_s(nvl72, 34))
    2949
    """
    mttf_h = gpu_job_mttf_h(rack_count * spec.gpus_count, spec.interruptions_per_gpu_year)
    return daly_interval_s(spec.write_s, mttf_h * S_PER_H)


def wave_mean_w(high_w: float, low_w: float, duty_frac: float) -> float:
    """Mean of a square wave [W].

    >>> wave_mean_w(100.0, 50.0, 0.6)
    80.0
    """
    return duty_frac * high_w + (1.0 - duty_frac) * low_w


def wave_rms_w(high_w: float, low_w: float, duty_frac: float) -> float:
    """Root mean square of a square wave [W], what a conductor's heat follows.

    >>> round(wave_rms_w(100.0, 50.0, 0.6), 3)
    83.666
    """
    return (duty_frac * high_w**2 + (1.0 - duty_frac) * low_w**2) ** 0.5


def wave_ripple_w(high_w: float, low_w: float, duty_frac: float) -> float:
    """Standard deviation of a square wave about its mean [W].

    >>> round(wave_ripple_w(100.0, 50.0, 0.6), 3)
    24.495
    """
    return (high_w - low_w) * (duty_frac * (1.0 - duty_frac)) ** 0.5
