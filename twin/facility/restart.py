"""Coming back after an outage: one block at a time, in order, within ramp, inrush and rating.

A block whose rows lost supply has dropped off its bus: its unit transformers stay dark until a fact
energises them again. One block is energised at a time, the last to be shed first, as rows wake;
the next waits for the site's spacing (inrush of unit transformers decays meanwhile) and until the
interconnect's ramp has made up for the one before. Unit transformers that would overload a main
transformer, or the interconnect, stay dark, and a fact says why. Halls come back with their bus.

The queue is read from the plant's columns; nothing is kept here, so a run resumes anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin.facility import obeying
from twin.facility.draws import restart_w
from twin.facility.room import joining_w, overloaded_by
from twin.facts.power import RestartDelayed, SupplyReturned
from twin.units import W_PER_MW

if TYPE_CHECKING:
    from twin.facility.plant import Plant

Step = tuple[str, SupplyReturned | RestartDelayed, int]
"""A block, what is said of it, and the seq of the cause."""


def could_live(plant: Plant, pad: int) -> bool:
    """Whether a unit transformer is fit and has voltage before it."""
    parts = plant.parts
    fit = plant.service.pad[pad] and parts.pad_ids[pad] not in plant.failed_units
    steady = not plant.rides.tripped_by[parts.pad_bus[pad]]
    return fit and steady and plant.net.live_feeder[parts.wiring.pad_feeder[pad]]


def waiting(plant: Plant) -> list[tuple[str, dict[int, list[int]]]]:
    """Blocks that could be energised, the last to be shed first, with rows by unit transformer."""
    parts = plant.parts
    found: dict[tuple[int, str], dict[int, list[int]]] = {}
    for row in sorted(plant.dark):
        pad = parts.row_pad[row]
        if could_live(plant, pad):
            key = -parts.row_shed_order[row], parts.row_block[row]
            found.setdefault(key, {}).setdefault(pad, []).append(row)
    return [(key[1], found[key]) for key in sorted(found)]


def ready_us(plant: Plant) -> int:
    """From when the next block may be energised, as far as inrush and ramp go."""
    control = plant.control
    after_inrush_us = control.energised_us[0] + plant.parts.restart.spacing_us
    return max(after_inrush_us, control.ramp_up_free_us[0])


def due_us(plant: Plant, t_us: int) -> int | None:
    """When to look again for a block to energise; None without one that waits."""
    if not plant.dark or not waiting(plant):
        return None
    soon_us, look_us = ready_us(plant), plant.parts.restart.look_us
    return soon_us if soon_us > t_us else (t_us // look_us + 1) * look_us


def next_steps(plant: Plant, t_us: int) -> Iterator[Step]:
    """What may be energised now, at most one block, and which blocks before it are held."""
    if not plant.dark or t_us < ready_us(plant):
        return
    names, control = plant.parts.row_ids, plant.control
    last_seq = max(plant.switch_seq, control.energised_seq[0], *plant.ride_cause)
    for block, units in waiting(plant):
        fits, why, order_seq = _fitting(plant, units)
        if fits:
            cause = control.delayed_restarts.get(block, last_seq)
            yield block, SupplyReturned(tuple(names[row] for row in sorted(fits))), cause
            return
        if block not in control.delayed_restarts:
            left = sorted(row for rows in units.values() for row in rows)
            said = RestartDelayed(why, tuple(names[row] for row in left))
            yield block, said, order_seq or last_seq


def forget(plant: Plant) -> None:
    """Switches moved: what was said of blocks that no longer wait is said again if they do."""
    told = plant.control.delayed_restarts
    if told:
        still = {block for block, _ in waiting(plant)}
        for block in [block for block in told if block not in still]:
            del told[block]


def _fitting(plant: Plant, units: dict[int, list[int]]) -> tuple[list[int], str, int]:
    """Rows of the first unit transformers that find room, and what the next one lacks.

    The seq is that of the order that leaves no room, 0 where it is something else.
    """
    parts, net = plant.parts, plant.net
    fits: list[int] = []
    more_w: dict[int, float] = {}
    for pad, rows in units.items():
        group = net.group_of_bus[parts.pad_bus[pad]]
        wanted_w = sum(restart_w(plant, row) for row in rows)
        more_w[group] = more_w.get(group, 0.0) + wanted_w
        why = overloaded_by(plant, more_w, parts.restart.limit_pu)
        if why:
            return fits, why, 0
        why = _over_contract(plant, more_w)
        if why:
            return fits, why, obeying.order_seq(plant)
        fits += rows
    return fits, "", 0


def _over_contract(plant: Plant, more_w: dict[int, float]) -> str:
    parts, allowed_w = plant.parts, obeying.allowed_w(plant)
    after_w = plant.net.import_w + sum(joining_w(plant)) + sum(more_w.values())
    if after_w <= allowed_w:
        return ""
    allowed_mw = allowed_w / W_PER_MW
    return f"{parts.poi_id} would import {after_w / W_PER_MW:.1f} MW of {allowed_mw:.1f} MW"
