"""What types can't say about the grid's side: stages out at rest, blocks that trip twice.

A relay opens a feeder, so every block on it goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from twin.documents import Path, Source
from twin.errors import Fault
from twin.site.document import SiteDocument


def grid_faults(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """Stages that no frequency may have, and blocks that are named twice or go unnamed."""
    yield from _pickups(source, document)
    yield from _blocks(source, document)


def _pickups(source: Source, document: SiteDocument) -> Iterator[Fault]:
    nominal_hz = document.frequency.nominal_hz
    back_hz = nominal_hz - document.frequency.back_within_hz
    for index, stage in enumerate(document.frequency.stages):
        if stage.below_hz >= back_hz:
            yield source.fault(
                ("frequency", "stages", index, "below_hz"),
                "would trip at a frequency that counts as back",
                value=stage.below_hz,
                allowed=f"below {back_hz:g} Hz",
                remedy="lower it, or lower back_within_hz",
            )


def _blocks(source: Source, document: SiteDocument) -> Iterator[Fault]:
    feeder_of = {block.id: block.feeder for block in document.blocks}
    droop = document.frequency.droop
    for nth, block in enumerate(droop.blocks if droop is not None else ()):
        if droop is not None and block in droop.blocks[:nth]:
            here: Path = ("frequency", "droop", "blocks", nth)
            yield source.fault(here, "is named twice", value=block, remedy="name it once")
    first: dict[str, str] = {}
    for index, stage in enumerate(document.frequency.stages):
        at: Path = ("frequency", "stages", index, "blocks")
        for nth, block in enumerate(stage.blocks):
            if block in first:
                what = f"is tripped by {first[block]} already"
                remedy = "name each block once, in the stage that trips it"
                yield source.fault((*at, nth), what, value=block, remedy=remedy)
            first.setdefault(block, stage.id)
        opened = {feeder_of[block] for block in stage.blocks if block in feeder_of}
        for block, feeder in feeder_of.items():
            if feeder in opened and block not in stage.blocks:
                what, remedy = f"open {feeder}, which carries {block} too", f"name {block} too"
                yield source.fault(at, what, value=", ".join(stage.blocks), remedy=remedy)
