"""What feeds a hall when the grid does not: the uninterruptible supply between feeds and racks.

A supply carries the IT of its hall; the rest of the hall (cooling) has what the feeds have. What a
hall takes from its feeds is what its supply takes, with losses and charging, and its cooling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.devices.backup.ups_spec import ECO, ONLINE, rated_w, usable_j
from twin.facility import topics
from twin.units import US_PER_S

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def has_feed(plant: Plant, hall: int) -> bool:
    """Whether voltage stands at the input of a hall."""
    live_pad = plant.net.live_pad
    return any(live_pad[pad] for pad in plant.parts.hall_pads[hall])


def feeds_it(plant: Plant, hall: int) -> bool:
    """Whether the racks of a hall can have power: from the supply, or without one from a feed."""
    supply = plant.parts.hall_ups[hall]
    if supply >= 0:
        return plant.ups.is_fed(supply)
    return has_feed(plant, hall) and not plant.rides.tripped_by[plant.parts.ride_hall.index(hall)]


def draw_w(plant: Plant, hall: int) -> float:
    """What a hall takes from its feeds: IT with the losses and charging of its supply, cooling."""
    it_w, supply = plant.halls.it_w[hall], plant.parts.hall_ups[hall]
    if supply < 0:
        return it_w * plant.hall_ratio[hall]
    if not plant.hall_live[hall]:
        return 0.0
    return plant.ups.flow(supply).input_w + it_w * (plant.hall_ratio[hall] - 1.0)


def follow_load(plant: Plant, t_us: int, hall: int) -> None:
    """The IT of a hall changed its draw: its supply feels it."""
    supply = plant.parts.hall_ups[hall]
    if supply >= 0:
        plant.ups.set_load(supply, t_us, plant.halls.it_w[hall])
        if not rests(plant, supply):
            plant.touched |= topics.BACKUP


def follow_feeds(plant: Plant, t_us: int, seq: int) -> None:
    """Voltages or switches changed: tell every supply what stands at its input."""
    for hall, supply in enumerate(plant.parts.hall_ups):
        plant.hall_live[hall] = live = has_feed(plant, hall)
        if supply >= 0:
            before = plant.ups.state[supply]
            plant.ups.set_input(supply, t_us, plant.grid_pu if live else 0.0)
            if plant.ups.state[supply] != before:
                plant.ups_cause[supply] = seq
            plant.touched |= topics.BACKUP


def book_hall(plant: Plant, t_us: int, hall: int) -> None:
    """Close the energy of a hall, IT and cooling together, up to an instant."""
    elapsed_us = t_us - plant.hall_us[hall]
    if elapsed_us:
        plant.hall_j[hall] += plant.hall_w[hall] * (elapsed_us / US_PER_S)
        plant.hall_us[hall] = t_us


def book_halls(plant: Plant, t_us: int) -> None:
    """What halls draw for the same IT changed: close their energy and take the new draw."""
    for hall in range(len(plant.parts.hall_ids)):
        book_hall(plant, t_us, hall)
        plant.hall_w[hall] = draw_w(plant, hall)


def rests(plant: Plant, supply: int) -> bool:
    """Whether nothing of a supply is under way: a load within its rating moves no instant."""
    ups = plant.ups
    spec = ups.specs[supply]
    return (
        ups.state[supply] in (ONLINE, ECO)
        and ups.stored_j[supply] >= usable_j(spec)
        and ups.load_w[supply] <= rated_w(spec)
    )
