"""Orders of the grid's operator: what may be imported, which rows sleep for it, which wake after.

Rows go to sleep in shedding order until the import, less what is on its way down already, is below
the lowest limit of the orders that stand. The interconnect's ramp downwards is kept as long as the
notice allows it; an order that can't be kept otherwise is obeyed at once. Halls are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING

from twin.devices.asic_power import HASH, SLEEP, THROTTLE, TUNE
from twin.facility.draws import rested_w
from twin.facility.room import joining_w, why_not_wake
from twin.units import US_PER_S, W_PER_MW

if TYPE_CHECKING:
    from twin.facility.grid_side import Open
    from twin.facility.plant import Plant

HOLDER = "grid_orders"
KEPT_W = 1.0
"""An import so little above its limit still keeps it: rounding."""
Rows = list[tuple[str, tuple[str, ...]]]
"""Blocks with the rows concerned."""
_AWAKE = (TUNE, HASH, THROTTLE)


def limit_w(plant: Plant) -> float:
    """The lowest import that a standing order allows; infinite without one."""
    return min((order.limit_w for order in plant.grid.orders), default=inf)


def allowed_w(plant: Plant) -> float:
    """What may be imported: by contract, or less by order."""
    return min(plant.parts.contracted_w, limit_w(plant))


def order_seq(plant: Plant) -> int:
    """The fact that gave the order which allows less than the contract; 0 without one."""
    if limit_w(plant) >= plant.parts.contracted_w:
        return 0
    return min(plant.grid.orders, key=lambda one: one.limit_w).seq


def is_kept(plant: Plant, order: Open) -> bool:
    """Whether the import of now keeps an order."""
    return plant.net.import_w <= order.limit_w + KEPT_W


def why_not_import(plant: Plant, more_w: float) -> str:
    """Which order stands against drawing more, empty when none does."""
    if not plant.grid.orders or more_w <= 0.0:
        return ""
    after_w = plant.net.import_w + sum(joining_w(plant)) + more_w
    order = min(plant.grid.orders, key=lambda one: one.limit_w)
    if after_w <= order.limit_w:
        return ""
    return f"order {order.number} allows {order.limit_w / W_PER_MW:.1f} MW"


def to_sleep(plant: Plant, t_us: int, relief_w: float = 0.0) -> Rows:
    """Rows that are to sleep in this stage so that every order is kept, beside other relief."""
    excess_w = _excess_w(plant) - relief_w
    if excess_w <= 0.0:
        return []
    budget_w = _budget_w(plant, t_us, excess_w)
    chosen: list[int] = []
    told_w = 0.0
    for row in plant.parts.grid.order_rows:
        relief_w = _relief_w(plant, row)
        if relief_w <= 0.0:
            continue
        if told_w >= excess_w or (chosen and told_w + relief_w > budget_w):
            break
        chosen.append(row)
        told_w += relief_w
    return _by_block(plant, chosen if budget_w > 0.0 else [])


def to_wake(plant: Plant, t_us: int) -> Rows:
    """Held rows that may wake in this stage, the last to sleep first, within ramp and room."""
    parts, control = plant.parts, plant.control
    owed_us = max(control.ramp_up_free_us[0] - t_us, 0)
    budget_w = parts.ramp_up_w_per_s * (parts.grid.order_stage_us - owed_us) / US_PER_S
    chosen: list[int] = []
    for row in reversed(held(plant)):
        alone = control.holds[row] == [HOLDER]
        wakes_w = rested_w(plant, row, HASH) - rested_w(plant, row, SLEEP) if alone else 0.0
        if wakes_w > budget_w and (chosen or owed_us):
            break
        if why_not_wake(plant, [parts.row_ids[one] for one in (*chosen, row)], HOLDER):
            break
        chosen.append(row)
        budget_w -= wakes_w
    return _by_block(plant, chosen)


def held(plant: Plant) -> list[int]:
    """Rows that sleep for an order, in shedding order."""
    holds = plant.control.holds
    return [row for row in plant.parts.grid.order_rows if HOLDER in holds[row]]


def look_us(plant: Plant, t_us: int) -> int | None:
    """When to look again at orders, or at rows that may wake; None when nothing is under way."""
    grid, stage_us = plant.grid, plant.parts.grid.order_stage_us
    if grid.orders:
        from_us = grid.orders[0].issued_us
    elif held(plant):
        from_us = grid.ended_us
    else:
        return None
    return from_us + (max(t_us - from_us, 0) // stage_us + 1) * stage_us


def _excess_w(plant: Plant) -> float:
    """What must still go: import above the limit and its margin, less what goes already."""
    return plant.net.import_w - going_w(plant) - limit_w(plant) + plant.parts.grid.margin_w


def going_w(plant: Plant) -> float:
    """What rows that were told to sleep still draw more than asleep."""
    return sum(
        max(_drawn_w(plant, row) - rested_w(plant, row, SLEEP), 0.0)
        for row in plant.parts.grid.order_rows
        if plant.control.holds[row] and plant.rows.stage[row] in _AWAKE
    )


def _budget_w(plant: Plant, t_us: int, excess_w: float) -> float:
    """What may go in this stage; all of it where the ramp would make an order late."""
    parts, ramp_w_per_s = plant.parts, plant.parts.ramp_down_w_per_s
    owed_us = max(plant.control.ramp_down_free_us[0] - t_us, 0)
    slowest_s = max((spec.shed_s for spec in plant.rows.specs), default=0.0)
    by_ramp_us = owed_us + (excess_w / ramp_w_per_s + slowest_s) * US_PER_S
    ready_us = t_us + by_ramp_us + parts.grid.order_stage_us
    if any(ready_us > order.due_us for order in plant.grid.orders):
        return inf
    return ramp_w_per_s * (parts.grid.order_stage_us - owed_us) / US_PER_S


def _relief_w(plant: Plant, row: int) -> float:
    """What a row that is awake and may be told so gives by going to sleep."""
    if plant.control.holds[row] or plant.rows.stage[row] not in _AWAKE:
        return 0.0
    return _drawn_w(plant, row) - rested_w(plant, row, SLEEP)


def _drawn_w(plant: Plant, row: int) -> float:
    return plant.rows.power_w[row] * plant.parts.row_aux_ratio[row]


def _by_block(plant: Plant, rows: Iterable[int]) -> Rows:
    parts = plant.parts
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(parts.row_block[row], []).append(parts.row_ids[row])
    return [(block, tuple(names)) for block, names in found.items()]
