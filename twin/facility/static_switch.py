"""Static transfer switches: a hall on one of its two feeds, on the other milliseconds later.

Such a switch senses and leaves in the instant in which its source leaves the window, and lands a
quarter of a cycle later. Power supplies hold that up from their capacitors, whose energy they take
back as it lands: what a hall draws in the gap is booked on the side it goes to, and its power
supplies ride through the gap by their envelope like through any sag. Where both sources are out of
the window it stays where it is. It never joins its two sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from twin.devices.backup.transfer_spec import A, B
from twin.facility import topics

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def carrying_side(plant: Plant, switch: int) -> int:
    """The side that carries the load: where the contacts lie, or where they go at once."""
    transfers = plant.transfers
    here = transfers.side[switch]
    stays = transfers.feeding(switch) is None or transfers.is_good(switch, here)
    return here if stays or not transfers.is_good(switch, 1 - here) else 1 - here


def takes(plant: Plant, hall: int) -> tuple[int, ...]:
    """Unit transformers that share a hall while it is on its feeds."""
    pads, switch = plant.parts.hall_pads[hall], plant.parts.hall_static[hall]
    return pads if switch < 0 else (pads[carrying_side(plant, switch)],)


def choice(plant: Plant, hall: int, live: Sequence[int]) -> Sequence[int]:
    """Which of some unit transformers a hall would take its power from if only they had voltage."""
    switch = plant.parts.hall_static[hall]
    if switch < 0 or not live:
        return live
    preferred = plant.parts.hall_pads[hall][plant.transfers.preferred[switch]]
    return (preferred,) if preferred in live else live[:1]


def source_pu(plant: Plant, switch: int) -> float:
    """Voltage of the source that carries the load."""
    side = carrying_side(plant, switch)
    return (plant.transfers.a_pu, plant.transfers.b_pu)[side][switch]


def follow(plant: Plant, t_us: int, seq: int, hall: int) -> None:
    """Voltages or switches changed: tell the switch of a hall what stands on its two sides."""
    parts, transfers = plant.parts, plant.transfers
    switch = parts.hall_static[hall]
    here = plant.service.hall[hall]
    sources_pu = tuple(_pad_pu(plant, pad) if here else 1.0 for pad in parts.hall_pads[hall])
    if sources_pu != (transfers.a_pu[switch], transfers.b_pu[switch]):
        transfers.set_voltage(switch, t_us, A, sources_pu[A])
        transfers.set_voltage(switch, t_us, B, sources_pu[B])
        plant.switch_cause[switch] = seq
    if transfers.is_good(switch, A) or transfers.is_good(switch, B):
        plant.switch_told[switch] = 0
    plant.hall_takes[hall] = takes(plant, hall)


def begin(plant: Plant, t_us: int, hall: int) -> None:
    """Before the first fact: on the preferred side where that has voltage, else on the other."""
    switch = plant.parts.hall_static[hall]
    if switch >= 0:
        follow(plant, t_us, plant.switch_cause[switch], hall)
        plant.transfers.place(switch, t_us, carrying_side(plant, switch))


def ride(plant: Plant, t_us: int, seq: int, hall: int, voltage_pu: float) -> None:
    """Power supplies of a hall behind a static switch feel the voltage at their input.

    A hall that neither source can carry is off already. Whoever let go is ready again once the
    voltage is steady.
    """
    place, rides = plant.parts.ride_hall.index(hall), plant.rides
    live = source_pu(plant, plant.parts.hall_static[hall]) > 0.0
    rides.set_voltage(place, t_us, voltage_pu if live else 1.0)
    if rides.tripped_by[place] and rides.is_steady(place):
        rides.reset(place, t_us)
        plant.ride_cause[place] = seq
    plant.touched |= topics.GRID


def held_back(plant: Plant) -> Iterator[tuple[int, float]]:
    """Static switches on a bad source whose other is no better and of whom that is not told yet.

    Yields:
        The switch, the voltage of its other source.
    """
    parts, transfers = plant.parts, plant.transfers
    for switch in parts.hall_static:
        if switch < 0 or plant.switch_told[switch]:
            continue
        side = transfers.feeding(switch)
        if side is not None and not any(transfers.is_good(switch, at) for at in (A, B)):
            yield switch, (transfers.b_pu, transfers.a_pu)[side][switch]


def _pad_pu(plant: Plant, pad: int) -> float:
    if not plant.net.live_pad[pad]:
        return 0.0
    return plant.grid_pu * plant.guard.bus_pu[plant.parts.pad_bus[pad]]
