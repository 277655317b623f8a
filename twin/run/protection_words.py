"""Sentences for facts of protection."""

from __future__ import annotations

from collections.abc import Iterator

from twin.facility import Plant
from twin.facts import Fact
from twin.facts import protection as said
from twin.run.support_words import Say, because, span_words

_LIMITS = {
    "inverse_trip": "its inverse time is over",
    "definite_trip": "its definite time is over",
    "instantaneous_trip": "at once",
    "thermal_trip": "it was too hot",
}
_A_PER_KA = 1e3


def _amperes(current_a: float) -> str:
    if current_a < _A_PER_KA:
        return f"{current_a:.3g} A"
    return f"{current_a / _A_PER_KA:.3g} kA"


PROTECTION: dict[type[Fact], Say] = {
    said.FaultBegan: lambda s, f: (
        f"a short circuit at {s} takes {_amperes(f.current_a)}{because(f.why)}, repair takes "
        f"{span_words(f.repair_s)}"
    ),
    said.FaultRepaired: lambda s, _f: f"the short circuit at {s} was mended",
    said.RelayTripped: lambda s, f: (
        f"the relay of {s} tripped at {_amperes(f.current_a)}: {_LIMITS.get(f.limit, f.limit)}"
        + (f", {_amperes(f.inrush_a)} of it inrush" if f.inrush_a else "")
    ),
    said.ThermalRelayAlarmed: lambda s, f: (
        f"the thermal relay of {s} {'warns' if f.rising else 'warns no more'}: its heat is "
        f"{100 * f.heat_frac:.3g} %"
    ),
    said.BreakerFailed: lambda s, _f: f"{s} was told to open and did not",
    said.BreakerJammed: lambda s, f: (
        f"{s} is jammed{because(f.why)}, repair takes {span_words(f.repair_s)}"
    ),
    said.BreakerFreed: lambda s, _f: f"{s} opens again when it is told to",
}


def protection_state_words(plant: Plant) -> Iterator[tuple[str, str]]:
    """What faults, relays and jammed breakers put each asset in.

    Args:
        plant: as it stands.
    """
    guard = plant.guard
    for asset in guard.faults:
        yield asset, "has a short circuit"
    for name, asset in guard.locked_for.items():
        yield name, f"locked by its relay, for {asset}" if asset else "locked by its relay"
    thermal, relays = plant.thermal_guard, plant.parts.guard.thermal_relays
    for place, relay in enumerate(relays):
        if thermal.alarmed[place]:
            yield plant.parts.guard.ids[relay], "its thermal relay is hot"
    for name in guard.jammed:
        yield name, "jammed"
    for relay, name in enumerate(plant.parts.guard.ids):
        filled_frac = max(guard.relays.fills_frac(relay, plant.t_us))
        if filled_frac > 0.0 and not guard.relays.tripped_by[relay]:
            yield name, f"its relay sees {_amperes(guard.relays.current_a[relay])}"
