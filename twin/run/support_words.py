"""Sentences for facts of backup power and cooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin.facts import Fact, backup, cooling
from twin.run.backup_words import (
    COOLING,
    ENGINE_SIDES,
    ENGINES,
    MINING,
    TRANSFERS,
    UPS_LIMITS,
    UPS_STATES,
)
from twin.units import S_PER_H, S_PER_MIN

Say = Callable[[str, Any], str]


def span_words(span_s: float) -> str:
    """A span as people say it.

    >>> span_words(5400.0)
    '1.5 h'
    """
    if span_s >= S_PER_H:
        return f"{span_s / S_PER_H:.4g} h"
    return f"{span_s / S_PER_MIN:.3g} min" if span_s >= S_PER_MIN else f"{span_s:.3g} s"


def because(why: str) -> str:
    """A reason behind a colon; nothing where there is none.

    >>> because("a drill"), because("")
    (': a drill', '')
    """
    return f": {why}" if why else ""


_THROTTLED = {0.0: "racks of {} must stop for heat", 1.0: "racks of {} run fully again"}
SUPPORT: dict[type[Fact], Say] = {
    backup.UpsStateChanged: lambda s, f: (
        f"{s} {UPS_STATES.get(f.state, f.state)}, its battery at {100 * f.soc_frac:.3g} %"
    ),
    backup.UpsStepped: lambda s, f: f"{s} noted that {UPS_LIMITS.get(f.limit, f.limit)}",
    backup.UpsReset: lambda s, _f: f"{s} was reset by hand",
    backup.TransferStepped: lambda s, f: f"switch {s} {TRANSFERS.get(f.limit, f.limit)}".replace(
        "SIDE", f"the {f.side}" if f.side in ENGINE_SIDES else f.side
    ),
    backup.TransferBarred: lambda s, f: (
        f"switch {s} stays on its bad source: the other stands at {100 * f.other_pu:.3g} %"
    ),
    backup.GensetsOrdered: lambda s, f: f"{len(f.draws_frac)} engines of {s} were told to start",
    backup.GensetsHeld: lambda s, f: (
        (f"{s} is run by hand" if f.run else f"{s} is run by hand no more") + because(f.why)
    ),
    backup.GensetsReleased: lambda s, _f: f"{s} is wanted no more",
    backup.GensetsStepped: lambda s, f: f"engines of {s}: {f.limit.replace('_', ' ')}",
    backup.GensetStateChanged: lambda s, f: (
        f"engine {f.engine_index} of {s} {ENGINES.get(f.state, f.state)}"
        + (f", repair takes {span_words(f.repair_s)}" if f.repair_s else "")
    ),
    backup.GensetRepaired: lambda s, f: f"engine {f.engine_index} of {s} was repaired",
    backup.GensetsPermitted: lambda s, f: (
        f"engines of {s} may {'' if f.permitted else 'not '}start{because(f.why)}"
    ),
    cooling.CoolingStepped: lambda s, f: (
        f"{s} {COOLING[f.rising].get(f.limit, f'met its limit {f.limit}')}"
    ),
    cooling.MiningCoolingStepped: lambda s, f: (
        f"{s} {MINING[f.rising].get(f.limit, f'met its limit {f.limit}')}"
    ),
    cooling.HallThrottled: lambda s, f: _THROTTLED.get(
        f.cap_frac, f"racks of {{}} are held to {100 * f.cap_frac:.3g} % by heat"
    ).format(s),
    cooling.EquipmentFailed: lambda s, f: (
        f"{f.units_count} of {s} failed{because(f.why)}, repair takes {span_words(f.repair_s)}"
    ),
    cooling.EquipmentRepaired: lambda s, f: f"{f.units_count} of {s} were repaired",
}
