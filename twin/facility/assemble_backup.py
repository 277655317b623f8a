"""From a site to the parts that feed its halls: supplies, transfer switches, engines, who rides."""

from __future__ import annotations

from typing import Any

from twin.devices.backup.transfer_spec import A, B
from twin.devices.voltage.envelopes import ASIC_PSU, ITIC
from twin.site import Site
from twin.site.document import STATIC, SWITCH
from twin.units import S_PER_H


def backup_parts(site: Site) -> dict[str, Any]:
    """Columns of what feeds halls when their feeds do not, and of what rides through a sag.

    Args:
        site: checked and complete.
    """
    return _supplies(site) | _rides(site) | _gensets(site)


def _supplies(site: Site) -> dict[str, Any]:
    supplies = [supply for supply in site.supplies if supply.in_service]
    of_hall = {supply.hall: index for index, supply in enumerate(supplies)}
    return {
        "ups_ids": tuple(supply.id for supply in supplies),
        "ups_specs": tuple(supply.spec for supply in supplies),
        "hall_ups": tuple(of_hall.get(racks.hall, -1) for racks in site.racks),
    }


def _rides(site: Site) -> dict[str, Any]:
    bus_index = {bus.id: index for index, bus in enumerate(site.buses)}
    feeder_bus = {feeder.id: bus_index[feeder.bus] for feeder in site.feeders}
    supplied = {supply.hall for supply in site.supplies if supply.in_service}
    halls = {hall.id: hall for hall in site.halls}
    bare = [
        (index, feeder_bus[halls[racks.hall].feeds[0].feeder])
        for index, racks in enumerate(site.racks)
        if racks.hall not in supplied
    ]
    count = len(site.buses)
    return {
        "ride_bus": (*range(count), *(bus for _, bus in bare)),
        "ride_hall": (*(-1 for _ in site.buses), *(hall for hall, _ in bare)),
        "ride_specs": (*(ASIC_PSU for _ in site.buses), *(ITIC for _ in bare)),
    }


def _gensets(site: Site) -> dict[str, Any]:
    """Engines, then every transfer switch: those to engines, then static ones between feeds."""
    groups = [group for group in site.gensets if group.in_service]
    built = [racks.hall for racks in site.racks if racks.in_service]
    to_engines = [
        (hall, index, spec)
        for index, group in enumerate(groups)
        for hall, spec in zip(group.halls, group.transfers, strict=True)
        if hall in built
    ]
    static = [hall for hall in site.halls if hall.sts is not None and hall.id in built]
    first = len(to_engines)
    of_hall = {hall: place for place, (hall, _, _) in enumerate(to_engines)}
    between = {hall.id: first + place for place, hall in enumerate(static)}
    return {
        "hall_switch": tuple(of_hall.get(racks.hall, -1) for racks in site.racks),
        "hall_static": tuple(between.get(racks.hall, -1) for racks in site.racks),
        "switch_ids": (
            *(hall + SWITCH for hall, _, _ in to_engines),
            *(hall.id + STATIC for hall in static),
        ),
        "switch_specs": (
            *(spec for _, _, spec in to_engines),
            *(hall.sts for hall in static if hall.sts is not None),
        ),
        "switch_gensets": (*(group for _, group, _ in to_engines), *(-1 for _ in static)),
        "switch_sides": (
            *(("feeds", "gensets") for _ in to_engines),
            *((hall.feeds[A].feeder, hall.feeds[B].feeder) for hall in static),
        ),
        "genset_ids": tuple(group.id for group in groups),
        "genset_specs": tuple(group.spec for group in groups),
        "genset_repair_s": tuple(group.repair_h * S_PER_H for group in groups),
    }
