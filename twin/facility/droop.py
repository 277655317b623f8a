"""Droop of the miners: which rows run at which power so that the site answers to the frequency.

`P = P_full + dP(f)` with the law of `twin.devices.grid.frequency`: rows are capped in shedding
order, each down to the lowest mode of its model, the last of them exactly as far as is left. Only
rows that hash answer, and never more than they can give. A deeper reduction is made at once; a
smaller one in stages, from the last capped row backwards, within the interconnect's ramp.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from twin.devices.asic_power import HASH, mode_for_w, stage_powers
from twin.devices.grid.frequency import response_frac
from twin.facility.draws import rested_w
from twin.units import US_PER_S, W_PER_MW

if TYPE_CHECKING:
    from twin.facility.plant import Plant

Move = tuple[str, float, tuple[str, ...]]
"""A block, a share of rated hash rate, and the rows that are to run at it."""
Together = tuple[str, float]
"""A block and a share of rated hash rate."""
LEAST_W = 1.0
_MODE_PLACES = 12


def wanted_w(plant: Plant) -> float:
    """Reduction that the law asks for at the frequency of now; 0 where it asks for more load."""
    spec = plant.parts.grid.droop
    if spec is None:
        return 0.0
    return max(-response_frac(spec, plant.grid.frequency_hz), 0.0) * spec.reference_mw * W_PER_MW


def reduced_w(plant: Plant, row: int) -> float:
    """How far a row that hashes is below what it would draw without a cap."""
    if plant.rows.mode_frac[row] == 1.0 or plant.rows.stage[row] != HASH:
        return 0.0
    return rested_w(plant, row, HASH) - _drawn_w(plant, row)


def total_w(plant: Plant) -> float:
    """The whole reduction."""
    return sum(reduced_w(plant, row) for row in plant.parts.grid.droop_rows)


def deepened(plant: Plant) -> list[Move]:
    """Caps that bring the reduction to what is wanted now; none where it is there."""
    left_w = wanted_w(plant) - total_w(plant)
    modes_frac: dict[int, float] = {}
    for row in plant.parts.grid.droop_rows:
        if left_w <= LEAST_W:
            break
        give_w = min(left_w, _drawn_w(plant, row) - _least_w(plant, row))
        if _answers(plant, row) and give_w > LEAST_W:
            modes_frac[row] = _mode(plant, row, _drawn_w(plant, row) - give_w)
            left_w -= give_w
    return _moves(plant, modes_frac)


def released(plant: Plant, t_us: int) -> list[Move]:
    """Caps lifted in the next stage: as much as is too much, within what the ramp allows."""
    parts, control = plant.parts, plant.control
    owed_us = max(control.ramp_up_free_us[0] - t_us, 0)
    allowed_us = parts.grid.stage_us - owed_us
    ramp_w = parts.ramp_up_w_per_s * max(allowed_us, 0) / US_PER_S
    left_w = min(total_w(plant) - wanted_w(plant), ramp_w)
    modes_frac: dict[int, float] = {}
    for row in reversed(capped(plant)):
        back_w = reduced_w(plant, row)
        if back_w <= left_w:
            modes_frac[row] = 1.0
        elif left_w > LEAST_W:
            modes_frac[row] = _mode(plant, row, _drawn_w(plant, row) + left_w)
        left_w -= min(back_w, left_w)
    return _moves(plant, modes_frac)


def capped(plant: Plant) -> list[int]:
    """Rows that run below their full power, in shedding order."""
    mode_frac = plant.rows.mode_frac
    return [row for row in plant.parts.grid.droop_rows if mode_frac[row] < 1.0]


def is_surplus(plant: Plant) -> bool:
    """Whether more is reduced than the frequency asks for."""
    asked_w = wanted_w(plant)
    return bool(capped(plant)) and (asked_w == 0.0 or total_w(plant) - asked_w > LEAST_W)


def due_us(plant: Plant) -> int | None:
    """When the next stage of coming back is due; None without one."""
    grid, parts = plant.grid, plant.parts.grid
    if not grid.releasing:
        return None
    after_hold_us = grid.frequency_us + parts.hold_us
    after_step_us = grid.stepped_us + parts.stage_us
    return max(after_hold_us, after_step_us, plant.control.ramp_up_free_us[0])


def _answers(plant: Plant, row: int) -> bool:
    return plant.rows.stage[row] == HASH and not plant.control.holds[row]


def _drawn_w(plant: Plant, row: int) -> float:
    return plant.rows.power_w[row] * plant.parts.row_aux_ratio[row]


def _alive_count(plant: Plant, row: int) -> float:
    rows = plant.rows
    board_frac = plant.parts.row_powers[row][HASH].board_frac
    return rows.count[row] - rows.failed[row] - rows.degraded[row] * board_frac


def _least_w(plant: Plant, row: int) -> float:
    spec = plant.rows.specs[row]
    one = stage_powers(spec, spec.mode_min_frac)[HASH]
    each_w = one.constant_w + one.slope_w_per_k * plant.rows.inlet_c[row]
    return _alive_count(plant, row) * each_w * plant.parts.row_aux_ratio[row]


def _mode(plant: Plant, row: int, draw_w: float) -> float:
    """The mode at which a row draws so much at the wall."""
    spec, machines = plant.rows.specs[row], _alive_count(plant, row)
    each_w = draw_w / plant.parts.row_aux_ratio[row] / machines
    mode_frac = mode_for_w(spec, each_w, plant.rows.inlet_c[row])
    return round(min(max(mode_frac, spec.mode_min_frac), 1.0), _MODE_PLACES)


def _moves(plant: Plant, modes_frac: dict[int, float]) -> list[Move]:
    """Rows of a block that come to the same mode move together."""
    parts = plant.parts
    found: dict[Together, list[str]] = {}
    for row, mode_frac in modes_frac.items():
        found.setdefault((parts.row_block[row], mode_frac), []).append(parts.row_ids[row])
    return [(block, mode_frac, tuple(names)) for (block, mode_frac), names in found.items()]


def rows_of(plant: Plant, names: Iterable[str]) -> list[int]:
    """Indices of rows."""
    return [plant.parts.row_index[name] for name in names]
