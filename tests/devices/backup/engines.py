"""Groups of engines that several tests use."""

from __future__ import annotations

from twin.devices.backup.genset import Gensets
from twin.devices.backup.genset_spec import READY, GensetSpec

S = 1_000_000
MIN = 60 * S
HOUR = 3600 * S
GOOD, BAD = 0.5, 0.999


def group(count=4, **spec):
    """Engines of 2 MW at a standstill."""
    spec = {"rated_kw": 2000.0, "units_count": count, "overload_rest_h": 10.0, **spec}
    return Gensets([GensetSpec(**spec)], 0)


def ready(count=4, load_w=0.0, **spec):
    """The same, ordered, on the bus and settled."""
    gensets = group(count, **spec)
    gensets.place(0, 0, state=READY, load_w=load_w)
    return gensets
