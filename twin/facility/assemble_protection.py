"""From a site to its relays, and to the impedances that its faults flow through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot, inf, sqrt

from twin.devices.line import impedance_ohm, nominal_v
from twin.devices.protection.elements import Element, TripUnit
from twin.devices.protection.thermal_relay import TRIP
from twin.devices.voltage.sag import InrushSpec, is_blocked
from twin.facility.guard_parts import GuardParts
from twin.site import Site
from twin.site.electrical import bank_mva, grid_of, line_of
from twin.site.relay import Relay
from twin.units import V_PER_KV, VA_PER_MVA

_LOSSES_RATIO = 1.1


def guard_parts(site: Site) -> GuardParts:
    """Relays of a site.

    Args:
        site: checked and complete.
    """
    relays = site.relays
    index = {relay.id: place for place, relay in enumerate(relays)}
    ratings_va = [bank_mva(main) * VA_PER_MVA for main in site.transformers]
    kv = {bus.id: bus.kv for bus in site.buses}
    alert_va = _alert_va(site, relays) if relays else [inf] * len(ratings_va)
    mains, feeders = len(site.transformers), len(site.feeders)
    protection = site.document.protection
    inrush = protection.inrush if protection else InrushSpec.model_validate({})
    bits = (1 << mains) - 1 | ((1 << feeders) - 1) << (mains + 1)
    return GuardParts(
        ids=tuple(index),
        index=index,
        units=tuple(_unit(relay) for relay in relays),
        charted=tuple(place for place, relay in enumerate(relays) if relay.listed),
        thermal_relays=tuple(place for place, relay in enumerate(relays) if relay.thermal),
        thermal_specs=tuple(relay.thermal for relay in relays if relay.thermal),
        pickups_a=tuple(relay.unit.pickup_a for relay in relays),
        volts_v=tuple(relay.kv * V_PER_KV for relay in relays),
        stands=tuple((relay.kind, _index_of(site, relay)) for relay in relays),
        of_feeder=tuple(index.get(feeder.id, -1) for feeder in site.feeders),
        of_tie=tuple(index.get(tie.id, -1) for tie in site.ties),
        of_low=tuple(index.get(main.low_breaker, -1) for main in site.transformers),
        of_high=tuple(index.get(main.high_breaker, -1) for main in site.transformers),
        alert_va=tuple(alert_va),
        over_bits=bits if relays else 0,
        looks_always=any(at < va for at, va in zip(alert_va, ratings_va, strict=True)),
        inrush=inrush,
        rush_relays=tuple(
            place
            for place, relay in enumerate(relays)
            if not is_blocked(inrush, relay.spec.harmonic_block_frac)
        ),
        source=grid_of(site.document),
        mains=tuple(main.spec for main in site.transformers),
        lines=tuple(line_of(feeder, kv[feeder.bus]) for feeder in site.feeders),
        units_behind=tuple(pad.spec for pad in site.unit_transformers),
    )


def _unit(relay: Relay) -> TripUnit:
    """Its elements; a thermal relay beside it trips its breaker through one that never fills."""
    unit = relay.unit
    if relay.thermal is None:
        return unit
    never = Element(limit=TRIP, pickup_a=inf, curve=lambda _: inf)
    return replace(unit, elements=(*unit.elements, never))


def _index_of(site: Site, relay: Relay) -> int:
    """The place of a relay's feeder, tie or transformer in the site."""
    assets = {"feeder": site.feeders, "tie": site.ties}.get(relay.kind, site.transformers)
    return [asset.id for asset in assets].index(relay.asset)


def _alert_va(site: Site, relays: Sequence[Relay]) -> list[float]:
    """The load of each main below which its own relays, and every tie's, see nothing.

    A high side carries the losses too: at most a tenth more than the low side.
    """
    ties = [_pickup_va(relay) for relay in relays if relay.kind == "tie"]
    own = {
        (relay.kind, relay.asset): _pickup_va(relay)
        for relay in relays
        if relay.kind in ("low", "high")
    }
    return [
        min(own[("low", main.id)], own[("high", main.id)] / _LOSSES_RATIO, *ties)
        for main in site.transformers
    ]


def _pickup_va(relay: Relay) -> float:
    return sqrt(3.0) * relay.kv * V_PER_KV * relay.unit.pickup_a


def feeder_alerts_va(site: Site) -> list[float]:
    """The load behind each feeder's cable up to which its relay surely sees nothing.

    What enters is at most `S (1 + S |Z| / V^2)`: solved for the pickup.
    """
    found_va = {feeder.id: inf for feeder in site.feeders}
    feeders = {feeder.id: feeder for feeder in site.feeders}
    for relay in site.relays:
        if relay.kind == "feeder":
            line = line_of(feeders[relay.asset], relay.kv)
            ohm, volts_v = (
                (0.0, 1.0) if line is None else (hypot(*impedance_ohm(line)), nominal_v(line))
            )
            per_va, pickup_va = ohm / (volts_v * volts_v), _pickup_va(relay)
            root_ratio = sqrt(1.0 + 4.0 * per_va * pickup_va)
            found_va[relay.asset] = 2.0 * pickup_va / (1.0 + root_ratio)
    return list(found_va.values())
