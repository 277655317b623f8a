"""Sags of the grid at the loads: what voltage each bus has meanwhile, and whose supplies let go.

The power supplies of a bus's miners ride through together, by one envelope at the voltage of their
bus; so do those of each hall that has no uninterruptible supply. A sag reaches a bus less the drop
of its own path. In an outage nobody rides: what hangs on a dead bus is off already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin.signals import bus_voltage_pu

if TYPE_CHECKING:
    from twin.facility.plant import Plant


def follow(plant: Plant, t_us: int, seq: int) -> None:
    """The voltage at the interconnect, or what faults leave of it, changed: loads feel it.

    Whoever let go is ready for the next sag once the voltage is steady again. Halls behind static
    switches feel what stands behind those.
    """
    rides = plant.rides
    for ride, bus in enumerate(plant.parts.ride_bus):
        if static_of(plant, ride) >= 0:
            continue
        off = plant.grid_pu != 1.0 or plant.guard.bus_pu[bus] != 1.0
        sagging = plant.grid_pu > 0.0 and off and plant.net.live_bus[bus]
        rides.set_voltage(ride, t_us, bus_voltage_pu(plant, bus) if sagging else 1.0)
        if rides.tripped_by[ride] and rides.is_steady(ride):
            rides.reset(ride, t_us)
            plant.ride_cause[ride] = seq


def cause_of(plant: Plant, ride: int) -> int:
    """The fact that brought an entry its voltage: the grid's, or what faults let flow."""
    static = static_of(plant, ride)
    if static >= 0:
        return plant.switch_cause[static]
    faulty = plant.guard.bus_pu[plant.parts.ride_bus[ride]] != 1.0
    return plant.guard.fault_seq if faulty else plant.grid_seq


def static_of(plant: Plant, ride: int) -> int:
    """The static switch before the power supplies of an entry, -1 where it feels its bus."""
    hall = plant.parts.ride_hall[ride]
    return plant.parts.hall_static[hall] if hall >= 0 else -1


def name_of(plant: Plant, ride: int) -> str:
    """The bus or hall whose power supplies ride through together."""
    parts = plant.parts
    hall = parts.ride_hall[ride]
    return parts.bus_ids[parts.ride_bus[ride]] if hall < 0 else parts.hall_ids[hall]


def ride_of(plant: Plant, name: str) -> int:
    """The entry of a bus or hall."""
    parts = plant.parts
    hall = parts.hall_index.get(name)
    return parts.bus_index[name] if hall is None else parts.ride_hall.index(hall)


def has_someone(plant: Plant, ride: int) -> bool:
    """Whether anything with supply would let go."""
    parts = plant.parts
    if ride >= len(parts.bus_ids):
        return plant.hall_supplied[parts.ride_hall[ride]]
    return any(
        supplied and parts.pad_bus[parts.row_pad[row]] == ride
        for row, supplied in enumerate(plant.row_supplied)
    )


def waiting(plant: Plant) -> Iterator[int]:
    """Entries that may let go: their voltage is off nominal and something hangs on them."""
    for ride, tripped_by in enumerate(plant.rides.tripped_by):
        if not tripped_by and not plant.rides.is_steady(ride) and has_someone(plant, ride):
            yield ride
