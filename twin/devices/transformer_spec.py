"""The keys of a transformer in a site document.

Provenance stands in brackets: V verified, S a secondary source, M engineering memory, A an
assumption; whatever is not V or S is a default to override.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, Field, model_validator

from twin.devices.transformer_parameters import Cooling
from twin.units import PER_PERCENT, VA_PER_MVA, W_PER_KW

LAST_LIMITS_C: dict[str, tuple[float, float]] = {"iec": (115.0, 160.0), "ieee": (110.0, 180.0)}
"""Top oil and hot-spot that no set allows to be passed, even for half an hour [S]."""
TRIPS_C: dict[str, tuple[float, float]] = {"iec": (105.0, 130.0), "ieee": (105.0, 140.0)}
"""Default trips of top oil and winding, below the last limit of the set [A]."""

_KVA_PER_MVA = 1e3
_SMALL_MVA = 10.0


class ThermalOverrides(BaseModel, frozen=True, extra="forbid"):
    """Thermal characteristics that replace those of the cooling mode where given."""

    loss_ratio: float | None = Field(
        None,
        gt=0,
        le=30,
        description="R, load over no-load loss at full rating; "
        "else pk_kw / p0_kw where both are given, else of the cooling mode [M]",
    )
    oil_rise_k: float | None = Field(None, gt=0, le=100, description="rated top-oil rise [M]")
    gradient_k: float | None = Field(None, gt=0, le=100, description="rated hot-spot gradient [M]")
    oil_tau_min: float | None = Field(None, gt=0, le=1440, description="oil time constant [M]")
    winding_tau_min: float | None = Field(
        None, gt=0, le=120, description="winding time constant [S]"
    )
    oil_exponent_ratio: float | None = Field(None, ge=0.3, le=1.5, description="x, IEEE n [S]")
    winding_exponent_ratio: float | None = Field(
        None, ge=0.5, le=2.5, description="y, IEEE 2 m [S]"
    )
    k11_ratio: float | None = Field(None, gt=0, le=3, description="on the oil time constant [S]")
    k21_ratio: float | None = Field(None, ge=1, le=4, description="overshoot of the gradient [S]")
    k22_ratio: float | None = Field(
        None, gt=0, le=4, description="on the winding time constant [S]"
    )


class StageSpec(ThermalOverrides, frozen=True, extra="forbid"):
    """One cooling stage."""

    mva: float = Field(gt=0, le=2000, description="rating with this cooling, one unit")
    cooling: Cooling = Field(description="cooling mode of this stage")
    start_top_oil_c: float | None = Field(
        None, ge=20, le=150, description="top oil that starts it; 60 °C and 5 K more a stage [M]"
    )
    start_winding_c: float | None = Field(
        None, ge=20, le=180, description="hot-spot that starts it; 75 °C and 5 K more a stage [M]"
    )
    stop_k: float = Field(7.0, ge=1, le=40, description="both this far below stop it [M]")


class WatchLimit(BaseModel, frozen=True, extra="forbid"):
    """A level whose crossings are wanted, whatever protection does."""

    name: str = Field(description="as reported", min_length=1)
    quantity: Literal["hot_spot", "top_oil"] = Field(description="raw model value watched")
    value_c: float = Field(ge=-60, le=400, description="level")
    direction: Literal["rising", "falling", "both"] = Field("both", description="what is reported")


class TransformerSpec(ThermalOverrides, frozen=True, extra="forbid"):
    """A transformer, or a bank of equal ones that share the load: the keys of a site document."""

    kva: float | None = Field(None, gt=0, le=50_000, description="rating of a small unit")
    mva_max: float | None = Field(None, gt=0, le=2000, description="rating at full cooling")
    mva_onan: float | None = Field(
        None, gt=0, le=2000, description="rating without fans: makes three stages up to mva_max"
    )
    cooling: Cooling | None = Field(
        None, description="mode at full rating; onan_distribution with kva, else onaf"
    )
    stages: tuple[StageSpec, ...] = Field((), description="cooling stages, smallest first")
    stage_dwell_s: float = Field(60.0, ge=0, le=3600, description="shortest stay in a stage [A]")
    parallel_count: int = Field(1, ge=1, le=1000, description="equal units that share the load")
    hv_kv: float = Field(34.5, gt=0, le=1200, description="nominal voltage of the high side [A]")
    lv_kv: float = Field(0.48, gt=0, le=1200, description="nominal voltage of the low side [A]")
    z_pct: float | None = Field(
        None, gt=0, le=30, description="impedance; 5.75 % up to 10 MVA, else 8.5 % [M]"
    )
    p0_kw: float | None = Field(
        None, gt=0, le=2000, description="no-load loss; 2.1 kW (S / 2.5 MVA)^0.9 [M]"
    )
    pk_kw: float | None = Field(
        None, gt=0, le=10_000, description="load loss at full rating; 20 kW (S / 2.5 MVA)^0.77 [M]"
    )
    i0_pct: float = Field(0.2, ge=0, le=10, description="no-load current [M]")
    tap_step_count: int = Field(0, ge=-16, le=16, description="off-load tap, + lowers the voltage")
    tap_step_pct: float = Field(2.5, gt=0, le=10, description="voltage of one tap step [M]")
    limit_set: Literal["iec", "ieee"] = Field("ieee", description="whose last limits hold")
    alarm_top_oil_c: float = Field(95.0, ge=40, le=150, description="alarm [A]")
    alarm_winding_c: float = Field(110.0, ge=40, le=180, description="alarm [A]")
    shed_winding_c: float = Field(120.0, ge=40, le=180, description="forced load shedding [A]")
    trip_top_oil_c: float | None = Field(
        None, ge=40, le=150, description="trip; 105 °C in both sets [A]"
    )
    trip_winding_c: float | None = Field(
        None, ge=40, le=180, description="trip; 130 °C iec, 140 °C ieee [A]"
    )
    limit_hysteresis_k: float = Field(5.0, ge=1, le=40, description="alarms clear below by [A]")
    paper: Literal["thermally_upgraded", "kraft"] = Field(
        "thermally_upgraded", description="insulation that ages"
    )
    limits: tuple[WatchLimit, ...] = Field((), description="further levels to watch")

    @model_validator(mode="after")
    def _is_one_transformer(self) -> Self:
        wrong = [*_rating_faults(self), *_stage_faults(self), *_limit_faults(self)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


def _rating_faults(spec: TransformerSpec) -> list[str]:
    wrong: list[str] = []
    given = [spec.kva is not None, spec.mva_max is not None, bool(spec.stages)]
    if sum(given) != 1:
        wrong.append("give the rating once: one of kva, mva_max, stages")
    if spec.mva_onan is not None and (spec.mva_max is None or spec.mva_onan >= spec.mva_max):
        wrong.append("mva_onan needs an mva_max above it")
    if spec.stages and spec.cooling is not None:
        wrong.append("cooling belongs to each of the stages")
    if not wrong and impedance_va(spec) < load_loss_w(spec):
        wrong.append("pk_kw is more than z_pct of the rating: no reactance is left")
    return wrong


def _stage_faults(spec: TransformerSpec) -> list[str]:
    ratings = [stage.mva for stage in spec.stages]
    if ratings != sorted(set(ratings)):
        return ["stages must ascend in mva"]
    first = spec.stages[0] if spec.stages else None
    if first and (first.start_top_oil_c is not None or first.start_winding_c is not None):
        return ["the first stage is always on and has no start"]
    return []


def _limit_faults(spec: TransformerSpec) -> list[str]:
    trip_oil_c, trip_hot_c = trips_c(spec)
    last_oil_c, last_hot_c = LAST_LIMITS_C[spec.limit_set]
    wrong: list[str] = []
    if not spec.alarm_top_oil_c < trip_oil_c < last_oil_c:
        wrong.append(
            f"top oil: alarm {spec.alarm_top_oil_c:g} < trip {trip_oil_c:g} < last limit "
            f"{last_oil_c:g} °C of {spec.limit_set} does not hold"
        )
    if not spec.alarm_winding_c <= spec.shed_winding_c < trip_hot_c < last_hot_c:
        wrong.append(
            f"winding: alarm {spec.alarm_winding_c:g} <= shed {spec.shed_winding_c:g} < trip "
            f"{trip_hot_c:g} < last limit {last_hot_c:g} °C of {spec.limit_set} does not hold"
        )
    names = [limit.name for limit in spec.limits]
    if len(set(names)) < len(names):
        wrong.append("two watched limits have one name")
    return wrong


def trips_c(spec: TransformerSpec) -> tuple[float, float]:
    """Top oil and winding temperatures at which a unit trips.

    >>> trips_c(TransformerSpec(kva=2500, limit_set="iec"))
    (105.0, 130.0)
    """
    oil_c, hot_c = TRIPS_C[spec.limit_set]
    return spec.trip_top_oil_c or oil_c, spec.trip_winding_c or hot_c


def rated_mva(spec: TransformerSpec) -> float:
    """Rating of one unit at full cooling [MVA].

    >>> rated_mva(TransformerSpec(kva=2500))
    2.5
    """
    if spec.stages:
        return spec.stages[-1].mva
    if spec.mva_max is not None:
        return spec.mva_max
    return (spec.kva or 0.0) / _KVA_PER_MVA


def no_load_loss_w(spec: TransformerSpec) -> float:
    """No-load loss of one unit at rated voltage [W].

    >>> no_load_loss_w(TransformerSpec(kva=2500))
    2100.0
    """
    if spec.p0_kw is not None:
        return spec.p0_kw * W_PER_KW
    return 2.1 * W_PER_KW * (rated_mva(spec) / 2.5) ** 0.9


def load_loss_w(spec: TransformerSpec) -> float:
    """Load loss of one unit at full rating [W].

    >>> load_loss_w(TransformerSpec(kva=2500))
    20000.0
    """
    if spec.pk_kw is not None:
        return spec.pk_kw * W_PER_KW
    return 20.0 * W_PER_KW * (rated_mva(spec) / 2.5) ** 0.77


def impedance_va(spec: TransformerSpec) -> float:
    """Short-circuit voltage of one unit times its rating [VA].

    >>> impedance_va(TransformerSpec(kva=2000, z_pct=6))
    120000.0
    """
    z_pct = spec.z_pct or (5.75 if rated_mva(spec) <= _SMALL_MVA else 8.5)
    return z_pct * PER_PERCENT * rated_mva(spec) * VA_PER_MVA
