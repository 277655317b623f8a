"""A hydro loop or a tank alone: it starts as told and refuses what it has not."""

from __future__ import annotations

import pytest

from twin.devices.cooling.miner_loop_bench import HydroLoopBench, ImmersionTankBench
from twin.errors import RequestError

S = 1_000_000
INPUTS = {"heat_w": 700e3, "dry_bulb_c": 25.0}
BENCHES = [HydroLoopBench, ImmersionTankBench]


@pytest.mark.parametrize("kind", BENCHES)
def test_a_settled_one_gives_away_all_that_comes(kind):
    read = kind.start(kind.SPEC(), INPUTS, "steady", 0).read(3600 * S)
    assert read["net_rejected_j"] == pytest.approx(read["heat_j"] + read["pump_j"], rel=1e-9)
    assert read["energy_j"] == pytest.approx(3600 * read["power_w"])
    assert read["heat_j"] == pytest.approx(3600 * 700e3)


@pytest.mark.parametrize("kind", BENCHES)
@pytest.mark.parametrize(
    ("initial", "found_c"), [("cold", 22.0), ({"coolant_c": 41.0}, 41.0)], ids=["cold", "named"]
)
def test_it_starts_as_told(kind, initial, found_c):
    assert kind.start(kind.SPEC(), INPUTS, initial, 0).read(0)["coolant_c"] == found_c


def test_a_lost_pump_is_read_as_a_stop():
    one = HydroLoopBench.start(HydroLoopBench.SPEC(), INPUTS, "steady", 0)
    one.set(0, {**INPUTS, "pumps_count": 0})
    one.cross(one.next_crossing(0))
    assert (one.read(0)["stopped_frac"], one.read(0)["rise_k"]) == (1.0, 1000.0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"pumps_count": 3}, r"pumps_count.*allowed: 0 to 2; give fewer"),
        ({"coolers_count": 2}, r"coolers_count.*allowed: 0 to 1"),
        ({"wet_bulb_c": 30.0}, r"wet_bulb_c: is above the dry bulb"),
    ],
)
def test_what_it_has_not_is_named_with_the_remedy(wrong, words):
    with pytest.raises(RequestError, match=words):
        HydroLoopBench.start(HydroLoopBench.SPEC(), {**INPUTS, **wrong}, "steady", 0)
