"""Groups of equipment of a plant know what they belong to."""

from __future__ import annotations

from tests.facility.test_mining_cooling import cooled_plant


def test_groups_of_a_blocks_cooling_belong_to_it_and_to_nothing_else():
    parts = cooled_plant().parts
    found = {name: (group.cooled, group.loop, group.pad) for name, group in parts.equipment.items()}
    assert found == {
        "B1-PUMP": (0, -1, -1),
        "B1-COOLER": (0, -1, -1),
        "B2-PUMP": (1, -1, -1),
        "B2-COOLER": (1, -1, -1),
        "B3-FAN": (2, -1, -1),
        "B3-PAD": (2, -1, -1),
    }
    assert [(one.id, one.liquid, one.at) for one in parts.cooled] == [
        ("B1-COOL", True, 0),
        ("B2-COOL", True, 1),
        ("B3-COOL", False, 0),
    ]
