"""Groups of equal units that break one by one: who owns them, how many, how often, for how long.

The one place that says what cooling equipment and which modules of supplies may break; the plant
draws its failures from here, and a scenario's events are checked against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin.devices.cooling.dry_cooler import DryCoolerSpec
from twin.devices.cooling.loop_spec import rejectors_count
from twin.site.block_cooling import BlockContainer, BlockCooling
from twin.site.document import (
    COOLERS,
    COOLING_GROUPS,
    FANS,
    PAD,
    PUMPS,
    SUPPLY,
    Block,
    Hall,
)
from twin.site.hall_cooling import HallCooling

if TYPE_CHECKING:
    from twin.site.resolved import BlockPlant, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Equal units of one owner.

    Attributes:
        id, owner: its own, and that of its block or hall.
        units_count: how many stand there.
        in_service: as its owner.
        failure_per_year, repair_h: of one unit.
        common_cause_frac: failures that take all of the group.
    """

    id: str
    owner: str
    units_count: int
    in_service: bool
    failure_per_year: float
    repair_h: float
    common_cause_frac: float = 0.0


def groups_of(site: Site) -> Iterator[Group]:
    """Every group of a site, halls first, in the order of the document."""
    for hall in site.halls:
        if hall.cooling is not None:
            yield from _hall_groups(hall, hall.cooling)
        if hall.ups is not None:
            yield Group(
                id=hall.id + SUPPLY,
                owner=hall.id,
                units_count=hall.ups.modules_count,
                in_service=hall.in_service,
                failure_per_year=hall.ups.module_per_year,
                repair_h=hall.ups.module_repair_h,
            )
    for block in site.blocks:
        yield from _block_groups(block)
    for plant in site.cooled:
        yield from _plant_groups(plant)


def units_in_service(site: Site) -> Mapping[str, int]:
    """How many units may break of all that an event may name; 0 of what is not in service."""
    groups = {group.id: group.units_count * group.in_service for group in groups_of(site)}
    mains = {main.id: int(main.in_service) for main in site.transformers}
    pads = {pad.id: int(pad.in_service) for pad in site.unit_transformers}
    engines = {one.id: one.spec.units_count * one.in_service for one in site.gensets}
    power = {one.id: int(one.in_service) for one in (*site.buses, *site.feeders, *site.ties)}
    sides = {
        name: int(main.in_service)
        for main in site.transformers
        for name in (main.high_breaker, main.low_breaker)
    }
    batteries = {one.id: int(one.in_service) for one in site.batteries}
    return groups | mains | pads | engines | power | sides | batteries


def _hall_groups(hall: Hall, plant: HallCooling) -> Iterator[Group]:
    facility = plant.facility
    counts = (
        plant.cdu.installed_count,
        facility.pumps_installed_count,
        rejectors_count(plant),
        plant.chillers.count,
    )
    for name, count in zip(COOLING_GROUPS, counts, strict=True):
        yield Group(
            id=f"{hall.id}-{name}",
            owner=hall.id,
            units_count=count,
            in_service=hall.in_service,
            failure_per_year=plant.unit_per_year,
            repair_h=plant.repair_h,
            common_cause_frac=plant.common_cause_frac,
        )


def groups_of_cooling(spec: BlockCooling) -> dict[str, int]:
    """Ends of the ids of the groups of a block's cooling, and how many units each has."""
    if isinstance(spec, BlockContainer):
        return {FANS: spec.fan.count} | ({PAD: 1} if spec.pad is not None else {})
    rejection = spec.rejection
    coolers_count = rejection.units_count if isinstance(rejection, DryCoolerSpec) else 1
    return {PUMPS: spec.pumps_installed_count, COOLERS: coolers_count}


def _plant_groups(plant: BlockPlant) -> Iterator[Group]:
    """Pumps and coolers of a loop or tank; fans and a pad of containers."""
    spec = plant.spec
    for name, count in groups_of_cooling(spec).items():
        yield Group(
            id=plant.block + name,
            owner=plant.block,
            units_count=count,
            in_service=plant.in_service,
            failure_per_year=spec.unit_per_year,
            repair_h=spec.repair_h,
            common_cause_frac=spec.common_cause_frac,
        )


def _block_groups(block: Block) -> Iterator[Group]:
    if block.pad is not None:
        yield Group(
            id=block.id + PAD,
            owner=block.id,
            units_count=1,
            in_service=block.in_service,
            failure_per_year=block.pad.failure_per_year,
            repair_h=block.pad.repair_h,
        )
