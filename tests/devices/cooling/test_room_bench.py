"""A room alone: it starts as told and refuses coils that it has not."""

from __future__ import annotations

import pytest

from twin.devices.cooling.room_bench import RoomBench
from twin.errors import RequestError

S = 1_000_000
INPUTS = {"heat_w": 80e3, "water_c": 14.0}


def bench(inputs=INPUTS, initial="steady"):
    spec = RoomBench.SPEC.model_validate({"volume_m3": 200.0, "coils_count": 2, "coil_kw": 60.0})
    return RoomBench.start(spec, inputs, initial, 0)


def test_a_settled_room_gives_all_its_heat_to_the_coils():
    read = bench().read(3600 * S)
    assert read["net_removed_w"] == pytest.approx(80e3)
    assert read["stored_j"] == pytest.approx(0.0, abs=1e-3)
    assert read["air_c"] == pytest.approx(read["mass_c"])


@pytest.mark.parametrize(("initial", "air_c"), [("cold", 22.0), ({"air_c": 30.0}, 30.0)])
def test_it_starts_as_told(initial, air_c):
    assert bench(initial=initial).read(0)["air_c"] == air_c


def test_a_room_that_never_settles_starts_cold():
    assert bench({**INPUTS, "running_count": 0}).read(0)["air_c"] == 22.0


def test_lost_coils_cross_the_limit_and_say_when():
    one = bench()
    one.set(0, {**INPUTS, "running_count": 0})
    found = one.next_crossing(0)
    assert found.limit == "inlet_limit"
    one.cross(found)
    assert one.next_crossing(found.t_us) is None
    assert one.read(found.t_us)["inlet_c"] == pytest.approx(35.0, abs=1e-6)


def test_more_coils_than_there_are_is_named_with_the_remedy():
    with pytest.raises(RequestError, match=r"running_count.*allowed: 0 to 2; give fewer"):
        bench({**INPUTS, "running_count": 3})
