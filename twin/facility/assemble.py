"""From a site and a scenario's rates to the parts of a plant."""

from __future__ import annotations

from collections.abc import Collection
from math import sqrt
from typing import Any

from twin.devices.asic_power import stage_powers
from twin.devices.gpu_power import HallSpec
from twin.devices.transformer_parameters import Unit
from twin.devices.transformer_unit import unit_constants
from twin.facility.assemble_backup import backup_parts
from twin.facility.assemble_cooling import cooling_parts
from twin.facility.assemble_grid import grid_parts
from twin.facility.assemble_protection import feeder_alerts_va, guard_parts
from twin.facility.parts import Parts
from twin.facility.rates import failure_rates, rack_per_s, rack_repair_s
from twin.facility.rules import RestartRules
from twin.facility.wiring import Windings, Wiring
from twin.luck import Luck
from twin.scenario import Failures, Workload
from twin.site import Hall, Site
from twin.site.network import Restart
from twin.units import S_PER_H, S_PER_MIN, US_PER_S, V_PER_KV, W_PER_MW

_UNLIMITED_W_PER_S = 1e12


def assemble(
    site: Site,
    seed: int,
    failures: Failures,
    workload: Workload,
    idle: Collection[str] = (),
) -> Parts:
    """Columns of a site that never change.

    Args:
        site: checked and complete.
        seed: of all luck.
        failures: rates that replace the models' own where given.
        workload: says how many racks of each hall serve requests.
        idle: ids of assets in service that come into service only later.
    """
    pads = site.unit_transformers
    pad_index = {pad.id: index for index, pad in enumerate(pads)}
    units = tuple(unit_constants(unit.spec) for unit in (*site.transformers, *pads))
    poi = site.document.interconnect
    return Parts(
        site_id=site.document.site_id,
        poi_id=poi.id,
        contracted_w=poi.contracted_mw * W_PER_MW,
        ramp_up_w_per_s=_ramp_w_per_s(poi.ramp_up_mw_per_min),
        ramp_down_w_per_s=_ramp_w_per_s(poi.ramp_down_mw_per_min),
        wiring=_wiring(site, units),
        main_ids=tuple(main.id for main in site.transformers),
        bus_ids=tuple(bus.id for bus in site.buses),
        tie_ids=tuple(tie.id for tie in site.ties),
        feeder_ids=tuple(feeder.id for feeder in site.feeders),
        pad_ids=tuple(pad.id for pad in pads),
        hall_ids=tuple(racks.hall for racks in site.racks),
        block_ids=tuple(block.id for block in site.blocks),
        main_in_service=tuple(main.in_service for main in site.transformers),
        bus_in_service=tuple(bus.in_service for bus in site.buses),
        tie_in_service=tuple(tie.in_service for tie in site.ties),
        feeder_in_service=tuple(feeder.in_service for feeder in site.feeders),
        pad_in_service=tuple(pad.in_service for pad in pads),
        hall_in_service=tuple(racks.in_service for racks in site.racks),
        closed_ties=tuple(tie.id for tie in site.ties if tie.closed and tie.in_service),
        idle_at_start=frozenset(idle),
        tie_parallel=tuple(tie.parallel_allowed for tie in site.ties),
        tie_transfer_s=tuple(tie.transfer_s for tie in site.ties),
        units=units,
        unit_counts=tuple(unit.spec.parallel_count for unit in (*site.transformers, *pads)),
        failure=failure_rates(failures),
        grid=grid_parts(site),
        guard=guard_parts(site),
        restart=_restart(site.document.restart),
        luck=Luck(seed),
        **_rows(site, failures, pad_index),
        **_halls(site, failures, workload, pad_index),
        **backup_parts(site),
        **_taps(site),
        **_conductors(site),
        **cooling_parts(site, failures.equipment_per_year),
    )


def _restart(restart: Restart) -> RestartRules:
    return RestartRules(
        spacing_us=round(restart.spacing_s * US_PER_S),
        limit_pu=restart.limit_pu,
        look_us=round(restart.look_s * US_PER_S),
    )


def _ramp_w_per_s(mw_per_min: float | None) -> float:
    return mw_per_min * W_PER_MW / S_PER_MIN if mw_per_min else _UNLIMITED_W_PER_S


def _rows(site: Site, failures: Failures, pad_index: dict[str, int]) -> dict[str, Any]:
    blocks = {block.id: block for block in site.blocks}
    owners = [blocks[row.block] for row in site.rows]
    specs = [
        row.spec
        if failures.asic_per_year is None
        else row.spec.model_copy(update={"failure_per_year": failures.asic_per_year})
        for row in site.rows
    ]
    shortest_h, longest_h = failures.asic_repair_min_h, failures.asic_repair_max_h
    return {
        "row_ids": tuple(row.id for row in site.rows),
        "row_in_service": tuple(row.in_service for row in site.rows),
        "row_block": tuple(row.block for row in site.rows),
        "row_model": tuple(row.model for row in site.rows),
        "row_pad": tuple(pad_index[row.unit_transformer] for row in site.rows),
        "row_aux_ratio": tuple(1.0 + owner.aux_frac for owner in owners),
        "row_tan_phi_ratio": tuple(_tan_phi(spec.power_factor_ratio) for spec in specs),
        "row_shed_order": tuple(owner.shed_order for owner in owners),
        "row_min_on_us": tuple(round(owner.min_on_s * US_PER_S) for owner in owners),
        "row_sleeps_per_day": tuple(owner.max_cycles_per_day for owner in owners),
        "row_min_off_us": tuple(round(owner.min_off_s * US_PER_S) for owner in owners),
        "row_count": tuple(row.count for row in site.rows),
        "row_specs": tuple(specs),
        "row_powers": tuple(stage_powers(spec, 1.0) for spec in specs),
        "row_repair_s": tuple(
            (
                (spec.repair_min_h if shortest_h is None else shortest_h) * S_PER_H,
                (spec.repair_max_h if longest_h is None else longest_h) * S_PER_H,
            )
            for spec in specs
        ),
    }


def _halls(
    site: Site, failures: Failures, workload: Workload, pad_index: dict[str, int]
) -> dict[str, Any]:
    halls: dict[str, Hall] = {hall.id: hall for hall in site.halls}
    shares = {part.hall: part.inference_frac for part in workload.partitions}
    owners = [halls[racks.hall] for racks in site.racks]
    return {
        "hall_pads": tuple(tuple(pad_index[unit] for unit in racks.units) for racks in site.racks),
        "hall_specs": tuple(
            HallSpec(
                rack=racks.spec,
                racks_count=racks.count,
                other_it_kw=owner.other_it_kw,
                inference_count=round(racks.count * shares.get(racks.hall, 0.0)),
                explicit_checkpoint_count=workload.shown_checkpoint_count,
            )
            for racks, owner in zip(site.racks, owners, strict=True)
        ),
        "hall_rack_per_s": tuple(rack_per_s(failures, racks.spec) for racks in site.racks),
        "hall_repair_s": tuple(rack_repair_s(failures, racks.spec) for racks in site.racks),
        "hall_tan_phi_ratio": tuple(
            _tan_phi(owner.power_factor_ratio or racks.spec.power_factor_ratio)
            for racks, owner in zip(site.racks, owners, strict=True)
        ),
        "hall_overhead": tuple(
            (
                owner.overhead[0].at_c,
                owner.overhead[0].frac,
                owner.overhead[1].at_c,
                owner.overhead[1].frac,
            )
            for owner in owners
        ),
    }


def _taps(site: Site) -> dict[str, Any]:
    found = [
        (index, main.oltc)
        for index, main in enumerate(site.transformers)
        if main.oltc is not None and main.in_service
    ]
    of_main = {main: tap for tap, (main, _) in enumerate(found)}
    return {
        "tap_mains": tuple(main for main, _ in found),
        "tap_specs": tuple(spec for _, spec in found),
        "main_tap": tuple(of_main.get(main, -1) for main in range(len(site.transformers))),
    }


def _conductors(site: Site) -> dict[str, Any]:
    here = [(index, feeder) for index, feeder in enumerate(site.feeders) if feeder.in_service]
    warm = [(index, one.conductor) for index, one in here if one.conductor]
    watched = [(index, one.continuous_load) for index, one in here if one.continuous_load]
    return {
        "conductor_feeders": tuple(feeder for feeder, _ in warm),
        "conductor_specs": tuple(spec for _, spec in warm),
        "duty_feeders": tuple(feeder for feeder, _ in watched),
        "duty_specs": tuple(spec for _, spec in watched),
    }


def _wiring(site: Site, units: tuple[Unit, ...]) -> Wiring:
    buses = {bus.id: index for index, bus in enumerate(site.buses)}
    feeders = {feeder.id: index for index, feeder in enumerate(site.feeders)}
    mains = units[: len(site.transformers)]
    return Wiring(
        pad_feeder=[feeders[pad.feeder] for pad in site.unit_transformers],
        feeder_bus=[buses[feeder.bus] for feeder in site.feeders],
        feeder_r_ohm=[feeder.r_ohm_per_km * feeder.length_km for feeder in site.feeders],
        feeder_x_ohm=[feeder.x_ohm_per_km * feeder.length_km for feeder in site.feeders],
        feeder_v=[site.buses[buses[feeder.bus]].kv * V_PER_KV for feeder in site.feeders],
        main_bus=[buses[main.bus] for main in site.transformers],
        main_share_va=[
            unit.rated_va / sqrt(unit.resistance_pu**2 + unit.reactance_pu**2) for unit in mains
        ],
        tie_buses=[(buses[tie.between[0]], buses[tie.between[1]]) for tie in site.ties],
        mains=_windings(mains),
        pads=_windings(units[len(mains) :]),
        contracted_w=site.document.interconnect.contracted_mw * W_PER_MW,
        bus_count=len(site.buses),
        feeder_alert_va=feeder_alerts_va(site),
    )


def _windings(units: tuple[Unit, ...]) -> Windings:
    return Windings(
        rating_va=[unit.rated_va for unit in units],
        no_load_w=[unit.p0_w for unit in units],
        load_loss_w=[unit.pk_w for unit in units],
        magnetising_var=[
            sqrt(max((unit.i0_pu * unit.rated_va) ** 2 - unit.p0_w**2, 0.0)) for unit in units
        ],
        leakage_var=[unit.reactance_pu * unit.rated_va for unit in units],
    )


def _tan_phi(power_factor_ratio: float) -> float:
    return sqrt(1.0 - power_factor_ratio**2) / power_factor_ratio
