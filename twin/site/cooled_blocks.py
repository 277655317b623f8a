"""From a block's cooling to a plant of its size, and what can't be meant about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twin.documents import Path, Source, validate
from twin.errors import Fault
from twin.site.block_cooling import (
    MEDIA,
    BlockContainer,
    BlockCooling,
    limits_of,
    rejects_kw,
    sized,
)
from twin.site.document import PLANT, Block
from twin.site.resolved import BlockPlant, Row
from twin.units import W_PER_KW

IMPOSSIBLE_RATIO = 2.0
"""Rated heat of machines over that of their coolers beyond which a document is not believed."""


def plant_of(
    source: Source, block: Block, at: Path, rows: Sequence[Row]
) -> tuple[BlockPlant | None, list[Fault]]:
    """The plant of a block that has a cooling, sized for its rows, and all that is wrong with it.

    Args:
        source: the site's text.
        block: with a cooling.
        at: where the block stands.
        rows: its machines, as far as they are sound.
    """
    assert block.cooling is not None, "a block with a cooling"
    faults = list(_unused(source, block, at))
    faults += _strangers(source, block, at, rows)
    miners_count = sum(row.count for row in rows)
    if not miners_count:
        return None, faults
    heat_kw = sum(row.count * row.spec.power_w for row in rows) / W_PER_KW
    here, values = (*at, "cooling"), sized(block.cooling, miners_count, heat_kw)
    spec, more = validate(type(block.cooling), values, source=source, at=here)
    faults += more
    if spec is None:
        return None, faults
    faults += _too_small(source, here, spec, heat_kw)
    name = block.id + PLANT
    made = BlockPlant(id=name, block=block.id, spec=spec, in_service=block.in_service)
    return made, faults


def _unused(source: Source, block: Block, at: Path) -> Iterator[Fault]:
    """Settings that a block's cooling replaces."""
    assert block.cooling is not None, "a block with a cooling"
    if block.pad is not None:
        remedy = "write it as pad of a cooling of kind: container, or remove one of the two"
        yield source.fault((*at, "pad"), "stands beside the block's cooling", remedy=remedy)
    replaced = limits_of(block.cooling)
    if block.inlet_rise_k is not None:
        what = "says nothing where the block's cooling works it out"
        yield source.fault(
            (*at, "inlet_rise_k"), what, value=block.inlet_rise_k, remedy="remove it"
        )
    for index, entry in enumerate(block.rows):
        for name in replaced.keys() & entry.overrides.keys():
            remedy = "remove it, and give the limits of the block's cooling"
            what, value = "is set by the block's cooling", entry.overrides[name]
            yield source.fault((*at, "rows", index, name), what, value=value, remedy=remedy)


def _strangers(source: Source, block: Block, at: Path, rows: Sequence[Row]) -> Iterator[Fault]:
    """Machines that this kind of cooling can't take."""
    assert block.cooling is not None, "a block with a cooling"
    kind = block.cooling.kind
    for entry in sorted({row.entry for row in rows if row.spec.cooling not in MEDIA[kind]}):
        spec = next(row.spec for row in rows if row.entry == entry)
        here: Path = (*at, "rows", entry, "model")
        what = f"is a machine cooled by {spec.cooling}, in a block of kind {kind}"
        allowed = " or ".join(MEDIA[kind])
        remedy = "take another model, or another kind of cooling"
        yield source.fault(here, what, value=spec.model, allowed=allowed, remedy=remedy)


def _too_small(source: Source, at: Path, spec: BlockCooling, heat_kw: float) -> Iterator[Fault]:
    """Coolers that could never take the block's heat."""
    if isinstance(spec, BlockContainer):
        return
    least_kw = rejects_kw(spec.rejection)
    if least_kw is not None and heat_kw > IMPOSSIBLE_RATIO * least_kw:
        yield source.fault(
            (*at, "rejection"),
            f"takes {least_kw:.0f} kW of {heat_kw:.0f} kW that its machines give",
            allowed=f"at least {heat_kw / IMPOSSIBLE_RATIO:.0f} kW, half of it",
            remedy="give more units_count, or a larger unit_kw",
        )
