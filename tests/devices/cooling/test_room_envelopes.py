"""The envelopes are those of the published classes."""

from __future__ import annotations

import pytest

from twin.devices.cooling.room_envelopes import AIR, WATER

# ASHRAE, allowable dry bulb at the inlet.
ALLOWED = {"A1": (15, 32), "A2": (10, 35), "A3": (5, 40), "A4": (5, 45), "H1": (5, 25)}


def test_air_classes_have_their_published_ranges():
    assert {name: (one.low_c, one.high_c) for name, one in AIR.items()} == ALLOWED
    recommended = {name: (one.best_low_c, one.best_high_c) for name, one in AIR.items()}
    assert recommended == {**dict.fromkeys(("A1", "A2", "A3", "A4"), (18, 27)), "H1": (18, 22)}


@pytest.mark.parametrize("name", [name for name in WATER if name != "W+"])
def test_a_water_class_is_named_by_its_warmest_supply(name):
    assert (WATER[name].low_c, WATER[name].high_c) == (2.0, float(name[1:]))


def test_what_is_recommended_is_allowed():
    for one in (*AIR.values(), *WATER.values()):
        assert one.low_c <= one.best_low_c < one.best_high_c <= one.high_c
        assert one.holds(one.best_low_c)
        assert not one.holds(one.low_c - 0.1)
