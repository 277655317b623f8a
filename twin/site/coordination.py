"""Whether the relays of a site see, spare and wait: every path from the grid to every feeder.

A feeder is reached through the transformers of its own bus, and through those beyond one tie: those
are the states a site is in while a transformer is out. Each path is judged by
`twin.devices.protection.coordination`, to the low side of each unit transformer on the feeder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from twin.devices.protection.coordination import CoordinationSpec, findings
from twin.devices.protection.finding import Finding
from twin.devices.protection.path import DeviceSpec, LinkSpec, PathSpec
from twin.documents import Path, Source
from twin.documents.near import among
from twin.errors import Fault
from twin.site.document import HIGH_SIDE, LOW_SIDE, SiteDocument
from twin.site.electrical import grid_of, line_of, units_behind
from twin.site.expand import Expansion
from twin.site.relay import Relay
from twin.site.resolved import MainTransformer

Way = tuple[MainTransformer, str]
"""A main transformer, and the tie between its bus and the feeder's; empty for its own bus."""


def protection_faults(
    source: Source, document: SiteDocument, made: Expansion, relays: Sequence[Relay]
) -> Iterator[Fault]:
    """Relays named that are none, and all that some path doesn't keep to, each thing once."""
    if document.protection is None:
        return
    by_id = {relay.id: relay for relay in relays}
    yield from _unknown(source, document, by_id)
    rules = CoordinationSpec.model_validate({"margin_s": document.protection.margin_s})
    told: set[tuple[str, str, str]] = set()
    for names, path in paths(document, made, by_id):
        for found in _found(path, rules):
            key = (found.where, found.rule, found.what)
            if key not in told:
                told.add(key)
                yield _fault(source, document, found, names)


_found = lru_cache(maxsize=256)(findings)


def paths(
    document: SiteDocument, made: Expansion, by_id: dict[str, Relay]
) -> Iterator[tuple[str, PathSpec]]:
    """Every path from the grid to a feeder in service, with its name."""
    kv = {bus.id: bus.kv for bus in document.buses}
    for feeder in document.feeders:
        relay = by_id.get(feeder.id)
        if relay is None or not feeder.in_service:
            continue
        line = line_of(feeder, kv[feeder.bus])
        head = _link(feeder.id, device=_device(relay), line=line)
        for way in _ways(document, made, feeder.bus):
            before = _before(way, by_id)
            if before is None:
                continue
            names = [document.interconnect.id, *(link.name for link in before), feeder.id]
            ends = [
                (_link(name, transformer=unit),)
                for unit, name in units_behind(made, feeder.id).items()
            ]
            for end in ends or [()]:
                links = (*before, head, *end)
                yield ", ".join(names), PathSpec(source=grid_of(document), links=links)


def _ways(document: SiteDocument, made: Expansion, bus: str) -> Iterator[Way]:
    mains = [main for main in made.mains if main.in_service]
    yield from ((main, "") for main in mains if main.bus == bus)
    for tie in document.ties:
        if tie.in_service and bus in tie.between:
            far = tie.between[0] if tie.between[1] == bus else tie.between[1]
            yield from ((main, tie.id) for main in mains if main.bus == far)


def _before(way: Way, by_id: dict[str, Relay]) -> tuple[LinkSpec, ...] | None:
    """The links from the grid to the bus; None where one of their relays could not be made."""
    main, tie = way
    names = [main.high_breaker, main.low_breaker, *([tie] if tie else [])]
    if not set(names) <= set(by_id):
        return None
    high, *others = (_link(name, device=_device(by_id[name])) for name in names)
    return high.model_copy(update={"transformer": main.spec}), *others


def _device(relay: Relay) -> DeviceSpec:
    load_a = round(relay.load_a, 1)
    parts = {"relay": relay.spec, "breaker": relay.breaker, "load_a": load_a}
    return DeviceSpec.model_validate(parts)


def _link(name: str, **parts: object) -> LinkSpec:
    return LinkSpec.model_validate({"name": name, **parts})


def _fault(source: Source, document: SiteDocument, found: Finding, names: str) -> Fault:
    fault = source.fault(
        _place(document, found.where),
        f"({found.where}) {found.what}, on the path {names}",
        allowed=found.allowed,
        remedy=found.remedy,
    )
    return replace(fault, value=found.value)


def _place(document: SiteDocument, name: str) -> Path:
    """Where the settings of a relay are written, or the key that asks for them to be derived."""
    assert document.protection is not None
    for n, entry in enumerate(document.protection.relays):
        if entry.id == name:
            return ("protection", "relays", n)
    return ("protection",)


def _unknown(source: Source, document: SiteDocument, by_id: dict[str, Relay]) -> Iterator[Fault]:
    assert document.protection is not None
    entries = document.protection.relays
    known = {feeder.id for feeder in document.feeders} | {tie.id for tie in document.ties}
    known |= {main.id + side for main in document.transformers for side in (HIGH_SIDE, LOW_SIDE)}
    first: dict[str, Path] = {}
    for n, entry in enumerate(entries):
        at: Path = ("protection", "relays", n, "id")
        if entry.id not in known | set(by_id):
            allowed = among(entry.id, sorted(known))
            what = "is no breaker or tie of the site"
            yield source.fault(at, what, value=entry.id, allowed=allowed)
        elif entry.id in first:
            line = source.line(source.written(first[entry.id]))
            what = f"has an entry already, at line {line}"
            yield source.fault(at, what, value=entry.id, remedy="keep one of them")
        first.setdefault(entry.id, at)
