"""Thermal overload relays beside breakers: each must carry the largest continuous load for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from twin.devices.protection.thermal_relay import heat_goal_frac
from twin.documents import Source
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.relay import Relay


def thermal_faults(
    source: Source, document: SiteDocument, relays: Sequence[Relay]
) -> Iterator[Fault]:
    """Thermal relays that would trip on the load that they are there to carry."""
    rules = document.protection
    places = {entry.id: n for n, entry in enumerate(rules.relays)} if rules else {}
    for relay in relays:
        spec = relay.thermal
        if spec is None or heat_goal_frac(spec, relay.load_a) < spec.trip_frac:
            continue
        least_a = relay.load_a / (spec.k_ratio * sqrt(spec.trip_frac))
        yield source.fault(
            ("protection", "relays", places[relay.id], "thermal", "base_a"),
            f"({relay.id}) trips on its largest continuous load of {relay.load_a:.1f} A",
            value=spec.base_a,
            allowed=f"above {least_a:.1f} A",
            remedy="raise it, or take load away",
        )
