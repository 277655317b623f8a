"""What the document lets every unit transformer, feeder and bus carry, at nameplate."""

from __future__ import annotations

from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.resolved import hall_draw_kw, row_draw_kw
from twin.units import W_PER_KW, W_PER_MW


def unit_loads_mva(document: SiteDocument, made: Expansion) -> dict[str, float]:
    """Nameplate load of each unit transformer; the feeds of a hall share it."""
    blocks = {block.id: block for block in document.blocks}
    load_mva: dict[str, float] = {}
    for row in made.rows:
        draw_mw = row_draw_kw(row, blocks[row.block]) * W_PER_KW / W_PER_MW
        name = row.unit_transformer
        load_mva[name] = load_mva.get(name, 0.0) + draw_mw / row.spec.power_factor_ratio
    halls = {hall.id: hall for hall in document.halls}
    for racks in made.racks:
        hall = halls[racks.hall]
        ratio = hall.power_factor_ratio or racks.spec.power_factor_ratio
        for unit in racks.units:
            draw_mw = hall_draw_kw(racks, hall) * W_PER_KW / W_PER_MW
            load_mva[unit] = draw_mw / ratio / len(racks.units)
    return load_mva


def feeder_loads_mva(document: SiteDocument, made: Expansion) -> dict[str, float]:
    """The largest load of each feeder: of a hall all of it, since each feed can carry it alone."""
    feeds_count = {hall.id: len(hall.feeds) for hall in document.halls}
    unit_mva = unit_loads_mva(document, made)
    found_mva: dict[str, float] = {}
    for pad in made.pads:
        most_mva = unit_mva.get(pad.id, 0.0) * feeds_count.get(pad.owner, 1)
        found_mva[pad.feeder] = found_mva.get(pad.feeder, 0.0) + most_mva
    return found_mva


def bus_loads_mva(document: SiteDocument, made: Expansion) -> dict[str, float]:
    """Load of each bus with everything in service and every feed live."""
    bus_of = {feeder.id: feeder.bus for feeder in document.feeders}
    unit_mva = unit_loads_mva(document, made)
    found_mva = {bus.id: 0.0 for bus in document.buses}
    for pad in made.pads:
        bus = bus_of.get(pad.feeder, "")
        if pad.in_service and bus in found_mva:
            found_mva[bus] += unit_mva.get(pad.id, 0.0)
    return found_mva
