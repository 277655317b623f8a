"""A cooling plant alone: it starts as told and refuses what it has not."""

from __future__ import annotations

import pytest

from twin.devices.cooling.loop_bench import LoopBench
from twin.errors import RequestError

S = 1_000_000
INPUTS = {"liquid_w": 4e6, "dry_bulb_c": 25.0}


def bench(inputs=INPUTS, initial="steady"):
    return LoopBench.start(LoopBench.SPEC(), inputs, initial, 0)


def test_a_settled_plant_gives_away_all_that_comes():
    read = bench().read(3600 * S)
    gone_j = read["net_rejected_j"] + read["net_chilled_j"]
    assert gone_j == pytest.approx(read["heat_j"] + read["warmed_j"])
    assert read["net_stored_j"] == pytest.approx(0.0, abs=10.0)
    assert read["energy_j"] == pytest.approx(3600 * read["power_w"])


def test_air_takes_its_share_where_none_is_given():
    assert bench().read(S)["heat_j"] == pytest.approx(4e6 / 0.85)
    assert bench({**INPUTS, "air_w": 1e5}).read(S)["heat_j"] == pytest.approx(4.1e6)


@pytest.mark.parametrize(
    ("initial", "found_c"), [("cold", 22.0), ({"technology_c": 48.0}, 48.0)], ids=["cold", "named"]
)
def test_it_starts_as_told(initial, found_c):
    assert bench(initial=initial).read(0)["technology_supply_c"] == found_c


def test_lost_units_throttle_the_racks_and_then_stop_them():
    one, now = bench(), 0
    one.set(0, {**INPUTS, "cdus_count": 0})
    while (found := one.next_crossing(now)) and found.t_us < 120 * S:
        now = found.t_us
        one.cross(found)
    read = one.read(120 * S)
    assert (read["throttled_frac"], read["stopped_frac"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("name", "most"),
    [("cdus_count", 5), ("pumps_count", 4), ("coolers_count", 6), ("chillers_count", 4)],
)
def test_more_than_there_are_is_named_with_the_remedy(name, most):
    with pytest.raises(RequestError, match=rf"{name}.*allowed: 0 to {most}; give fewer"):
        bench({**INPUTS, name: most + 1})
