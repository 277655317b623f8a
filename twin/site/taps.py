"""What types can't say about on-load tap changers: each carries its bus alone.

Transformers in parallel would drive a current around through their regulators unless these followed
one of them, which is not modelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from twin.documents import Source
from twin.errors import Fault
from twin.site.document import SiteDocument

_REMEDY = "leave out oltc, or let one transformer carry the bus"


def tap_faults(source: Source, document: SiteDocument) -> Iterator[Fault]:
    """On-load tap changers of transformers that may share a bus with another."""
    here = [main for main in document.transformers if main.in_service]
    on_bus = Counter(main.bus for main in here)
    tied = {
        bus
        for tie in document.ties
        if tie.in_service and tie.parallel_allowed
        for bus in tie.between
    }
    for index, main in enumerate(document.transformers):
        if main.oltc is None or not main.in_service:
            continue
        if on_bus[main.bus] > 1 or main.bus in tied:
            yield source.fault(
                ("transformers", index, "oltc"),
                f"({main.id}) regulates a bus that another transformer may feed in parallel",
                value=main.bus,
                allowed="a bus that one transformer feeds at a time",
                remedy=_REMEDY,
            )
