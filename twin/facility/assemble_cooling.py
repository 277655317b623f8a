"""From a site to the cooling parts of a plant: plants of halls, pads of blocks, what may break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from twin.facility.equipment import CooledBlock, Equipment
from twin.site import Site
from twin.site.block_cooling import BlockContainer
from twin.site.document import PAD, PLANT, SUPPLY
from twin.site.equipment import Group, groups_of
from twin.units import H_PER_YEAR, S_PER_H, US_PER_H, US_PER_S

_S_PER_YEAR = H_PER_YEAR * S_PER_H


def cooling_parts(site: Site, failure_per_year: float | None = None) -> dict[str, Any]:
    """Fields of the parts that tell of cooling.

    Args:
        site: checked and complete.
        failure_per_year: of one unit, instead of what the site says.
    """
    loops, pads = _loops(site), _pads(site)
    cooled = _cooled(site)
    blocks = [one.block for one in cooled["cooled"]]
    groups = {group.id: group for group in groups_of(site)}
    failing = [_failing(group, failure_per_year) for group in groups.values()]
    equipment = _equipment(failing, loops["loop_ids"], pads["evaporative_ids"], blocks)
    supplies = [supply.id for supply in site.supplies if supply.in_service]
    for place, name in enumerate(supplies):
        equipment[name] = _modules(groups[name], place)
    return {**loops, **pads, **cooled, "equipment": equipment}


def _failing(group: Group, failure_per_year: float | None) -> Group:
    return group if failure_per_year is None else replace(group, failure_per_year=failure_per_year)


def _cooled(site: Site) -> dict[str, Any]:
    """Cooling of mining blocks, in service or not."""
    pads = [pad.id for pad in site.unit_transformers]
    liquids = [one for one in site.cooled if not isinstance(one.spec, BlockContainer)]
    others = [one for one in site.cooled if isinstance(one.spec, BlockContainer)]
    found: list[CooledBlock] = []
    for plant in site.cooled:
        liquid = plant in liquids
        rows = [place for place, row in enumerate(site.rows) if row.block == plant.block]
        units = dict.fromkeys(site.rows[row].unit_transformer for row in rows)
        found.append(
            CooledBlock(
                id=plant.id,
                block=plant.block,
                liquid=liquid,
                at=(liquids if liquid else others).index(plant),
                rows=tuple(rows),
                pads=tuple(pads.index(unit) for unit in units),
            )
        )
    place = {one.block: index for index, one in enumerate(found)}
    return {
        "cooled": tuple(found),
        "miner_loop_specs": tuple(one.spec for one in liquids),
        "container_specs": tuple(one.spec for one in others),
        "container_limits_c": tuple(_limits_c(site, one.block) for one in others),
        "row_cooled": tuple(place.get(row.block, -1) for row in site.rows),
    }


def _limits_c(site: Site, block: str) -> tuple[float, ...]:
    """Temperatures at which machines of a block slow down, stop and start again, in order."""
    specs = {row.model: row.spec for row in site.rows if row.block == block}.values()
    return tuple(
        sorted(
            {
                limit_c
                for spec in specs
                for limit_c in (spec.throttle_c, spec.release_c, spec.stop_c, spec.restart_c)
            }
        )
    )


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
        "loop_hold_most_us": tuple(round(plants[hall].hold_most_h * US_PER_H) for hall in halls),
        "loop_hold_growth_ratio": tuple(plants[hall].hold_growth_ratio for hall in halls),
        "loop_return_frac": tuple(
            (1.0 - plants[hall].throttle_frac) / plants[hall].return_steps_count for hall in halls
        ),
    }


def _equipment(
    groups: Iterable[Group], loops: Sequence[str], pads: Sequence[str], blocks: Sequence[str]
) -> dict[str, Equipment]:
    """Groups that may break; what is not in service never does, and a hall's is not there."""
    return {
        group.id: Equipment(
            owner=group.owner,
            units_count=group.units_count,
            loop=loops.index(group.owner + PLANT) if group.owner + PLANT in loops else -1,
            failure_per_s=group.failure_per_year / _S_PER_YEAR if group.in_service else 0.0,
            repair_s=group.repair_h * S_PER_H,
            common_cause_frac=group.common_cause_frac,
            pad=pads.index(group.id) if group.id in pads else -1,
            cooled=blocks.index(group.owner) if group.owner in blocks else -1,
        )
        for group in groups
        if not group.id.endswith(SUPPLY)
        and (group.owner + PLANT in loops or group.id in pads or group.owner in blocks)
    }


def _modules(group: Group, supply: int) -> Equipment:
    """The modules of a supply, that break one by one."""
    return Equipment(
        owner=group.owner,
        units_count=group.units_count,
        loop=-1,
        failure_per_s=group.failure_per_year / _S_PER_YEAR,
        repair_s=group.repair_h * S_PER_H,
        common_cause_frac=group.common_cause_frac,
        ups=supply,
    )


def _pads(site: Site) -> dict[str, Any]:
    """Evaporative pads of blocks, in service or not."""
    owned = [(block, block.pad) for block in site.blocks if block.pad is not None]
    place = {block.id: index for index, (block, _) in enumerate(owned)}
    return {
        "evaporative_ids": tuple(block.id + PAD for block, _ in owned),
        "evaporative_specs": tuple(spec for _, spec in owned),
        "row_evaporative": tuple(place.get(row.block, -1) for row in site.rows),
    }
