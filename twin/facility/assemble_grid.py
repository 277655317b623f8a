"""From a site to what of it answers to the grid."""

from __future__ import annotations

from typing import Any

from twin.devices.backup.battery import limits_w
from twin.devices.grid.frequency import FrequencyResponseSpec
from twin.devices.grid.underfrequency import StageSpec, UnderfrequencySpec
from twin.facility.grid_parts import GridParts
from twin.site import Site
from twin.site.document import SiteBattery
from twin.site.frequency import Droop, Stage
from twin.site.resolved import row_draw_kw
from twin.units import US_PER_MIN, US_PER_S, W_PER_KW, W_PER_MW

_NO_DROOP = Droop()


def grid_parts(site: Site) -> GridParts:
    """How a site answers to the grid.

    Args:
        site: checked and complete.
    """
    frequency = site.document.frequency
    droop = frequency.droop
    rows = _in_order(site, set(droop.blocks)) if droop is not None else ()
    spec = _droop(site, droop, rows, frequency.nominal_hz) if droop is not None else None
    timing = droop or _NO_DROOP
    feeders = {block.id: block.feeder for block in site.blocks if block.in_service}
    return GridParts(
        nominal_hz=frequency.nominal_hz,
        droop=spec,
        droop_rows=rows if spec is not None else (),
        hold_us=round(timing.hold_s * US_PER_S),
        stage_us=round(timing.stage_s * US_PER_S),
        stage_ids=tuple(stage.id for stage in frequency.stages),
        stage_specs=tuple(_relay(stage) for stage in frequency.stages),
        stage_feeders=tuple(
            tuple(dict.fromkeys(feeders[block] for block in stage.blocks if block in feeders))
            for stage in frequency.stages
        ),
        back_within_hz=frequency.back_within_hz,
        restore_us=round(frequency.restore_after_min * US_PER_MIN),
        margin_w=site.document.orders.margin_mw * W_PER_MW,
        order_stage_us=round(site.document.orders.stage_s * US_PER_S),
        order_rows=_in_order(site, set()),
        **_batteries(site),
    )


def _in_order(site: Site, blocks: set[str]) -> tuple[int, ...]:
    """Rows in service of blocks (all where none is named), the first to be shed first.

    In a block the least efficient come first.
    """
    orders = {block.id: block.shed_order for block in site.blocks}
    answer = blocks or set(orders)
    rows = [place for place, row in enumerate(site.rows) if row.in_service and row.block in answer]

    def _key(place: int) -> tuple[int, float, str, str]:
        row = site.rows[place]
        return orders[row.block], -row.spec.efficiency_j_per_th, row.block, row.id

    return tuple(sorted(rows, key=_key))


def _batteries(site: Site) -> dict[str, Any]:
    """Batteries in service: their limits, their unit transformers, what they answer to."""
    frequency = site.document.frequency
    here = [battery for battery in site.batteries if battery.in_service]
    pads = {pad.owner: place for place, pad in enumerate(site.unit_transformers)}
    return {
        "battery_ids": tuple(battery.id for battery in here),
        "battery_specs": tuple(here),
        "battery_pads": tuple(pads[battery.id] for battery in here),
        "battery_droops": tuple(_answer(battery, frequency.nominal_hz) for battery in here),
        "battery_stages": tuple(
            tuple(
                place
                for place, stage in enumerate(frequency.stages)
                if battery.id in stage.batteries
            )
            for battery in here
        ),
        "battery_start_frac": tuple(battery.start_soc_frac for battery in here),
    }


def _answer(battery: SiteBattery, nominal_hz: float) -> FrequencyResponseSpec | None:
    if battery.droop is None:
        return None
    return FrequencyResponseSpec(
        reference_mw=max(limits_w(battery)) / W_PER_MW,
        rated_hz=nominal_hz,
        droop_frac=battery.droop.droop_frac,
        dead_band_hz=battery.droop.dead_band_hz,
    )


def _droop(
    site: Site, droop: Droop, rows: tuple[int, ...], nominal_hz: float
) -> FrequencyResponseSpec | None:
    """The law; None where nothing in service answers."""
    blocks = {block.id: block for block in site.blocks}
    answering = [site.rows[place] for place in rows]
    named_kw = sum(row_draw_kw(row, blocks[row.block]) for row in answering)
    reference_mw = droop.reference_mw or named_kw * W_PER_KW / W_PER_MW
    if not rows:
        return None
    return FrequencyResponseSpec(
        reference_mw=reference_mw,
        rated_hz=nominal_hz,
        droop_frac=droop.droop_frac,
        dead_band_hz=droop.dead_band_hz,
    )


def _relay(stage: Stage) -> UnderfrequencySpec:
    """A relay of one stage, which trips whole blocks rather than a share."""
    one = StageSpec(
        name="stage",
        below_hz=stage.below_hz,
        delay_s=stage.delay_s,
        share_frac=1.0,
        sustain_min=None,
    )
    return UnderfrequencySpec(stages=(one,))
