"""Inrush of unit transformers: relays that it would trip, and restarts that follow too soon.

All unit transformers of a feeder are energised together. A relay that blocks by the second harmonic
lets their inrush pass; any other trips if the envelope stays above its instantaneous pickup for as
long as that element takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twin.devices.voltage.sag import InrushSpec, above_s, is_blocked, stagger_s
from twin.documents import Path, Source
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.electrical import amperes
from twin.site.expand import Expansion
from twin.site.relay import Relay


def inrush_faults(
    source: Source, document: SiteDocument, made: Expansion, relays: Sequence[Relay]
) -> Iterator[Fault]:
    """Feeders that trip as they are energised, and a restart closer than three time constants."""
    if document.protection is None:
        return
    inrush = document.protection.inrush
    least_s = stagger_s(inrush)
    if document.restart.spacing_s < least_s:
        yield source.fault(
            ("restart", "spacing_s"),
            "energises blocks on the inrush of the one before",
            value=document.restart.spacing_s,
            allowed=f"at least {least_s:g} s, three time constants",
            remedy="space them further, or give protection.inrush.decay_s its true value",
        )
    places = {entry.id: n for n, entry in enumerate(document.protection.relays)}
    for relay in relays:
        if relay.kind == "feeder":
            place = places.get(relay.id)
            at: Path = ("protection",) if place is None else ("protection", "relays", place)
            units_mva = sum(pad.rated_mva for pad in made.pads if pad.feeder == relay.asset)
            yield from _trips(source, at, relay, inrush, amperes(units_mva, relay.kv))


def _trips(
    source: Source, at: Path, relay: Relay, inrush: InrushSpec, rated_a: float
) -> Iterator[Fault]:
    level_a = relay.spec.instantaneous_a
    if level_a is None or is_blocked(inrush, relay.spec.harmonic_block_frac):
        return
    lasts_s = above_s(inrush, rated_a, level_a)
    if lasts_s >= relay.spec.instantaneous_s:
        yield source.fault(
            at,
            f"({relay.id}) trips on the inrush of its unit transformers, which stays above "
            f"{level_a:g} A for {lasts_s:.3g} s",
            allowed=f"less than {relay.spec.instantaneous_s:g} s",
            remedy=f"pick up above {inrush.peak_ratio * rated_a:.0f} A, or let it block by the "
            "second harmonic (harmonic_block_frac)",
        )
