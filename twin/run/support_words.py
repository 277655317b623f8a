"""Sentences for facts of backup power and cooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin.facts import Fact, backup, cooling
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


_UPS_STATES = {
    "online": "feeds its load from the input",
    "eco": "feeds its load straight from the input",
    "battery": "went on battery",
    "locked": "locked itself on battery after too many disturbances",
    "walk_in": "began to walk its load back to the input",
    "bypass": "went on bypass",
    "dropped": "dropped its load",
    "locked_out": "dropped its load and waits for a reset",
}
_UPS_LIMITS = {
    "input_qualified": "the input was good for long enough",
    "walked_in": "a step of the load went back to the input",
    "empty": "the battery is empty",
    "full": "the battery is full",
    "overloaded": "the inverter gave up under its overload",
}
_TRANSFERS = {
    "source_lost": "counts its source as lost",
    "left": "leaves for the SIDE",
    "landed": "landed on the SIDE",
}
_ENGINES = {
    "stopped": "stands still",
    "cranking": "cranks",
    "paused": "did not fire and rests before it tries again",
    "run_up": "fired and runs up",
    "ready": "is on the bus",
    "cooling": "runs without load to cool",
    "locked_out": "failed to start and is locked out",
    "tripped": "tripped",
    "failed": "broke down",
}
_COOLING = {
    True: {
        "fans": "stepped its fans up",
        "coils": "called its chillers for the coils",
        "trim": "called its chillers to trim the facility water",
        "restarted": "has its chillers back",
        "look": "read its chillers anew, warmer",
        "coils_full": "has its chillers give the coils all they can",
        "trim_full": "has its chillers trim all they can",
        "warm": "is too warm: the technology supply is past its limit",
        "hot": "is too hot for its racks: the technology supply",
        "air_warm": "blows air past its class",
        "air_hot": "blows air too hot for its racks",
    },
    False: {
        "fans": "stepped its fans down",
        "coils": "let its chillers off the coils",
        "trim": "let its chillers off the facility water",
        "look": "read its chillers anew, colder",
        "coils_full": "has chillers to spare for the coils again",
        "trim_full": "has chillers to spare for trim again",
        "warm": "has its technology supply back within its limit",
        "hot": "is cool enough for racks again",
        "air_warm": "blows air within its class again",
        "air_hot": "blows air that racks may breathe again",
    },
}

SUPPORT: dict[type[Fact], Say] = {
    backup.UpsStateChanged: lambda s, f: (
        f"{s} {_UPS_STATES.get(f.state, f.state)}, its battery at {100 * f.soc_frac:.3g} %"
    ),
    backup.UpsStepped: lambda s, f: f"{s} noted that {_UPS_LIMITS.get(f.limit, f.limit)}",
    backup.UpsReset: lambda s, _f: f"{s} was reset by hand",
    backup.TransferStepped: lambda s, f: f"switch {s} {_TRANSFERS.get(f.limit, f.limit)}".replace(
        "SIDE", f.side
    ),
    backup.GensetsOrdered: lambda s, f: f"{len(f.draws_frac)} engines of {s} were told to start",
    backup.GensetsReleased: lambda s, _f: f"{s} is wanted no more",
    backup.GensetsStepped: lambda s, f: f"engines of {s}: {f.limit.replace('_', ' ')}",
    backup.GensetStateChanged: lambda s, f: (
        f"engine {f.engine_index} of {s} {_ENGINES.get(f.state, f.state)}"
        + (f", repair takes {span_words(f.repair_s)}" if f.repair_s else "")
    ),
    backup.GensetRepaired: lambda s, f: f"engine {f.engine_index} of {s} was repaired",
    backup.GensetsPermitted: lambda s, f: (
        f"engines of {s} may {'' if f.permitted else 'not '}start{because(f.why)}"
    ),
    cooling.CoolingStepped: lambda s, f: (
        f"{s} {_COOLING[f.rising].get(f.limit, f'met its limit {f.limit}')}"
    ),
    cooling.HallThrottled: lambda s, f: (
        f"racks of {s} run fully again"
        if f.cap_frac == 1.0
        else f"racks of {s} slow down to {100 * f.cap_frac:g} % for heat"
    ),
    cooling.EquipmentFailed: lambda s, f: (
        f"{f.units_count} of {s} failed{because(f.why)}, repair takes {span_words(f.repair_s)}"
    ),
    cooling.EquipmentRepaired: lambda s, f: f"{f.units_count} of {s} were repaired",
}
