"""Racks held back by heat: at once when they are too warm, back after a hold-off and in steps.

A hall of racks that came back as soon as its water had cooled would warm it again and chatter by
the minute. So each step towards full power waits for the hold-off of the hall since the one before;
a step down waits for nothing. What is held, and since when, is state: whoever looks at it again
later finds the same next step at the same instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.facility.plant import Plant

FULL_FRAC, STOPPED_FRAC = 1.0, 0.0
_PLACES = 6


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
    loop = plant.parts.hall_loop[hall]
    if held_frac == STOPPED_FRAC:
        return min(wanted, plant.parts.loop_throttle_frac[loop])
    return min(wanted, round(held_frac + plant.parts.loop_return_frac[loop], _PLACES))


def due_us(plant: Plant, t_us: int) -> int | None:
    """When the next hall may have more than it has; None where none waits."""
    waiting_us = [
        max(_free_us(plant, hall), t_us)
        for hall, held_frac in enumerate(plant.heat_cap_frac)
        if held_frac < FULL_FRAC and held_frac < wanted_frac(plant, hall)
    ]
    return min(waiting_us, default=None)


def _free_us(plant: Plant, hall: int) -> int:
    return plant.heat_since_us[hall] + plant.parts.loop_hold_us[plant.parts.hall_loop[hall]]
