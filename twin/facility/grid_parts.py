"""What of a site answers to the grid: columns that never change."""

from __future__ import annotations

from dataclasses import dataclass

from twin.devices.backup.battery import BatterySpec
from twin.devices.grid.frequency import FrequencyResponseSpec
from twin.devices.grid.underfrequency import UnderfrequencySpec


@dataclass(frozen=True, slots=True, kw_only=True)
class GridParts:
    """How a site answers to the grid.

    Attributes:
        nominal_hz: frequency of the grid when nothing is wrong with it.
        droop: how much the miners reduce, None where they don't.
        droop_rows: rows that answer, the first to be shed first.
        hold_us, stage_us: from a better frequency to the first stage of coming back, and between
            stages.
        stage_ids, stage_specs: stages of under-frequency relays, each a relay of its own.
        stage_feeders: breakers that each stage opens.
        back_within_hz, restore_us: how close to nominal, and for how long, until stages are put
            back.
        margin_w, order_stage_us: how far below an order the import is kept, and how often to look.
        order_rows: rows in service in shedding order.
        battery_ids, battery_specs, battery_pads: batteries in service, and the unit transformer of
            each.
        battery_droops, battery_stages: how each answers to frequency, stages that call it.
        battery_start_frac: charge of each at the start.
    """

    nominal_hz: float
    droop: FrequencyResponseSpec | None
    droop_rows: tuple[int, ...]
    hold_us: int
    stage_us: int
    stage_ids: tuple[str, ...]
    stage_specs: tuple[UnderfrequencySpec, ...]
    stage_feeders: tuple[tuple[str, ...], ...]
    back_within_hz: float
    restore_us: int
    margin_w: float
    order_stage_us: int
    order_rows: tuple[int, ...]
    battery_ids: tuple[str, ...]
    battery_specs: tuple[BatterySpec, ...]
    battery_pads: tuple[int, ...]
    battery_droops: tuple[FrequencyResponseSpec | None, ...]
    battery_stages: tuple[tuple[int, ...], ...]
    battery_start_frac: tuple[float, ...]
