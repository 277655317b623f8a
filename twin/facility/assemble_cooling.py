"""From a site to the cooling parts of a plant: plants of halls, pads of blocks, what may break."""

from __future__ import annotations

from typing import Any

from twin.devices.cooling.loop_spec import LoopSpec
from twin.facility.parts import Equipment
from twin.site import Site
from twin.site.document import COOLING_GROUPS, PAD, PLANT
from twin.units import H_PER_YEAR, S_PER_H, US_PER_S

_S_PER_YEAR = H_PER_YEAR * S_PER_H


def cooling_parts(site: Site) -> dict[str, Any]:
    """Fields of the parts that tell of cooling.

    Args:
        site: checked and complete.
    """
    loops, pads = _loops(site), _pads(site)
    return {**loops, **pads, "equipment": loops["equipment"] | pads["equipment"]}


def _loops(site: Site) -> dict[str, Any]:
    built = {racks.hall for racks in site.racks if racks.in_service}
    plants = {
        hall.id: hall.cooling
        for hall in site.halls
        if hall.cooling is not None and hall.id in built
    }
    halls = [racks.hall for racks in site.racks if racks.hall in plants]
    return {
        "hall_loop": tuple(
            halls.index(racks.hall) if racks.hall in halls else -1 for racks in site.racks
        ),
        "loop_ids": tuple(hall + PLANT for hall in halls),
        "loop_specs": tuple(plants[hall] for hall in halls),
        "loop_on_ups": tuple(plants[hall].pumps_on_ups for hall in halls),
        "loop_throttle_frac": tuple(plants[hall].throttle_frac for hall in halls),
        "loop_hold_us": tuple(round(plants[hall].hold_off_s * US_PER_S) for hall in halls),
        "loop_return_frac": tuple(
            (1.0 - plants[hall].throttle_frac) / plants[hall].return_steps_count for hall in halls
        ),
        "equipment": {
            f"{hall}-{name}": Equipment(
                units_count=count,
                loop=loop,
                failure_per_s=plants[hall].unit_per_year / _S_PER_YEAR,
                repair_s=plants[hall].repair_h * S_PER_H,
                common_cause_frac=plants[hall].common_cause_frac,
            )
            for loop, hall in enumerate(halls)
            for name, count in zip(COOLING_GROUPS, _unit_counts(plants[hall]), strict=True)
        },
    }


def _unit_counts(plant: LoopSpec) -> tuple[int, int, int, int]:
    facility = plant.facility
    return (
        plant.cdu.installed_count,
        facility.pumps_installed_count,
        plant.coolers.units_count,
        plant.chillers.count,
    )


def _pads(site: Site) -> dict[str, Any]:
    """A pad is a group of one unit; that of a block that is not in service never breaks."""
    owned = [(block, block.pad) for block in site.blocks if block.pad is not None]
    place = {block.id: index for index, (block, _) in enumerate(owned)}
    return {
        "evaporative_ids": tuple(block.id + PAD for block, _ in owned),
        "evaporative_specs": tuple(spec for _, spec in owned),
        "row_evaporative": tuple(place.get(row.block, -1) for row in site.rows),
        "equipment": {
            block.id + PAD: Equipment(
                units_count=1,
                loop=-1,
                failure_per_s=spec.failure_per_year / _S_PER_YEAR if block.in_service else 0.0,
                repair_s=spec.repair_h * S_PER_H,
                common_cause_frac=0.0,
                pad=place[block.id],
            )
            for block, spec in owned
        },
    }
