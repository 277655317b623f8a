"""A site as a diagram needs it: what there is, and what hangs on what."""

from __future__ import annotations

from api.layout_views import (
    BatteryView,
    BlockView,
    BusView,
    FeederView,
    FeedView,
    GensetsView,
    GroupView,
    HallView,
    LayoutView,
    LimitView,
    LoopView,
    MainView,
    MiningLoopView,
    RowView,
    TieView,
)
from twin.devices.backup.battery import limits_w
from twin.devices.cooling.loop_spec import LoopSpec, rejectors_count
from twin.devices.cooling.tower import TowerSpec
from twin.devices.transformer_spec import rated_mva
from twin.facility import Parts
from twin.site import Site
from twin.site.block_cooling import BlockContainer
from twin.site.document import COOLERS, COOLING_GROUPS, FANS, PAD, PLANT, PUMPS, STATIC
from twin.site.equipment import groups_of_cooling
from twin.units import J_PER_KWH, W_PER_KW, W_PER_MW


def layout_of(site: Site, parts: Parts) -> LayoutView:
    """The layout of a site, in the order of its document.

    Args:
        site: as written and completed.
        parts: what its plant is made of; it knows the limits that are watched.
    """
    document = site.document
    return LayoutView(
        site_id=document.site_id,
        title=document.title,
        tz=document.tz,
        contracted_w=document.interconnect.contracted_mw * W_PER_MW,
        kv=document.interconnect.kv,
        interconnect=document.interconnect.id,
        transformers=_mains(site, parts),
        buses=[BusView(id=bus.id, kv=bus.kv) for bus in site.buses],
        ties=[
            TieView(id=tie.id, from_bus=tie.between[0], to_bus=tie.between[1]) for tie in site.ties
        ],
        feeders=[FeederView(id=feeder.id, bus=feeder.bus) for feeder in site.feeders],
        blocks=_blocks(site),
        halls=_halls(site),
        loops=_loops(site),
        mining_loops=_mining_loops(site),
        gensets=[
            GensetsView(
                id=group.id,
                engine_count=group.spec.units_count,
                rated_w=group.spec.rated_kw * W_PER_KW,
                halls=list(group.halls),
            )
            for group in site.gensets
        ],
        batteries=_batteries(site),
    )


def _mains(site: Site, parts: Parts) -> list[MainView]:
    found: list[MainView] = []
    for main in site.transformers:
        limits: dict[str, list[LimitView]] = {"load_pu": [LimitView(name="rated", value=1.0)]}
        for limit in parts.units[parts.unit_index[main.id]].limits:
            name = "top_oil_c" if limit.oil else "hotspot_c"
            limits.setdefault(name, []).append(LimitView(name=limit.name, value=limit.level_c))
        found.append(
            MainView(
                id=main.id,
                bus=main.bus,
                rated_va=rated_mva(main.spec) * W_PER_MW,
                high_breaker=main.high_breaker,
                low_breaker=main.low_breaker,
                in_service=main.in_service,
                limits=limits,
            )
        )
    return found


def _blocks(site: Site) -> list[BlockView]:
    bus_of = {feeder.id: feeder.bus for feeder in site.feeders}
    units = {unit.id: unit.owner for unit in site.unit_transformers}
    return [
        BlockView(
            id=block.id,
            feeder=block.feeder,
            bus=bus_of[block.feeder],
            units=[unit for unit, owner in units.items() if owner == block.id],
            rows=[
                RowView(
                    id=row.id, model=row.model, machines_count=row.count, unit=row.unit_transformer
                )
                for row in site.rows
                if row.block == block.id
            ],
            pad=block.id + PAD if block.pad is not None else None,
            in_service=block.in_service,
        )
        for block in site.blocks
    ]


def _halls(site: Site) -> list[HallView]:
    bus_of = {feeder.id: feeder.bus for feeder in site.feeders}
    racks_of = {racks.hall: racks for racks in site.racks}
    ups_of = {supply.hall: supply.id for supply in site.supplies}
    gensets_of = {hall: group.id for group in site.gensets for hall in group.halls}
    found: list[HallView] = []
    for hall in site.halls:
        racks = racks_of[hall.id]
        rated_kw = racks.count * racks.spec.max_kw + hall.other_it_kw
        found.append(
            HallView(
                id=hall.id,
                feeds=[
                    FeedView(feeder=feed.feeder, bus=bus_of[feed.feeder], unit=unit)
                    for feed, unit in zip(hall.feeds, racks.units, strict=True)
                ],
                rack_model=racks.model,
                rack_count=racks.count,
                rated_it_w=rated_kw * W_PER_KW,
                ups=ups_of.get(hall.id),
                loop=hall.id + PLANT if hall.cooling is not None else None,
                gensets=gensets_of.get(hall.id),
                static_switch=hall.id + STATIC if hall.sts is not None else None,
                redundancy=hall.redundancy,
                in_service=hall.in_service,
            )
        )
    return found


def _batteries(site: Site) -> list[BatteryView]:
    bus_of = {feeder.id: feeder.bus for feeder in site.feeders}
    found: list[BatteryView] = []
    for battery in site.document.batteries:
        charge_w, discharge_w = limits_w(battery)
        found.append(
            BatteryView(
                id=battery.id,
                feeder=battery.feeder,
                bus=bus_of[battery.feeder],
                unit=battery.unit_transformers.id or f"{battery.id}-U1",
                charge_w=charge_w,
                discharge_w=discharge_w,
                capacity_j=battery.capacity_kwh * J_PER_KWH,
                in_service=battery.in_service,
            )
        )
    return found


_WHAT: dict[str, str] = dict(
    zip(COOLING_GROUPS, ("distribution units", "pumps", "dry coolers", "chillers"), strict=True)
)


def _what(group: str, plant: LoopSpec) -> str:
    return "tower cells" if group == "COOLER" and plant.towers is not None else _WHAT[group]


def _loops(site: Site) -> list[LoopView]:
    found: list[LoopView] = []
    for hall in site.halls:
        plant = hall.cooling
        if plant is None:
            continue
        counts = (
            plant.cdu.installed_count,
            plant.facility.pumps_installed_count,
            rejectors_count(plant),
            plant.chillers.count,
        )
        groups = [
            GroupView(id=f"{hall.id}-{name}", what=_what(name, plant), count=count)
            for name, count in zip(COOLING_GROUPS, counts, strict=True)
            if count
        ]
        found.append(LoopView(id=hall.id + PLANT, hall=hall.id, groups=groups))
    return found


_MINING = {PUMPS: "pumps", COOLERS: "dry coolers", FANS: "fans", PAD: "pad"}


def _mining_loops(site: Site) -> list[MiningLoopView]:
    found: list[MiningLoopView] = []
    for plant in site.cooled:
        spec = plant.spec
        wet = not isinstance(spec, BlockContainer) and isinstance(spec.rejection, TowerSpec)
        groups = [
            GroupView(
                id=plant.block + name,
                what="towers" if wet and name == COOLERS else _MINING[name],
                count=count,
            )
            for name, count in groups_of_cooling(spec).items()
        ]
        found.append(MiningLoopView(id=plant.id, block=plant.block, kind=spec.kind, groups=groups))
    return found
