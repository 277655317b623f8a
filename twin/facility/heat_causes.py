"""What made machines too warm: the part of their cooling that is out, and the weather after it.

A pad that broke in the morning does no harm until noon: then the weather is the last straw, and the
pad is the reason. So while something of a row's cooling is broken its failure is named as cause,
and the weather beside it in words. Nothing is stored: failures are known from their repairs to
come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.site.document import COOLERS, FANS, PAD, PUMPS

if TYPE_CHECKING:
    from collections.abc import Container

    from twin.facility.plant import Plant

_Broken = tuple[int, str]


def broken_of_row(plant: Plant, row: int) -> _Broken | None:
    """The last failure, not repaired yet, that makes a row warmer: its seq and its group."""
    pad, place = plant.parts.row_evaporative[row], plant.parts.row_cooled[row]
    if not plant.broken:
        return None
    if place >= 0:
        return broken_of_block(plant, place)
    return _last(plant, (plant.parts.evaporative_ids[pad],)) if pad >= 0 else None


def broken_of_block(plant: Plant, place: int) -> _Broken | None:
    """The same for the cooling of a block; of fans where its machines want for air, else of pads.

    Args:
        plant: as it stands.
        place: of the block's cooling.
    """
    one = plant.parts.cooled[place]
    if one.liquid:
        return _last(plant, (one.block + PUMPS, one.block + COOLERS))
    short = plant.containers.is_short(one.at, max(plant.t_us, plant.containers.anchor_us[one.at]))
    return _last(plant, (one.block + (FANS if short else PAD),))


def why_warm(plant: Plant, broken: _Broken) -> str:
    """The broken group in words, and the weather if it came later."""
    seq, group = broken
    return f"{group} is out" + (", and the weather since" if plant.weather_seq > seq else "")


def _last(plant: Plant, groups: Container[str]) -> _Broken | None:
    found = [
        (seq, subject)
        for _, seq, what, subject, _ in plant.control.repairs
        if what == "equipment" and subject in groups
    ]
    return max(found, default=None)
