"""Racks held back by heat: at once when they are too warm, back after a hold-off and in steps.

A hall of racks that came back as soon as its water had cooled would warm it again and chatter by
the minute. So each step towards full power waits for the hold-off of the hall since the one before;
a step down waits for nothing. Where a power was too much the hold-off before it is tried again
grows each time in a row, so that a hall that is short of cooling settles below that power and tries
it a few times a day; a repair of its cooling forgives all. What is held, and since when, is state:
whoever looks at it again later finds the same next step at the same instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.facility.plant import Plant

FULL_FRAC, STOPPED_FRAC = 1.0, 0.0
_PLACES = 6
_MOST_COUNT = 32


def wanted_frac(plant: Plant, hall: int) -> float:
    """Share of their maximum power that temperatures allow racks now; 0 where they must stop."""
    loop = plant.parts.hall_loop[hall]
    if loop < 0:
        return FULL_FRAC
    switches = plant.loops.switches[loop]
    if switches.hot or switches.air_hot:
        return STOPPED_FRAC
    warm = switches.warm or switches.air_warm
    return plant.parts.loop_throttle_frac[loop] if warm else FULL_FRAC


def stops_racks(plant: Plant, hall: int) -> bool:
    """Whether the racks of a hall are stopped for heat."""
    return plant.heat_cap_frac[hall] == STOPPED_FRAC


def cap_frac(plant: Plant, hall: int) -> float:
    """What racks are held to while they have power: stopped ones will come back slowed."""
    held_frac = plant.heat_cap_frac[hall]
    return held_frac or plant.parts.loop_throttle_frac[plant.parts.hall_loop[hall]]


def next_frac(plant: Plant, hall: int, t_us: int) -> float:
    """What racks are allowed from an instant on: less at once, more by a step once held off."""
    held_frac, wanted = plant.heat_cap_frac[hall], wanted_frac(plant, hall)
    if wanted <= held_frac or t_us < _free_us(plant, hall):
        return min(wanted, held_frac)
    return _step_frac(plant, hall)


def note(plant: Plant, t_us: int, hall: int, to_frac: float) -> None:
    """Racks are allowed another power from an instant on: whether one that was tried was too much.

    A power that held for longer than the hold-off before it was not.
    """
    from_frac, tried_frac = plant.heat_cap_frac[hall], plant.heat_tried_frac[hall]
    if to_frac > from_frac:
        plant.heat_tried_frac[hall] = to_frac
        return
    if plant.parts.hall_loop[hall] >= 0 and (tried_frac or from_frac == FULL_FRAC):
        soon = t_us - plant.heat_since_us[hall] <= _hold_us(plant, hall, from_frac)
        again = bool(tried_frac) and soon
        plant.heat_fails_count[hall] = plant.heat_fails_count[hall] + 1 if again else 1
        plant.heat_failed_frac[hall] = from_frac
    plant.heat_tried_frac[hall] = 0.0


def forgive(plant: Plant, loop: int) -> None:
    """Some of a cooling plant was repaired: what was too much before may not be now."""
    if loop >= 0:
        plant.heat_fails_count[plant.parts.hall_loop.index(loop)] = 0


def due_us(plant: Plant, t_us: int) -> int | None:
    """When the next hall may have more than it has; None where none waits."""
    waiting_us = [
        max(_free_us(plant, hall), t_us)
        for hall, held_frac in enumerate(plant.heat_cap_frac)
        if held_frac < FULL_FRAC and held_frac < wanted_frac(plant, hall)
    ]
    return min(waiting_us, default=None)


def _step_frac(plant: Plant, hall: int) -> float:
    """The next power of racks that are held back, and may have more."""
    wanted, held_frac = wanted_frac(plant, hall), plant.heat_cap_frac[hall]
    loop = plant.parts.hall_loop[hall]
    if held_frac == STOPPED_FRAC:
        return min(wanted, plant.parts.loop_throttle_frac[loop])
    return min(wanted, round(held_frac + plant.parts.loop_return_frac[loop], _PLACES))


def _free_us(plant: Plant, hall: int) -> int:
    return plant.heat_since_us[hall] + _hold_us(plant, hall, _step_frac(plant, hall))


def _hold_us(plant: Plant, hall: int, to_frac: float) -> int:
    """The hold-off before a power, grown where that was too much several times in a row."""
    parts, loop = plant.parts, plant.parts.hall_loop[hall]
    hold_us, more_count = parts.loop_hold_us[loop], plant.heat_fails_count[hall] - 1
    if more_count < 1 or to_frac < plant.heat_failed_frac[hall]:
        return hold_us
    grown_us = hold_us * parts.loop_hold_growth_ratio[loop] ** min(more_count, _MOST_COUNT)
    return max(min(round(grown_us), parts.loop_hold_most_us[loop]), hold_us)
