"""A profile adds up, by room and by function."""

from __future__ import annotations

import cProfile

import pytest
import simpy

import twin
from twin.bench import rooms
from twin.units import unit_of


def test_files_belong_to_rooms():
    home = twin.__path__[0]
    assert rooms.room_of(f"{home}/facility/plant.py") == "twin/facility"
    assert rooms.room_of(f"{home}/units.py") == "twin/units.py"
    assert rooms.room_of(simpy.core.__file__) == "simpy"
    assert rooms.room_of("~") == "python and libraries"
    assert rooms.module_of(f"{home}/facility/plant.py") == "twin/facility/plant.py "


def test_shares_add_up_and_fall():
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(2000):
        unit_of("price_usd_per_mwh")
    profile.disable()
    by_room, by_function = rooms.shares(profile)
    assert sum(one.share_frac for one in by_room) == pytest.approx(1.0)
    assert [one.own_s for one in by_room] == sorted((one.own_s for one in by_room), reverse=True)
    (units,) = (one for one in by_room if one.place == "twin/units.py")
    assert units.call_count == 2000
    assert any(one.place.startswith("twin/units.py unit_of") for one in by_function)


def test_a_run_is_profiled(tmp_path):
    by_room, _ = rooms.profile_run("site-year", tmp_path / "run", "1h")
    assert {"twin/facility", "twin/engine", "simpy"} <= {one.place for one in by_room}
