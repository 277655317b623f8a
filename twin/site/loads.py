"""What the document lets every unit transformer, feeder and bus carry, at nameplate.

Loads are complex powers, inductive positive, because reactive power is what drops voltages.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Protocol

from twin.devices.backup.battery import limits_w
from twin.devices.backup.transfer_spec import SIDE_NAMES
from twin.site.document import Hall, SiteDocument
from twin.site.expand import Expansion
from twin.site.resolved import HallRacks, Row, UnitTransformer, hall_draw_kw, row_draw_kw
from twin.units import W_PER_KW, W_PER_MW


class Expanded(Protocol):
    """A site document whose rows, racks and unit transformers have their full specs."""

    @property
    def rows(self) -> Sequence[Row]:
        """Rows of machines."""
        ...

    @property
    def racks(self) -> Sequence[HallRacks]:
        """Racks of halls."""
        ...

    @property
    def pads(self) -> Sequence[UnitTransformer]:
        """Unit transformers."""
        ...


def unit_loads_mva(document: SiteDocument, made: Expanded) -> dict[str, complex]:
    """Nameplate load of each unit transformer.

    The feeds of a hall share it, unless a static switch takes all of it from the preferred one.
    """
    blocks = {block.id: block for block in document.blocks}
    load_mva: dict[str, complex] = {}
    for row in made.rows:
        draw_mw = row_draw_kw(row, blocks[row.block]) * W_PER_KW / W_PER_MW
        name = row.unit_transformer
        more_mva = _complex_mva(draw_mw, row.spec.power_factor_ratio)
        load_mva[name] = load_mva.get(name, 0j) + more_mva
    halls = {hall.id: hall for hall in document.halls}
    for racks in made.racks:
        hall = halls[racks.hall]
        ratio = hall.power_factor_ratio or racks.spec.power_factor_ratio
        draw_mw = hall_draw_kw(racks, hall) * W_PER_KW / W_PER_MW
        taken = racks.units if hall.sts is None else (racks.units[preferred_place(hall)],)
        for unit in taken:
            load_mva[unit] = _complex_mva(draw_mw / len(taken), ratio)
    most_mw = {one.id: max(limits_w(one)) / W_PER_MW for one in document.batteries}
    for pad in made.pads:
        if pad.owner in most_mw:
            load_mva[pad.id] = complex(most_mw[pad.owner], 0.0)
    return load_mva


def preferred_place(hall: Hall) -> int:
    """The feed that the static switch of a hall belongs on, 0 of the first."""
    assert hall.sts is not None, hall.id
    return min(SIDE_NAMES.index(hall.sts.preferred), len(hall.feeds) - 1)


def _complex_mva(draw_mw: float, power_factor_ratio: float) -> complex:
    return complex(draw_mw, draw_mw * sqrt(1.0 / power_factor_ratio**2 - 1.0))


def feeder_loads_mva(document: SiteDocument, made: Expansion) -> dict[str, complex]:
    """The largest load of each feeder: of a hall all of it, since each feed can carry it alone."""
    feeds_count = {hall.id: len(hall.feeds) for hall in document.halls if hall.sts is None}
    switched = {hall.id for hall in document.halls if hall.sts is not None}
    unit_mva = unit_loads_mva(document, made)
    found_mva: dict[str, complex] = {}
    for pad in made.pads:
        most_mva = unit_mva.get(pad.id, 0j) * feeds_count.get(pad.owner, 1)
        if pad.owner in switched:
            most_mva = sum(unit_mva.get(one.id, 0j) for one in made.pads if one.owner == pad.owner)
        found_mva[pad.feeder] = found_mva.get(pad.feeder, 0j) + most_mva
    return found_mva


def bus_loads_mva(document: SiteDocument, made: Expansion) -> dict[str, complex]:
    """Load of each bus with everything in service and every feed live."""
    bus_of = {feeder.id: feeder.bus for feeder in document.feeders}
    unit_mva = unit_loads_mva(document, made)
    found_mva = {bus.id: 0j for bus in document.buses}
    for pad in made.pads:
        bus = bus_of.get(pad.feeder, "")
        if pad.in_service and bus in found_mva:
            found_mva[bus] += unit_mva.get(pad.id, 0j)
    return found_mva
