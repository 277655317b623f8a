"""Room on the main transformers: what stands there once all have done what they were told.

Arithmetic on the plant, as shedding policies do it on readings: active power over the group's own
power factor, losses on the way left out (about a hundredth). Nothing here changes a column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from twin.devices.asic_power import BOOT, HASH, SLEEP, THROTTLE, TUNE
from twin.facility.balance import OVER_PU
from twin.facility.draws import coming_w, rested_w

if TYPE_CHECKING:
    from twin.facility.plant import Plant


_ON_THEIR_WAY = (BOOT, TUNE, THROTTLE)
# Power factor of loads to come at least; a group whose own is less has a battery that serves it.
_LEAST_RATIO = 0.9


def joining_w(plant: Plant) -> list[float]:
    """What each bus group is about to gain: rows that boot, tune or were told to wake."""
    parts, rows, net, holds = plant.parts, plant.rows, plant.net, plant.control.holds
    found_w = [0.0] * len(parts.bus_ids)
    for row, stage in enumerate(rows.stage):
        pad = parts.row_pad[row]
        joins = stage in _ON_THEIR_WAY or (stage == SLEEP and not holds[row])
        if joins and net.live_pad[pad]:
            more_w = coming_w(plant, row) - rows.power_w[row] * parts.row_aux_ratio[row]
            found_w[net.group_of_bus[parts.pad_bus[pad]]] += max(more_w, 0.0)
    return found_w


def overloaded_by(plant: Plant, more_w: Mapping[int, float], limit_pu: float = 1.0) -> str:
    """Which transformer a load would bring above a limit, empty when none.

    Args:
        plant: as it stands.
        more_w: active power to come, by bus group.
        limit_pu: of the full rating.
    """
    net, ratings_va = plant.net, plant.parts.wiring.mains.rating_va
    joins_w = joining_w(plant)
    for group, power_w in more_w.items():
        for main, share_frac in net.group_mains[group]:
            load_va = net.main_s_va[main]
            factor_frac = net.main_out_w[main] / load_va if load_va > 0 else 1.0
            after_va = load_va + share_frac * (joins_w[group] + power_w) / max(
                factor_frac, _LEAST_RATIO
            )
            after_pu = after_va / ratings_va[main]
            if after_pu > limit_pu * OVER_PU:
                return f"{plant.parts.main_ids[main]} would stand at {after_pu:.2f} of its rating"
    return ""


def wakes_w(plant: Plant, names: Sequence[str], holder: str) -> float:
    """What rows that someone holds will draw more once that hold is lifted."""
    rows = [plant.parts.row_index[name] for name in names]
    return sum(_gains_w(plant, row) for row in rows if _would_wake(plant, row, holder))


def _would_wake(plant: Plant, row: int, holder: str) -> bool:
    return plant.control.holds[row] == [holder] and plant.row_supplied[row]


def _gains_w(plant: Plant, row: int) -> float:
    draw_w = plant.rows.power_w[row] * plant.parts.row_aux_ratio[row]
    return max(rested_w(plant, row, HASH) - draw_w, 0.0)


def why_not_wake(plant: Plant, names: Sequence[str], holder: str) -> str:
    """What stands against waking rows that someone holds, empty when nothing does.

    Rows that sleep on, because someone else holds them too or they have no supply, need no room.
    """
    parts, net = plant.parts, plant.net
    more_w: dict[int, float] = {}
    for name in names:
        row = parts.row_index[name]
        if _would_wake(plant, row, holder):
            group = net.group_of_bus[parts.pad_bus[parts.row_pad[row]]]
            more_w[group] = more_w.get(group, 0.0) + _gains_w(plant, row)
    return overloaded_by(plant, more_w)
