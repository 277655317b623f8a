"""Every signal of a site by name, and the nearest to a name that is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from twin.errors import Fault, RequestError
from twin.signals.backup import BACKUP_KINDS, BATTERIES, COOLING, ENGINES, SUPPLIES
from twin.signals.mining_cooling import MINING_COOLING
from twin.signals.quantity import Quantity, Signal
from twin.signals.site import SITE

QUANTITIES: tuple[Quantity, ...] = (
    *SITE,
    *SUPPLIES,
    *ENGINES,
    *COOLING,
    *MINING_COOLING,
    *BATTERIES,
)

Assets = Any
"""What a plant is made of, as seen from below it."""


def catalogue(parts: Assets) -> dict[str, Signal]:
    """Every signal of a site, by name, in a fixed order.

    Args:
        parts: what the plant is made of.
    """
    rows = zip(parts.row_block, parts.row_in_service, strict=True)
    mining = {block for block, here in rows if here}
    assets: dict[str, list[tuple[int, str]]] = {
        **{name: [(0, name)] for name in ("site", "weather", "market")},
        "transformer": _here(parts.main_ids, parts.main_in_service),
        "tap_changer": [(tap, parts.main_ids[main]) for tap, main in enumerate(parts.tap_mains)],
        "conductor": [
            (place, parts.feeder_ids[feeder])
            for place, feeder in enumerate(parts.conductor_feeders)
        ],
        "relay": [(relay, parts.guard.ids[relay]) for relay in parts.guard.charted],
        "thermal_relay": [
            (place, parts.guard.ids[relay])
            for place, relay in enumerate(parts.guard.thermal_relays)
        ],
        "unit_transformer": _here(parts.pad_ids, parts.pad_in_service),
        "bus": _here(parts.bus_ids, parts.bus_in_service),
        "feeder": _here(parts.feeder_ids, parts.feeder_in_service),
        "block": _here(parts.block_ids, [name in mining for name in parts.block_ids]),
        "hall": _here(parts.hall_ids, parts.hall_in_service),
        "ups": _of_halls(parts, parts.ups_ids, parts.hall_ups),
        "gensets": _here(parts.genset_ids, [True] * len(parts.genset_ids)),
        "cooling": _of_halls(parts, parts.loop_ids, parts.hall_loop),
        "mining_cooling": _here(
            [one.id for one in parts.cooled], [one.block in mining for one in parts.cooled]
        ),
        "battery": _here(parts.grid.battery_ids, [True] * len(parts.grid.battery_ids)),
    }
    return {
        f"{asset}.{quantity.name}": Signal(
            name=f"{asset}.{quantity.name}", index=index, quantity=quantity
        )
        for quantity in QUANTITIES
        for index, asset in assets[quantity.kind]
    }


def chosen(known: Mapping[str, Signal], names: Iterable[str]) -> list[Signal]:
    """Signals by name, in the order asked for.

    Raises:
        RequestError: with every name that is no signal, and the nearest that is.
    """
    faults: list[Fault] = []
    found: list[Signal] = []
    for name in names:
        signal = known.get(name)
        if signal is not None:
            found.append(signal)
            continue
        near = difflib.get_close_matches(name, known, n=3)
        remedy = f"did you mean {' or '.join(near)}?" if near else "list them with --list"
        what = "is no signal of this site"
        faults.append(Fault(what=what, path="signal", value=name, remedy=remedy))
    if faults:
        raise RequestError(faults)
    return found


def asked_kinds(parts: Assets) -> tuple[str, ...]:
    """Kinds whose signals are asked one by one: few assets, and buses whose taps move."""
    return (*BACKUP_KINDS, "bus") if parts.tap_mains else BACKUP_KINDS


def _here(names: Iterable[str], in_service: Iterable[bool]) -> list[tuple[int, str]]:
    pairs = zip(names, in_service, strict=True)
    return [(index, name) for index, (name, here) in enumerate(pairs) if here]


def _of_halls(parts: Assets, names: Sequence[str], of_hall: Iterable[int]) -> list[tuple[int, str]]:
    """Those whose hall is in service."""
    used = {place for place, here in zip(of_hall, parts.hall_in_service, strict=True) if here}
    return [(index, name) for index, name in enumerate(names) if index in used]
