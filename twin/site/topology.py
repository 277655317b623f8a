"""How the site is connected as it starts: a tree of closed switches, fed, with nothing in parallel.

Only what is in service counts: an asset that will be built may lie in the document in any state.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from twin.devices.transformer_spec import impedance_va, rated_mva
from twin.documents import Path, Source
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.resolved import MainTransformer
from twin.units import VA_PER_MVA


def topology_faults(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    """Loops, parallel units, buses without a feed, faults beyond a bus, loads on nothing."""
    group, loops = _groups(document)
    for index in loops:
        what = f"closes a loop: {' and '.join(document.ties[index].between)} are joined already"
        yield source.fault(("ties", index, "closed"), what, value=True, remedy="start with it open")
    yield from _feeds(source, document, made, group)
    yield from _in_service(source, document)
    yield from _shared_feeders(source, document)


def _groups(document: SiteDocument) -> tuple[dict[str, str], list[int]]:
    """Each live bus with its group's first bus, and the indices of ties that close a loop."""
    group = {bus.id: bus.id for bus in document.buses if bus.in_service}
    loops: list[int] = []
    for index, tie in enumerate(document.ties):
        one, other = tie.between
        if not (tie.closed and tie.in_service) or one not in group or other not in group:
            continue
        if one != other and group[one] == group[other]:
            loops.append(index)
        gone, kept = group[other], group[one]
        group = {bus: kept if at == gone else at for bus, at in group.items()}
    return group, loops


def _feeds(
    source: Source, document: SiteDocument, made: Expansion, group: dict[str, str]
) -> Iterator[Fault]:
    mains = [main for main in made.mains if main.in_service]
    fed = {group[main.bus] for main in mains if main.bus in group}
    dropped = {
        entry[1] for entry in source.dropped if entry[0] == "transformers" and len(entry) > 1
    }
    doubtful = bool(dropped) or len(made.mains) < len(document.transformers)
    for index, bus in enumerate(document.buses):
        if bus.id not in group:
            continue
        if group[bus.id] not in fed and not doubtful:
            remedy = "add a transformer, close a tie, or set in_service: false"
            yield source.fault(("buses", index), "is fed by nothing", value=bus.id, remedy=remedy)
        members = [main for main in mains if group.get(main.bus) == group[bus.id]]
        if group[bus.id] == bus.id and len(members) > 1:
            yield from _parallel(source, document, made, members)
        yield from _fault_level(source, document, index, members)


def _parallel(
    source: Source, document: SiteDocument, made: Expansion, mains: list[MainTransformer]
) -> Iterator[Fault]:
    """Units of one group run in parallel: each bus with several, and each tie, must allow it."""
    names = ", ".join(main.id for main in mains)
    allowed = {bus.id: bus.parallel_allowed for bus in document.buses}
    by_bus: dict[str, list[MainTransformer]] = {}
    for main in mains:
        by_bus.setdefault(main.bus, []).append(main)
    for bus, members in by_bus.items():
        if len(members) > 1 and not allowed[bus]:
            at = (*made.paths[members[1].id], "bus")
            remedy = f"set parallel_allowed: true on {bus}, or take one out of service"
            yield source.fault(at, f"puts {names} in parallel on {bus}", value=bus, remedy=remedy)
    if len(by_bus) > 1:
        for index, tie in enumerate(document.ties):
            if (
                tie.closed
                and tie.in_service
                and not tie.parallel_allowed
                and set(tie.between) & set(by_bus)
            ):
                remedy = "start with it open, or set parallel_allowed: true"
                what = f"puts {names} in parallel"
                yield source.fault(("ties", index, "closed"), what, value=True, remedy=remedy)


def fault_level_ka(document: SiteDocument, mains: list[MainTransformer], kv: float) -> float:
    """Three-phase fault current behind the grid and these transformers in parallel [kA]."""
    through_mva = 0.0
    for main in mains:
        impedance_pu = impedance_va(main.spec) / VA_PER_MVA / rated_mva(main.spec)
        through_mva += rated_mva(main.spec) * main.spec.parallel_count / impedance_pu
    if not through_mva:
        return 0.0
    grid_mva = document.interconnect.short_circuit_mva
    return 1.0 / (1.0 / grid_mva + 1.0 / through_mva) / (sqrt(3.0) * kv)


def _fault_level(
    source: Source, document: SiteDocument, index: int, mains: list[MainTransformer]
) -> Iterator[Fault]:
    bus = document.buses[index]
    level_ka = fault_level_ka(document, mains, bus.kv)
    if level_ka > bus.short_circuit_ka:
        names = ", ".join(main.id for main in mains)
        yield source.fault(
            ("buses", index, "short_circuit_ka"),
            f"is less than the fault current behind {names}",
            value=bus.short_circuit_ka,
            allowed=f"at least {level_ka:.1f} kA",
            remedy="open a tie, take a higher impedance, or a stronger bus",
        )


def _in_service(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """What is in service must hang on something that is."""
    dead = {bus.id for bus in document.buses if not bus.in_service}
    for index, main in enumerate(document.transformers):
        if main.in_service and main.bus in dead:
            yield _off(source, ("transformers", index, "bus"), main.bus)
    for index, feeder in enumerate(document.feeders):
        if feeder.in_service and feeder.bus in dead:
            yield _off(source, ("feeders", index, "bus"), feeder.bus)
    yield from _loads_in_service(source, document)


def _loads_in_service(source: Source, document: SiteDocument) -> Iterator[Fault]:
    dead_feeders = {feeder.id for feeder in document.feeders if not feeder.in_service}
    for index, block in enumerate(document.blocks):
        if block.in_service and block.feeder in dead_feeders:
            yield _off(source, ("blocks", index, "feeder"), block.feeder)
    for index, battery in enumerate(document.batteries):
        if battery.in_service and battery.feeder in dead_feeders:
            yield _off(source, ("batteries", index, "feeder"), battery.feeder)
    for index, hall in enumerate(document.halls):
        feeds = [feed.feeder for feed in hall.feeds]
        if hall.in_service and all(feeder in dead_feeders for feeder in feeds):
            yield _off(source, ("halls", index, "feeds"), ", ".join(feeds))


def _off(source: Source, at: Path, name: str) -> Fault:
    remedy = "put it in service, or set in_service: false here too"
    return source.fault(at, "is not in service, but this is", value=name, remedy=remedy)


def _shared_feeders(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """No block on a hall's feeder; a hall's feeds on feeders of their own, as many as promised."""
    blocks = {block.feeder: block.id for block in document.blocks}
    taken = blocks | {feed.feeder: hall.id for hall in document.halls for feed in hall.feeds}
    for index, battery in enumerate(document.batteries):
        if battery.feeder in taken:
            at: Path = ("batteries", index, "feeder")
            what = f"carries {taken[battery.feeder]} too"
            remedy = "give the battery a feeder of its own"
            yield source.fault(at, what, value=battery.feeder, remedy=remedy)
        taken[battery.feeder] = battery.id
    for index, hall in enumerate(document.halls):
        at = ("halls", index, "feeds")
        feeders = [feed.feeder for feed in hall.feeds]
        for nth, feeder in enumerate(feeders):
            if feeder in blocks:
                what = f"carries the block {blocks[feeder]} too"
                remedy = "give the hall a feeder of its own"
                yield source.fault((*at, nth, "feeder"), what, value=feeder, remedy=remedy)
            if feeder in feeders[:nth]:
                remedy = "give each feed its own feeder"
                yield source.fault(
                    (*at, nth, "feeder"), "is given twice", value=feeder, remedy=remedy
                )
        if hall.redundancy != "N" and len(feeders) == 1:
            what = f"are too few for {hall.redundancy}"
            yield source.fault(at, what, allowed="at least 2", remedy="add one, or promise N")
