"""A transformer's spec in SI, ready for the equations: stages written out, limits in order."""

from __future__ import annotations

from math import inf, sqrt

from twin.devices.transformer_parameters import (
    THERMAL_SETS,
    Cooling,
    Limit,
    Stage,
    ThermalSet,
    Unit,
    is_ieee,
)
from twin.devices.transformer_spec import (
    StageSpec,
    TransformerSpec,
    WatchLimit,
    impedance_va,
    load_loss_w,
    no_load_loss_w,
    rated_mva,
    trips_c,
)
from twin.devices.voltage.taps import ratio_pu
from twin.units import PER_PERCENT, US_PER_S, VA_PER_MVA


def stages_of(spec: TransformerSpec) -> tuple[StageSpec, ...]:
    """The cooling stages, written out.

    >>> [stage.mva for stage in stages_of(TransformerSpec(mva_onan=15, mva_max=25))]
    [15.0, 20.0, 25.0]
    """
    if spec.stages:
        return spec.stages
    top = spec.cooling or ("onaf" if spec.kva is None else "onan_distribution")
    full_mva = rated_mva(spec)
    if spec.mva_onan is None:
        return (_bare_stage(full_mva, top),)
    natural, forced = ("ieee_onan", "ieee_onaf") if is_ieee(top) else ("onan", "onaf")
    half_mva = 0.5 * (spec.mva_onan + full_mva)
    return (
        _bare_stage(spec.mva_onan, natural),
        _bare_stage(half_mva, forced),
        _bare_stage(full_mva, top),
    )


def _bare_stage(mva: float, cooling: Cooling) -> StageSpec:
    return StageSpec.model_validate({"mva": mva, "cooling": cooling})


def unit_constants(spec: TransformerSpec) -> Unit:
    """What the equations need of a transformer, in SI, the bank as one.

    >>> unit_constants(TransformerSpec(kva=2500, parallel_count=3)).rated_va
    7500000.0
    """
    rated_va = rated_mva(spec) * VA_PER_MVA
    resistance_pu = load_loss_w(spec) / rated_va
    impedance_pu = impedance_va(spec) / rated_va
    return Unit(
        rated_va=rated_va * spec.parallel_count,
        p0_w=no_load_loss_w(spec) * spec.parallel_count,
        pk_w=load_loss_w(spec) * spec.parallel_count,
        resistance_pu=resistance_pu,
        reactance_pu=sqrt(impedance_pu**2 - resistance_pu**2),
        i0_pu=spec.i0_pct * PER_PERCENT,
        ratio_pu=ratio_pu(spec.tap_step_count, spec.tap_step_pct),
        stages=tuple(_stage(spec, stage, k) for k, stage in enumerate(stages_of(spec))),
        dwell_us=round(spec.stage_dwell_s * US_PER_S),
        limits=(*_protection(spec), *(_watch(limit) for limit in spec.limits)),
    )


def _stage(spec: TransformerSpec, stage: StageSpec, k: int) -> Stage:
    """A stage with its overrides; R at full rating scales with the square of its base."""
    thermal = THERMAL_SETS[stage.cooling]
    if spec.p0_kw is not None and spec.pk_kw is not None:
        thermal = thermal._replace(loss_ratio=spec.pk_kw / spec.p0_kw)
    for source in (spec, stage):
        given = {name: getattr(source, name) for name in ThermalSet._fields}
        kept = {name: value for name, value in given.items() if value is not None}
        thermal = thermal._replace(**kept)
    start_oil_c = 55.0 + 5.0 * k if stage.start_top_oil_c is None else stage.start_top_oil_c
    start_hot_c = 70.0 + 5.0 * k if stage.start_winding_c is None else stage.start_winding_c
    return Stage(
        base_va=stage.mva * VA_PER_MVA * spec.parallel_count,
        loss_ratio=thermal.loss_ratio * (stage.mva / rated_mva(spec)) ** 2,
        thermal=thermal,
        ieee=is_ieee(stage.cooling),
        start_oil_c=start_oil_c if k else inf,
        start_hot_c=start_hot_c if k else inf,
        stop_k=stage.stop_k,
    )


def _protection(spec: TransformerSpec) -> tuple[Limit, ...]:
    trip_oil_c, trip_hot_c = trips_c(spec)
    rows = (
        ("alarm_top_oil", True, spec.alarm_top_oil_c),
        ("alarm_winding", False, spec.alarm_winding_c),
        ("shed_winding", False, spec.shed_winding_c),
        ("trip_top_oil", True, trip_oil_c),
        ("trip_winding", False, trip_hot_c),
    )
    clear_k = spec.limit_hysteresis_k
    return tuple(
        Limit(name=name, oil=oil, level_c=at_c, reset_c=at_c - clear_k, watch=False)
        for name, oil, at_c in rows
    )


def _watch(limit: WatchLimit) -> Limit:
    oil = limit.quantity == "top_oil"
    at_c = limit.value_c
    return Limit(
        name=limit.name,
        oil=oil,
        level_c=at_c,
        reset_c=at_c,
        watch=True,
        reports=limit.direction,
    )
