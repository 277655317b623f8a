"""What the model has solved for already: what comes next if nothing else happens.

Nothing is simulated here: these are crossings of closed forms, and what has a time of its own, such
as repairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twin.devices.transformer_limits import STAGE_DOWN, STAGE_UP
from twin.facility import Plant
from twin.run.backup_words import COOLING, UPS_LIMITS

_HIDDEN = frozenset({"look", STAGE_UP, STAGE_DOWN})
_MOST = 40
_REPAIRED = {
    "transformer": "is repaired",
    "fault": "is repaired",
    "breaker": "is freed",
    "genset": "engine {} is repaired",
    "equipment": "{} are repaired",
}
"""Repairs worth telling: those of single machines and racks come every day."""


@dataclass(frozen=True, slots=True, order=True)
class Foreseen:
    """Something that will happen.

    Attributes:
        t_us: when.
        asset: to what.
        words: what, in words.
    """

    t_us: int
    asset: str
    words: str


def foreseen(plant: Plant, t_us: int) -> list[Foreseen]:
    """What comes after an instant if every input stays as it is, soonest first.

    Args:
        plant: as it stands at that instant.
        t_us: the instant.
    """
    return sorted(one for one in _all(plant, t_us) if one.t_us > t_us)[:_MOST]


def _all(plant: Plant, t_us: int) -> Iterator[Foreseen]:
    yield from _transformers(plant, t_us)
    yield from _loops(plant, t_us)
    yield from _supplies(plant, t_us)
    control, parts = plant.control, plant.parts
    for due_us, _, what, subject, number in control.repairs:
        if what in _REPAIRED:
            yield Foreseen(due_us, subject, _REPAIRED[what].format(number))
    for due_us, _, bus, tie in control.transfers:
        yield Foreseen(due_us, tie, f"closes to carry {bus}")
    for switch, name in enumerate(parts.switch_ids):
        crossing = plant.transfers.next_crossing(switch, t_us)
        if crossing is not None:
            yield Foreseen(crossing.t_us, name, crossing.limit.replace("_", " "))


def _transformers(plant: Plant, t_us: int) -> Iterator[Foreseen]:
    parts = plant.parts
    for unit, name in enumerate((*parts.main_ids, *parts.pad_ids)):
        crossing = plant.transformers.next_crossing(unit, t_us)
        if crossing is None or crossing.limit in _HIDDEN:
            continue
        limits = {limit.name: limit for limit in plant.transformers.units[unit].limits}
        limit = limits.get(crossing.limit)
        rises = crossing.direction == "rising"
        if limit is not None:
            level_c = limit.level_c if rises else limit.reset_c
            way = "passes" if rises else "falls below"
            yield Foreseen(
                crossing.t_us, name, f"{way} {level_c:g} °C ({crossing.limit.replace('_', ' ')})"
            )


def _loops(plant: Plant, t_us: int) -> Iterator[Foreseen]:
    for loop, name in enumerate(plant.parts.loop_ids):
        crossing = plant.loops.next_crossing(loop, t_us)
        if crossing is not None and crossing.limit not in _HIDDEN:
            words = COOLING[crossing.direction == "rising"].get(crossing.limit, crossing.limit)
            yield Foreseen(crossing.t_us, name, words)


def _supplies(plant: Plant, t_us: int) -> Iterator[Foreseen]:
    for supply, name in enumerate(plant.parts.ups_ids):
        crossing = plant.ups.next_crossing(supply, t_us)
        if crossing is not None:
            words = UPS_LIMITS.get(crossing.limit, crossing.limit.replace("_", " "))
            yield Foreseen(crossing.t_us, name, words)
