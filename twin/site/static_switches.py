"""Static switches of halls: each between two feeds, which come from two buses."""

from __future__ import annotations

from collections.abc import Iterator

from twin.documents import Source
from twin.errors import Fault
from twin.site.document import SiteDocument

_TWO = 2


def static_switch_faults(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """Switches with more or fewer than two feeds, or with one bus on both sides."""
    bus_of = {feeder.id: feeder.bus for feeder in document.feeders}
    for index, hall in enumerate(document.halls):
        feeders = [feed.feeder for feed in hall.feeds]
        at = ("halls", index, "feeds")
        if hall.sts is None or any(path[:3] == at for path in source.dropped):
            continue
        if len(feeders) != _TWO:
            yield source.fault(
                at,
                "do not fit the two sides of a static switch",
                value=len(feeders),
                allowed="2 with an sts",
                remedy="give two feeds, or leave out sts",
            )
        elif len({bus_of.get(feeder, feeder) for feeder in feeders}) == 1:
            yield source.fault(
                at,
                f"both come from {bus_of.get(feeders[0])}: the static switch has nowhere to go",
                value=", ".join(feeders),
                allowed="feeders of two buses with an sts",
                remedy="take a feeder of another bus, or leave out sts",
            )
