"""Conductors of feeders: each carries the rating of its feeder for ever in the hottest hour."""

from __future__ import annotations

from collections.abc import Iterator

from twin.devices.protection.conductor import settled_c
from twin.documents import Source
from twin.errors import Fault
from twin.site.document import SiteDocument
from twin.site.electrical import rated_a_of


def conductor_faults(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """Feeders whose conductor would pass its continuous limit at their rating."""
    kv = {bus.id: bus.kv for bus in document.buses}
    for index, feeder in enumerate(document.feeders):
        spec = feeder.conductor
        if spec is None or not feeder.in_service or feeder.bus not in kv:
            continue
        rated_a = rated_a_of(feeder, kv[feeder.bus])
        warmest_c = settled_c(spec, rated_a, document.design_dry_bulb_c)
        if warmest_c > spec.continuous_c:
            yield source.fault(
                ("feeders", index, "conductor"),
                f"({feeder.id}) comes to {warmest_c:.0f} °C at {rated_a:.0f} A, the rating of its "
                f"feeder, in air of {document.design_dry_bulb_c:g} °C",
                allowed=f"{spec.continuous_c:g} °C or less",
                remedy="rate the feeder lower, or take a larger conductor",
            )
