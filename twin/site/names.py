"""Ids: each once across the whole site, each reference to something that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from twin.documents import Path, Source
from twin.documents.near import among, meant
from twin.errors import Fault
from twin.site.document import (
    COOLING_GROUPS,
    HIGH_SIDE,
    LOW_SIDE,
    PAD,
    PLANT,
    STATIC,
    SWITCH,
    SiteDocument,
)
from twin.site.equipment import groups_of_cooling
from twin.site.expand import Expansion

# Subjects of facts that no site has as an asset.
RESERVED = ("BTC",)


Named = tuple[str, str, Path, str | None]


def every_id(document: SiteDocument, made: Expansion) -> Iterator[Named]:
    """Every id of a site: the id, its kind, where it is written, and its parent if it has one."""
    poi = document.interconnect.id
    yield document.site_id, "site", ("site_id",), None
    yield poi, "interconnect", ("interconnect", "id"), None
    for index, main in enumerate(document.transformers):
        at = ("transformers", index, "id")
        yield main.id, "transformer", at, poi
        yield main.id + HIGH_SIDE, "breaker", at, main.id
        yield main.id + LOW_SIDE, "breaker", at, main.id
    yield from _plain(document, "bus", "buses")
    yield from _plain(document, "tie", "ties")
    for index, feeder in enumerate(document.feeders):
        yield feeder.id, "feeder", ("feeders", index, "id"), feeder.bus
    yield from _blocks(document)
    yield from _plain(document, "hall", "halls")
    yield from _backup(document, made)
    yield from _grid_side(document)
    for pad, at in zip(made.pads, made.pad_paths, strict=True):
        yield pad.id, "unit_transformer", at, pad.feeder
    for row, at in zip(made.rows, made.row_paths, strict=True):
        yield row.id, "row", at, row.unit_transformer


def _blocks(document: SiteDocument) -> Iterator[Named]:
    for index, block in enumerate(document.blocks):
        yield block.id, "block", ("blocks", index, "id"), block.feeder
        if block.pad is not None:
            yield block.id + PAD, "equipment", ("blocks", index, "pad"), block.id
        if block.cooling is not None:
            yield block.id + PLANT, "cooling", ("blocks", index, "cooling"), block.id
            for name in groups_of_cooling(block.cooling):
                here = ("blocks", index, "cooling")
                yield block.id + name, "equipment", here, block.id + PLANT


def _backup(document: SiteDocument, made: Expansion) -> Iterator[Named]:
    for supply in made.supplies:
        yield supply.id, "ups", made.paths[supply.id], supply.hall
    for index, hall in enumerate(document.halls):
        if hall.sts is not None:
            yield hall.id + STATIC, "static_switch", ("halls", index, "sts"), hall.id
        if hall.cooling is not None:
            at = ("halls", index, "cooling")
            yield hall.id + PLANT, "cooling", at, hall.id
            for name in COOLING_GROUPS:
                yield f"{hall.id}-{name}", "equipment", at, hall.id + PLANT
    for index, group in enumerate(document.gensets):
        yield group.id, "gensets", ("gensets", index, "id"), None
        for nth, hall in enumerate(group.halls):
            yield hall + SWITCH, "transfer_switch", ("gensets", index, "halls", nth), hall


def _grid_side(document: SiteDocument) -> Iterator[Named]:
    for index, battery in enumerate(document.batteries):
        yield battery.id, "battery", ("batteries", index, "id"), battery.feeder
    for index, stage in enumerate(document.frequency.stages):
        yield stage.id, "frequency_stage", ("frequency", "stages", index, "id"), None


def _plain(document: SiteDocument, kind: str, part: str) -> Iterator[Named]:
    for index, entry in enumerate(getattr(document, part)):
        yield entry.id, kind, (part, index, "id"), None


def name_faults(source: Source, document: SiteDocument, made: Expansion) -> Iterator[Fault]:
    """Ids given twice, and ids that mean something else."""
    first: dict[str, tuple[str, Path]] = {}
    told: set[tuple[Path, str]] = set()
    for name, kind, at, _ in every_id(document, made):
        if name in RESERVED:
            yield source.fault(at, "is a reserved name", value=name, remedy="take another id")
        if name not in first:
            first[name] = (kind, at)
            continue
        other, where = first[name]
        if (at, kind) in told:
            continue
        told.add((at, kind))
        what = (
            f"is the id of a {kind} and of a {other}, at line {source.line(source.written(where))}"
        )
        remedy = "give the entries an id each" if kind == other == "row" else "take another id"
        yield source.fault(at, what.replace("_", " "), value=name, remedy=remedy)


def reference_faults(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """References to buses, feeders and halls that are not there, ties of a bus with itself."""
    buses = known(source, "buses", (bus.id for bus in document.buses))
    feeders = known(source, "feeders", (feeder.id for feeder in document.feeders))
    for at, bus in _named_buses(document):
        yield from _missing(source, at, bus, buses, "bus")
    for at, feeder in _named_feeders(document):
        yield from _missing(source, at, feeder, feeders, "feeder")
    halls = known(source, "halls", (hall.id for hall in document.halls))
    for index, group in enumerate(document.gensets):
        for nth, hall in enumerate(group.halls):
            yield from _missing(source, ("gensets", index, "halls", nth), hall, halls, "hall")
    yield from _grid_references(source, document)
    for index, tie in enumerate(document.ties):
        if tie.between[0] == tie.between[1]:
            yield source.fault(
                ("ties", index, "between"), "ties a bus to itself", remedy="name two"
            )


def _grid_references(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """Blocks and batteries that answer to the frequency and are not there."""
    blocks = known(source, "blocks", (block.id for block in document.blocks))
    for at, block in _answering(document):
        yield from _missing(source, at, block, blocks, "block")
    batteries = known(source, "batteries", (battery.id for battery in document.batteries))
    for index, stage in enumerate(document.frequency.stages):
        for nth, name in enumerate(stage.batteries):
            at = ("frequency", "stages", index, "batteries", nth)
            yield from _missing(source, at, name, batteries, "battery")


def _answering(document: SiteDocument) -> Iterator[tuple[Path, str]]:
    """Blocks that answer to the frequency."""
    if document.frequency.droop is not None:
        for nth, block in enumerate(document.frequency.droop.blocks):
            yield ("frequency", "droop", "blocks", nth), block
    for index, stage in enumerate(document.frequency.stages):
        for nth, block in enumerate(stage.blocks):
            yield ("frequency", "stages", index, "blocks", nth), block


def _named_buses(document: SiteDocument) -> Iterator[tuple[Path, str]]:
    for index, main in enumerate(document.transformers):
        yield ("transformers", index, "bus"), main.bus
    for index, tie in enumerate(document.ties):
        for end, bus in enumerate(tie.between):
            yield ("ties", index, "between", end), bus
    for index, feeder in enumerate(document.feeders):
        yield ("feeders", index, "bus"), feeder.bus


def _named_feeders(document: SiteDocument) -> Iterator[tuple[Path, str]]:
    for index, block in enumerate(document.blocks):
        yield ("blocks", index, "feeder"), block.feeder
    for index, hall in enumerate(document.halls):
        for nth, feed in enumerate(hall.feeds):
            yield ("halls", index, "feeds", nth, "feeder"), feed.feeder
    for index, battery in enumerate(document.batteries):
        yield ("batteries", index, "feeder"), battery.feeder


def known(source: Source, part: str, ids: Iterable[str]) -> list[str]:
    """Ids of a part of the document, those of its faulty entries too (they have faults already)."""
    written = source.get((part,))
    count = len(cast("list[object]", written)) if isinstance(written, list) else 0
    raw = [source.get((part, index, "id")) for index in range(count)]
    return list(dict.fromkeys([*ids, *(name for name in raw if isinstance(name, str))]))


def _missing(source: Source, at: Path, name: str, ids: list[str], kind: str) -> Iterator[Fault]:
    if name not in ids:
        yield source.fault(
            at,
            f"is no {kind} of the site",
            value=name,
            allowed=among(name, ids) or f"none, the site has no {kind}",
            remedy=meant(name, ids, f"name a {kind}, or add it"),
        )
