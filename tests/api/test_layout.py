"""A layout names every asset of its site once, and what it hangs on."""

from __future__ import annotations

import pytest

from api.layout import layout_of
from twin import shipped
from twin.run.inputs import resolve
from twin.site.load import shipped_site


@pytest.mark.parametrize("name", shipped.names("scenarios"))
def test_everything_of_a_site_is_in_its_layout_once(name):
    inputs = resolve(name)
    site, parts = inputs.site, inputs.parts()
    layout = layout_of(site, parts)
    ids = [
        *(one.id for one in layout.transformers),
        *(one.id for one in layout.buses),
        *(one.id for one in layout.ties),
        *(one.id for one in layout.feeders),
        *(one.id for one in layout.blocks),
        *(one.id for one in layout.halls),
        *(unit for block in layout.blocks for unit in block.units),
        *(row.id for block in layout.blocks for row in block.rows),
    ]
    assert len(ids) == len(set(ids))
    kinds = {"transformer", "bus", "tie", "feeder", "block", "hall", "row"}
    assert {asset for asset, kind in site.kind_of.items() if kind in kinds} <= set(ids)


def test_a_feed_names_feeder_bus_and_unit():
    site = shipped_site("w100-hybrid")
    layout = layout_of(site, resolve("demo-month").parts())
    hall = next(hall for hall in layout.halls if hall.id == "H1")
    assert [(feed.feeder, feed.bus, feed.unit) for feed in hall.feeds] == [
        ("FH1A", "M1", "H1-U1"),
        ("FH1B", "M2", "H1-U2"),
    ]
    assert (hall.rack_count, hall.ups, hall.loop) == (34, "H1-UPS", "H1-COOL")


def test_cooling_of_mining_blocks_is_named_with_its_groups():
    layout = layout_of(shipped_site("w25-liquid"), resolve("scene-tanks").parts())
    found = {
        one.id: (one.block, one.kind, [(g.id, g.what, g.count) for g in one.groups])
        for one in layout.mining_loops
    }
    assert found == {
        "B1-COOL": ("B1", "hydro", [("B1-PUMP", "pumps", 6), ("B1-COOLER", "dry coolers", 6)]),
        "B2-COOL": ("B2", "immersion", [("B2-PUMP", "pumps", 9), ("B2-COOLER", "towers", 1)]),
        "B3-COOL": ("B3", "container", [("B3-FAN", "fans", 32), ("B3-PAD", "pad", 1)]),
    }


def test_a_hall_on_towers_names_their_cells_and_a_battery_its_unit():
    layout = layout_of(shipped_site("w10-towers"), resolve("scene-towers").parts())
    (loop,) = layout.loops
    assert ("tower cells", 4) in [(group.what, group.count) for group in loop.groups]
    static = layout_of(shipped_site("w10-static"), resolve("scene-static").parts())
    assert (layout.halls[0].static_switch, static.halls[0].static_switch) == (None, "H1-STS")
    hybrid = layout_of(shipped_site("w100-hybrid"), resolve("demo-month").parts())
    units = set(shipped_site("w100-hybrid").kind_of)
    assert [battery.unit in units for battery in hybrid.batteries] == [True]
