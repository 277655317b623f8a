"""What rows and halls would draw: asked by who plans a step before it is taken.

Powers are at the wall, auxiliaries and cooling included, at the air of now. Nothing here changes a
column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.devices.asic_power import BOOT, HASH, HELD, OFF, SLEEP
from twin.units import W_PER_KW

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def rested_w(plant: Plant, row: int, stage: int) -> float:
    """What a row would draw at the wall in a stage, at its present inlet."""
    rows = plant.rows
    one = plant.parts.row_powers[row][stage]
    alive = rows.count[row] - rows.failed[row] - rows.degraded[row] * one.board_frac
    each_w = one.constant_w + one.slope_w_per_k * rows.inlet_c[row]
    return alive * each_w * plant.parts.row_aux_ratio[row]


def coming_w(plant: Plant, row: int) -> float:
    """What a row will draw at the wall once it has done what it was told; off or held, as now."""
    if plant.rows.stage[row] in (OFF, HELD):
        return plant.rows.power_w[row] * plant.parts.row_aux_ratio[row]
    return rested_w(plant, row, SLEEP if plant.control.holds[row] else HASH)


def restart_w(plant: Plant, row: int) -> float:
    """The most that a row without supply will draw once it has some: it boots in any case."""
    target = SLEEP if plant.control.holds[row] else HASH
    return max(rested_w(plant, row, target), rested_w(plant, row, BOOT))


def hall_peak_w(plant: Plant, hall: int) -> float:
    """What a hall would draw, cooling included, with every rack that works at its maximum."""
    spec = plant.halls.specs[hall]
    rack_w, other_w = spec.rack.max_kw * W_PER_KW, spec.other_it_kw * W_PER_KW
    return (plant.halls.working_count(hall) * rack_w + other_w) * plant.hall_ratio[hall]
